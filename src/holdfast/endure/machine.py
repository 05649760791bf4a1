"""A game written down as tables: every state that matters, every way to act otherwise in it.

A state matters when it can be reached from the start by the prescribed conduct and any number of
one-sided departures from it. Tables hold expressions, not numbers, so that a new reading of the
inputs fills them without walking the game again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from holdfast.endure.game import Game, Profile, State, unilateral
from holdfast.endure.quantity import Sheet
from holdfast.endure.rows import Indices, Pattern, Row, Rows

Conduct = dict[State, Profile]
"""Who does what in every state; a state that is not named is played as prescribed."""


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


@dataclass(frozen=True, slots=True, eq=False)
class _Play:
    """A profile in a state: the number of its row, and every one-sided departure from it.

    Departures are three equally long lists: who departs, by which choice, to which row.
    """

    row: int
    who: tuple[int, ...]
    choices: tuple[int, ...]
    rows: tuple[int, ...]


@dataclass(slots=True, eq=False)
class Machine:
    """A game, explored as far as it has been asked about."""

    game: Game
    sheet: Sheet = field(default_factory=Sheet)
    states: list[State] = field(default_factory=list)
    _instant: list[bool] = field(default_factory=list)
    _places: dict[State, int] = field(default_factory=dict)
    _rows: Rows = field(default_factory=Rows)
    _numbers: dict[tuple[int, Profile], int] = field(default_factory=dict)
    _actions: dict[int, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    _plays: dict[tuple[int, Profile], _Play] = field(default_factory=dict)

    def place(self, state: State) -> int:
        """A state's place in the tables, given when it is first met."""
        place = self._places.get(state)
        if place is None:
            place = self._places[state] = len(self.states)
            self.states.append(state)
            self._instant.append(self.game.is_instant(state))
        return place

    def actions(self, place: int) -> tuple[tuple[str, ...], ...]:
        """For every player its actions in the state at a place."""
        if place not in self._actions:
            self._actions[place] = self.game.actions(self.states[place])
        return self._actions[place]

    def layout(self, conduct: Mapping[State, Profile] | None = None) -> Layout:
        """The tables for a conduct (none: the prescribed one), over every state that matters."""
        start = self.place(self.game.start)
        profiles = self._profiles(conduct or {})
        plays = [self._plays[key] for key in enumerate(profiles)]
        where = np.repeat(np.arange(len(plays)), [len(play.who) for play in plays])
        who = _joined([play.who for play in plays])
        by_player = np.argsort(who, kind="stable")
        choices = _joined([play.choices for play in plays])
        rows = _joined([play.rows for play in plays])[by_player]
        followed = np.array([play.row for play in plays], dtype=np.int64)
        return Layout(
            states=tuple(self.states),
            profiles=tuple(profiles),
            start=start,
            instant=np.array(self._instant, dtype=np.bool_),
            chances=self._rows.pattern(followed),
            rewards=self._rows.rewards(followed),
            where=where[by_player],
            who=who[by_player],
            choices=choices[by_player],
            deviations=self._rows.pattern(rows),
            gains=self._rows.rewards(rows)[np.arange(len(rows)), who[by_player]],
        )

    def _profiles(self, conduct: Mapping[State, Profile]) -> list[Profile]:
        """The profile of every state, by place, once all are met that these and departures lead to.

        States met earlier, under another conduct, are kept and explored as well, so that the tables
        are always closed.
        """
        prescribed = (0,) * len(self.game.players)
        profiles: list[Profile] = []
        while len(profiles) < len(self.states):
            place = len(profiles)
            profile = conduct.get(self.states[place], prescribed)
            profiles.append(profile)
            if (place, profile) not in self._plays:
                self._plays[place, profile] = self._play(place, profile)
        return profiles

    def _play(self, place: int, profile: Profile) -> _Play:
        row = self._row(place, profile)
        others = unilateral(self.actions(place), profile)
        return _Play(
            row=row,
            who=tuple(player for player, _ in others),
            choices=tuple(other[player] for player, other in others),
            rows=tuple(self._row(place, other) for _, other in others),
        )

    def _row(self, place: int, profile: Profile) -> int:
        """The number of the row that says what a profile leads to in the state at a place."""
        key = (place, profile)
        if key not in self._numbers:
            outcome = self.game.outcome(self.states[place], profile)
            self._numbers[key] = self._rows.add(
                Row(
                    tuple(self.sheet.node(reward) for reward in outcome.rewards),
                    tuple(self.place(state) for state, _ in outcome.moves),
                    tuple(self.sheet.node(chance) for _, chance in outcome.moves),
                )
            )
        return self._numbers[key]


def _joined(parts: Sequence[tuple[int, ...]]) -> Indices:
    return np.fromiter(chain.from_iterable(parts), dtype=np.int64)
