"""The inner loop of a sweep: eliminate and test, for a block of readings side by side.

Only arithmetic on arrays happens here, so that it compiles; ``batch`` says what the arrays are.
Every reading is worked out by itself, in one fixed order of operations, so that its bytes do not
depend on the block it stands in.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from holdfast.endure.elimination import Entries, Fill
from holdfast.endure.ordered import Answer, Departures, Stakes
from holdfast.endure.rows import Indices
from holdfast.endure.tables import Floats

BLOCK = 16
"""Readings worked on side by side; their numbers lie next to one another in memory."""


class Room(NamedTuple):
    """Room to work in: a row being eliminated, the entries left, and the pivots' inverses."""

    row: Floats
    upper: Floats
    pivot: Floats


@njit(nogil=True, cache=True)
def _solve(  # noqa: PLR0913, PLR0917 - plain arrays are what compiles
    values: Floats,
    weights: Floats,
    rewards: Indices,
    entries: Entries,
    fill: Fill,
    room: Room,
    worth: Floats,
) -> None:
    """Solve V = r + P W V for one player in a block of readings."""
    for place in range(worth.shape[0]):
        worth[place, :] = values[rewards[place], :]
        _load(place, values, weights, entries, fill, room.row)
        _reduce(place, fill, room, worth)
    for place in range(worth.shape[0] - 1, -1, -1):
        for k in range(fill.upper_from[place], fill.upper_from[place + 1]):
            later = fill.upper[k]
            for b in range(BLOCK):
                worth[place, b] -= room.upper[k, b] * worth[later, b]
        for b in range(BLOCK):
            worth[place, b] *= room.pivot[place, b]


@njit(nogil=True, cache=True)
def _load(  # noqa: PLR0913, PLR0917 - plain arrays are what compiles
    place: int, values: Floats, weights: Floats, entries: Entries, fill: Fill, row: Floats
) -> None:
    """Write a row of I - P W into the room for it."""
    row[place, :] = 1.0
    for k in range(fill.lower_from[place], fill.lower_from[place + 1]):
        row[fill.lower[k], :] = 0.0
    for k in range(fill.upper_from[place], fill.upper_from[place + 1]):
        row[fill.upper[k], :] = 0.0
    for k in range(entries.begin[place], entries.begin[place + 1]):
        target, node = entries.places[k], entries.nodes[k]
        for b in range(BLOCK):
            row[target, b] -= weights[target, b] * values[node, b]


@njit(nogil=True, cache=True)
def _reduce(place: int, fill: Fill, room: Room, worth: Floats) -> None:
    """Eliminate from a row the places before it, and keep what is left."""
    row = room.row
    for k in range(fill.lower_from[place], fill.lower_from[place + 1]):
        earlier = fill.lower[k]
        for b in range(BLOCK):
            row[earlier, b] *= room.pivot[earlier, b]
            worth[place, b] -= row[earlier, b] * worth[earlier, b]
        for m in range(fill.upper_from[earlier], fill.upper_from[earlier + 1]):
            target = fill.upper[m]
            for b in range(BLOCK):
                row[target, b] -= row[earlier, b] * room.upper[m, b]
    for b in range(BLOCK):
        room.pivot[place, b] = 1.0 / row[place, b]
    for k in range(fill.upper_from[place], fill.upper_from[place + 1]):
        for b in range(BLOCK):
            room.upper[k, b] = row[fill.upper[k], b]


@njit(nogil=True, cache=True)
def _least_margin(  # noqa: PLR0913, PLR0917 - plain arrays are what compiles
    values: Floats,
    weights: Floats,
    worth: Floats,
    departures: Departures,
    matters: NDArray[np.bool_],
    player: int,
    margin: Floats,
    which: Indices,
) -> None:
    """The smallest margin of one player, and the deviation that has it, in a block of readings."""
    margin[:] = np.inf
    which[:] = -1
    entries = departures.entries
    for k in range(departures.of_player[player], departures.of_player[player + 1]):
        if not matters[k]:
            continue
        here, gain = departures.where[k], departures.gains[k]
        for b in range(BLOCK):
            cost = worth[here, b] - values[gain, b]
            for m in range(entries.begin[k], entries.begin[k + 1]):
                target = entries.places[m]
                cost -= values[entries.nodes[m], b] * weights[target, b] * worth[target, b]
            if cost < margin[b]:
                margin[b] = cost
                which[b] = k


@njit(nogil=True, cache=True)
def judge_readings(  # noqa: PLR0913, PLR0917 - plain arrays are what compiles
    values: Floats,
    stakes: Stakes,
    entries: Entries,
    fill: Fill,
    departures: Departures,
    matters: NDArray[np.bool_],
    answer: Answer,
) -> None:
    """Solve every reading for every player, and find every player's smallest margin.

    Args:
        values: every expression (rows) in every reading (columns).
        stakes: what the places pay, and how it is discounted.
        entries: each place's chances.
        fill: what elimination needs and leaves.
        departures: the deviations to test.
        matters: which of them count.
        answer: where the answers go.
    """
    players, count = stakes.rewards.shape
    readings = values.shape[1]
    block = np.empty((values.shape[0], BLOCK))
    room = Room(
        np.empty((count, BLOCK)), np.empty((len(fill.upper), BLOCK)), np.empty((count, BLOCK))
    )
    worth, weights = np.empty((count, BLOCK)), np.empty((count, BLOCK))
    margin, which = np.empty(BLOCK), np.empty(BLOCK, dtype=np.int64)
    for first in range(0, readings, BLOCK):
        for b in range(BLOCK):
            block[:, b] = values[:, min(first + b, readings - 1)]
        for player in range(players):
            for place in range(count):
                if stakes.instant[place]:
                    weights[place, :] = 1.0
                else:
                    weights[place, :] = block[stakes.discounts[player], :]
            _solve(block, weights, stakes.rewards[player], entries, fill, room, worth)
            _least_margin(block, weights, worth, departures, matters, player, margin, which)
            for b in range(min(BLOCK, readings - first)):
                answer.margin[first + b, player] = margin[b]
                answer.which[first + b, player] = which[b]
                answer.scale[first + b, player] = 1.0 + np.abs(worth[:, b]).max()
