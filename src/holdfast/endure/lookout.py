"""What periods that are alike have in common: what may come to light in them, and what changes.

Whatever is called in a period depends on what can be breached, what is, and who is still there, and
is the same in all phases in which these are the same. It is worked out once for each kind of period
and remembered. Nothing is decided here: ``watch``, ``signals`` and ``drift`` say what holds.
"""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from holdfast.endure.compact import COLLAPSE, Compact, Kind
from holdfast.endure.drift import balance_after, resolve_after
from holdfast.endure.moment import Moment
from holdfast.endure.quantity import Number
from holdfast.endure.signals import called
from holdfast.endure.watch import falsely_seen, gone, is_answered, open_violations, seen

Committed = tuple[int, ...]
"""The places of the violations committed in a period, in the order of the players."""


class Prospect(NamedTuple):
    """What a period may lead to: the breaches that may be ``called``, or the resolve that follows.

    ``chances`` has for each balance that may follow the chance of each of these, in their order.
    ``quiet`` is the chance that nothing is called.
    """

    called: tuple[int, ...]
    resolve: tuple[tuple[int, ...], ...]
    chances: tuple[tuple[int, tuple[Number, ...]], ...]
    quiet: Number


def is_zero(number: Number) -> bool:
    """True for a number that is zero whatever the inputs."""
    return isinstance(number, Fraction) and number == 0


@dataclass(slots=True, eq=False)
class Lookout:
    """The periods of one compact, each kind of them looked at once."""

    compact: Compact
    _gone: dict[tuple[int, ...], frozenset[str]] = field(default_factory=dict)
    _open: dict[tuple[object, ...], Committed] = field(default_factory=dict)
    _signals: dict[tuple[object, ...], tuple[list[tuple[int, Number]], Number]] = field(
        default_factory=dict
    )
    _prospects: dict[tuple[object, ...], Prospect] = field(default_factory=dict)

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
            signals, quiet = self._seen(moment, committed)
            resolve = self._resolve_after(moment, quiet, is_last=is_last)
            parts = [chance for _, chance in signals] + [chance for _, chance in resolve]
            found = self._prospects[key] = Prospect(
                called=tuple(place for place, _ in signals),
                resolve=tuple(levels for levels, _ in resolve),
                chances=tuple(
                    (level, tuple(part * chance for part in parts))
                    for level, chance in self._levels_after(moment, committed, is_war=is_war)
                ),
                quiet=quiet,
            )
        return found

    def _resolve_after(
        self, moment: Moment, quiet: Number, *, is_last: bool
    ) -> list[tuple[tuple[int, ...], Number]]:
        if is_zero(quiet):
            return []
        if is_last:
            return [((), quiet)]
        after = resolve_after(self.compact.guarantors, moment.resolve, {})
        return [(levels, quiet * chance) for levels, chance in after]

    def _levels_after(
        self, moment: Moment, committed: Committed, *, is_war: bool
    ) -> list[tuple[int, Number]]:
        if is_war:
            return [(moment.level, Fraction(1))]
        chosen = (self.compact.violations[k].shifts for k in committed)
        shifts = [each for each in chosen if each is not None]
        return balance_after(self.compact.balance, moment.level, shifts)

    def _seen(
        self, moment: Moment, committed: Committed
    ) -> tuple[list[tuple[int, Number]], Number]:
        """The chance of each breach being called, and of a quiet period."""
        key = (self.open(moment), committed, self.gone(moment))
        found = self._signals.get(key)
        if found is None:
            found = self._signals[key] = called(self._by_gravity(moment, committed))
        return found

    def _by_gravity(self, moment: Moment, committed: Committed) -> list[list[tuple[int, Number]]]:
        """What may come to light, in groups of equal gravity, gravest first."""
        compact, idle = self.compact, self.neglected(committed)
        gravity = {COLLAPSE: -math.inf, "": math.inf}
        gravity |= {response.id: response.gravity for response in compact.responses}
        groups: dict[float, list[tuple[int, Number]]] = {}
        for place in self.open(moment):
            if is_answered(compact, place):
                sight = seen if place in committed else falsely_seen
                chance = sight(compact, place, moment, idle)
                if not is_zero(chance):
                    grave = gravity[compact.violations[place].then]
                    groups.setdefault(grave, []).append((place, chance))
        return [groups[grave] for grave in sorted(groups)]
