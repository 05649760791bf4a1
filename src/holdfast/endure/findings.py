"""What a judgment found, by party and by breach, in words and numbers that can be shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from holdfast.endure.compact import Compact
from holdfast.endure.judge import UNDECIDED, Judgment
from holdfast.endure.machine import Layout, Machine
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.results import PartyMargin, Temptation
from holdfast.endure.situation import changed, situation


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """The prescribed conduct, judged at one reading."""

    compact: Compact
    machine: Machine
    layout: Layout
    judgment: Judgment

    def moment(self, k: int) -> Moment:
        """The state in which deviation k happens."""
        state = self.layout.states[int(self.layout.where[k])]
        if not isinstance(state, Moment):
            message = f"{state!r} is no state of a compact."
            raise TypeError(message)
        return state

    def changed(self, moment: Moment) -> dict[str, str]:
        """What is no longer as at signature."""
        start = self.layout.states[self.layout.start]
        return changed(self.compact, start, moment) if isinstance(start, Moment) else {}

    def breach(self, k: int) -> str:
        """What deviation k does."""
        place, player = int(self.layout.where[k]), int(self.layout.who[k])
        return self.machine.actions(place)[player][int(self.layout.choices[k])]

    def player(self, k: int) -> str:
        """Who deviates."""
        return self.machine.game.players[int(self.layout.who[k])]

    def sign(self, k: int) -> int | None:
        """The proven sign of a margin."""
        sign = int(self.judgment.signs[k])
        return None if sign == UNDECIDED else sign

    def margin(self, k: int) -> float:
        """What deviation k costs the one who deviates."""
        return 0.0 if self.sign(k) == 0 else float(self.judgment.margins.margin[k])

    def temptation(self, k: int) -> Temptation:
        """Deviation k in words."""
        place = situation(self.compact, self.moment(k))
        return Temptation(self.player(k), self.breach(k), place, self.margin(k), self.sign(k))

    def deviations(self) -> Iterator[int]:
        """The deviations that matter."""
        for k in np.flatnonzero(self.judgment.matters[self.layout.where]):
            yield int(k)

    def worst(self, chosen: Iterable[int]) -> int | None:
        """The deviation of smallest margin; of those that floats cannot tell apart the first."""
        found = self.judgment.margins
        ranked = sorted(chosen)
        if not ranked:
            return None
        least = min(ranked, key=lambda k: (found.margin[k], k))
        within = found.margin[least] + found.error[least]
        return next(k for k in ranked if found.margin[k] - found.error[k] <= within)


def party_margins(findings: Findings) -> tuple[PartyMargin, ...]:
    """Every party's cheapest breach, over all and by phase; those without a choice are left out."""
    by_party: dict[str, list[int]] = {}
    for k in findings.deviations():
        by_party.setdefault(findings.player(k), []).append(k)
    result = []
    for player in findings.machine.game.players:
        mine = by_party.get(player, [])
        cheapest = findings.worst(mine)
        if cheapest is not None:
            phases = _by_phase(findings, mine)
            result.append(PartyMargin(player, findings.temptation(cheapest), phases))
    return tuple(result)


def _by_phase(findings: Findings, mine: list[int]) -> dict[str, Temptation]:
    phases: dict[str, Temptation] = {}
    for phase in dict.fromkeys(step.phase for step in findings.compact.steps):
        here = [k for k in mine if _phase(findings, k) == phase]
        cheapest = findings.worst(here)
        if cheapest is not None:
            phases[phase] = findings.temptation(cheapest)
    return phases


def _phase(findings: Findings, k: int) -> str:
    moment = findings.moment(k)
    if moment.mode is Mode.COLLAPSED:
        return ""
    return findings.compact.steps[moment.step].phase
