"""A red line taken apart into the ways to cross it, given up one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import ceil
from operator import add

import numpy as np

from holdfast.bargain.answers import Step
from holdfast.bargain.columns import Choices
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
from holdfast.bargain.results import Demand, Restriction, ValuedPackage
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


@dataclass(frozen=True, slots=True)
class Line:
    """A red line with its owner, and what crossing it costs the owner; None means never.

    ``no_deal`` is what walking away is worth to the owner, None where nobody has said.
    """

    owner: str
    line: RedLine
    price: Fraction | None
    no_deal: Fraction | None

    @property
    def crossings(self) -> list[dict[str, str]]:
        """Every way to cross it: one of the options it names on each issue it names."""
        named = self.line.never.options
        ways = product(*(dict.fromkeys(options) for options in named.values()))
        return [dict(zip(named, options, strict=True)) for options in ways]

    def crossed(self, problem: Problem, never: Pattern) -> Problem:
        """The packages that match a part of the line, as if the owner had never drawn it.

        Its totals hold the price all the same, so it is held to that much less.
        """
        demand = Demand(Restriction.RED_LINE, self.owner, self.line.id)
        free = problem.under(own for own in problem.demands if own != demand)
        if self.price and self.no_deal is not None:
            at, floors = problem.parties.index(self.owner), list(free.floors)
            floors[at] = ceil((self.no_deal - self.price) * problem.scales[at])
            free = replace(free, floors=tuple(floors))
        return matching(free, literals(free, never))

    def kept(self, problem: Problem) -> Problem:
        """The packages that do not cross the line."""
        return avoiding(problem, literals(problem, self.line.never))


def relaxings(inquiry: Inquiry, lines: Sequence[Line]) -> list["Relaxing"]:
    """What can be had by keeping each of one party's lines, and by each way of crossing it.

    All of it is searched side by side, in the problem with every line in place.
    """
    # An owner of whom no more is known than prices and no deal decides by these as well.
    wanted = dict.fromkeys((*inquiry.between, lines[0].owner))
    parties = tuple(party for party in wanted if party in inquiry.problem.parties)
    problem = inquiry.problem.seeking(*map(inquiry.problem.parties.index, parties))
    asked: list[tuple[Line, dict[str, str]]] = []
    problems: list[Problem] = []
    for line in lines:
        asked += [(line, {}), *((line, way) for way in line.crossings)]
        cells = (Pattern({i: (o,) for i, o in way.items()}) for way in line.crossings)
        problems += [line.kept(problem), *(line.crossed(problem, cell) for cell in cells)]
    ways = _ways(inquiry, parties, asked, problems)
    return [
        Relaxing(inquiry, line, parties, [next(ways) for _ in (None, *line.crossings)])
        for line in lines
    ]


def _ways(
    inquiry: Inquiry,
    parties: Sequence[str],
    asked: Sequence[tuple[Line, Mapping[str, str]]],
    problems: Sequence[Problem],
) -> Iterator[Way]:
    """What each problem leaves; points and values are those before a crossing is paid for."""
    found = inquiry.search_all(problems)
    owner = asked[0][0].owner
    closed = [p for p, own in zip(problems, found, strict=True) if not len(own)]
    below = iter(_below(inquiry, owner, closed))
    for (line, way), choices in zip(asked, found, strict=True):
        prices = [line.price or Fraction(0) if way and p == owner else Fraction(0) for p in parties]
        points = [tuple(map(add, point, prices)) for point in inquiry.points(choices, parties)]
        best, most = choices[:0], None
        if owner in parties:
            best = choices if len(choices) else next(below)
            own = [points_ for (points_,) in inquiry.points(best, (owner,))]
            if own:
                row = own.index(max(own))
                best, most = best[row : row + 1], own[row] + prices[parties.index(owner)]
        yield Way(way, tuple(points), choices, best, most)


def _below(inquiry: Inquiry, owner: str, problems: Sequence[Problem]) -> list[Choices]:
    """What is worth most to the owner where nothing is worth its no-deal value."""
    if owner not in inquiry.problem.parties:
        return []
    if inquiry.limit:
        return [np.zeros((0, len(inquiry.problem.issues)), dtype=np.int32) for _ in problems]
    at = inquiry.problem.parties.index(owner)
    return inquiry.most_of_all([freed(problem, at) for problem in problems], owner)


class Relaxing:
    """Everything that can be had by keeping one line, and by each way of crossing it.

    ``parties`` are those asked between and the owner, if it counts points; they are by them. The
    ways to cross come with the one that leaves the owner most first.
    """

    def __init__(
        self,
        inquiry: Inquiry,
        line: Line,
        parties: tuple[str, ...],
        ways: Sequence[Way],
    ) -> None:
        self.parties = parties
        self.kept = ways[0]
        self.ways = sorted(ways[1:], key=lambda way: (way.most is None, -(way.most or 0)))
        self._inquiry = inquiry
        self._line = line
        self._owner = line.owner
        self._price = line.price
        self._at = parties.index(line.owner) if line.owner in parties else None

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
        width = len(self._inquiry.between)
        every = [point for reach in reaches for point in reach.frontier(width)]
        start = counted_from(
            self._inquiry.dossier, self._inquiry.between, self._inquiry.reading, every
        )
        steps: list[Step] = []
        for way, reach in zip((self.kept, *self.ways), reaches, strict=True):
            step = self._step(way.options, reach, start)
            if steps and steps[-1].joint and step.joint is not None:
                step = replace(step, elasticity=step.joint / steps[-1].joint - 1)
            steps.append(step)
        return tuple(steps)

    def _step(self, given_up: Mapping[str, str], reach: Reach, start: Point) -> Step:
        between = self._inquiry.between
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
        waived = (
            Demand(Restriction.RED_LINE, self._owner, self._line.line.id),
            Demand(Restriction.NO_DEAL, self._owner),
        )
        (package,) = self._inquiry.packages(reach.choices[row : row + 1], waived)
        points = dict(zip(self.parties, reach.points[row], strict=True))
        return replace(
            package,
            values={party: points[party] for party in package.values},
            others={party: points.get(party, value) for party, value in package.others.items()},
        )

    def _charged(self, point: Point, cost: Fraction) -> Point:
        """A point after the owner has paid for crossing."""
        if self._at is None:
            return point
        return (*point[: self._at], point[self._at] - cost, *point[self._at + 1 :])

    def _is_accepted(self, point: Point) -> bool:
        no_deal = self._line.no_deal
        return no_deal is None or self._at is None or point[self._at] >= no_deal
