"""What periods that are alike have in common: what may come to light in them, and what changes.

Whatever is called in a period depends on what can be breached, what is, and who is still there, and
is the same in all phases in which these are the same. It is worked out once for each kind of period
and remembered. Nothing is decided here: ``watch``, ``signals`` and ``drift`` say what holds.
"""

import math
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from holdfast.endure.compact import COLLAPSE, Compact, Kind
from holdfast.endure.drift import balance_after, resolve_after
from holdfast.endure.moment import Moment
from holdfast.endure.quantity import Number
from holdfast.endure.signals import called
from holdfast.endure.watch import falsely_seen, gone, is_answered, open_violations, seen

_ONE = Fraction(1)

Committed = tuple[int, ...]
"""The places of the violations committed in a period, in the order of the players."""


Chances = tuple[tuple[int, Number], ...]
"""Breaches by their places, each with the chance that it is called."""


class Onward(NamedTuple):
    """How a period may go on at one of the levels that may follow.

    ``called`` are the breaches that may be called then, ``quiet`` the resolve that may follow when
    nothing is; each with its chance.
    """

    level: int
    called: Chances
    quiet: tuple[tuple[tuple[int, ...], Number], ...]


class Prospect(NamedTuple):
    """What a period may lead to, and the chance that nothing is called in it."""

    ways: tuple[Onward, ...]
    quiet: Number


Resolves = list[tuple[tuple[int, ...], Number]]
"""How resolve may stand next, with the chance of each."""

Answered = tuple[tuple[Number, ...], Resolves]
"""What a call brings each player, and how resolve may stand after it."""


def is_zero(number: Number) -> bool:
    """True for a number that is zero whatever the inputs."""
    return isinstance(number, Fraction) and number == 0


@dataclass(slots=True, eq=False)
class Lookout:
    """The periods of one compact, each kind of them looked at once.

    ``payoffs`` and ``answers`` are kept for those who work them out: what kinds of periods bring,
    and what kinds of calls cost.
    """

    compact: Compact
    payoffs: dict[tuple[object, ...], tuple[Number, ...]] = field(default_factory=dict)
    answers: dict[tuple[object, ...], Answered] = field(default_factory=dict)
    _unanswered: frozenset[int] = frozenset()
    _gone: dict[tuple[int, ...], frozenset[str]] = field(default_factory=dict)
    _open: dict[tuple[object, ...], Committed] = field(default_factory=dict)
    _sights: dict[tuple[object, ...], Number] = field(default_factory=dict)
    _signals: dict[tuple[object, ...], tuple[list[tuple[int, Number]], Number]] = field(
        default_factory=dict
    )
    _resolves: dict[tuple[int, ...], Resolves] = field(default_factory=dict)
    _levels: dict[tuple[int, Committed], list[tuple[int, Number]]] = field(default_factory=dict)
    _called: dict[tuple[object, ...], list[tuple[int, Chances, Number]]] = field(
        default_factory=dict
    )
    _prospects: dict[tuple[object, ...], Prospect] = field(default_factory=dict)

    def without_answer(self, place: int) -> "Lookout":
        """The same, were nothing to follow one breach whoever sees it; what is known is kept."""
        other = replace(self, _signals={}, _called={}, _prospects={}, payoffs={})
        other._sights = {key: sight for key, sight in self._sights.items() if key[0] != place}
        other._unanswered = self._unanswered | {place}
        return other

    def gone(self, moment: Moment) -> frozenset[str]:
        """The guarantors who are no longer there."""
        found = self._gone.get(moment.resolve)
        if found is None:
            found = self._gone[moment.resolve] = gone(self.compact, moment)
        return found

    def open(self, moment: Moment) -> Committed:
        """The places of the violations that could be committed at a moment."""
        key = (moment.mode, moment.step, moment.response, self.gone(moment))
        found = self._open.get(key)
        if found is None:
            found = self._open[key] = open_violations(self.compact, moment)
        return found

    def neglected(self, committed: Committed) -> frozenset[str]:
        """The instruments that the violations committed let lie idle."""
        chosen = (self.compact.violations[k] for k in committed)
        return frozenset(v.about for v in chosen if v.kind is Kind.NEGLECT)

    def prospect(
        self, moment: Moment, committed: Committed, *, is_war: bool, is_last: bool
    ) -> Prospect:
        """Where a period may lead: in one of war the balance stays, after the last no resolve is.

        Args:
            moment: where the compact stands.
            committed: what is breached.
            is_war: whether somebody attacks.
            is_last: whether the compact ends after a quiet period.
        """
        key = (self.open(moment), committed, moment.resolve, moment.level, is_war, is_last)
        found = self._prospects.get(key)
        if found is None:
            found = self._prospects[key] = self._look(moment, committed, is_war, is_last)
        return found

    def _look(self, moment: Moment, committed: Committed, is_war: bool, is_last: bool) -> Prospect:
        after: Resolves = [((), _ONE)] if is_last else self._resolve_after(moment)
        ways = tuple(
            Onward(
                level, called, tuple((r, quiet * c) for r, c in after) if not is_zero(quiet) else ()
            )
            for level, called, quiet in self._calls(moment, committed, is_war=is_war)
        )
        return Prospect(ways, self._seen(moment, committed)[1])

    def _calls(
        self, moment: Moment, committed: Committed, *, is_war: bool
    ) -> list[tuple[int, Chances, Number]]:
        """For each level that may follow: what may be called, and the chance of a quiet period."""
        key = (self.open(moment), committed, self.gone(moment), moment.level, is_war)
        found = self._called.get(key)
        if found is None:
            signals, quiet = self._seen(moment, committed)
            found = self._called[key] = [
                (level, tuple((place, part * chance) for place, part in signals), quiet * chance)
                for level, chance in self._levels_after(moment, committed, is_war=is_war)
                if not is_zero(chance)
            ]
        return found

    def _resolve_after(self, moment: Moment) -> Resolves:
        """How resolve may stand after a quiet period."""
        found = self._resolves.get(moment.resolve)
        if found is None:
            after = resolve_after(self.compact.guarantors, moment.resolve, {})
            found = self._resolves[moment.resolve] = [r for r in after if not is_zero(r[1])]
        return found

    def _levels_after(
        self, moment: Moment, committed: Committed, *, is_war: bool
    ) -> list[tuple[int, Number]]:
        if is_war:
            return [(moment.level, _ONE)]
        key = (moment.level, committed)
        found = self._levels.get(key)
        if found is None:
            chosen = (self.compact.violations[k].shifts for k in committed)
            shifts = [each for each in chosen if each is not None]
            found = self._levels[key] = balance_after(self.compact.balance, moment.level, shifts)
        return found

    def _seen(
        self, moment: Moment, committed: Committed
    ) -> tuple[list[tuple[int, Number]], Number]:
        """The chance of each breach being called, and of a quiet period."""
        key = (self.open(moment), committed, self.gone(moment))
        found = self._signals.get(key)
        if found is None:
            signals, quiet = called(self._by_gravity(moment, committed))
            found = self._signals[key] = [s for s in signals if not is_zero(s[1])], quiet
        return found

    def _by_gravity(self, moment: Moment, committed: Committed) -> list[list[tuple[int, Number]]]:
        """What may come to light, in groups of equal gravity, gravest first."""
        idle = self.neglected(committed)
        gravity = {COLLAPSE: -1.0, "": math.inf}
        gravity |= {response.id: response.gravity for response in self.compact.responses}
        groups: dict[float, list[tuple[int, Number]]] = {}
        for place in self.open(moment):
            chance = self._sight(moment, place, idle, is_done=place in committed)
            if not is_zero(chance):
                violation = self.compact.violations[place]
                is_attack = violation.kind is Kind.ATTACK
                grave = -math.inf if is_attack else gravity[violation.then]
                groups.setdefault(grave, []).append((place, chance))
        return [groups[grave] for grave in sorted(groups)]

    def _sight(self, moment: Moment, place: int, idle: frozenset[str], *, is_done: bool) -> Number:
        """The chance that a breach to which anything follows is seen, truly or falsely."""
        key = (place, self.gone(moment), idle, is_done)
        found = self._sights.get(key)
        if found is None:
            found = Fraction(0)
            if place not in self._unanswered and is_answered(self.compact, place):
                sight = seen if is_done else falsely_seen
                found = sight(self.compact, place, moment, idle)
            self._sights[key] = found
        return found
