"""A deal as a finite stochastic game with prescribed conduct, and nothing about peace in it.

States are public. In each, every player chooses one of its actions, all at once; what follows is a
payoff to each and a chance of every next state. The first action of every player in every state is
the one that the deal prescribes.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeAlias

from holdfast.endure.quantity import Number

State: TypeAlias = Hashable
Profile: TypeAlias = tuple[int, ...]
"""For every player, the place of the chosen action in that player's list; 0 is as prescribed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one period brings: a payoff to each player, and the chance of each next state."""

    rewards: tuple[Number, ...]
    moves: tuple[tuple[State, Number], ...]


class Game(Protocol):
    """What the solver and the checker need to know of a deal."""

    @property
    def players(self) -> tuple[str, ...]:
        """Everyone who chooses anything."""

    @property
    def discounts(self) -> tuple[Number, ...]:
        """What a player counts a payoff one period later for, from 0 to below 1."""

    @property
    def start(self) -> State:
        """Where the deal begins."""

    def actions(self, state: State) -> tuple[tuple[str, ...], ...]:
        """For every player its actions in a state, the prescribed one first, never none."""

    def outcome(self, state: State, profile: Profile) -> Outcome:
        """What follows when everyone acts as the profile says."""

    def is_instant(self, state: State) -> bool:
        """True when a state is reached within the period of the one before: nothing is discounted.

        An instant state is never followed by another.
        """


@dataclass(frozen=True)
class TableGame:
    """A game given as a plain table, for tests and for teaching.

    ``table`` maps a state and a tuple of action names to payoffs and chances. Each state's actions
    are read off it; the order in which they first appear is their order.
    """

    players: tuple[str, ...]
    discounts: tuple[Fraction, ...]
    start: State
    choices: Mapping[State, tuple[tuple[str, ...], ...]]
    table: Mapping[tuple[State, tuple[str, ...]], Outcome]
    instant: frozenset[State] = frozenset()

    def actions(self, state: State) -> tuple[tuple[str, ...], ...]:
        """For every player its actions in a state, the prescribed one first."""
        return self.choices[state]

    def outcome(self, state: State, profile: Profile) -> Outcome:
        """The table's entry for the named actions."""
        names = tuple(mine[k] for mine, k in zip(self.choices[state], profile, strict=True))
        return self.table[state, names]

    def is_instant(self, state: State) -> bool:
        """True when the state was named as one reached within the period."""
        return state in self.instant


def unilateral(
    actions: tuple[tuple[str, ...], ...], profile: Profile
) -> tuple[tuple[int, Profile], ...]:
    """Every way in which one player alone could act otherwise: the player, and the new profile."""
    return tuple(
        (player, (*profile[:player], choice, *profile[player + 1 :]))
        for player, mine in enumerate(actions)
        for choice in range(len(mine))
        if choice != profile[player]
    )
