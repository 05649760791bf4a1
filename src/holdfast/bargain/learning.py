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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from holdfast.bargain.draws import RESOLUTION, Distribution, Sample
from holdfast.bargain.joint import Point, product_of_gains
from holdfast.bargain.judgments import Judgment, Route, learned, order_worths, rebuilt, with_view
from holdfast.bargain.limit import LimitReached
from holdfast.bargain.problem import Choice
from holdfast.bargain.recommendation import Recommendation, Rival, recommend
from holdfast.dossier.model import Dossier, IssueValues, Pattern, View
from holdfast.dossier.number import Range
from holdfast.dossier.worth import midpoint, value

Stretch = tuple[int, int, Choice | None]
"""From which step of a range to which, both included, a package is recommended."""


@dataclass(frozen=True, slots=True)
class Now:
    """What is recommended as things stand.

    ``unasked`` holds, for each party that only consents, the product that could be reached if it
    were not asked.
    """

    dossier: Dossier
    between: tuple[str, ...]
    recommendation: Recommendation
    unasked: Mapping[str, Fraction | None]

    def package(self, choice: Choice) -> dict[str, str]:
        """A package by the names of its options."""
        issues = self.dossier.issues.values()
        return {i.id: tuple(i.options)[at] for i, at in zip(issues, choice, strict=True)}


@dataclass(frozen=True, slots=True)
class _Best:
    """A recommendation, and the most that any package gave each party in the search for it."""

    choice: Choice | None
    most: Point = ()
    is_searched: bool = False


@dataclass(frozen=True, slots=True)
class _Case:
    """The owner's view as it could turn out; ``step`` where it is a step of a number's range."""

    view: View
    step: int | None = None


class Lesson:
    """One judgment learned: what is then recommended, whatever value it turns out to have."""

    def __init__(self, now: Now, judgment: Judgment) -> None:
        self._now = now
        self._judgment = judgment
        self._owner = judgment.party
        self._view = now.dossier.views[judgment.party]
        self._is_weighed = judgment.party in now.between
        self._within = self._pattern()
        choice = now.recommendation.choice
        self._seen: list[Choice] = [] if choice is None else [choice]
        self._found: dict[int, Choice | None] = {}
        self._most: Point | None = None
        self._worths: dict[tuple[Choice, int], Fraction] = {}
        self._others: dict[Choice, dict[str, Fraction]] = {}

    def stretches(self) -> Iterator[Stretch]:
        """The recommendations over all of a number's range, in rising order."""
        self._ends([self._case(step) for step in (0, RESOLUTION)])
        yield from self._cut(0, RESOLUTION)

    def number(self, step: int) -> Fraction:
        """The number that a step of the range stands for."""
        known = self._judgment.range
        return known.low + (known.high - known.low) * step / RESOLUTION

    def corners(self) -> list[Choice | None]:
        """The recommendations at the corners of all worths that respect an order.

        At a corner the first so many of the middle groups are as good as the best one, and the rest
        as bad as the worst.
        """
        middle = len(self._view.values[self._judgment.route[1]].order) - 2
        corners = [[100] * best + [0] * (middle - best) for best in range(middle + 1)]
        return self._ends([self._ordered(list(map(Fraction, corner))) for corner in corners])

    def drawn(self, count: int) -> list[Choice | None]:
        """The recommendations for so many worths drawn from all that respect an order."""
        sample = Sample(self._now.dossier, 0, 0, count, Distribution.UNIFORM)
        steps = sample.steps(self._owner, self._judgment.route)
        return [
            self._in(self._ordered([Fraction(100 * step, RESOLUTION) for step in column]))
            for column in steps.T.tolist()
        ]

    def _cut(self, low: int, high: int) -> Iterator[Stretch]:
        first, last = self._at(low), self._at(high)
        if first == last:
            yield low, high, first
        elif high == low + 1:
            yield low, low, first
            yield high, high, last
        else:
            turn = self._turn(low, high, first, last)
            yield from self._cut(low, turn)
            yield from self._cut(turn + 1, high)

    def _ends(self, cases: list[_Case]) -> list[Choice | None]:
        """The recommendations at the corners of everything admissible.

        The most that a party can have anywhere it can have at one of them, which makes every other
        search a short one.
        """
        found = [self._recommend(case) for case in cases]
        for case, own in zip(cases, found, strict=True):
            if case.step is not None:
                self._found[case.step] = own.choice
        if all(own.is_searched for own in found):
            self._most = tuple(map(max, zip(*(own.most for own in found), strict=True)))
        return [own.choice for own in found]

    def _at(self, step: int) -> Choice | None:
        if step not in self._found:
            self._found[step] = self._in(self._case(step))
        return self._found[step]

    def _in(self, case: _Case) -> Choice | None:
        return self._recommend(case).choice

    def _case(self, step: int) -> _Case:
        known = learned(self._now.dossier, self._judgment, self.number(step))
        return _Case(known.views[self._owner], step)

    def _ordered(self, middle: list[Fraction]) -> _Case:
        def keep(_route: Route, known: Range) -> Range:
            return known

        def order(route: Route, values: IssueValues) -> Mapping[str, Range] | None:
            return order_worths(values, middle) if route == self._judgment.route else None

        return _Case(rebuilt(self._view, keep, order))

    def _recommend(self, case: _Case) -> _Best:
        """The recommendation in a case: one that is known already, as long as none is better."""
        now = self._now
        if not self._is_weighed and self._changes_nothing(case):
            return _Best(now.recommendation.choice)
        products = [(choice, self._product(choice, case)) for choice in self._seen]
        known = [(choice, product) for choice, product in products if product is not None]
        best = max((product for _, product in known), default=None)
        found = recommend(
            with_view(now.dossier, case.view),
            now.between,
            start=self._start(case),
            within=self._within,
            rival=None if best is None or self._most is None else Rival(best, self._most),
        )
        if not found.proof.complete:
            raise LimitReached(found.proof.limit)
        if best is not None and (found.product is None or found.product <= best):
            choice = next(choice for choice, product in known if product == best)
            return _Best(choice, found.most, is_searched=True)
        if found.choice is not None:
            self._seen.append(found.choice)
        return _Best(found.choice, found.most, is_searched=True)

    def _changes_nothing(self, case: _Case) -> bool:
        """True when a party that only consents rules out nothing better and nothing recommended."""
        if case.view.no_deal is None:
            return True
        now = self._now.recommendation
        is_free = self._now.unasked[self._owner] == now.product
        return is_free and (now.choice is None or self._margin(now.choice, case) >= 0)

    def _pattern(self) -> Pattern | None:
        """The packages that a number touches; None for all, or for the one at hand among them.

        Of packages that it does not touch, the one at hand stays the best.
        """
        touched = touches(self._view, self._judgment)
        choice = self._now.recommendation.choice
        if touched is None or choice is None or touched.matches(self._now.package(choice)):
            return None
        return touched

    def _start(self, case: _Case) -> Point:
        """From where gains are counted: as now, but from the owner's no-deal value as it is."""
        starts = zip(self._now.between, self._now.recommendation.start, strict=True)
        no_deal = case.view.no_deal
        return tuple(
            start if party != self._owner or no_deal is None else midpoint(no_deal)
            for party, start in starts
        )

    def _product(self, choice: Choice, case: _Case) -> Fraction | None:
        """A package's product of gains; None where someone would lose or not consent."""
        point, start = self._point(choice, case), self._start(case)
        if self._margin(choice, case) < 0 or any(v < s for v, s in zip(point, start, strict=True)):
            return None
        return product_of_gains(point, start)

    def _point(self, choice: Choice, case: _Case) -> Point:
        if choice not in self._others:
            views, package = self._now.dossier.views, self._now.package(choice)
            self._others[choice] = {
                p: value(views[p], package) for p in self._now.between if p != self._owner
            }
        points = self._others[choice]
        between = self._now.between
        return tuple(points[p] if p in points else self._worth(choice, case) for p in between)

    def _worth(self, choice: Choice, case: _Case) -> Fraction:
        """What a package is worth to the owner; on a number's range, a straight line."""
        if case.step is None:
            return value(case.view, self._now.package(choice))
        low, high = (self._worth_at_end(choice, end) for end in (0, RESOLUTION))
        return low + (high - low) * case.step / RESOLUTION

    def _worth_at_end(self, choice: Choice, end: int) -> Fraction:
        if (choice, end) not in self._worths:
            worth = value(self._case(end).view, self._now.package(choice))
            self._worths[choice, end] = worth
        return self._worths[choice, end]

    def _margin(self, choice: Choice, case: _Case) -> Fraction:
        """The owner's gain over no deal; nothing to lose where it has no such value."""
        no_deal = case.view.no_deal
        return Fraction(0) if no_deal is None else self._worth(choice, case) - midpoint(no_deal)

    def _turn(self, low: int, high: int, first: Choice | None, last: Choice | None) -> int:
        """The step after which the one recommendation should give way to the other."""
        at_low, at_high = (self._favour(first, last, self._case(step)) for step in (low, high))
        if at_low == at_high:
            return (low + high) // 2
        turn = low + floor(at_low / (at_low - at_high) * (high - low))
        return min(max(turn, low), high - 1)

    def _favour(self, first: Choice | None, last: Choice | None, case: _Case) -> Fraction:
        """By how much the first is ahead; it falls in a straight line from above zero to below."""
        if first is None or last is None:
            gone = Fraction(0) if first is None else self._margin(first, case)
            return gone if last is None else -self._margin(last, case)
        start = self._start(case)
        products = (product_of_gains(self._point(c, case), start) for c in (first, last))
        ahead = next(products) - next(products)
        if self._is_weighed:
            return ahead
        return self._margin(first, case) if ahead >= 0 else -self._margin(last, case)


def touches(view: View, judgment: Judgment) -> Pattern | None:
    """The packages whose worth a number is part of; None where it is part of every package's."""
    match judgment.route:
        case ("values", issue, "worth", option):
            return Pattern({issue: (option,)})
        case ("together", place):
            return view.together[int(place)].when
        case ("political_costs", place):
            return view.political_costs[int(place)].when
        case ("red_lines", id_, "price"):
            return next(line.never for line in view.red_lines if line.id == id_)
        case _:
            return None
