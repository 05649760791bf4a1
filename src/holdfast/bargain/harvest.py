"""Settling some issues first: what is then left of the frontier."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from holdfast.bargain.agenda_answers import Harvest
from holdfast.bargain.columns import Choices
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.joint import Point, counted_from, nash_row, product_of_gains
from holdfast.bargain.narrowing import literals, matching
from holdfast.bargain.network import Whole
from holdfast.bargain.problem import Problem
from holdfast.dossier.model import Pattern

_BLOCK = 4_000_000
"""Pairs of points compared in one go."""


class Field:
    """The frontier as it is, against which every early harvest is measured."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry
        self.choices: Choices = inquiry.search(inquiry.problem)
        self.points: list[Point] = inquiry.points(self.choices, inquiry.between)
        self.totals: list[list[int]] = inquiry.totals(self.choices).tolist()
        self.start = counted_from(inquiry.dossier, inquiry.between, inquiry.reading, self.points)

    def settled(self, options: Mapping[str, str]) -> Problem:
        """The packages that settle some issues in a certain way."""
        pattern = Pattern({issue: (option,) for issue, option in options.items()})
        problem = self.inquiry.problem
        return matching(problem, literals(problem, pattern))

    def harvest(self, options: Mapping[str, str]) -> Harvest:
        """What settling some issues first would leave."""
        (found,) = self.harvests([options])
        return found

    def harvests(self, ways: Sequence[Mapping[str, str]]) -> list[Harvest]:
        """The same for several ways to settle something, side by side."""
        found = self.inquiry.search_all([self.settled(options) for options in ways])
        return [self._harvest(*pair) for pair in zip(ways, found, strict=True)]

    def _harvest(self, options: Mapping[str, str], choices: Choices) -> Harvest:
        inquiry = self.inquiry
        left = inquiry.points(choices, inquiry.between)
        kept = len(set(self.points) & set(left))
        most = [max(column) for column in zip(*left, strict=True)] if left else []
        return Harvest(
            settled=dict(options),
            kept=kept,
            whole=len(self.points),
            loss=self._loss(left) if left else None,
            joint=self._joint(left),
            less=dict(
                zip(
                    inquiry.between,
                    (a - b for a, b in zip(self._most, most, strict=False)),
                    strict=False,
                )
            ),
        )

    @cached_property
    def _most(self) -> Point:
        """The most that each party can have."""
        return tuple(max(column) for column in zip(*self.points, strict=True))

    @cached_property
    def _spans(self) -> Point:
        """The most that each party could gain; one point where that is nothing."""
        gains = (most - start for most, start in zip(self._most, self.start, strict=True))
        return tuple(gain if gain > 0 else Fraction(1) for gain in gains)

    @cached_property
    def _greatest(self) -> Fraction:
        row = nash_row(self.points, self.start)
        return Fraction(0) if row is None else product_of_gains(self.points[row], self.start)

    def _joint(self, left: Sequence[Point]) -> Fraction | None:
        if not self._greatest:
            return None
        row = nash_row(left, self.start)
        if row is None:
            return Fraction(0)
        return product_of_gains(left[row], self.start) / self._greatest

    def _loss(self, left: Sequence[Point]) -> Fraction:
        """The greatest, over the frontier, of the least share that must be given up by someone."""
        missing = sorted(set(self.points) - set(left))
        if not missing:
            return Fraction(0)
        unit = lcm(*(s.numerator for s in self._spans))
        scale = lcm(*(v.denominator for point in (*missing, *left) for v in point))
        lost, there = (self._shares(points, unit, scale) for points in (missing, left))
        worst = 0
        step = max(_BLOCK // len(left), 1)
        for at in range(0, len(missing), step):
            gaps = lost[at : at + step, None, :] - there[None, :, :]
            worst = max(worst, int(gaps.max(axis=2).min(axis=1).max()))
        return Fraction(worst, unit * scale)

    def _shares(self, points: Sequence[Point], unit: int, scale: int) -> Whole:
        """Points in shares of what each party could gain, multiplied until they are whole."""
        factors = [unit * scale / span for span in self._spans]
        rows = [[int(v * f) for v, f in zip(point, factors, strict=True)] for point in points]
        largest = max(abs(value) for row in rows for value in row)
        return np.array(rows, dtype=np.int64 if largest < 2**60 else object)
