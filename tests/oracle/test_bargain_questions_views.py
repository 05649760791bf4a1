"""What is said over all admissible views is what enumeration says, view by view."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import numpy as np
import pytest

from bargaining import random_dossier
from enumeration import all_accept, breaks_a_bar, every_package
from holdfast.bargain.acceptance import DrawnView
from holdfast.bargain.draws import RESOLUTION, Distribution, Sample, draws
from holdfast.bargain.extremes import best_case, worst_case
from holdfast.bargain.influence import influences
from holdfast.bargain.judgments import Judgment, Route, judgments, learned, order_worths, rebuilt
from holdfast.bargain.learning import Lesson, Now, learn_all
from holdfast.bargain.outlook import outlook
from holdfast.bargain.problem import Choice
from holdfast.bargain.recommendation import recommend
from holdfast.bargain.robustness import robustness
from holdfast.bargain.worst_case import best_worst_case
from holdfast.dossier import (
    Dossier,
    IssueValues,
    Package,
    Range,
    View,
    accepts,
    midpoint,
    value,
)


def a_package(rng: Random, dossier: Dossier) -> dict[str, str]:
    """Any package."""
    return {i: rng.choice(list(issue.options)) for i, issue in dossier.issues.items()}


@pytest.mark.parametrize("distribution", list(Distribution))
def test_all_draws_at_once_are_the_draws_one_by_one(distribution: Distribution) -> None:
    """Acceptance in whole numbers agrees with the definition on every drawn dossier."""
    for seed in range(60):
        rng = Random(seed)
        dossier = random_dossier(rng)
        package = a_package(rng, dossier)
        drawn = list(draws(dossier, 15, seed, distribution))[3:]
        sample = Sample(dossier, seed, 3, 15, distribution)
        for party, view in dossier.views.items():
            expected = [accepts(own.views[party], package) for own in drawn]
            assert expected == DrawnView(view, sample).accepts(package).tolist()


def corner_views(view: View) -> list[View]:
    """The view at every combination of ends; those of an order are worths of 100, then of 0."""
    numbers: list[Route] = []
    orders: dict[Route, int] = {}

    def number(route: Route, known: Range) -> Range:
        if not known.is_exact:
            numbers.append(route)
        return known

    def order(route: Route, values: IssueValues) -> None:
        if len(values.order) > 2:
            orders[route] = len(values.order) - 2

    rebuilt(view, number, order)
    found = []
    for ends in product((0, 1), repeat=len(numbers)):
        for bests in product(*(range(middle + 1) for middle in orders.values())):
            at = dict(zip(numbers, ends, strict=True))
            best = dict(zip(orders, bests, strict=True))

            def pick(route: Route, known: Range, at: dict[Route, int] = at) -> Range:
                return Range.exactly((known.low, known.high)[at[route]]) if route in at else known

            def worths(
                route: Route, values: IssueValues, best: dict[Route, int] = best
            ) -> dict[str, Range] | None:
                if route not in best:
                    return None
                middle = len(values.order) - 2
                good = best[route]
                return order_worths(
                    values, [Fraction(100)] * good + [Fraction(0)] * (middle - good)
                )

            found.append(rebuilt(view, pick, worths))
    return found


def gain(view: View, package: Package) -> Fraction:
    """The gain over no deal of a view whose numbers are exact."""
    assert view.no_deal is not None
    return value(view, package) - midpoint(view.no_deal)


def test_worst_and_best_case_are_the_least_and_the_most_over_all_corners() -> None:
    """They are attained, package by package, at some corner of everything admissible."""
    looked_at = 0
    for seed in range(150):
        rng = Random(seed)
        dossier = random_dossier(rng, most_issues=2)
        worst, best = worst_case(dossier), best_case(dossier)
        for party, view in dossier.views.items():
            own = [j for j in judgments(dossier) if j.party == party]
            if view.no_deal is None or not own or len(own) > 7:
                continue
            looked_at += 1
            corners = corner_views(view)
            for package in every_package(dossier):
                gains = [gain(corner, package) for corner in corners]
                assert min(gains) == gain(worst.views[party], package)
                assert max(gains) == gain(best.views[party], package)
    assert looked_at > 40


def test_necessary_and_possible_packages_are_counted() -> None:
    """Counts, examples and single verdicts agree with looking at every package."""
    for seed in range(40):
        rng = Random(seed)
        dossier = random_dossier(rng, most_issues=3)
        package = a_package(rng, dossier)
        found = robustness(dossier, {"draft": package}, count=40, seed=seed)
        worst, best = worst_case(dossier), best_case(dossier)
        packages = list(every_package(dossier))
        for extent, extreme in ((found.necessary, worst), (found.possible, best)):
            assert sum(all_accept(extreme, p) for p in packages) == extent.count
            assert extent.at_most is None
            assert extent.example is None or all_accept(extreme, extent.example.options)
            assert (extent.count > 0) == (extent.example is not None)
        draft = next(own for own in found.packages if "draft" in own.names)
        assert all_accept(worst, package) == draft.is_necessary
        assert all_accept(best, package) == draft.is_possible
        accepted = [all_accept(own, package) for own in draws(dossier, 40, seed)]
        assert Fraction(sum(accepted), 40) == draft.drawn.share
        assert draft.drawn.low <= draft.drawn.share <= draft.drawn.high


def shares_by_enumeration(dossier: Dossier) -> list[list[Fraction]]:
    """For each package that could be agreed, everyone's worst case as a share, the least first."""
    worst = worst_case(dossier)
    parties = [p for p, view in dossier.views.items() if view.no_deal is not None]
    open_ = [p for p in every_package(dossier) if not breaks_a_bar(dossier, p)]
    reaches = []
    for party in parties:
        view = dossier.views[party]
        assert view.no_deal is not None
        most = max((value(view, p) - midpoint(view.no_deal) for p in open_), default=Fraction(0))
        reaches.append(most if most > 0 else Fraction(1))
    zone = [p for p in open_ if all_accept(dossier, p)] or open_
    return [
        sorted(gain(worst.views[p], x) / r for p, r in zip(parties, reaches, strict=True))
        for x in zone
    ]


def test_the_best_worst_case_is_the_best() -> None:
    """No package that could be agreed has a better least share, or second least, and so on."""
    asked = 0
    for seed in range(80):
        dossier = random_dossier(Random(seed), most_issues=3)
        found = best_worst_case(dossier)
        if all(view.no_deal is None for view in dossier.views.values()):
            assert found is None
            continue
        shares = shares_by_enumeration(dossier)
        assert (found is None) == (not shares)
        if found is not None:
            asked += 1
            assert found.is_proven
            assert max(shares) == sorted(found.shares.values())
    assert asked > 30


def best_product(dossier: Dossier, start: tuple[Fraction, ...]) -> Fraction | None:
    """The greatest product of gains over all packages that all accept."""
    between = dossier.bargainers()
    products = []
    for package in every_package(dossier):
        if all_accept(dossier, package):
            gains = [
                value(dossier.views[p], package) - s for p, s in zip(between, start, strict=True)
            ]
            if min(gains) >= 0:
                products.append(prod(gains, start=Fraction(1)))
    return max(products, default=None)


def widened(dossier: Dossier) -> Dossier:
    """The dossier with every number a wide range."""

    def wide(_route: Route, known: Range) -> Range:
        return Range(known.low, known.high + 20)

    views = {p: rebuilt(v, wide, lambda _route, _own: None) for p, v in dossier.views.items()}
    return replace(dossier, views=views)


def now_of(dossier: Dossier) -> Now:
    """What is recommended as things stand; nothing is known to be good besides."""
    between = dossier.bargainers()
    base = recommend(dossier, between)
    nothing = np.zeros((0, len(dossier.issues)), dtype=np.int32)
    return Now(dossier, between, base.choice, base.start, nothing)


def check_step(now: Now, judgment: Judgment, number: Fraction, choice: Choice | None) -> None:
    """The recommendation has the greatest product of gains once the number is known."""
    known = learned(now.dossier, judgment, number)
    start = tuple(
        midpoint(no_deal) if party == judgment.party and no_deal is not None else own
        for party, own in zip(now.between, now.start, strict=True)
        for no_deal in (known.views[party].no_deal,)
    )
    best = best_product(known, start)
    assert (best is None) == (choice is None)
    if choice is not None:
        package = now.package(choice)
        assert all_accept(known, package)
        points = [value(known.views[party], package) for party in now.between]
        assert best == prod(v - s for v, s in zip(points, start, strict=True))


@pytest.mark.parametrize("block", range(2))
def test_recommendations_over_a_range_are_the_best_at_every_step_looked_at(block: int) -> None:
    """The stretches cover the range, and on each the package has the greatest product there is."""
    turned = {True: 0, False: 0}
    for seed in range(50 * block, 50 * block + 50):
        rng = Random(seed)
        dossier = widened(random_dossier(rng, most_issues=3))
        now = now_of(dossier)
        numbers = [j for j in judgments(dossier) if not j.is_order]
        consents = [j for j in numbers if j.party not in now.between and j.route == ("no_deal",)]
        for judgment in [*rng.sample(numbers, min(len(numbers), 3)), *consents]:
            lesson = Lesson(now, judgment)
            learn_all(now, [lesson])
            stretches = list(lesson.stretches())
            turned[judgment.party in now.between] += len(stretches) > 1
            lows = [low for low, _, _ in stretches]
            assert [0, *(high + 1 for _, high, _ in stretches[:-1])] == lows
            assert stretches[-1][1] == RESOLUTION
            for low, high, choice in stretches:
                for step in {low, high, rng.randint(low, high)}:
                    check_step(now, judgment, lesson.number(step), choice)
    assert turned[True] > 5
    assert turned[False] > 1


def test_influences_name_every_judgment_once_the_most_influential_first() -> None:
    """Nothing is left out, and a judgment that changes nothing has no threshold."""
    for seed in range(12):
        dossier = random_dossier(Random(seed), most_issues=3)
        found = influences(dossier)
        assert not found.unasked
        assert set(judgments(dossier)) == {own.judgment for own in found.ranking}
        issues = [own.issues for own in found.ranking]
        assert sorted(issues, reverse=True) == issues
        for own in found.ranking:
            assert (own.share == 0) == (own.issues == 0)
            if own.share == 0:
                assert own.below is None
                assert own.above is None


def test_the_outlook_is_the_recommendation_of_every_draw_wherever_it_is_worked_out() -> None:
    """In one piece or in several threads, the counts are those of the draws."""
    for seed in range(6):
        dossier = random_dossier(Random(seed), most_issues=3)
        between = dossier.bargainers()
        expected = [recommend(own, between).choice for own in draws(dossier, 45, seed)]
        here = outlook(dossier, count=45, seed=seed)
        with ThreadPoolExecutor(2) as threads:
            assert here == outlook(dossier, count=45, seed=seed, executor=threads)
        assert here.done == 45
        assert Fraction(sum(c is not None for c in expected), 45) == here.zone.share
        assert sum(own.count for own in here.packages) == sum(c is not None for c in expected)
        middle = recommend(dossier, between).choice
        share = None if here.same is None else here.same.share
        assert share == (None if middle is None else Fraction(expected.count(middle), 45))
