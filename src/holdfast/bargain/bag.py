"""Bags: the totals that a part of the issues can reach, and how each of them came about."""

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.network import Network, Whole
from holdfast.bargain.pareto import Index

Small = NDArray[Any]
"""Row numbers and values, in the smallest integers that hold them."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where each total of a bag comes from: a row of each part, and the value then chosen."""

    parts: tuple[tuple["Origin", Small], ...]
    variable: int | None = None
    values: Small | None = None

    @property
    def says_anything(self) -> bool:
        """False for the origin of nothing."""
        return bool(self.parts) or self.variable is not None


@dataclass(frozen=True, slots=True)
class Bag:
    """For each assignment of ``scope``, a set of totals: rows ``starts[a]`` to ``starts[a + 1]``.

    ``ways`` holds the number of packages behind each total where they are counted, else None.
    """

    scope: tuple[int, ...]
    starts: Index
    totals: Whole
    ways: Whole | None
    origin: Origin

    def __len__(self) -> int:
        """The number of totals over all assignments."""
        return len(self.totals)

    def lengths(self, assignments: Index) -> Index:
        """How many totals each of these assignments has."""
        return self.starts[assignments + 1] - self.starts[assignments]


def unit_bag(network: Network, ways: Whole | None) -> Bag:
    """The bag of nothing: one total, zero for all."""
    zero: Whole = np.zeros((1, len(network.dims)), dtype=network.dtype)
    return Bag((), np.array([0, 1]), zero, ways, Origin(()))


def projection(sizes: tuple[int, ...], scope: tuple[int, ...], onto: tuple[int, ...]) -> Index:
    """For each assignment of ``scope``, the number of its part within ``onto``."""
    place = {variable: axis for axis, variable in enumerate(scope)}
    numbers = np.zeros([sizes[v] for v in scope], dtype=np.int64)
    stride = 1
    for variable in reversed(onto):
        shape = [1] * len(scope)
        shape[place[variable]] = sizes[variable]
        numbers += (np.arange(sizes[variable]) * stride).reshape(shape)
        stride *= sizes[variable]
    return numbers.reshape(-1)


def packages(bag: Bag, rows: Index, variables: int) -> NDArray[np.int32]:
    """The values of all variables behind rows of a bag, one line for each row."""
    found = np.zeros((len(rows), variables), dtype=np.int32)
    open_parts: list[tuple[Origin, Any]] = [(bag.origin, rows)]
    while open_parts:
        origin, at = open_parts.pop()
        if origin.variable is not None and origin.values is not None:
            found[:, origin.variable] = origin.values[at]
        open_parts.extend((part, taken[at]) for part, taken in origin.parts)
    return found


def thinned(bag: Bag, most: int) -> Bag:
    """At most so many totals for each assignment, evenly taken, for when work must stop."""
    lengths = np.diff(bag.starts)
    kept_lengths = np.minimum(lengths, most)
    starts = np.r_[0, np.cumsum(kept_lengths)]
    segment = np.repeat(np.arange(len(lengths)), kept_lengths)
    nth = np.arange(starts[-1]) - starts[segment]
    spread = np.maximum(kept_lengths[segment] - 1, 1)
    rows = bag.starts[segment] + nth * (lengths[segment] - 1) // spread
    ways = None if bag.ways is None else bag.ways[rows]
    origin = Origin(((bag.origin, smallest(rows)),))
    return Bag(bag.scope, starts, bag.totals[rows], ways, origin)


def smallest(numbers: Index) -> Small:
    """The same numbers, none negative, in the smallest integers that hold them."""
    top = int(numbers.max()) if len(numbers) else 0
    for kind in (np.uint8, np.uint16, np.uint32):
        if top <= np.iinfo(kind).max:
            return numbers.astype(kind)
    return numbers


def assignments(sizes: tuple[int, ...], scope: tuple[int, ...]) -> int:
    """The number of assignments of a scope."""
    return prod(sizes[v] for v in scope)
