"""Where a deal stands, and what may come of a period of it: the words of the interpreter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from tiny_dossiers import Amounts, Moves

F = Fraction
COMPLY, HONOUR, SHIRK, VETO = "comply", "honour", "shirk", "veto"
RUNS, CALLED, WAR = "runs", "called", "war"

Breach = tuple[str, str]
"""A violation and who commits it."""
Profile = Mapping[str, str]
"""What each does: ``comply``, the violation that it commits, or at a call ``honour``, ``shirk``,
``veto``, ``honour and veto``, ``shirk and veto``."""


class Standing(NamedTuple):
    """Where a deal stands, known to all.

    It runs, a breach was called, or there is war. ``response`` is empty where none is under way;
    ``left`` are the periods it still runs, None for good.
    """

    mode: str
    step: int
    response: str
    left: int | None
    called: Breach | None
    resolve: str
    balance: str


@dataclass(frozen=True)
class Outcome:
    """What a period (or a call) brings each, and where the deal may stand next."""

    rewards: Amounts
    chances: dict[Standing, Fraction] = field(default_factory=dict)

    def leads_to(self, standing: Standing, chance: Fraction) -> None:
        """One more way to get to a standing."""
        if chance:
            self.chances[standing] = self.chances.get(standing, F(0)) + chance


def war_at(balance: str) -> Standing:
    """War goes on at the level at which it broke out; nothing else matters any more."""
    return Standing(WAR, 0, "", None, None, "", balance)


def moved(moves: Moves, level: str) -> Amounts:
    """The chance of each level next period; what is left over stays put."""
    to = moves.get(level, {})
    return {level: 1 - sum(to.values(), F(0)), **to}
