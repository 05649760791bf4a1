"""What a conduct is worth to everyone from each state on, with a proven bound on the error.

The worth V solves V = r + d P V. Whatever solves it, the bound comes from the residual alone: an
answer whose residual is at most e is within e/(1 - d) of the true one, because P is a matrix of
chances; where some states are instant, within 2e/(1 - d). Rounding is counted in.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from holdfast.endure.descent import descend
from holdfast.endure.rows import Indices
from holdfast.endure.tables import Floats, Tables

DIRECT_LIMIT = 6000
"""Up to so many states a factorisation is quicker than iterating, and its fill is no concern."""

FEW = 4096
"""So many deviations are quicker followed for every player than sorted by who deviates."""

_ROUNDING = 2.0**-53
_SAFETY = 1 + 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """The worth of every state to every player, and for each player a bound on its error."""

    worth: Floats
    error: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """What every deviation costs the deviator (below zero it pays), and a bound on the error."""

    margin: Floats
    error: Floats


def solve(tables: Tables) -> Values:
    """The worth of a conduct to every player; players with one discount share one factorisation."""
    count, players = tables.rewards.shape
    worth = np.empty((count, players))
    if count <= DIRECT_LIMIT:
        for discount in np.unique(tables.discounts):
            seats = np.flatnonzero(tables.discounts == discount)
            worth[:, seats] = _factorised(tables, int(seats[0]), tables.rewards[:, seats])
    else:
        for player in range(players):
            worth[:, player] = _iterated(tables, player)
    error = np.array([_bound(tables, player, worth[:, player]) for player in range(players)])
    return Values(worth, error)


def _system(tables: Tables, player: int) -> Any:  # noqa: ANN401 - a sparse matrix
    """The matrix of the equations V - d P V = r, transposed: so it is in columns as it stands."""
    from scipy.sparse import csc_array

    chances, count = tables.chances, len(tables.instant)
    own = np.arange(count)
    others = np.arange(len(chances.data)) + np.repeat(own + 1, np.diff(chances.indptr))
    entries = np.ones(len(others) + count)
    entries[others] = -chances.data * tables.discounting(player)[chances.indices]
    rows = np.empty(len(entries), dtype=np.int64)
    rows[chances.indptr[:-1] + own] = own
    rows[others] = chances.indices
    begin: Indices = chances.indptr + np.arange(count + 1)
    return csc_array((entries, rows, begin), shape=(count, count))


def _factorised(tables: Tables, player: int, rewards: Floats) -> Floats:
    from scipy.sparse.linalg import splu

    factors: Any = splu(_system(tables, player))
    weights = tables.discounting(player)[:, np.newaxis]
    worth = factors.solve(rewards, trans="T")
    left = rewards - worth + tables.chances @ (weights * worth)
    return np.asarray(worth + factors.solve(left, trans="T"))


def _iterated(tables: Tables, player: int) -> Floats:
    """Solve by iteration; by plain repetition should the quicker method break down."""
    rewards = tables.rewards[:, player]
    worth = descend(tables.chances, tables.discounting(player), rewards)
    if worth is not None:
        return worth
    worth = np.zeros(len(rewards))
    weights = tables.discounting(player)
    for _ in range(int(40 / (1 - float(tables.discounts[player]))) + 2):
        worth = rewards + tables.chances @ (weights * worth)
    return worth


def _terms(matrix: Any) -> int:  # noqa: ANN401 - a sparse matrix
    return int(np.diff(matrix.indptr).max(initial=0))


def _largest(worth: Floats) -> float:
    """The largest worth by size, a shade more: no chances make an average that is larger."""
    return float(np.abs(worth).max(initial=0.0)) * _SAFETY


def _bound(tables: Tables, player: int, worth: Floats) -> float:
    """How far the worth of a player can be from the true one, everything rounded upwards."""
    weights, rewards = tables.discounting(player), tables.rewards[:, player]
    sequel = tables.chances @ (weights * worth)
    slip = (_terms(tables.chances) + 8) * _ROUNDING * _SAFETY
    sizes = np.abs(rewards) + np.abs(worth) + _largest(worth)
    residual = float((np.abs(rewards + sequel - worth) + slip * sizes).max(initial=0.0))
    return residual * _SAFETY * _reach(tables, player)


def _reach(tables: Tables, player: int) -> float:
    """How much a residual can weigh: the periods that count, twice where calls stand in between."""
    periods = 2.0 if bool(tables.instant.any()) else 1.0
    return periods / (1.0 - float(tables.discounts[player]))


def margins(tables: Tables, values: Values) -> Margins:
    """What every one-shot deviation costs the one who deviates."""
    margin, error = np.empty(len(tables.where)), np.empty(len(tables.where))
    slip = (_terms(tables.deviations) + 8) * _ROUNDING * _SAFETY
    sequels = _sequels(tables, values)
    for player in range(len(tables.discounts)):
        mine, worth = tables.of_player(player), values.worth[:, player]
        here, gains = worth[tables.where[mine]], tables.gains[mine]
        margin[mine] = here - (gains + sequels[mine])
        sizes = np.abs(here) + np.abs(gains) + _largest(worth)
        error[mine] = (2 * values.error[player] + slip * sizes) * _SAFETY
    return Margins(margin, error)


def _sequels(tables: Tables, values: Values) -> Floats:
    """What follows every deviation is worth to the one who deviates, counted at once."""
    players = range(len(tables.discounts))
    ahead = np.array([tables.discounting(p) * values.worth[:, p] for p in players]).T
    if len(tables.where) <= FEW:
        every = np.arange(len(tables.where))
        return np.asarray((tables.deviations @ ahead)[every, tables.who])
    return np.concatenate([tables.rows_of(p) @ ahead[:, p] for p in players])
