"""What could be agreed and would hold, against asking every package by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import pytest

import holdfast
from holdfast.bargain import Principle, frontier, settle, zone
from holdfast.bargain.listing import list_packages
from holdfast.desk.lasting import Lasting, Searched, lasting
from holdfast.dossier import Dossier, Package, accepts, parse, value
from holdfast.endure.alike import Families, outside_in, switches_of
from holdfast.endure.results import Holding
from holdfast.endure.verdict import hold
from holdfast.errors import QuestionError
from lasting_cases import CASES, drawn, steady

SEEDS = range(6)


def every_package(dossier: Dossier) -> Iterator[Package]:
    """All packages there are."""
    issues = dossier.issues
    for options in product(*(issue.options for issue in issues.values())):
        yield dict(zip(issues, options, strict=True))


def in_zone(dossier: Dossier, package: Package) -> bool:
    """No rule broken, and every party accepts."""
    return not any(link.never.matches(package) for link in dossier.links) and all(
        accepts(view, package) for view in dossier.views.values()
    )


def values(dossier: Dossier, package: Package) -> dict[str, Fraction]:
    """What a package is worth to the two principals."""
    return {p: value(dossier.views[p], package) for p in ("north", "south")}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_list_is_every_package_of_the_zone(seed: int) -> None:
    """As many as the zone counts, each acceptable, none twice, with what each is worth."""
    dossier = drawn(seed)
    listing = list_packages(dossier)
    expected = [dict(p) for p in every_package(dossier) if in_zone(dossier, p)]
    assert [dict(p.options) for p in listing.packages] == expected
    assert len(expected) == zone(dossier).count
    for package in listing.packages:
        assert dict(package.values) == values(dossier, package.options)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("is_steady", [True, False])
def test_packages_judged_together_are_as_judged_alone(seed: int, *, is_steady: bool) -> None:
    """All eighteen packages, in the zone or not, against a verdict of its own for each."""
    dossier = drawn(seed)
    cases = steady(dossier) if is_steady else ()
    packages = list(every_package(dossier))
    alone = [hold(dossier, package, cases).holding is Holding.HOLDS for package in packages]
    families = Families(dossier, cases)
    assert list(families.which_hold(packages)) == alone
    assert len(families) <= 3
    for package, holds in zip(packages, alone, strict=True):
        assert families.look_at(package).holds is holds


@pytest.mark.parametrize("by", ["nash", "egalitarian", "utilitarian"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_that_holds_is_the_best_of_all_that_hold(seed: int, by: str) -> None:
    """By asking every package of the zone, and weighing gains over no deal by hand."""
    dossier = drawn(seed)
    found = lasting(dossier, ("north", "south"), by, steady(dossier))
    start = found.settlement.start

    def rank(package: Package) -> tuple[Fraction, ...]:
        gains = [v - start[p] for p, v in values(dossier, package).items()]
        return {
            "nash": (prod(gains, start=Fraction(1)),),
            "egalitarian": tuple(sorted(gains)),
            "utilitarian": (sum(gains, start=Fraction(0)),),
        }[by]

    inside = [p for p in every_package(dossier) if in_zone(dossier, p)]
    verdicts = [hold(dossier, p, steady(dossier)).holding is Holding.HOLDS for p in inside]
    held = [p for p, holds in zip(inside, verdicts, strict=True) if holds]
    unheld = [p for p, holds in zip(inside, verdicts, strict=True) if not holds]
    assert (found.count, found.holding, found.undecided) == (len(inside), len(held), 0)
    assert found.is_proven
    for pick, choice in ((found.best, held), (found.otherwise, unheld)):
        assert (pick is None) == (not choice)
        if pick is not None:
            assert pick.package.options in choice
            ranks = [rank(p) for p in choice]
            assert rank(pick.package.options) == max(ranks)
            assert pick.ties == ranks.count(max(ranks)) - 1


def test_the_best_that_holds_may_be_off_the_frontier() -> None:
    """Patrols are better for both and see too little; the force is worse for both, and holds."""
    text = (CASES / "line_and_day_after.yaml").read_text(encoding="utf-8")
    text = text.replace("joint: 40, outside: 100", "joint: 100, outside: 60")
    dossier = parse(text.replace("sees: {raid: 0.4}", "sees: {raid: 0.05}"), "dominated.yaml")
    found = lasting(dossier, ("north", "south"), "nash", steady(dossier))
    assert [(p.options["monitors"], g.holds) for p, g in found.frontier] == [("joint", False)]
    assert found.best is not None
    assert found.best.package.options == {"line": "swap", "monitors": "outside"}
    assert found.is_proven
    # Patrols give North 0.7 of 40, South 30 less a political cost of 1; the force 0.2 and 0.6.
    assert found.cost == {"north": Fraction(20), "south": Fraction(11)}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_zone_in_which_all_hold_gives_what_settle_gives(seed: int) -> None:
    """Of all packages together the same one is picked, by every principle, ties and all."""
    dossier = drawn(seed)
    drawn_frontier = frontier(dossier, ("north", "south"))
    for by in ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian"):
        found = lasting(dossier, ("north", "south"), by)
        expected = settle(dossier, by, ("north", "south"), frontier=drawn_frontier)
        assert found.settlement == expected
        if found.holding == found.count and found.best is not None:
            assert expected.package is not None
            assert found.best.package.values == expected.package.values


def test_holding_costs_the_difference() -> None:
    """The best that does not hold, less the best that does, party by party."""
    found = next(
        each
        for seed in SEEDS
        if (each := _steady(seed)).best is not None and each.otherwise is not None
    )
    assert found.best is not None
    assert found.otherwise is not None
    held, other = found.best.package.values, found.otherwise.package.values
    assert found.cost == {p: other[p] - held[p] for p in ("north", "south")}


def _steady(seed: int) -> Lasting:
    dossier = drawn(seed)
    return lasting(dossier, ("north", "south"), "nash", steady(dossier))


def test_a_red_line_taken_away_is_the_dossier_without_it() -> None:
    """East's line is the only one: without it nobody may watch, and the same is asked anew."""
    dossier = drawn(1)
    found = lasting(dossier, ("north", "south"), "nash", steady(dossier), lines=True)
    (turn,) = found.lines
    assert [(party, line.id) for party, line in turn.lines] == [("east", "somebody-watches")]
    east = replace(dossier.views["east"], red_lines=())
    without = replace(dossier, views={**dossier.views, "east": east})
    alone = lasting(without, ("north", "south"), "nash", steady(dossier))
    assert (turn.count, turn.holding, turn.is_proven) == (alone.count, alone.holding, True)
    assert (turn.best and turn.best.package) == (alone.best and alone.best.package)


def test_lines_that_rule_out_the_same_go_together() -> None:
    """Russia and Washington both refuse combat troops: neither line alone would let them in."""
    from holdfast.desk.lasting import lines_by_pattern

    dossier = holdfast.open(CASES.parents[1] / "examples" / "abu-dhabi").dossier
    owners = [[p for p, _ in owned] for owned in lines_by_pattern(dossier).values()]
    assert ["russia", "united-states"] in owners


def test_work_that_is_stopped_claims_nothing() -> None:
    """What was not reached is undecided, and no proof is claimed."""
    dossier = drawn(3)
    whole = lasting(dossier, ("north", "south"), "nash", steady(dossier))
    assert whole.count > 1

    def stop(done: int, of: int) -> bool:
        return done < 0 < of

    found = lasting(dossier, ("north", "south"), "nash", steady(dossier), progress=stop)
    assert found.undecided == found.count - 1
    assert not found.is_proven


def test_division_is_no_package() -> None:
    """Adjusted Winner divides issues, so it cannot be asked what of it holds."""
    with pytest.raises(QuestionError) as caught:
        lasting(drawn(1), ("north", "south"), Principle.ADJUSTED_WINNER)
    assert caught.value.code == "picks-no-package"


def test_only_issues_that_patterns_name_switch_anything() -> None:
    """In the small case who watches decides what the compact is; the line does not."""
    dossier = drawn(1)
    classes = (("none",), ("joint",), ("outside",))
    assert switches_of(dossier, dossier.day_after) == {"monitors": classes}


def test_options_of_one_class_make_one_compact() -> None:
    """Whichever is chosen of options that no pattern tells apart, the compact is the same."""
    dossier = holdfast.open(CASES.parents[1] / "examples" / "abu-dhabi").dossier
    families, chance = Families(dossier), Random(1)
    classes = families.switches
    assert classes["ceasefire"] == (("none", "around-plant"), ("by-sector", "general"))
    for _ in range(100):
        package = {id_: chance.choice(list(issue.options)) for id_, issue in dossier.issues.items()}
        other = dict(package)
        for issue, option in package.items():
            alike = next((c for c in classes.get(issue, ()) if option in c), None)
            other[issue] = chance.choice(alike or tuple(dossier.issues[issue].options))
        assert families._key(package) == families._key(other)


def test_places_come_from_the_ends_inward() -> None:
    """Each place once, the two ends first."""
    for count in range(12):
        places = list(outside_in(count))
        assert sorted(places) == list(range(count))
        assert set(places[:2]) == {0, count - 1} & set(range(count))


def test_what_is_missing_is_said() -> None:
    """Without a day after there is nothing to ask."""
    dossier = holdfast.open(CASES / "line_and_monitors.yaml").dossier
    with pytest.raises(QuestionError) as caught:
        lasting(dossier, ("north", "south"))
    assert caught.value.code == "no-day-after"


def points(pick: Mapping[str, Fraction]) -> dict[str, float]:
    """Points as floats."""
    return {party: float(value) for party, value in pick.items()}


def test_abu_dhabi_with_washington_steady() -> None:
    """All 600 packages of the zone are judged; the best that holds is the Nash settlement."""
    dossier = holdfast.open(CASES.parents[1] / "examples" / "abu-dhabi").dossier
    assert dossier.day_after is not None
    course = tuple(c for c in dossier.day_after.resolve_cases if c.id == "steady")
    found = lasting(dossier, ("ukraine", "russia"), "nash", course)
    assert (found.count, found.searched, found.is_proven) == (600, Searched.ZONE, True)
    assert 0 < found.holding < 600
    assert found.best is not None
    assert found.settlement.package is not None
    assert found.best.package.values == found.settlement.package.values
    assert found.verdict is not None
    assert found.verdict.holding is Holding.HOLDS
    assert found.verdict.proof.is_checked
    assert any(value != 0 for value in points(found.cost).values())
