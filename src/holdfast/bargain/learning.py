"""What would be recommended if one judgment were learned, whatever it turned out to be.

All other judgments are read as they are, every range at its middle. A package's product of gains
then moves in a straight line with a number, for only its owner's gain moves, and so it does with
the worths of an order taken together. Let one package be recommended at two values of a number.
Were another better somewhere between them, the difference of the two products, a straight line as
well, would favour the other at one of the two values; its gains would be above zero there, so all
would accept it and it would have been recommended. With a party that only consents it is the
consent that is cut by a straight line: what it accepts between two values it accepts at one of
them. So a stretch whose ends have the same recommendation has it throughout, and only the others
need be cut again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import floor, prod

import numpy as np

from holdfast.bargain.columns import Choices
from holdfast.bargain.draws import RESOLUTION, Distribution, Readings, Sample, Steps
from holdfast.bargain.joint import Point
from holdfast.bargain.judgments import Judgment, Route, learned
from holdfast.bargain.problem import Choice
from holdfast.bargain.recommendations import Picked, recommendations
from holdfast.dossier.model import Dossier
from holdfast.dossier.worth import Term, midpoint, terms, total

Setting = tuple[int, ...]
"""How a judgment could turn out: the step of a number, or the steps of an order's middle groups."""

Stretch = tuple[int, int, Picked]
"""From which step of a range to which, both included, a package is recommended."""

_WAYS = 60
"""Ways to respect an order that are drawn where its corners show that it matters."""


@dataclass(frozen=True)
class Now:
    """What is recommended as things stand, and from where gains are counted.

    ``pool`` are packages that may be good once something is learned.
    """

    dossier: Dossier
    between: tuple[str, ...]
    choice: Picked
    start: Point
    pool: Choices

    @cached_property
    def terms(self) -> dict[str, tuple[Term, ...]]:
        """What moves each party's total, as things stand."""
        return {party: tuple(terms(self.dossier.views[party])) for party in self.between}

    def package(self, choice: Choice) -> dict[str, str]:
        """A package by the names of its options."""
        issues = self.dossier.issues.values()
        return {i.id: tuple(i.options)[at] for i, at in zip(issues, choice, strict=True)}


class Lesson:
    """One judgment learned: what is then recommended, whatever value it turns out to have."""

    def __init__(self, now: Now, judgment: Judgment) -> None:
        self.judgment = judgment
        self._now = now
        self._found: dict[Setting, Picked] = {}
        self._products: dict[tuple[Choice, int], tuple[Fraction, Fraction]] = {}
        self._views: dict[int, tuple[Fraction | None, tuple[Term, ...]]] = {}
        self._draws: list[Setting] = []

    def asks(self) -> list[Setting]:
        """Where the recommendation must be known next; nowhere when all of it is."""
        wanted = self._order_asks() if self.judgment.is_order else self._number_asks()
        return [setting for setting in dict.fromkeys(wanted) if setting not in self._found]

    def learn(self, setting: Setting, picked: Picked) -> None:
        """Take in what is recommended where that was asked."""
        self._found[setting] = picked

    def stretches(self) -> Iterator[Stretch]:
        """The recommendations over all of a number's range, in rising order."""
        begin = 0
        for (low,), (high,) in pairwise(sorted(self._found)):
            if self._found[low,] != self._found[high,]:
                yield begin, low, self._found[low,]
                begin = high
        yield begin, RESOLUTION, self._found[RESOLUTION,]

    def drawn(self) -> list[Picked]:
        """The recommendations for worths drawn from all that respect an order; none if the same."""
        return [self._found[setting] for setting in self._draws]

    def number(self, step: int) -> Fraction:
        """The number that a step of the range stands for."""
        known = self.judgment.range
        return known.low + (known.high - known.low) * step / RESOLUTION

    def _number_asks(self) -> Iterator[Setting]:
        yield from ((0,), (RESOLUTION,))
        for (low,), (high,) in pairwise(sorted(self._found)):
            first, last = self._found[low,], self._found[high,]
            if first != last and high > low + 1:
                turn = self._turn(low, high, first, last)
                yield from ((turn,), (turn + 1,))

    def _order_asks(self) -> list[Setting]:
        """The corners; some ways to respect the order where these differ.

        At a corner the first so many of the middle groups are as good as the best one, and the rest
        as bad as the worst.
        """
        owner, route = self.judgment.party, self.judgment.route
        middle = len(self._now.dossier.views[owner].values[route[1]].order) - 2
        corners = [tuple([RESOLUTION] * best + [0] * (middle - best)) for best in range(middle + 1)]
        known = [self._found[corner] for corner in corners if corner in self._found]
        if len(known) == len(corners) and any(own != self._now.choice for own in known):
            sample = Sample(self._now.dossier, 0, 0, _WAYS, Distribution.UNIFORM)
            self._draws = [tuple(column) for column in sample.steps(owner, route).T.tolist()]
        return corners + self._draws

    def _turn(self, low: int, high: int, first: Picked, last: Picked) -> int:
        """The step after which the one recommendation should give way to the other."""
        at_low, at_high = (self._favour(first, last, step) for step in (low, high))
        if at_low == at_high:
            return (low + high) // 2
        turn = low + floor(at_low / (at_low - at_high) * (high - low))
        return min(max(turn, low), high - 1)

    def _favour(self, first: Picked, last: Picked, step: int) -> Fraction:
        """By how much the first is ahead; it falls in a straight line from above zero to below."""
        margins = [None if own is None else self._at(own, step) for own in (first, last)]
        one, other = margins
        if one is None or other is None:
            gone = Fraction(0) if one is None else one[1]
            return gone if other is None else -other[1]
        if self.judgment.party in self._now.between:
            return one[0] - other[0]
        return one[1] if one[0] >= other[0] else -other[1]

    def _at(self, choice: Choice, step: int) -> tuple[Fraction, Fraction]:
        """A package's product of gains, and its owner's gain over no deal; nothing without one."""
        if (choice, step) not in self._products:
            now, package, owner = self._now, self._now.package(choice), self.judgment.party
            no_deal, listed = self._owner(step)
            worths = {party: total(now.terms[party], package) for party in now.between}
            worths[owner] = total(listed, package)
            starts = dict(zip(now.between, now.start, strict=True))
            if no_deal is not None:
                starts[owner] = no_deal
            margin = Fraction(0) if no_deal is None else worths[owner] - no_deal
            gains = (worths[party] - starts[party] for party in now.between)
            self._products[choice, step] = prod(gains, start=Fraction(1)), margin
        return self._products[choice, step]

    def _owner(self, step: int) -> tuple[Fraction | None, tuple[Term, ...]]:
        """The owner's no-deal value and the terms of its view once the number is known."""
        if step not in self._views:
            known = learned(self._now.dossier, self.judgment, self.number(step))
            view = known.views[self.judgment.party]
            no_deal = None if view.no_deal is None else midpoint(view.no_deal)
            self._views[step] = no_deal, tuple(terms(view))
        return self._views[step]


def learn_all(now: Now, lessons: Sequence[Lesson]) -> None:
    """Ask, round by round, for all that the lessons want to know, side by side.

    Raises:
        LimitReached: when a search was cut short.
    """
    pool = {tuple(line) for line in now.pool.tolist()}
    while asks := [(lesson, setting) for lesson in lessons for setting in lesson.asks()]:
        readings = _readings(now.dossier, [(own.judgment, setting) for own, setting in asks])
        seen = np.array(sorted(pool), dtype=np.int32).reshape(len(pool), len(now.dossier.issues))
        found = recommendations(readings, now.between, seen, start=now.start, favoured=now.choice)
        for (lesson, setting), picked in zip(asks, found, strict=True):
            lesson.learn(setting, picked)
            if picked is not None:
                pool.add(picked)


def _readings(dossier: Dossier, cases: Sequence[tuple[Judgment, Setting]]) -> Readings:
    """For each case a reading in which one judgment is known and all others are in the middle."""
    middle = Readings(dossier, len(cases), {})
    steps: dict[tuple[str, Route], Steps] = {}
    for place, (judgment, setting) in enumerate(cases):
        key = judgment.party, judgment.route
        if key not in steps:
            steps[key] = middle.steps(*key).copy()
        steps[key][..., place] = setting if judgment.is_order else setting[0]
    return Readings(dossier, len(cases), steps)
