"""A red line taken apart into the ways to cross it, given up one after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

import numpy as np

from holdfast.bargain.answers import Step
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.joint import (
    Point,
    counted_from,
    frontier_rows,
    nash_row,
    product_of_gains,
)
from holdfast.bargain.narrowing import avoiding, freed, literals, matching
from holdfast.bargain.problem import Problem
from holdfast.bargain.results import ValuedPackage
from holdfast.bargain.valued import Choices
from holdfast.dossier.model import Pattern, RedLine


@dataclass(frozen=True, slots=True)
class Way:
    """One way to cross a line, or to keep it, and the frontier of the packages that do.

    Points are by ``Relaxing.parties``, the owner's without the price of crossing. ``best`` is the
    package that is worth most to the owner, from below its no-deal value where nothing above it is
    open, and ``most`` what it is worth; None where there is none or the owner has no values.
    """

    options: Mapping[str, str]
    points: tuple[Point, ...]
    choices: Choices
    best: Choices
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What can be had while some ways of crossing are ruled out or paid for."""

    points: tuple[Point, ...]
    choices: Choices

    def frontier(self, width: int) -> list[Point]:
        """The non-dominated points of the first so many parties."""
        points = [point[:width] for point in self.points]
        return [points[row] for row in frontier_rows(points)]

    def most(self, at: int) -> Fraction | None:
        """The most points of one party; None when nothing can be had."""
        return max((point[at] for point in self.points), default=None)


class Relaxing:
    """Everything that can be had by keeping one line, and by each way of crossing it.

    Args:
        free: an inquiry into the dossier without the line.
        owner: the party whose line it is.
        line: the line.
        price: what crossing costs its owner; None means never.
    """

    def __init__(self, free: Inquiry, owner: str, line: RedLine, price: Fraction | None) -> None:
        wanted = dict.fromkeys((*free.between, owner))
        self.parties = tuple(party for party in wanted if party in free.valued)
        self._free = free
        self._owner = owner
        self._at = self.parties.index(owner) if owner in self.parties else None
        self._price = price
        problem = free.problem.seeking(*map(free.problem.parties.index, self.parties))
        self.kept = self._way({}, avoiding(problem, literals(problem, line.never)))
        ways = []
        for options in _combinations(line.never):
            if free.limit:
                break
            cell = Pattern({issue: (option,) for issue, option in options.items()})
            ways.append(self._way(options, matching(problem, literals(problem, cell))))
        self.ways = tuple(sorted(ways, key=lambda w: (w.most is None, -(w.most or 0))))

    def reach(self, given_up: int) -> Reach:
        """What can be had once so many ways of crossing are given up."""
        ways = [(self.kept, Fraction(0)), *((way, Fraction(0)) for way in self.ways[:given_up])]
        if self._price is not None:
            ways += [(way, self._price) for way in self.ways[given_up:]]
        points = [self._charged(point, cost) for way, cost in ways for point in way.points]
        choices = np.concatenate([way.choices for way, _ in ways])
        rows = [row for row, point in enumerate(points) if self._is_accepted(point)]
        return Reach(tuple(points[row] for row in rows), choices[rows])

    def curve(self) -> tuple[Step, ...]:
        """The joint outcome, step by step, as the owner gives up what costs it least first."""
        reaches = [self.reach(given_up) for given_up in range(len(self.ways) + 1)]
        width = len(self._free.between)
        every = [point for reach in reaches for point in reach.frontier(width)]
        start = counted_from(self._free.dossier, self._free.between, self._free.reading, every)
        steps: list[Step] = []
        for way, reach in zip((self.kept, *self.ways), reaches, strict=True):
            step = self._step(way.options, reach, start)
            if steps and steps[-1].joint and step.joint is not None:
                step = replace(step, elasticity=step.joint / steps[-1].joint - 1)
            steps.append(step)
        return tuple(steps)

    def _step(self, given_up: Mapping[str, str], reach: Reach, start: Point) -> Step:
        between = self._free.between
        points = [point[: len(between)] for point in reach.points]
        row = nash_row(points, start)
        return Step(
            given_up=given_up,
            joint=None if row is None else product_of_gains(points[row], start),
            elasticity=None,
            package=None if row is None else self._package(reach, row),
            most={
                party: max(point[at] for point in points)
                for at, party in enumerate(between if points else ())
            },
            count=len(reach.frontier(len(between))),
        )

    def _package(self, reach: Reach, row: int) -> ValuedPackage:
        """A package of a reach, worth to the owner what it is with the price it then pays."""
        (package,) = self._free.packages(reach.choices[row : row + 1])
        points = dict(zip(self.parties, reach.points[row], strict=True))
        return replace(
            package,
            values={party: points[party] for party in package.values},
            others={party: points.get(party, value) for party, value in package.others.items()},
        )

    def _way(self, options: Mapping[str, str], problem: Problem) -> Way:
        free, at = self._free, self._at
        choices = free.search(problem)
        points = tuple(free.points(choices, self.parties))
        best, most = choices[:0], None
        if points and at is not None:
            row = max(range(len(points)), key=lambda r: points[r][at])
            best, most = choices[row : row + 1], points[row][at]
        elif at is not None and not free.limit:
            open_ = freed(problem, problem.parties.index(self._owner))
            no_deal = free.dossier.views[self._owner].no_deal
            below = None if no_deal is None else free.reading(no_deal)
            best = free.most(open_, self._owner, below)
            most = next((p for (p,) in free.points(best, (self._owner,))), None)
        return Way(options, points, choices, best, most)

    def _charged(self, point: Point, cost: Fraction) -> Point:
        """A point after the owner has paid for crossing."""
        if self._at is None:
            return point
        return (*point[: self._at], point[self._at] - cost, *point[self._at + 1 :])

    def _is_accepted(self, point: Point) -> bool:
        no_deal = self._free.dossier.views[self._owner].no_deal
        if no_deal is None or self._at is None:
            return True
        return point[self._at] >= self._free.reading(no_deal)


def _combinations(never: Pattern) -> Iterator[dict[str, str]]:
    """Every way to match a pattern: one of the options it names on each issue it names."""
    for options in product(*(dict.fromkeys(named) for named in never.options.values())):
        yield dict(zip(never.options, options, strict=True))
