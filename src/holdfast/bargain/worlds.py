"""Many variants of one question, searched side by side in one elimination.

A mediator's question takes many searches that differ in little: a line taken away, an option fixed,
a party held to more, a number read otherwise. Each of these is a world. All worlds are eliminated
in the same order, issue by issue, with the number of the world as one more thing that tells parts
of packages apart, so that what is the same for all of them is done once. A part is kept while it
can still become a package of its world's zone (``Prospects``), and no other part in its place
equals or beats it for everyone. Both leave out only what no point of the frontier needs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from holdfast.bargain.bag import assignments
from holdfast.bargain.columns import Choices
from holdfast.bargain.layout import Layout, Scope
from holdfast.bargain.limit import Watch
from holdfast.bargain.network import Whole
from holdfast.bargain.pareto import Index, survivors
from holdfast.bargain.prospects import LOW, REACH, Marks, Prospects

NO_FLOOR = LOW // 2
"""A floor that rules nothing out but what cannot be."""

_PIECE = 1_000_000
"""Sums looked at in one go; bounds the memory of a step, not its result."""


@dataclass(frozen=True, slots=True)
class Worlds:
    """Problems with the same issues and parties, as tables on the clusters of one layout.

    ``worth`` holds, for each cluster, what its tables add to the totals, by world (or once for all
    of them), case and party; ``allowed`` which cases no bar rules out, by world and case;
    ``floors`` the least totals by world and party. ``cuts`` are conditions that every package
    looked for meets besides: sums of totals with these weights, by world, cut and party, reach
    ``cut_floors``. What equals or beats a package that meets them must meet them too.
    """

    layout: Layout
    worth: tuple[Whole, ...]
    allowed: tuple[Marks, ...]
    floors: Whole
    sought: tuple[int, ...]
    cuts: Whole
    cut_floors: Whole

    @property
    def count(self) -> int:
        """The number of worlds."""
        return len(self.floors)

    def segments(self, scope: Scope) -> int:
        """The number of cases of a scope in all worlds together."""
        return self.count * assignments(self.layout.sizes, scope)


_Pairs = tuple[Index, Index, Index]
"""By pair: the segment it is in, and the row of either message."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """Parts of packages, with what they are worth so far: a segment for each world and case."""

    segment: Index
    totals: Whole
    choices: Choices

    def take(self, rows: Index) -> "_Parts":
        return _Parts(self.segment[rows], self.totals[rows], self.choices[rows])

    @classmethod
    def joined(cls, held: Sequence["_Parts"]) -> "_Parts":
        return cls(
            np.concatenate([own.segment for own in held]),
            np.concatenate([own.totals for own in held]),
            np.concatenate([own.choices for own in held]),
        )


@dataclass(frozen=True, slots=True)
class _Message:
    """The parts that go on from a step, by world and by case of the issues that matter to them."""

    scope: Scope
    starts: Index
    parts: _Parts

    def lengths(self, segments: Index) -> Index:
        return self.starts[segments + 1] - self.starts[segments]


class Search:
    """One elimination of many worlds."""

    def __init__(self, worlds: Worlds, watch: Watch) -> None:
        self._worlds = worlds
        self._watch = watch
        has_floor = (worlds.floors > NO_FLOOR).any(axis=0)
        self._floored = np.flatnonzero(has_floor)
        self._bounding = [int(p) for p in self._floored if p not in worlds.sought]
        joint, together = _together(worlds)
        self._cuts: Whole = np.concatenate([worlds.cuts, joint[:, None]], axis=1)
        self._floors: Whole = np.concatenate(
            [worlds.floors[:, self._floored], worlds.cut_floors, together[:, None]], axis=1
        )
        tables = zip(worlds.worth, worlds.allowed, strict=True)
        self._prospects = Prospects(worlds.layout, [self._columns(*own) for own in tables])

    def run(self) -> list[Choices]:
        """For each world one package for every non-dominated point, in falling order."""
        messages: list[_Message] = []
        for at in range(len(self._worlds.layout.clusters)):
            messages.append(self._cluster(at, messages))
        choices, ends = messages[-1].parts.choices, messages[-1].starts.tolist()
        return [choices[begin:end] for begin, end in pairwise(ends)]

    def _columns(self, worth: Whole, allowed: Marks) -> Whole:
        """What is held against floors: totals and cuts; then, below zero, the totals that bound."""
        count, cells = self._worlds.count, worth.shape[1]
        whole = np.broadcast_to(worth, (count, *worth.shape[1:]))
        columns = [whole[:, :, self._floored], whole @ self._cuts.transpose(0, 2, 1)]
        columns.append(-whole[:, :, self._bounding])
        table = np.concatenate(columns, axis=2)
        table[~np.broadcast_to(allowed, (count, cells))] = LOW
        return table

    def _cluster(self, at: int, messages: Sequence[_Message]) -> _Message:
        """What is handed on from a cluster: its children's messages put together, with its own."""
        prospects, cluster = self._prospects, self._worlds.layout.clusters[at]
        # In an order that the worlds do not change, so that of equal packages the same one is found
        # whatever is searched beside it.
        layout = self._worlds.layout
        children = sorted(cluster.children, key=lambda child: -layout.handed_on(child))
        joined = messages[children[0]] if children else self._nothing()
        for place, child in enumerate(children[1:-1], start=2):
            scope = tuple(sorted({*joined.scope, *messages[child].scope}))
            step = _Step(scope, prospects.waiting(at, children[:place], scope))
            joined = self._joined(joined, messages[child], step)
        last = messages[children[-1]] if len(children) > 1 else self._nothing()
        whole = prospects.whole(at)[..., : self._floors.shape[1]]
        is_open: Marks = np.all(whole >= self._floors[:, None], axis=2)
        step = _Step(
            cluster.scope, prospects.outside(at), self._worlds.worth[at], is_open, cluster.variable
        )
        return self._joined(joined, last, step)

    def _nothing(self) -> _Message:
        count, parties = self._worlds.floors.shape
        parts = _Parts(
            np.arange(count),
            np.zeros((count, parties), dtype=np.int64),
            np.zeros((count, len(self._worlds.layout.sizes)), dtype=np.int32),
        )
        return _Message((), np.arange(count + 1), parts)

    def _joined(self, left: _Message, right: _Message, step: "_Step") -> _Message:
        """Everything that goes together of two messages, reduced."""
        held = [
            self._undominated(self._hopeful(left, right, pairs, step), step)
            for pairs in self._pairs(left, right, step)
        ]
        self._watch.check(sum(len(own.segment) for own in held))
        parts = held[0]
        if len(held) > 1:
            parts = self._undominated(_Parts.joined(held), step)
        kept = step.scope if step.variable is None else step.scope[:-1]
        starts = np.searchsorted(parts.segment, np.arange(self._worlds.segments(kept) + 1))
        return _Message(kept, starts, parts)

    def _pairs(self, left: _Message, right: _Message, step: "_Step") -> Iterator[_Pairs]:
        """All pairs in the same world and case, in pieces of bounded size; at least one."""
        layout, worlds = self._worlds.layout, np.arange(self._worlds.count)[:, None]
        left_at, right_at = (
            (
                worlds * assignments(layout.sizes, m.scope) + layout.cases(step.scope, m.scope)
            ).ravel()
            for m in (left, right)
        )
        across = right.lengths(right_at)
        pairs = left.lengths(left_at) * across
        if step.is_open is not None:
            pairs *= step.is_open.ravel()
        ends = np.cumsum(pairs)
        for begin in range(0, max(int(ends[-1]), 1), _PIECE):
            flat = np.arange(begin, min(begin + _PIECE, int(ends[-1])))
            case = np.searchsorted(ends, flat, side="right")
            within = flat - (ends[case] - pairs[case])
            ones = left.starts[left_at[case]] + within // across[case]
            others = right.starts[right_at[case]] + within % across[case]
            yield case, ones, others

    def _hopeful(self, left: _Message, right: _Message, pairs: _Pairs, step: "_Step") -> _Parts:
        """The pairs that can still become a package of the zone, as parts."""
        case, ones, others = pairs
        totals = left.parts.totals[ones] + right.parts.totals[others]
        if step.worth is not None:
            totals += _entries(step.worth, case, step.cells)
        world = case // step.cells
        rest, floors = _entries(step.rest, case, step.cells), self._floors[world]
        sums = [totals[:, party] for party in self._floored]
        sums += [(totals * self._cuts[world, n]).sum(axis=1) for n in range(self._cuts.shape[1])]
        alive = np.ones(len(case), dtype=np.bool_)
        for column, own in enumerate(sums):
            alive &= own + rest[:, column] >= floors[:, column]
        rows = np.flatnonzero(alive)
        choices = left.parts.choices[ones[rows]] + right.parts.choices[others[rows]]
        size = 1
        if step.variable is not None:
            size = self._worlds.layout.sizes[step.variable]
            choices[:, step.variable] = case[rows] % size
        return _Parts(case[rows] // size, totals[rows], choices)

    def _undominated(self, parts: _Parts, step: "_Step") -> _Parts:
        """The parts that no other equals or beats; what is enough for who only bounds is enough."""
        sought = list(self._worlds.sought)
        values = parts.totals[:, [*sought, *self._bounding]]
        size = 1 if step.variable is None else self._worlds.layout.sizes[step.variable]
        first = parts.segment * size
        rest = _entries(step.rest, first, step.cells)[:, self._floors.shape[1] :]
        enough = self._worlds.floors[first // step.cells][:, self._bounding] + rest
        values[:, len(sought) :] = np.minimum(values[:, len(sought) :], enough)
        return parts.take(survivors(values, parts.segment))


@dataclass(frozen=True, slots=True)
class _Step:
    """One step: over which issues, what all else can add, and what the cluster's own tables do.

    ``worth`` and ``is_open`` are None for a step on the way to a cluster; ``variable`` is the issue
    that is settled by the step.
    """

    scope: Scope
    rest: Whole
    worth: Whole | None = None
    is_open: Marks | None = None
    variable: int | None = None

    @property
    def cells(self) -> int:
        """The number of cases."""
        return int(self.rest.shape[1])


def _entries(table: Whole, segment: Index, cells: int) -> Whole:
    """The entries of a table for segments of all its worlds, or of one that stands for all."""
    flat: Whole = table.reshape(-1, table.shape[2])
    return flat[segment if len(table) > 1 else segment % cells]


def _together(worlds: Worlds) -> tuple[Whole, Whole]:
    """Weights by world and party, and the sum that all floors ask together.

    Each party weighs the less the more it could have above its floor. Whatever the weights, no
    package of the zone is below the sum, so they change only how soon the others are seen to be.
    """
    has_floor = worlds.floors > NO_FLOOR
    floors = np.where(has_floor, worlds.floors, 0)
    most = sum(table.max(axis=1) for table in worlds.worth)
    reach = sum(np.abs(table).max(axis=1) for table in worlds.worth)
    room = REACH // (len(floors.T) * np.maximum(reach, 1))
    gains = np.maximum(most - floors, 1).astype(np.float64)
    scale = np.where(has_floor, gains * room, np.inf).min(axis=1, keepdims=True)
    weights = np.where(has_floor, np.floor(np.minimum(scale / gains, room)), 0).astype(np.int64)
    return weights, (weights * floors).sum(axis=1)
