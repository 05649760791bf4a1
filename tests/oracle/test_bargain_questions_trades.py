"""What could be traded from a draft is what looking at every single package says."""

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from math import prod
from random import Random

import pytest

from bargaining import random_dossier
from enumeration import all_accept, breaks_a_bar, every_package, valued
from holdfast.bargain.answers import Trade, Trades
from holdfast.bargain.trades import trades
from holdfast.dossier import Dossier, Package, midpoint, terms, value

Point = tuple[Fraction, ...]


class Case:
    """A draft, and what enumeration says of the packages around it."""

    def __init__(self, dossier: Dossier, draft: Package) -> None:
        self.dossier = dossier
        self.draft = draft
        self.between = dossier.bargainers()
        self.valued = valued(dossier)
        self.packages = list(every_package(dossier))
        self.zone = [p for p in self.packages if all_accept(dossier, p)]

    def points(self, package: Package, parties: tuple[str, ...] | list[str]) -> Point:
        """What a package is worth to some parties."""
        return tuple(value(self.dossier.views[p], package) for p in parties)

    def distance(self, package: Package) -> int:
        """The number of issues settled in another way than in the draft."""
        return sum(package[issue] != self.draft[issue] for issue in package)

    def is_open(self, package: Package) -> bool:
        """No bar is broken, and nobody is pushed below no deal, or further below it."""
        if breaks_a_bar(self.dossier, package):
            return False
        for view in self.dossier.views.values():
            if view.no_deal is not None:
                floor = min(midpoint(view.no_deal), value(view, self.draft))
                if value(view, package) < floor:
                    return False
        return True

    def is_better(self, package: Package, parties: tuple[str, ...] | list[str]) -> bool:
        """At least as good as the draft for some parties, and better for one."""
        new, old = self.points(package, parties), self.points(self.draft, parties)
        return new != old and all(a >= b for a, b in zip(new, old, strict=True))

    def near(self, steps: int, test: Callable[[Package], bool]) -> list[dict[str, str]]:
        """The packages so many issues away that pass a test."""
        return [p for p in self.packages if self.distance(p) == steps and test(p)]

    def halves(self, package: Package) -> list[dict[str, str]]:
        """The draft with one of the package's changes alone."""
        changed = [issue for issue in package if package[issue] != self.draft[issue]]
        return [{**self.draft, issue: package[issue]} for issue in changed]

    def frontier(self, packages: list[dict[str, str]]) -> set[Point]:
        """The non-dominated points of some packages, for those asked between."""
        found = {self.points(p, self.between) for p in packages}
        return {
            p
            for p in found
            if not any(q != p and all(a >= b for a, b in zip(q, p, strict=True)) for q in found)
        }


def options_of(found: tuple[Trade, ...]) -> list[list[tuple[str, str]]]:
    """The packages of some trades, in one order."""
    return sorted(sorted(t.package.options.items()) for t in found)


def in_order(packages: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
    """Packages in the same order."""
    return sorted(sorted(p.items()) for p in packages)


def check_improvements(case: Case, found: Trades) -> None:
    """One and two issues, nobody worse off, no half enough by itself."""

    def helps(package: Package) -> bool:
        return case.is_open(package) and case.is_better(package, case.valued)

    one = case.near(1, helps)
    two = [p for p in case.near(2, helps) if not any(half in one for half in case.halves(p))]
    assert in_order(one + two) == options_of(found.improvements)


def check_concessions(case: Case, found: Trades) -> None:
    """Every move that costs one and pays another, by what it brings for what it costs."""
    one = case.near(1, case.is_open)
    two = case.near(2, case.is_open)
    steps = one + [p for p in two if not any(half in one for half in case.halves(p))]
    old = dict(zip(case.valued, case.points(case.draft, case.valued), strict=True))
    for giver, taker in permutations(case.valued, 2):
        ratios = []
        for package in steps:
            new = dict(zip(case.valued, case.points(package, case.valued), strict=True))
            cost, gain = old[giver] - new[giver], new[taker] - old[taker]
            if cost > 0 and gain > 0:
                ratios.append(gain / cost)
        listed = [c for c in found.concessions if (c.giver, c.taker) == (giver, taker)]
        assert sorted(ratios, reverse=True) == [c.ratio for c in listed]


def check_frontiers(case: Case, found: Trades) -> None:
    """The points that dominate the draft, and the best of what nobody minds."""
    at_least = [
        p
        for p in case.zone
        if case.points(p, case.between) == case.points(case.draft, case.between)
        or case.is_better(p, case.between)
    ]
    own = case.points(case.draft, case.between)
    dominating = {tuple(t.package.values.values()) for t in found.dominating}
    assert case.frontier(at_least) - {own} == dominating
    unopposed = [p for p in case.zone if case.is_better(p, case.valued)]
    best = {tuple(t.package.values.values()) for t in found.best}
    assert case.frontier(unopposed) - {own} == best - {own}
    is_efficient = case.draft in case.zone and own in case.frontier(case.zone)
    assert is_efficient == found.is_efficient


def check_nearest(case: Case, found: Trades) -> None:
    """As few issues as can be, and of those the greatest product of gains."""
    points = case.frontier(case.zone)
    on_frontier = [p for p in case.zone if case.points(p, case.between) in points]
    if not on_frontier:
        assert found.nearest is None
        return
    assert found.nearest is not None
    least = min(map(case.distance, on_frontier))
    assert least == len(found.nearest.changes)
    starts = []
    for place, party in enumerate(case.between):
        no_deal = case.dossier.views[party].no_deal
        lowest = min(point[place] for point in points)
        starts.append(lowest if no_deal is None else midpoint(no_deal))

    def product(point: Point) -> Fraction:
        return prod((v - s for v, s in zip(point, starts, strict=True)), start=Fraction(1))

    tied = [product(case.points(p, case.between)) for p in on_frontier if case.distance(p) == least]
    assert max(tied) == product(tuple(found.nearest.package.values.values()))
    better = [p for p in on_frontier if case.is_better(p, case.between)]
    if not better:
        assert found.nearest_unopposed is None
        return
    same = [
        p
        for p in on_frontier
        if case.points(p, case.between) == case.points(case.draft, case.between)
    ]
    assert found.nearest_unopposed is not None
    assert min(map(case.distance, better + same)) == len(found.nearest_unopposed.changes)


@pytest.mark.parametrize("block", range(4))
def test_trades_are_those_of_enumeration(block: int) -> None:
    """Random dossiers and random drafts, in the zone and out of it."""
    for seed in range(30 * block, 30 * block + 30):
        rng = Random(seed)
        dossier = random_dossier(rng, most_issues=3)
        draft = {i: rng.choice(list(issue.options)) for i, issue in dossier.issues.items()}
        case = Case(dossier, draft)
        found = trades(dossier, draft)
        assert found.proof.complete
        assert (draft in case.zone) == (not found.objections)
        check_improvements(case, found)
        check_concessions(case, found)
        check_frontiers(case, found)
        check_nearest(case, found)


def test_gains_are_made_up_of_changes_taken_alone_and_of_combinations() -> None:
    """What belongs to no single issue is what the terms over several issues change by."""
    for seed in range(40):
        rng = Random(seed)
        dossier = random_dossier(rng, most_issues=3)
        draft = {i: rng.choice(list(issue.options)) for i, issue in dossier.issues.items()}
        for trade in trades(dossier, draft).dominating:
            for party, gain in trade.gains.items():
                joint = [t for t in terms(dossier.views[party]) if len(t.when.options) > 1]
                after = sum(t.worth for t in joint if t.when.matches(trade.package.options))
                before = sum(t.worth for t in joint if t.when.matches(draft))
                assert after - before == trade.combined[party]
                if not trade.gets[party]:
                    assert gain <= trade.combined[party]
                if not trade.gives[party]:
                    assert gain >= trade.combined[party]
