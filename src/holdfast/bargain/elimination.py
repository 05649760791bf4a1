"""Elimination: issues that no table ties together never need to be looked at together.

Variables are eliminated one at a time. A bag holds, for each assignment of the variables that still
matter to it, the totals that the eliminated part can reach. What a set of totals is reduced to is
the algebra's choice: the non-dominated ones (the frontier), or each different one once with the
number of ways to it (the count). Sums of sets, reduced, are exact because every total is monotone
in its parts [dechter-2003].
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.bag import (
    Bag,
    Origin,
    assignments,
    projection,
    smallest,
    thinned,
    unit_bag,
)
from holdfast.bargain.limit import LimitReached, Watch
from holdfast.bargain.network import Factor, Network, Whole
from holdfast.bargain.pareto import Index, survivors

_CHUNK = 1_000_000
"""Candidate totals looked at in one go; bounds the memory of a step, not its result."""

_THIN = 24
"""Totals kept for each assignment once the work must stop."""


_Table = tuple[Whole, NDArray[np.bool_] | None]
"""Worths to be added, and which of them are allowed where not all are."""


class Algebra(Protocol):
    """What a set of totals is reduced to."""

    def ways(self, network: Network, variable: int | None) -> Whole | None:
        """What each value of a variable weighs; for no variable, what nothing weighs."""

    def reduce(
        self, totals: Whole, segment: Index, ways: Whole | None
    ) -> tuple[Index, Whole | None]:
        """The rows that stand for each segment, in the order of segments, and their ways."""

    def thin(self, totals: Whole, segment: Index) -> Index | None:
        """Fewer rows for the reduced sets of a whole step, in the same order; None for all."""

    def rounded(self, totals: Whole) -> Whole:
        """Totals as they are reduced: themselves, unless something is to be bounded by others."""


class NonDominated:
    """The algebra of frontiers: a total that another equals or beats for everyone is dropped."""

    def rounded(self, totals: Whole) -> Whole:
        """A frontier is exact."""
        return totals

    def thin(self, totals: Whole, segment: Index) -> Index | None:  # noqa: ARG002
        """All points of a frontier are kept."""
        return None

    def ways(self, network: Network, variable: int | None) -> None:
        """A frontier keeps nothing beside its totals."""

    def reduce(self, totals: Whole, segment: Index, ways: Whole | None) -> tuple[Index, None]:  # noqa: ARG002
        """The non-dominated rows."""
        return survivors(totals, segment), None


class Elimination:
    """One elimination of a network's variables under an algebra.

    ``limit`` is empty as long as nothing was left out. When time or memory run out, or the user
    interrupts, it says so, and from there on only a few totals are carried for each assignment: the
    packages found are true packages, but others may be missing. One that ``gives_up`` raises
    ``LimitReached`` or ``KeyboardInterrupt`` instead.
    """

    def __init__(
        self, network: Network, algebra: Algebra, watch: Watch, *, gives_up: bool = False
    ) -> None:
        self.limit = ""
        self._gives_up = gives_up
        self._network = network
        self._algebra = algebra
        self._watch = watch
        self._factors = list(network.factors)
        self._bags: list[Bag] = []
        self._unit = unit_bag(network, algebra.ways(network, None))

    def run(self, variables: Iterable[int]) -> Bag:
        """Eliminate all variables; the bag that is left holds the totals of whole packages."""
        return self.join(self.parts(variables))

    def parts(self, variables: Iterable[int]) -> list[Bag]:
        """Eliminate all variables; the bags that are left have nothing to do with each other."""
        for variable in variables:
            self._eliminate(variable)
        if self._factors or not self._bags:
            self._bags.append(self._combine(self._unit, self._unit, (), None))
        return self._bags

    def join(self, bags: Sequence[Bag], beside: Sequence[Bag] = ()) -> Bag:
        """The totals of all bags together; the large ones first, so that small steps follow.

        ``beside`` are bags that will be joined later, and bound what can still be lost or gained.
        """
        waiting = sorted(bags, key=len, reverse=True)
        joined = waiting.pop(0)
        while waiting:
            bag = waiting.pop(0)
            self._bags = [*waiting, *beside]
            joined = self._combine(joined, bag, (), None)
        return joined

    def _eliminate(self, variable: int) -> None:
        touching = [bag for bag in self._bags if variable in bag.scope]
        touching.sort(key=len, reverse=True)
        self._bags = [bag for bag in self._bags if variable not in bag.scope]
        joined = touching[0] if touching else self._unit
        for position, bag in enumerate(touching[1:-1], start=1):
            scope = tuple(sorted({*joined.scope, *bag.scope}))
            waiting = touching[position + 1 :]
            joined = self._combine(joined, bag, scope, None, waiting)
        last = touching[-1] if len(touching) > 1 else self._unit
        around = {v for f in self._factors if variable in f.scope for v in f.scope}
        around |= {*joined.scope, *last.scope}
        scope = (*sorted(around - {variable}), variable)
        self._bags.append(self._combine(joined, last, scope, variable))

    def _combine(
        self,
        left: Bag,
        right: Bag,
        scope: tuple[int, ...],
        variable: int | None,
        waiting: Sequence[Bag] = (),
    ) -> Bag:
        """The totals of two bags and of the tables within their scope, reduced; see ``_Sum``."""
        inside = [f for f in self._factors if set(f.scope) <= set(scope)]
        self._factors = [f for f in self._factors if not set(f.scope) <= set(scope)]
        rest: list[_Table] = [(f.worth, f.allowed) for f in self._factors]
        rest += [(bag.totals, None) for bag in (*self._bags, *waiting)]
        total = _Sum(self._network, self._algebra, inside, scope, variable)
        total.bound(rest)
        try:
            if not self.limit:
                return total.of(left, right, self._watch)
        except (LimitReached, KeyboardInterrupt) as stop:
            if self._gives_up:
                raise
            self.limit = self._watch.stopped(stop)
            self._watch = Watch(type(self._watch.limit)())
        # Few in every step that is left, or whoever stopped the work would wait for all of them.
        few = total.of(thinned(left, _THIN), thinned(right, _THIN), self._watch)
        return thinned(few, _THIN)


class _Sum:
    """One step of an elimination: all sums of two bags' totals, bounded and reduced."""

    def __init__(
        self,
        network: Network,
        algebra: Algebra,
        inside: Sequence[Factor],
        scope: tuple[int, ...],
        variable: int | None,
    ) -> None:
        self._network = network
        self._algebra = algebra
        self._scope = scope
        self._variable = variable
        self._values = 1 if variable is None else network.sizes[variable]
        self._weights = None if variable is None else algebra.ways(network, variable)
        cells = assignments(network.sizes, scope)
        self._shift: Whole = np.zeros((cells, len(network.dims)), dtype=network.dtype)
        self._allowed = np.ones(cells, dtype=np.bool_)
        for factor in inside:
            at = projection(network.sizes, scope, factor.scope)
            self._shift += factor.worth[at]
            self._allowed &= factor.allowed[at]
        self._needed: list[int | None] = [None] * len(network.dims)
        self._enough: list[int | None] = [None] * len(network.dims)

    def bound(self, rest: Sequence[_Table]) -> None:
        """Take in what all else adds: below ``needed`` a total is lost, at ``enough`` it is safe.

        A party that only bounds the zone has its totals cut down to what is enough, so that its
        dimension stops telling packages apart.
        """
        tables = [worth if allowed is None else worth[allowed] for worth, allowed in rest]
        if any(len(table) == 0 for table in tables):
            self._allowed[:] = False
            return
        for dim, floor in enumerate(self._network.floors):
            if floor is None:
                continue
            self._needed[dim] = floor - sum(int(table[:, dim].max()) for table in tables)
            if dim >= self._network.sought:
                self._enough[dim] = floor - sum(int(table[:, dim].min()) for table in tables)

    def of(self, left: Bag, right: Bag, watch: Watch) -> Bag:
        """The reduced sums, with where they come from."""
        held: list[_Rows] = []
        full = _CHUNK
        for piece in self._pieces(left, right):
            held.append(self._reduced(piece))
            watch.check(sum(map(len, held)))
            if len(held) > 1 and sum(map(len, held)) > full:
                held = [self._reduced(_Rows.joined(held))]
                full = max(_CHUNK, 2 * len(held[0]))
        rows = self._reduced(_Rows.joined(held)) if len(held) > 1 else held[0]
        fewer = self._algebra.thin(rows.totals, rows.segment)
        rows = rows if fewer is None else rows.take(fewer)
        scope = self._scope if self._variable is None else self._scope[:-1]
        segments = assignments(self._network.sizes, scope)
        starts = np.searchsorted(rows.segment, np.arange(segments + 1))
        parts = [(left.origin, rows.left), (right.origin, rows.right)]
        origin = Origin(
            tuple((part, smallest(at)) for part, at in parts if part.says_anything),
            self._variable,
            None if self._variable is None else smallest(rows.value),
        )
        return Bag(scope, starts, rows.totals, rows.ways, origin)

    def _pieces(self, left: Bag, right: Bag) -> Iterator["_Rows"]:
        """All pairs of totals that share an assignment, in pieces of bounded size; at least one."""
        sizes = self._network.sizes
        left_at = projection(sizes, self._scope, left.scope)
        right_at = projection(sizes, self._scope, right.scope)
        across = right.lengths(right_at)
        pairs = left.lengths(left_at) * across * self._allowed
        ends = np.cumsum(pairs)
        for begin in range(0, max(int(ends[-1]), 1), _CHUNK):
            flat = np.arange(begin, min(begin + _CHUNK, int(ends[-1])))
            cell = np.searchsorted(ends, flat, side="right")
            within = flat - (ends[cell] - pairs[cell])
            left_rows = left.starts[left_at[cell]] + within // across[cell]
            right_rows = right.starts[right_at[cell]] + within % across[cell]
            value = cell % self._values
            ways = None
            if left.ways is not None and right.ways is not None:
                ways = left.ways[left_rows] * right.ways[right_rows]
                ways = ways if self._weights is None else ways * self._weights[value]
            totals = left.totals.take(left_rows, axis=0)
            totals += right.totals.take(right_rows, axis=0)
            totals += self._shift.take(cell, axis=0)
            yield _Rows(cell // self._values, totals, ways, left_rows, right_rows, value)

    def _reduced(self, rows: "_Rows") -> "_Rows":
        alive = np.ones(len(rows), dtype=np.bool_)
        for dim, needed in enumerate(self._needed):
            if needed is not None:
                alive &= rows.totals[:, dim] >= needed
        if not alive.all():
            rows = rows.take(np.flatnonzero(alive))
        totals = self._algebra.rounded(rows.totals)
        for dim, enough in enumerate(self._enough):
            if enough is not None:
                is_enough = (rows.totals[:, dim] >= enough) | (totals[:, dim] >= enough)
                totals[is_enough, dim] = enough
        kept, ways = self._algebra.reduce(totals, rows.segment, rows.ways)
        return _Rows(
            rows.segment[kept],
            totals.take(kept, axis=0),
            ways,
            rows.left[kept],
            rows.right[kept],
            rows.value[kept],
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Sums of totals: the segment each is in, what it is worth, and where it comes from."""

    segment: Index
    totals: Whole
    ways: Whole | None
    left: Index
    right: Index
    value: Index

    def __len__(self) -> int:
        return len(self.totals)

    def take(self, rows: Index) -> "_Rows":
        ways = None if self.ways is None else self.ways[rows]
        return _Rows(
            self.segment[rows],
            self.totals.take(rows, axis=0),
            ways,
            self.left[rows],
            self.right[rows],
            self.value[rows],
        )

    @classmethod
    def joined(cls, pieces: Sequence["_Rows"]) -> "_Rows":
        ways = [piece.ways for piece in pieces if piece.ways is not None]
        return cls(
            np.concatenate([piece.segment for piece in pieces]),
            np.concatenate([piece.totals for piece in pieces]),
            np.concatenate(ways) if ways else None,
            np.concatenate([piece.left for piece in pieces]),
            np.concatenate([piece.right for piece in pieces]),
            np.concatenate([piece.value for piece in pieces]),
        )
