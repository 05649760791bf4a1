"""Under which of many drawn views a party accepts a package, for all draws at once and exactly."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from math import lcm, sqrt
from typing import cast

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.draws import RESOLUTION, Readings
from holdfast.bargain.judgments import Route
from holdfast.bargain.network import Whole
from holdfast.dossier.model import IssueValues, Package, Pattern, View
from holdfast.dossier.number import Range

_SAFE = 2**60


class DrawnView:
    """One party's view under every one of many readings, in whole numbers.

    All numbers are multiplied by one unit that makes every step of every range whole; points are
    so 100 units squared.
    """

    def __init__(self, view: View, readings: Readings) -> None:
        self._view = view
        self._readings = readings
        self._unit = RESOLUTION * lcm(
            *(end.denominator for known in _ranges(view) for end in (known.low, known.high))
        )
        largest = max((abs(e) for r in _ranges(view) for e in (r.low, r.high)), default=Fraction(0))
        terms = 2 + sum(1 for _ in _ranges(view))
        # A product of two numbers and every other term times 100 units stay below this.
        reach = terms * (largest + 100) ** 2 * 100 * self._unit**2
        self._dtype = np.int64 if reach < _SAFE else object

    @property
    def scale(self) -> int:
        """By how much points are multiplied."""
        return 100 * self._unit**2

    @property
    def no_deal(self) -> Whole | None:
        """What walking away is worth under each reading; None where nobody has said."""
        if self._view.no_deal is None:
            return None
        no_deal: Whole = 100 * self._unit * self._number(("no_deal",), self._view.no_deal)
        return no_deal

    def accepts(self, package: Package) -> NDArray[np.bool_]:
        """For each reading, whether the party accepts the package."""
        if any(r.price is None and r.never.matches(package) for r in self._view.red_lines):
            return np.zeros(self._readings.count, dtype=np.bool_)
        no_deal = self.no_deal
        if no_deal is None:
            return np.ones(self._readings.count, dtype=np.bool_)
        total: Whole = np.zeros(self._readings.count, dtype=self._dtype)
        for when, worth in self._terms():
            if when.matches(package):
                total = total + worth()
        return cast("NDArray[np.bool_]", (total >= no_deal).astype(np.bool_))

    def terms(self) -> Iterator[tuple[Pattern, Whole]]:
        """Everything that moves the party's total, with what it adds under each reading."""
        for when, worth in self._terms():
            yield when, worth()

    def patterns(self) -> Iterator[Pattern]:
        """Which packages each of these terms is for."""
        yield from (when for when, _ in self._terms())

    def _terms(self) -> Iterator[tuple[Pattern, Callable[[], Whole]]]:
        for issue, values in self._view.values.items():
            weight = self._number(("values", issue, "weight"), values.weight)
            groups = [option for group in values.order for option in group]
            for option in groups or values.worth:
                worth = partial(self._worth, values, option)
                yield Pattern({issue: (option,)}), partial(_product, weight, worth)
        for route, sign, when, known in self._alone():
            yield when, partial(self._points, sign, route, known)

    def _points(self, sign: int, route: Route, known: Range) -> Whole:
        points: Whole = sign * 100 * self._unit * self._number(route, known)
        return points

    def _alone(self) -> Iterator[tuple[Route, int, Pattern, Range]]:
        """The terms that are one number, and whether they add to the worth or take from it."""
        for n, together in enumerate(self._view.together):
            yield ("together", str(n)), 1, together.when, together.worth
        for n, cost in enumerate(self._view.political_costs):
            yield ("political_costs", str(n)), -1, cost.when, cost.cost
        for line in self._view.red_lines:
            if line.price is not None:
                yield ("red_lines", line.id, "price"), -1, line.never, line.price

    def _worth(self, values: IssueValues, option: str) -> Whole:
        route = ("values", values.issue)
        if not values.order:
            known = values.worth.get(option, Range.exactly(0))
            return self._number((*route, "worth", option), known)
        rank = next(n for n, group in enumerate(values.order) if option in group)
        last = len(values.order) - 1
        if 0 < rank < last:
            steps: Whole = self._readings.steps(self._view.party, (*route, "order"))[rank - 1]
            return steps.astype(self._dtype) * (100 * self._unit // RESOLUTION)
        return self._constant(Fraction(0 if rank and rank == last else 100))

    def _number(self, route: Route, known: Range) -> Whole:
        if known.is_exact:
            return self._constant(known.low)
        steps = self._readings.steps(self._view.party, route).astype(self._dtype)
        width = int((known.high - known.low) * self._unit / RESOLUTION)
        return steps * width + int(known.low * self._unit)

    def _constant(self, number: Fraction) -> Whole:
        return np.full(self._readings.count, int(number * self._unit), dtype=self._dtype)


def _product(weight: Whole, worth: Callable[[], Whole]) -> Whole:
    return weight * worth()


def _ranges(view: View) -> Iterator[Range]:
    if view.no_deal is not None:
        yield view.no_deal
    for values in view.values.values():
        yield values.weight
        yield from values.worth.values()
    yield from (together.worth for together in view.together)
    yield from (cost.cost for cost in view.political_costs)
    yield from (line.price for line in view.red_lines if line.price is not None)


def wilson(successes: int, count: int) -> tuple[float, float]:
    """The interval that holds the true share in 95 of 100 samples [wilson-1927].

    It stays within 0 and 1 and is sound for shares near them, unlike the plain error.

    >>> [round(end, 3) for end in wilson(0, 1000)]
    [0.0, 0.004]
    """
    if count == 0:
        return 0.0, 1.0
    z = 1.959963984540054
    share = successes / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(middle - half, 0.0) if successes else 0.0, min(middle + half, 1.0)
