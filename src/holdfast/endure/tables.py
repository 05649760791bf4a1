"""A game's tables filled with numbers: in floats for speed, in fractions for proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from holdfast.endure.machine import Layout
from holdfast.endure.rows import Indices, Pattern

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """A game under one conduct, in floats that are each within one rounding of the exact number.

    ``chances`` leads from every state to the next; ``rewards`` has a row for each state and a
    column for each player. Deviation k is player ``who[k]`` acting otherwise in state ``where[k]``,
    for ``gains[k]`` at once and ``deviations[k]`` afterwards; deviations are sorted by player.
    """

    discounts: Floats
    instant: NDArray[np.bool_]
    chances: "csr_array[np.float64]"
    rewards: Floats
    where: Indices
    who: Indices
    deviations: "csr_array[np.float64]"
    gains: Floats
    start: int = 0

    def discounting(self, player: int) -> Floats:
        """What each state's worth counts for in the state before it, to one player."""
        return np.where(self.instant, 1.0, self.discounts[player])

    def rows_of(self, player: int) -> "csr_array[np.float64]":
        """Where the deviations of one player lead."""
        from scipy.sparse import csr_array

        mine, matrix = self.of_player(player), self.deviations
        begin = matrix.indptr[mine.start : mine.stop + 1]
        span = slice(int(begin[0]), int(begin[-1]))
        parts = (matrix.data[span], matrix.indices[span], begin - begin[0])
        return csr_array(parts, shape=(mine.stop - mine.start, matrix.shape[1]))

    def of_player(self, player: int) -> slice:
        """The deviations of one player."""
        low, high = np.searchsorted(self.who, [player, player + 1])
        return slice(int(low), int(high))


class Exact(Protocol):
    """The same tables in exact numbers, a row at a time."""

    def discount(self, player: int) -> Fraction:
        """A player's discount."""

    def row(self, place: int) -> list[tuple[int, Fraction]]:
        """The next states of a state, with their chances."""

    def reward(self, place: int, player: int) -> Fraction:
        """A player's payoff in a state."""

    def deviation(self, k: int) -> tuple[Fraction, list[tuple[int, Fraction]]]:
        """What deviation k brings at once, and the next states with their chances."""


@dataclass(frozen=True, slots=True, eq=False)
class FractionTables:
    """The exact numbers behind a layout."""

    layout: Layout
    values: Sequence[Fraction]
    discounts: tuple[Fraction, ...]

    def discount(self, player: int) -> Fraction:
        """A player's discount."""
        return self.discounts[player]

    def row(self, place: int) -> list[tuple[int, Fraction]]:
        """The next states of a state, with their chances."""
        return self._entries(self.layout.chances, place)

    def reward(self, place: int, player: int) -> Fraction:
        """A player's payoff in a state."""
        return self.values[int(self.layout.rewards[place, player])]

    def deviation(self, k: int) -> tuple[Fraction, list[tuple[int, Fraction]]]:
        """What deviation k brings at once, and the next states with their chances."""
        return self.values[self.layout.gains[k]], self._entries(self.layout.deviations, k)

    def _entries(self, pattern: Pattern, row: int) -> list[tuple[int, Fraction]]:
        span = range(pattern.indptr[row], pattern.indptr[row + 1])
        entries = ((int(pattern.columns[k]), self.values[pattern.nodes[k]]) for k in span)
        return [(column, chance) for column, chance in entries if chance]


@dataclass(frozen=True, slots=True, eq=False)
class FloatsAsFractions:
    """Tables of floats taken at their word: each float is the exact number that it stores."""

    tables: Tables

    def discount(self, player: int) -> Fraction:
        """A player's discount."""
        return Fraction(float(self.tables.discounts[player]))

    def row(self, place: int) -> list[tuple[int, Fraction]]:
        """The next states of a state, with their chances."""
        return _entries(self.tables.chances, place)

    def reward(self, place: int, player: int) -> Fraction:
        """A player's payoff in a state."""
        return Fraction(float(self.tables.rewards[place, player]))

    def deviation(self, k: int) -> tuple[Fraction, list[tuple[int, Fraction]]]:
        """What deviation k brings at once, and the next states with their chances."""
        return Fraction(float(self.tables.gains[k])), _entries(self.tables.deviations, k)


def _entries(matrix: Any, row: int) -> list[tuple[int, Fraction]]:  # noqa: ANN401 - a sparse matrix
    span = slice(int(matrix.indptr[row]), int(matrix.indptr[row + 1]))
    pairs = zip(matrix.indices[span].tolist(), matrix.data[span].tolist(), strict=True)
    return [(column, Fraction(chance)) for column, chance in pairs if chance]


def fill(layout: Layout, values: Floats, discounts: Floats) -> Tables:
    """The layout's tables, with the numbers that its expressions have in one reading."""
    count = len(layout.states)
    return Tables(
        discounts=discounts,
        instant=layout.instant,
        chances=_matrix(layout.chances, values, count),
        rewards=values[layout.rewards],
        where=layout.where,
        who=layout.who,
        deviations=_matrix(layout.deviations, values, count),
        gains=values[layout.gains],
        start=layout.start,
    )


def _matrix(pattern: Pattern, values: Floats, count: int) -> "csr_array[np.float64]":
    from scipy.sparse import csr_array

    shape = (len(pattern.indptr) - 1, count)
    return csr_array((values[pattern.nodes], pattern.columns, pattern.indptr), shape=shape)


def reachable(tables: Tables, origins: Indices) -> NDArray[np.bool_]:
    """The states that the conduct and one-sided departures from it lead to from the origins.

    An expression may turn out to be zero in one reading; what lies behind it then matters to
    nobody.
    """
    count = len(tables.instant)
    by_state = np.argsort(tables.where, kind="stable")
    begin = np.concatenate([[0], np.cumsum(np.bincount(tables.where, minlength=count))])
    result = np.zeros(count, dtype=np.bool_)
    result[origins] = True
    frontier = np.flatnonzero(result)
    while len(frontier) and not result.all():
        rows = by_state[_ranges(begin[frontier], begin[frontier + 1])]
        led_to = np.zeros(count, dtype=np.bool_)
        led_to[_targets(tables.chances, frontier)] = True
        led_to[_targets(tables.deviations, rows)] = True
        frontier = np.flatnonzero(led_to & ~result)
        result[frontier] = True
    return result


def _targets(matrix: Any, rows: Indices) -> Indices:  # noqa: ANN401 - a sparse matrix
    """The columns of some rows that are not zero."""
    span = _ranges(matrix.indptr[rows], matrix.indptr[rows + 1])
    columns: Indices = matrix.indices[span]
    return columns if matrix.data.all() else columns[matrix.data[span] != 0]


def _ranges(begin: Indices, end: Indices) -> Indices:
    """The numbers from each begin up to each end, one range after the other."""
    lengths = end - begin
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    result: Indices = np.arange(total) + np.repeat(begin - (ends - lengths), lengths)
    return result
