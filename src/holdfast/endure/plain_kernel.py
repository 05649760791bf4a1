"""The inner loop of a sweep in plain NumPy, for few readings: nothing has to be compiled for it.

All readings go through each step side by side. Each number is worked out by the same operations in
the same order as in ``kernel``, so that the two give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.endure.elimination import Entries, Fill
from holdfast.endure.ordered import Alike, Answer, Departures, Ordered
from holdfast.endure.rows import Indices
from holdfast.endure.tables import Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Factors:
    """The elimination of I - P W: multipliers below the diagonal, what is left above, pivots."""

    lower: Floats
    upper: Floats
    pivot: Floats


def judge_plainly(values: Floats, ordered: Ordered, groups: Sequence[Alike]) -> Answer:
    """Solve every reading for every player, and find every player's smallest margin.

    Players who are equally patient in every reading share one elimination.
    """
    stakes, entries, fill, departures = ordered
    players = len(stakes.discounts)
    answer = Answer.room(values.shape[1], players)
    seats: dict[bytes, list[int]] = {}
    for player, discount in enumerate(stakes.discounts.tolist()):
        seats.setdefault(values[discount].tobytes(), []).append(player)
    for alike in seats.values():
        discount = values[stakes.discounts[alike[0]]]
        weights = np.where(stakes.instant[:, None], 1.0, discount)
        factors = _eliminated(values, weights, entries, fill)
        worths = _solved(values[stakes.rewards[alike].T], factors, fill)
        for seat, player in enumerate(alike):
            worth = worths[:, seat]
            cost = _costs(values, weights, worth, departures, player)
            first = departures.of_player[player]
            _least(cost, first, groups, answer.margin[:, player], answer.which[:, player])
            answer.scale[:, player] = 1.0 + np.abs(worth).max(axis=0)
    return answer


def _eliminated(values: Floats, weights: Floats, entries: Entries, fill: Fill) -> _Factors:
    count, readings = weights.shape
    found = _Factors(
        np.empty((len(fill.lower), readings)),
        np.empty((len(fill.upper), readings)),
        np.empty((count, readings)),
    )
    row = np.empty((count, readings))
    for place in range(count):
        before = slice(fill.lower_from[place], fill.lower_from[place + 1])
        after = slice(fill.upper_from[place], fill.upper_from[place + 1])
        row[fill.lower[before]] = 0.0
        row[fill.upper[after]] = 0.0
        row[place] = 1.0
        for k in range(entries.begin[place], entries.begin[place + 1]):
            target = entries.places[k]
            row[target] -= weights[target] * values[entries.nodes[k]]
        for k in range(before.start, before.stop):
            earlier = fill.lower[k]
            factor = row[earlier] * found.pivot[earlier]
            found.lower[k] = factor
            span = slice(fill.upper_from[earlier], fill.upper_from[earlier + 1])
            row[fill.upper[span]] -= factor * found.upper[span]
        found.pivot[place] = 1.0 / row[place]
        found.upper[after] = row[fill.upper[after]]
    return found


def _solved(rewards: Floats, factors: _Factors, fill: Fill) -> Floats:
    """The worth of every place (rows) to players (columns) in every reading."""
    worth = rewards.copy()
    for place in range(len(worth)):
        for k in range(fill.lower_from[place], fill.lower_from[place + 1]):
            worth[place] -= factors.lower[k] * worth[fill.lower[k]]
    for place in range(len(worth) - 1, -1, -1):
        for k in range(fill.upper_from[place], fill.upper_from[place + 1]):
            worth[place] -= factors.upper[k] * worth[fill.upper[k]]
        worth[place] *= factors.pivot[place]
    return worth


def _costs(
    values: Floats, weights: Floats, worth: Floats, departures: Departures, player: int
) -> Floats:
    """What every deviation of one player costs it in every reading."""
    mine = slice(departures.of_player[player], departures.of_player[player + 1])
    entries = departures.entries
    begin = entries.begin[mine]
    lengths = entries.begin[mine.start + 1 : mine.stop + 1] - begin
    cost = worth[departures.where[mine]] - values[departures.gains[mine]]
    for step in range(int(lengths.max(initial=0))):
        longer = lengths > step
        k = begin[longer] + step
        target = entries.places[k]
        cost[longer] -= values[entries.nodes[k]] * weights[target] * worth[target]
    return cost


def _least(
    cost: Floats, first: int, groups: Sequence[Alike], margin: Floats, which: Indices
) -> None:
    """The smallest cost among the deviations that matter, and the first that has it."""
    margin[:], which[:] = np.inf, -1
    for readings, matters in groups:
        mine = np.flatnonzero(matters[first : first + len(cost)])
        if len(mine):
            chosen = cost[np.ix_(mine, readings)]
            least = chosen.argmin(axis=0)
            margin[readings] = chosen[least, np.arange(len(readings))]
            which[readings] = first + mine[least]
