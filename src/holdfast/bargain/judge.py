"""The checker's own reading of a dossier: what packages are worth, and what rules them out.

This file shares nothing with the solvers. It rests on ``holdfast.dossier.worth`` alone, whose
definitions it applies directly to a sample of the packages and, gathered by issue, to all.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from fractions import Fraction
from itertools import product
from math import ceil, lcm
from operator import ge

import numpy as np

from holdfast.bargain.results import Demand, Restriction
from holdfast.dossier.model import Dossier, Package, Pattern, Reading, View
from holdfast.dossier.worth import Term, terms, total

Totals = tuple[int, ...]
"""What a package is worth to some parties, each in its own whole units."""


class Tally:
    """One party's points, gathered by issue, in whole multiples of ``1 / unit``."""

    def __init__(
        self, dossier: Dossier, view: View, listed: Sequence[Term], reading: Reading
    ) -> None:
        self.unit = lcm(*(term.worth.denominator for term in listed))
        self.single = {
            (i, option): 0 for i, issue in dossier.issues.items() for option in issue.options
        }
        self.joint: list[tuple[Pattern, int]] = []
        for term in listed:
            worth = int(term.worth * self.unit)
            told_apart = dossier.told_apart(term.when)
            if len(told_apart) == 1:
                (issue,) = told_apart
                for option in set(term.when.options[issue]):
                    self.single[issue, option] += worth
            else:
                self.joint.append((term.when, worth))
        self.floor = None if view.no_deal is None else ceil(reading(view.no_deal) * self.unit)
        self._points: dict[int, Fraction] = {}

    def total(self, package: Package) -> int:
        """The party's whole total for a package."""
        total = sum(map(self.single.__getitem__, package.items()))
        if self.joint:
            total += sum(worth for when, worth in self.joint if when.matches(package))
        return total

    def points(self, total: int) -> Fraction:
        """A whole total as points."""
        found = self._points.get(total)
        if found is None:
            found = self._points[total] = Fraction(total, self.unit)
        return found


class Judge:
    """Judges single packages of a dossier, under all of its demands or under some alone."""

    def __init__(
        self, dossier: Dossier, reading: Reading, demands: Sequence[Demand] | None = None
    ) -> None:
        self.dossier = dossier
        self.reading = reading
        self._terms = {p: tuple(terms(view, reading)) for p, view in dossier.views.items()}
        self.tallies = {
            party: Tally(dossier, view, self._terms[party], reading)
            for party, view in dossier.views.items()
        }
        self._choices = {
            (i, option) for i, issue in dossier.issues.items() for option in issue.options
        }
        self._stated = [
            (Demand(Restriction.LINK, id=link.id), link.never) for link in dossier.links
        ]
        self._stated += [
            (Demand(Restriction.RED_LINE, party, line.id), line.never)
            for party, view in dossier.views.items()
            for line in view.red_lines
            if line.price is None
        ]
        self._hear(demands)

    def _hear(self, demands: Collection[Demand] | None) -> None:
        self.bars = [bar for bar in self._stated if demands is None or bar[0] in demands]
        self.floors = {
            party: tally.floor
            for party, tally in self.tallies.items()
            if tally.floor is not None
            and (demands is None or Demand(Restriction.NO_DEAL, party) in demands)
        }

    def under(self, demands: Iterable[Demand]) -> "Judge":
        """A judge who hears no other demands than these, and values packages the same."""
        judge = copy(self)
        judge._hear(frozenset(demands))
        return judge

    def is_package(self, options: Package) -> bool:
        """True when there is exactly one known option for every issue."""
        return len(options) == len(self.dossier.issues) and options.items() <= self._choices

    def unmet(self, package: Package) -> set[Demand]:
        """The demands that a package does not meet."""
        unmet = {demand for demand, never in self.bars if never.matches(package)}
        return unmet | {
            Demand(Restriction.NO_DEAL, party)
            for party, floor in self.floors.items()
            if self.tallies[party].total(package) < floor
        }

    def shortfall(self, party: str, package: Package) -> Fraction:
        """The points by which a package stays below a party's no-deal value."""
        no_deal = self.dossier.views[party].no_deal
        tally = self.tallies[party]
        worth = tally.points(tally.total(package))
        return Fraction(0) if no_deal is None else self.reading(no_deal) - worth

    def all_totals(self, package: Package) -> dict[str, int]:
        """What a package is worth to everyone who has a view, in whole units."""
        return {party: tally.total(package) for party, tally in self.tallies.items()}

    def objection(self, package: Package, totals: Mapping[str, int] | None = None) -> str:
        """Why a package is not in the zone; empty when it is. ``totals`` are its ``all_totals``."""
        totals = totals or self.all_totals(package)
        for demand, never in self.bars:
            if never.matches(package):
                return f"breaks the {demand.kind} {demand.party} {demand.id}".replace("  ", " ")
        for party, floor in self.floors.items():
            if totals[party] < floor:
                return f"is worth less than no deal to {party}"
        return ""

    def misvalued(
        self,
        package: Package,
        claimed: Mapping[str, Fraction],
        totals: Mapping[str, int] | None = None,
    ) -> str:
        """The first party whose claimed points are wrong, with both; empty when all are right."""
        totals = totals or self.all_totals(package)
        for party, points in claimed.items():
            tally, total = self.tallies[party], totals[party]
            if points.numerator * tally.unit != total * points.denominator:
                return f"is worth {tally.points(total)} to {party}, not {points}"
        return ""

    def objection_by_definition(self, package: Package, claimed: Mapping[str, Fraction]) -> str:
        """As the two above, straight from the definitions; slower, so used on a sample."""
        if any(link.never.matches(package) for link in self.dossier.links):
            return "breaks a link by definition"
        for party, view in self.dossier.views.items():
            points = total(self._terms[party], package)
            if claimed.get(party, points) != points:
                return f"is worth {points} to {party} by definition, not {claimed[party]}"
            too_little = view.no_deal is not None and points < self.reading(view.no_deal)
            if too_little or any(
                line.price is None and line.never.matches(package) for line in view.red_lines
            ):
                return f"is not acceptable to {party} by definition"
        return ""

    def zone(self) -> Iterator[tuple[dict[str, str], dict[str, int]]]:
        """Every package that nothing rules out, one by one, with everyone's totals."""
        issues = self.dossier.issues
        for options in product(*(issue.options for issue in issues.values())):
            package = dict(zip(issues, options, strict=True))
            totals = self.all_totals(package)
            if not self.objection(package, totals):
                yield package, totals


class Coverage:
    """Points, asked of many totals whether one of them is at least as good for everyone."""

    def __init__(self, points: Sequence[Totals]) -> None:
        self._points = list(points)

    def covers(self, totals: Totals) -> bool:
        """True when some point equals or beats the totals for everyone."""
        for place, point in enumerate(self._points):
            if all(map(ge, point, totals)):
                # A point that covers one is likely to cover the next, so it is asked first.
                self._points.insert(0, self._points.pop(place))
                return True
        return False


def covered_point(points: Sequence[Totals]) -> int | None:
    """The place of a point that one before it, in falling order, equals or beats; None without."""
    if len(points) > 1 and len(points[0]) > 3:
        return _covered_by_comparing(points)
    # The stairs: second values rising, third values falling, of the best points so far.
    seconds: list[int] = []
    thirds: list[int] = []
    for at, point in enumerate(points):
        second, third = point[1:] if len(point) == 3 else (*point[1:], 0, 0)[:2]
        begin = end = bisect_left(seconds, second)
        if end < len(seconds):
            if thirds[end] >= third:
                return at
            end += seconds[end] == second
        while begin > 0 and thirds[begin - 1] <= third:
            begin -= 1
        seconds[begin:end] = (second,)
        thirds[begin:end] = (third,)
    return None


def _covered_by_comparing(points: Sequence[Totals]) -> int | None:
    """The same for any number of parties: every point with every one before it, by their ranks."""
    columns = []
    for column in zip(*points, strict=True):
        rank = {total: place for place, total in enumerate(sorted(set(column)))}
        columns.append(np.array([rank[total] for total in column], dtype=np.int32))
    for at in range(1, len(points)):
        is_covered = np.ones(at, dtype=np.bool_)
        for ranks in columns:
            is_covered &= ranks[:at] >= ranks[at]
        if is_covered.any():
            return at
    return None
