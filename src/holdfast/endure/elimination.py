"""In which order to eliminate the states of a layout, and what fills in: once for all readings.

The matrix I - P W is an M-matrix with a dominant diagonal, so that elimination needs no pivoting
and one order serves every reading of the inputs, and every player.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from holdfast.endure.machine import Layout
from holdfast.endure.rows import Indices


class Entries(NamedTuple):
    """Rows of chances: row i has the expressions ``nodes`` of moving to ``places``, in a range."""

    begin: Indices
    places: Indices
    nodes: Indices


class Fill(NamedTuple):
    """What eliminating each row needs (``lower``) and leaves (``upper``), in ranges."""

    lower_from: Indices
    lower: Indices
    upper_from: Indices
    upper: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Elimination as arrays: states in the order ``order``, all else in places of that order."""

    order: Indices
    place: Indices
    entries: Entries
    fill: Fill

    @property
    def work(self) -> int:
        """The number of entries that elimination leaves."""
        return len(self.fill.lower) + len(self.fill.upper)


def plan(layout: Layout) -> Plan:
    """Choose an order of little fill, and find what fills in."""
    order = _order(layout)
    count = len(order)
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    chances = layout.chances
    rows = [np.arange(chances.indptr[s], chances.indptr[s + 1]) for s in order.tolist()]
    entries = np.concatenate(rows)
    lower, upper = _fill_in([place[chances.columns[row]].tolist() for row in rows])
    return Plan(
        order=order,
        place=place,
        entries=Entries(
            _ranges([len(row) for row in rows]),
            place[chances.columns[entries]],
            chances.nodes[entries],
        ),
        fill=Fill(
            _ranges([len(part) for part in lower]),
            _flat(lower),
            _ranges([len(part) for part in upper]),
            _flat(upper),
        ),
    )


def _flat(parts: Sequence[Sequence[int]]) -> Indices:
    return np.array([place for part in parts for place in part], dtype=np.int64)


def _ranges(lengths: Sequence[int]) -> Indices:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)


def _order(layout: Layout) -> Indices:
    """Least degree first, as the sparse factorisation finds it for a matrix of this pattern."""
    from scipy.sparse import csc_array, eye_array
    from scipy.sparse.linalg import splu

    count = len(layout.states)
    chances = layout.chances
    share = 0.5 / np.maximum(np.diff(chances.indptr), 1)
    data = np.repeat(share, np.diff(chances.indptr))
    rows = np.repeat(np.arange(count), np.diff(chances.indptr))
    matrix = csc_array((data, (rows, chances.columns)), shape=(count, count))
    factors = splu(
        (eye_array(count) - matrix).tocsc(),
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )
    order: Indices = np.argsort(factors.perm_c).astype(np.int64)
    return order


def _fill_in(rows: Sequence[Sequence[int]]) -> tuple[list[list[int]], list[list[int]]]:
    """For each row the earlier rows that it needs, in order, and the later entries left."""
    lower: list[list[int]] = []
    upper: list[list[int]] = []
    for place, row in enumerate(rows):
        left = set(row) - {place}
        waiting = {p for p in left if p < place}
        used: list[int] = []
        while waiting:
            first = min(waiting)
            waiting.discard(first)
            used.append(first)
            fresh = {p for p in upper[first] if p not in left and p != place}
            left |= fresh
            waiting |= {p for p in fresh if p < place}
        lower.append(used)
        upper.append(sorted(p for p in left if p > place))
    return lower, upper
