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
    _explored: dict[int, set[Profile]] = field(default_factory=dict)

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

    def layout(self, conduct: Mapping[State, Profile] | None = None) -> Layout:
        """The tables for a conduct (none: the prescribed one), over every state that matters."""
        conduct = conduct or {}
        start = self.place(self.game.start)
        self._explore(start, conduct)
        profiles = [self._profile(place, conduct) for place in range(len(self.states))]
        deviating = sorted(
            (player, place, other[player])
            for place, profile in enumerate(profiles)
            for player, other in unilateral(self.actions(place), profile)
        )
        rows = [self.row(place, profile) for place, profile in enumerate(profiles)]
        others = [
            self.row(place, (*profiles[place][:who], choice, *profiles[place][who + 1 :]))
            for who, place, choice in deviating
        ]
        players = np.array([d[0] for d in deviating], dtype=np.int64)
        return Layout(
            states=tuple(self.states),
            profiles=tuple(profiles),
            start=start,
            instant=np.array([self.game.is_instant(s) for s in self.states], dtype=np.bool_),
            chances=Pattern.of(rows),
            rewards=np.array([row.rewards for row in rows], dtype=np.int64),
            where=np.array([d[1] for d in deviating], dtype=np.int64),
            who=players,
            choices=np.array([d[2] for d in deviating], dtype=np.int64),
            deviations=Pattern.of(others),
            gains=np.array(
                [row.rewards[d[0]] for row, d in zip(others, deviating, strict=True)],
                dtype=np.int64,
            ),
        )

    def _profile(self, place: int, conduct: Mapping[State, Profile]) -> Profile:
        return conduct.get(self.states[place], (0,) * len(self.game.players))

    def _explore(self, start: int, conduct: Mapping[State, Profile]) -> None:
        """Meet every state that the conduct and one-sided departures from it lead to.

        States met earlier, under another conduct, are kept and explored as well, so that the tables
        are always closed.
        """
        waiting = [start, *range(len(self.states))]
        queued = set(waiting)
        while waiting:
            place = waiting.pop()
            profile = self._profile(place, conduct)
            done = self._explored.setdefault(place, set())
            known = len(self.states)
            if profile not in done:
                done.add(profile)
                self.row(place, profile)
                for _, other in unilateral(self.actions(place), profile):
                    self.row(place, other)
            fresh = [new for new in range(known, len(self.states)) if new not in queued]
            waiting.extend(fresh)
            queued.update(fresh)
