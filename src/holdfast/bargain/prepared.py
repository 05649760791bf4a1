"""A problem laid out once, so that whatever changes a little of it is soon asked."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from holdfast.bargain.bag import assignments
from holdfast.bargain.columns import Choices
from holdfast.bargain.layout import Layout, Scope, lay_out
from holdfast.bargain.limit import Limit, LimitReached, Watch
from holdfast.bargain.network import Whole
from holdfast.bargain.problem import Literals, Problem
from holdfast.bargain.prospects import REACH, Marks
from holdfast.bargain.pruning import pruned_search
from holdfast.bargain.results import ACCOUNTED, Method, Proof
from holdfast.bargain.search import Found
from holdfast.bargain.valued import totals
from holdfast.bargain.worlds import NO_FLOOR, Search, Worlds


class Prepared:
    """A problem whose tables are laid out, ready for its variants.

    A variant has the same issues, parties and rules; floors, bars and what is sought may differ.
    Tables are made only where none has more cases than the limit allows.
    """

    def __init__(self, problem: Problem, limit: Limit | None = None) -> None:
        self._problem = problem
        self._most_cells = (limit or Limit()).cells
        self._sizes = tuple(len(options) for options in problem.options)
        self._scopes = tuple(dict.fromkeys(scope_of(rule.when) for rule in problem.rules))
        self._layout = lay_out(self._sizes, [*self._scopes, *_scopes([problem])])
        self._is_small = is_small(problem)

    def holds(self, problem: Problem) -> bool:
        """True for a variant of the problem that was laid out."""
        # Two problems without any rules share the one empty tuple, so parties are looked at too.
        same = problem.rules is self._problem.rules
        return same and len(problem.parties) == len(self._problem.parties)

    @property
    def cells(self) -> int:
        """The number of cases that must be looked at together."""
        return self._layout.cells

    def totals(self, choices: Choices) -> Whole:
        """Every party's whole total for each of some packages."""
        if not self._has_tables(self._layout):
            return totals(self._problem, choices)
        found: Whole = np.zeros((len(choices), len(self._problem.parties)), dtype=np.int64)
        for scope, table in self._tables.items():
            case = np.zeros(len(choices), dtype=np.int64)
            for issue in scope:
                case = case * self._sizes[issue] + choices[:, issue]
            found += table[0, case]
        return found

    def search(self, variants: Sequence[Problem], watch: Watch) -> list[Found]:
        """What ``search`` finds for each of some variants that seek the same totals."""
        layout = self._layout
        scopes = _scopes(variants)
        if any(layout.home(scope) is None for scope in scopes):
            layout = lay_out(self._sizes, [*self._scopes, *scopes])
        if not self._has_tables(layout):
            return [pruned_search(variant, watch) for variant in variants]
        count = len(variants)
        parties = len(self._problem.parties)
        floors = [[NO_FLOOR if f is None else f for f in variant.floors] for variant in variants]
        worlds = Worlds(
            layout=layout,
            worth=self._worth if layout is self._layout else self._worth_by(layout),
            allowed=allowed_by_cluster(layout, variants),
            floors=np.array(floors, dtype=np.int64),
            sought=variants[0].sought,
            cuts=np.zeros((count, 0, parties), dtype=np.int64),
            cut_floors=np.zeros((count, 0), dtype=np.int64),
        )
        return found_in(worlds, watch)

    def _has_tables(self, layout: Layout) -> bool:
        """True when worlds can be searched: with small numbers, and no table that is too large."""
        return self._is_small and layout.cells <= self._most_cells

    @cached_property
    def _tables(self) -> dict[Scope, Whole]:
        return worth_tables(self._problem, self._sizes)

    @cached_property
    def _worth(self) -> tuple[Whole, ...]:
        return self._worth_by(self._layout)

    def _worth_by(self, layout: Layout) -> tuple[Whole, ...]:
        return worth_by_cluster(layout, self._tables, len(self._problem.parties))


def is_small(problem: Problem) -> bool:
    """True when no sum of worths can leave the numbers in which worlds are searched."""
    worths = zip(*(rule.worth for rule in problem.rules), strict=True)
    floors = (floor for floor in problem.floors if floor is not None)
    return max((*(sum(map(abs, own)) for own in worths), *map(abs, floors)), default=0) < REACH


def found_in(worlds: Worlds, watch: Watch) -> list[Found]:
    """What is found in each world, and how far that is proven: nothing where it was stopped."""
    layout, limit = worlds.layout, ""
    none: Choices = np.zeros((0, len(layout.sizes)), dtype=np.int32)
    choices = [none] * worlds.count
    try:
        choices = Search(worlds, watch).run()
    except (LimitReached, KeyboardInterrupt) as stop:
        limit = watch.stopped(stop)
    proof = Proof(
        method=Method.ELIMINATION,
        complete=True,
        checked=False,
        width=layout.width,
        why=(
            f"Settling issues one at a time, no table had more than {layout.cells:,} cases (each "
            f"issue is tied to at most {layout.width} others when its turn comes){ACCOUNTED}"
        ),
    )
    proof = proof.stopped(limit) if limit else proof
    return [Found(own, proof) for own in choices]


def worth_tables(problem: Problem, sizes: Sequence[int]) -> dict[Scope, Whole]:
    """The rules as tables: for each scope, what they add by world (one), case and party."""
    tables: dict[Scope, Whole] = {}
    dtype = np.int64 if is_small(problem) else object
    for rule in problem.rules:
        scope = scope_of(rule.when)
        if scope not in tables:
            shape = [sizes[issue] for issue in scope]
            tables[scope] = np.zeros((*shape, len(problem.parties)), dtype=dtype)
        tables[scope][cells_of(rule.when)] += np.array(rule.worth, dtype=dtype)
    return {scope: t.reshape(1, -1, len(problem.parties)) for scope, t in tables.items()}


def worth_by_cluster(layout: Layout, tables: dict[Scope, Whole], parties: int) -> tuple[Whole, ...]:
    """Tables added up where they are counted; nothing for anybody where there are none."""
    first = next(iter(tables.values()), np.zeros((1, 1, parties), dtype=np.int64))
    count = len(first)
    worth: list[Whole] = [
        np.zeros((count, assignments(layout.sizes, c.scope), parties), dtype=first.dtype)
        for c in layout.clusters
    ]
    for scope, table in tables.items():
        at = layout.home(scope)
        if at is not None:
            worth[at] += table[:, layout.cases(layout.clusters[at].scope, scope)]
    return tuple(worth)


def allowed_by_cluster(layout: Layout, variants: Sequence[Problem]) -> tuple[Marks, ...]:
    """Which cases of each cluster no bar rules out, by world."""
    barred: dict[Literals, list[int]] = {}
    for world, variant in enumerate(variants):
        for when in dict.fromkeys(bar.when for bar in variant.bars):
            barred.setdefault(when, []).append(world)
    allowed: list[Marks] = [
        np.ones((len(variants), assignments(layout.sizes, c.scope)), dtype=np.bool_)
        for c in layout.clusters
    ]
    for when, worlds in barred.items():
        scope = scope_of(when)
        at = layout.home(scope)
        if at is not None:
            is_open = np.ones([layout.sizes[v] for v in scope], dtype=np.bool_)
            is_open[cells_of(when)] = False
            cases = layout.cases(layout.clusters[at].scope, scope)
            allowed[at][worlds] &= is_open.reshape(-1)[cases]
    return tuple(allowed)


def _scopes(problems: Iterable[Problem]) -> list[Scope]:
    return sorted({scope_of(bar.when) for problem in problems for bar in problem.bars})


def scope_of(when: Literals) -> Scope:
    """The issues that a pattern names."""
    return tuple(issue for issue, _ in when)


def cells_of(when: Literals) -> tuple[Any, ...]:
    """What a pattern matches of a table with one axis for each issue that it names."""
    return np.ix_(*(sorted(options) for _, options in when)) if when else ()
