"""What follows every profile looked at so far, as arrays that tables are put together from."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


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


@dataclass(slots=True, eq=False)
class Rows:
    """Rows in the order in which they were met; each is named by its number."""

    _new: list[Row] = field(default_factory=list)
    _count: int = 0
    _rewards: Indices = field(default_factory=lambda: np.empty((0, 0), dtype=np.int64))
    _begin: Indices = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    _targets: Indices = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    _chances: Indices = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def add(self, row: Row) -> int:
        """Keep a row; the answer is its number."""
        self._new.append(row)
        self._count += 1
        return self._count - 1

    def rewards(self, numbers: Indices) -> Indices:
        """The rewards of some rows, by player."""
        self._catch_up()
        return self._rewards[numbers]

    def pattern(self, numbers: Indices) -> Pattern:
        """The chances of some rows, one after the other."""
        self._catch_up()
        begin = self._begin[numbers]
        lengths = self._begin[numbers + 1] - begin
        ends = np.cumsum(lengths, dtype=np.int64)
        total = int(ends[-1]) if len(ends) else 0
        places = np.arange(total) + np.repeat(begin - (ends - lengths), lengths)
        indptr = np.concatenate([np.zeros(1, dtype=np.int64), ends])
        return Pattern(indptr, self._targets[places], self._chances[places])

    def _catch_up(self) -> None:
        """Bring the rows added since into the arrays."""
        if not self._new:
            return
        lengths = np.array([len(row.targets) for row in self._new], dtype=np.int64)
        rewards = np.array([row.rewards for row in self._new], dtype=np.int64)
        known = self._rewards.reshape(-1, rewards.shape[1])
        self._rewards = np.concatenate([known, rewards])
        self._begin = np.concatenate([self._begin, self._begin[-1] + np.cumsum(lengths)])
        self._targets = np.concatenate([self._targets, _flat([r.targets for r in self._new])])
        self._chances = np.concatenate([self._chances, _flat([r.chances for r in self._new])])
        self._new.clear()


def _flat(parts: list[tuple[int, ...]]) -> Indices:
    return np.array([each for part in parts for each in part], dtype=np.int64)
