"""Which issues hang together: a problem as variables and small tables over a few of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.problem import Choice, Literals, Problem

Whole = NDArray[Any]
"""Whole numbers: int64 where every sum is known to fit, Python's own without bound otherwise."""

_SAFE = 2**61
"""Sums of two totals below this stay within int64."""

_WIDE = 4096
"""Cells above which a pattern is spelt out step by step instead of as one table."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A table over a few variables: whole points for each party considered, and what is allowed."""

    scope: tuple[int, ...]
    worth: Whole
    allowed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Network:
    """The variables of a problem and the tables that tie them together.

    A variable is an issue, its values classes of options that no pattern tells apart; variables
    after the issues are yes-or-no steps of wide patterns. ``dims`` are the parties whose totals
    matter, those sought first; ``floors`` and the last axis of every ``worth`` go by them.
    """

    sizes: tuple[int, ...]
    classes: tuple[tuple[tuple[int, ...], ...], ...]
    dims: tuple[int, ...]
    sought: int
    floors: tuple[int | None, ...]
    factors: tuple[Factor, ...]
    dtype: type

    def choice(self, values: Sequence[int]) -> Choice:
        """The package meant by values of the variables: the first option of each class."""
        return tuple(classes[at][0] for classes, at in zip(self.classes, values, strict=False))


def build_network(problem: Problem) -> Network:
    """Lay a problem out as tables over the issues that patterns tie together."""
    dims = problem.sought + tuple(
        p for p, floor in enumerate(problem.floors) if floor is not None and p not in problem.sought
    )
    rules = [(rule.when, tuple(rule.worth[p] for p in dims)) for rule in problem.rules]
    rules = [(when, worth) for when, worth in rules if any(worth)]
    patterns = [when for when, _ in rules] + [bar.when for bar in problem.bars]
    classes = option_classes(problem, patterns)
    floors = tuple(problem.floors[p] for p in dims)
    tables = _Tables(classes, len(dims), _dtype(rules, floors))
    for when, worth in rules:
        tables.add(when, worth, allowed=True)
    for bar in problem.bars:
        tables.add(bar.when, (0,) * len(dims), allowed=False)
    return Network(
        sizes=tuple(tables.sizes),
        classes=classes,
        dims=dims,
        sought=len(problem.sought),
        floors=floors,
        factors=tables.factors(),
        dtype=tables.dtype,
    )


def _dtype(rules: list[tuple[Literals, tuple[int, ...]]], floors: Sequence[int | None]) -> type:
    reach = [sum(abs(worth[d]) for _, worth in rules) for d in range(len(floors))]
    largest = max((r + abs(f or 0) for r, f in zip(reach, floors, strict=True)), default=0)
    return np.int64 if largest < _SAFE else object


def option_classes(
    problem: Problem, patterns: list[Literals]
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """For each issue, its options grouped by the patterns that name them."""
    named: list[list[list[int]]] = [[[] for _ in options] for options in problem.options]
    for number, when in enumerate(patterns):
        for issue, options in when:
            for option in options:
                named[issue][option].append(number)
    grouped = []
    for marks in named:
        groups: dict[tuple[int, ...], list[int]] = {}
        for option, numbers in enumerate(marks):
            groups.setdefault(tuple(numbers), []).append(option)
        grouped.append(tuple(tuple(group) for group in groups.values()))
    return tuple(grouped)


class _Tables:
    """Tables being filled, one for each scope."""

    def __init__(
        self, classes: tuple[tuple[tuple[int, ...], ...], ...], dims: int, dtype: type
    ) -> None:
        self.sizes = [len(groups) for groups in classes]
        self.dtype = dtype
        self._dims = dims
        self._class_of = [
            {option: at for at, group in enumerate(groups) for option in group}
            for groups in classes
        ]
        self._worth: dict[tuple[int, ...], Whole] = {}
        self._allowed: dict[tuple[int, ...], NDArray[np.bool_]] = {}

    def add(self, when: Literals, worth: tuple[int, ...], *, allowed: bool) -> None:
        """Let a pattern count: its worth, and whether packages may match it."""
        literals = [
            (issue, sorted({self._class_of[issue][option] for option in options}))
            for issue, options in when
        ]
        if prod(self.sizes[issue] for issue, _ in literals) > _WIDE:
            literals = self._spelt_out(literals)
        scope = tuple(issue for issue, _ in literals)
        cells = np.ix_(*(chosen for _, chosen in literals)) if literals else ()
        self._open(scope)
        if any(worth):
            self._worth[scope][cells] += np.array(worth, dtype=self.dtype)
        if not allowed:
            self._allowed[scope][cells] = False

    def factors(self) -> tuple[Factor, ...]:
        """The tables, in the order of their first patterns."""
        return tuple(
            Factor(scope, worth.reshape(prod(worth.shape[:-1]), self._dims), allowed.reshape(-1))
            for (scope, worth), allowed in zip(
                self._worth.items(), self._allowed.values(), strict=True
            )
        )

    def _open(self, scope: tuple[int, ...]) -> None:
        if scope not in self._worth:
            shape = tuple(self.sizes[v] for v in scope)
            self._worth[scope] = np.zeros((*shape, self._dims), dtype=self.dtype)
            self._allowed[scope] = np.ones(shape, dtype=np.bool_)

    def _spelt_out(self, literals: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
        """A wide pattern as steps: each new variable says whether all so far have matched."""
        so_far: tuple[int, list[int]] | None = None
        for issue, chosen in literals[:-1]:
            step = len(self.sizes)
            self.sizes.append(2)
            scope = (issue, step) if so_far is None else (issue, so_far[0], step)
            self._open(scope)
            allowed = self._allowed[scope]
            allowed[..., 1] = False
            allowed[..., 0] = True
            matched = (chosen, [1]) if so_far is None else (chosen, [1], [1])
            missed = (chosen, [0]) if so_far is None else (chosen, [1], [0])
            allowed[np.ix_(*matched)] = True
            allowed[np.ix_(*missed)] = False
            so_far = (step, [1])
        return [literals[-1], so_far] if so_far else literals
