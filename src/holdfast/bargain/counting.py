"""How many packages are in the zone: the same elimination, in which sets of totals carry counts."""

from dataclasses import dataclass, replace
from math import prod
from typing import cast

import numpy as np

from holdfast.bargain.bag import Bag
from holdfast.bargain.elimination import Elimination
from holdfast.bargain.limit import LimitReached, Watch
from holdfast.bargain.network import Network, Whole, build_network
from holdfast.bargain.order import Order, plan
from holdfast.bargain.pareto import Index, in_order
from holdfast.bargain.problem import Problem

_DIRECT = 4_000_000
"""Pairs of totals up to which the last two sets are added up pair by pair."""

_EXACT = 3_000_000
"""Different totals held at once, beyond which they are rounded and the number is bounded."""

_MANY = 200_000
"""Different totals beyond which those that are to be rounded are."""

_LEAF = 20_000
"""Pairs of totals up to which all are compared with all."""


@dataclass(frozen=True, slots=True)
class Count:
    """The number of packages: exactly ``least``, unless ``limit`` says why it is only a bound."""

    least: int
    most: int
    limit: str = ""


class Counted:
    """The algebra of counts: each different total once, with the number of packages behind it.

    With a ``grain`` for each party, totals are rounded to multiples of it where there are many: all
    down, which counts too few packages as acceptable and none too many, or all up, the reverse.
    """

    def __init__(
        self, package_count: int, grain: tuple[int, ...] = (), *, rounds_up: bool = False
    ) -> None:
        self._dtype = np.int64 if package_count < 2**62 else object
        self._grain = grain
        self._rounds_up = rounds_up

    def ways(self, network: Network, variable: int | None) -> Whole:
        """How many options each class of a variable holds; one for steps of wide patterns."""
        if variable is None or variable >= len(network.classes):
            return np.ones(1 if variable is None else network.sizes[variable], dtype=self._dtype)
        return np.array([len(c) for c in network.classes[variable]], dtype=self._dtype)

    def rounded(self, totals: Whole) -> Whole:
        """The totals themselves, or multiples of the grain where there are many."""
        if not self._grain or len(totals) <= _MANY:
            return totals
        grain = np.array(self._grain, dtype=totals.dtype)
        below = totals - totals % grain
        return np.where(below < totals, below + grain, totals) if self._rounds_up else below

    def thin(self, totals: Whole, segment: Index) -> None:
        """No package is left uncounted."""

    def reduce(self, totals: Whole, segment: Index, ways: Whole | None) -> tuple[Index, Whole]:
        """Equal totals of a segment as one, with their packages added up."""
        counts = cast("Whole", ways)
        if len(totals) == 0:
            return np.zeros(0, dtype=np.int64), counts
        order = in_order(totals, segment)
        totals, segment = totals[order], segment[order]
        new = np.r_[True, (segment[1:] != segment[:-1]) | (totals[1:] != totals[:-1]).any(axis=1)]
        firsts = np.flatnonzero(new)
        return order[firsts], np.add.reduceat(counts[order], firsts)


def count_packages(problem: Problem, watch: Watch) -> Count:
    """How many packages break no bar and reach every floor, exactly or within bounds.

    The last two independent sets of totals are not added up but counted against each other (how
    many pairs reach the floors?), so a zone may hold far more packages than are ever looked at.
    Where even so too many different totals would have to be held, totals are rounded, once down and
    once up, which gives the least and the most that the number can be.
    """
    network = build_network(problem.seeking())
    order = plan(network)
    everything = problem.package_count
    if order.cells > watch.limit.cells:
        limit = f"packages were not counted: a table would have {order.cells:,} cases"
        return Count(0, everything, limit)
    exact = Watch(replace(watch.limit, rows=min(watch.limit.rows, _EXACT)), watch.began)
    try:
        watch.check()
        try:
            found = _counted(network, order, Counted(everything), exact)
            return Count(found, found)
        except LimitReached:
            watch.check()
            grain = tuple(_grain(network, dim) for dim in range(len(network.dims)))
            least = _counted(network, order, Counted(everything, grain), watch)
            up = Counted(everything, grain, rounds_up=True)
            most = _counted(network, order, up, watch)
            limit = "the packages were too many to count other than between bounds"
            return Count(least, most, limit)
    except (LimitReached, KeyboardInterrupt) as stop:
        return Count(0, everything, f"packages were not counted: {watch.stopped(stop)}")


def _counted(network: Network, order: Order, algebra: Counted, watch: Watch) -> int:
    elimination = Elimination(network, algebra, watch, gives_up=True)
    bags = elimination.parts(order.variables)
    free = set(range(len(network.classes))) - set(order.variables)
    factor = prod(sum(map(len, network.classes[v])) for v in free)
    return factor * _pairs(elimination, network, *_halves(bags))


def _grain(network: Network, dim: int) -> int:
    """A grain that leaves each party so few values that all combinations are not many."""
    reach = sum(int(np.abs(factor.worth[:, dim]).max()) for factor in network.factors)
    return max(int(reach / _MANY ** (1 / len(network.dims))), 1)


def _halves(bags: list[Bag]) -> tuple[list[Bag], list[Bag]]:
    """Two groups whose sets, joined, are about equally large."""
    groups: tuple[list[Bag], list[Bag]] = ([], [])
    for bag in sorted(bags, key=len, reverse=True):
        min(groups, key=lambda group: prod(max(len(b), 1) for b in group)).append(bag)
    return groups


def _pairs(elimination: Elimination, network: Network, ones: list[Bag], others: list[Bag]) -> int:
    if not others:
        return _all(elimination.join(ones))
    left = elimination.join(ones, beside=others)
    right = elimination.join(others, beside=[left])
    if len(left) * len(right) <= _DIRECT:
        return _all(elimination.join([left, right]))
    wanted: Whole = (
        np.array([floor or 0 for floor in network.floors], dtype=network.dtype) - left.totals
    )
    above = weight_above(right.totals, cast("Whole", right.ways), wanted)
    return int((cast("Whole", left.ways) * above).sum())


def _all(bag: Bag) -> int:
    return sum(map(int, cast("Whole", bag.ways).tolist()))


def weight_above(upper: Whole, weights: Whole, lower: Whole) -> Whole:
    """For each row of ``lower``, the weights of all rows of ``upper`` no less in any column."""
    if len(upper) == 0 or len(lower) == 0 or upper.shape[1] == 0:
        return np.full(len(lower), weights.sum(), dtype=weights.dtype)
    if upper.shape[1] == 1:
        order = np.argsort(upper[:, 0], kind="stable")
        at_least = np.r_[np.cumsum(weights[order][::-1])[::-1], np.zeros(1, weights.dtype)]
        return cast("Whole", at_least[np.searchsorted(upper[order, 0], lower[:, 0], side="left")])
    if len(upper) * len(lower) <= _LEAF:
        reached = (upper[None] >= lower[:, None]).all(axis=2)
        return cast("Whole", reached.astype(weights.dtype) @ weights)
    return _weight_above_more(upper, weights, lower)


def _weight_above_more(upper: Whole, weights: Whole, lower: Whole) -> Whole:
    """Split on the first column: where it already decides, one column fewer is left to compare."""
    if upper[:, 0].min() >= lower[:, 0].max():
        return weight_above(upper[:, 1:], weights, lower[:, 1:])
    values = np.r_[upper[:, 0], lower[:, 0]]
    pivot = np.sort(values)[len(values) // 2]
    if pivot == values.min():
        pivot = values[values > pivot].min()
    top, high = upper[:, 0] >= pivot, lower[:, 0] >= pivot
    found = np.zeros(len(lower), dtype=weights.dtype)
    found[high] = weight_above(upper[top], weights[top], lower[high])
    found[~high] = weight_above(upper[top][:, 1:], weights[top], lower[~high][:, 1:])
    found[~high] += weight_above(upper[~top], weights[~top], lower[~high])
    return found
