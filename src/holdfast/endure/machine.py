"""A game written down as tables: every state that matters, every way to act otherwise in it.

A state matters when it can be reached from the start by the prescribed conduct and any number of
one-sided departures from it. Tables hold expressions, not numbers, so that a new reading of the
inputs fills them without walking the game again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from holdfast.endure.game import Game, Profile, State, unilateral
from holdfast.endure.quantity import Sheet

Indices = NDArray[np.int64]
Conduct = dict[State, Profile]
"""Who does what in every state; a state that is not named is played as prescribed."""


@dataclass(frozen=True, slots=True)
class Row:
    """What follows a profile in a state: expressions by player, and by next state."""

    rewards: tuple[int, ...]
    targets: tuple[int, ...]
    chances: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Rows of chances as places of expressions; row k is from ``indptr[k]`` to ``indptr[k+1]``."""

    indptr: Indices
    columns: Indices
    nodes: Indices

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Pattern":
        """Lay rows out one after the other."""
        chosen = list(rows)
        lengths = [len(row.targets) for row in chosen]
        return cls(
            np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64),
            np.array([t for row in chosen for t in row.targets], dtype=np.int64),
            np.array([c for row in chosen for c in row.chances], dtype=np.int64),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The tables for one conduct: what it leads to, and every one-shot deviation from it.

    Deviations are sorted by player, then by state; ``choices`` are the actions deviated to.
    """

    states: tuple[State, ...]
    profiles: tuple[Profile, ...]
    start: int
    instant: NDArray[np.bool_]
    chances: Pattern
    rewards: Indices
    where: Indices
    who: Indices
    choices: Indices
    deviations: Pattern
    gains: Indices


@dataclass(slots=True, eq=False)
class Machine:
    """A game, explored as far as it has been asked about."""

    game: Game
    sheet: Sheet = field(default_factory=Sheet)
    states: list[State] = field(default_factory=list)
    _places: dict[State, int] = field(default_factory=dict)
    _rows: dict[tuple[int, Profile], Row] = field(default_factory=dict)
    _actions: dict[int, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    _departures: dict[tuple[int, Profile], tuple[tuple[int, int, Row], ...]] = field(
        default_factory=dict
    )

    @property
    def _prescribed(self) -> Profile:
        return (0,) * len(self.game.players)

    def place(self, state: State) -> int:
        """A state's place in the tables, given when it is first met."""
        if state not in self._places:
            self._places[state] = len(self.states)
            self.states.append(state)
        return self._places[state]

    def actions(self, place: int) -> tuple[tuple[str, ...], ...]:
        """For every player its actions in the state at a place."""
        if place not in self._actions:
            self._actions[place] = self.game.actions(self.states[place])
        return self._actions[place]

    def row(self, place: int, profile: Profile) -> Row:
        """What a profile leads to in the state at a place."""
        key = (place, profile)
        if key not in self._rows:
            outcome = self.game.outcome(self.states[place], profile)
            self._rows[key] = Row(
                tuple(self.sheet.node(reward) for reward in outcome.rewards),
                tuple(self.place(state) for state, _ in outcome.moves),
                tuple(self.sheet.node(chance) for _, chance in outcome.moves),
            )
        return self._rows[key]

    def departures(self, place: int, profile: Profile) -> tuple[tuple[int, int, Row], ...]:
        """Every one-sided departure from a profile: the player, its choice, and what follows."""
        key = (place, profile)
        if key not in self._departures:
            self._departures[key] = tuple(
                (player, other[player], self.row(place, other))
                for player, other in unilateral(self.actions(place), profile)
            )
        return self._departures[key]

    def layout(self, conduct: Mapping[State, Profile] | None = None) -> Layout:
        """The tables for a conduct (none: the prescribed one), over every state that matters."""
        conduct = conduct or {}
        start = self.place(self.game.start)
        profiles = self._explore(conduct)
        rows = [self.row(place, profile) for place, profile in enumerate(profiles)]
        by_player: list[list[tuple[int, int, Row]]] = [[] for _ in self.game.players]
        for place, profile in enumerate(profiles):
            for player, choice, row in self.departures(place, profile):
                by_player[player].append((place, choice, row))
        sorted_by_player = [departure for mine in by_player for departure in mine]
        gains = [row.rewards[who] for who, mine in enumerate(by_player) for _, _, row in mine]
        return Layout(
            states=tuple(self.states),
            profiles=tuple(profiles),
            start=start,
            instant=np.array([self.game.is_instant(s) for s in self.states], dtype=np.bool_),
            chances=Pattern.of(rows),
            rewards=np.array([row.rewards for row in rows], dtype=np.int64),
            where=np.array([place for place, _, _ in sorted_by_player], dtype=np.int64),
            who=np.repeat(np.arange(len(by_player)), [len(mine) for mine in by_player]),
            choices=np.array([choice for _, choice, _ in sorted_by_player], dtype=np.int64),
            deviations=Pattern.of(row for _, _, row in sorted_by_player),
            gains=np.array(gains, dtype=np.int64),
        )

    def _profile(self, place: int, conduct: Mapping[State, Profile]) -> Profile:
        return conduct.get(self.states[place], self._prescribed)

    def _explore(self, conduct: Mapping[State, Profile]) -> list[Profile]:
        """Meet every state that the conduct and one-sided departures from it lead to.

        States met earlier, under another conduct, are kept and explored as well, so that the tables
        are always closed.

        Returns:
            The profile of every state, by place.
        """
        profiles: list[Profile] = []
        while len(profiles) < len(self.states):
            place = len(profiles)
            profile = self._profile(place, conduct)
            profiles.append(profile)
            self.row(place, profile)
            self.departures(place, profile)
        return profiles
