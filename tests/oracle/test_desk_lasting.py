"""What could be agreed and would hold, against asking every package by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path
from random import Random

import pytest

import holdfast
from holdfast.bargain import Principle, frontier, settle, zone
from holdfast.bargain.listing import list_packages
from holdfast.desk.lasting import Lasting, lasting
from holdfast.dossier import Dossier, Package, accepts, parse, value
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.alike import Families, issues_named, outside_in
from holdfast.endure.results import Holding
from holdfast.endure.verdict import hold
from holdfast.errors import QuestionError

CASES = Path(__file__).parents[1] / "cases"
SEEDS = range(6)


def drawn(seed: int) -> Dossier:
    """The small case with an issue more and other numbers; some packages of its zone hold."""
    chance = Random(seed)

    def some(low: int, high: int) -> int:
        return chance.randint(low, high)

    text = (CASES / "line_and_day_after.yaml").read_text(encoding="utf-8")
    issue = "    options: {none: Nobody, joint: Joint patrols, outside: An outside force}\n"
    text = text.replace(
        issue, issue + "  trade:\n    title: Trade\n    options: {shut: Shut, open: Open}\n"
    )
    for party in ("north", "south"):
        _, _, rest = text.partition(f"  {party}:\n    no_deal")
        worth = f"trade: {{weight: {some(2, 12)}, worth: {{open: {some(30, 100)}, shut: 0}}}}"
        marked = rest.replace("    values:\n", f"    values:\n      {worth}\n", 1)
        text = text.replace(rest, marked)
    text = text.replace("no_deal: 40..44", f"no_deal: {some(18, 36)}")
    text = text.replace("no_deal: 45", f"no_deal: {some(18, 36)}")
    text = text.replace("gain: 9..13", f"gain: {some(3, 15)}")
    text = text.replace("war: 20}", f"war: {some(8, 26)}}}")
    text = text.replace("seen: 0.1\n", f"seen: 0.{some(1, 4)}\n")
    text = text.replace("keeps: {violator: 0.5", f"keeps: {{violator: 0.{some(3, 8)}")
    text = text.replace("sees: {raid: 0.6..0.7}", f"sees: {{raid: 0.{some(2, 6)}}}")
    return parse(text, f"drawn-{seed}.yaml")


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


def steady(dossier: Dossier) -> tuple[ResolveCase, ...]:
    """The course in which East stands by its word."""
    assert dossier.day_after is not None
    return tuple(case for case in dossier.day_after.resolve_cases if case.id == "steady")


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


def test_a_zone_too_large_to_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the frontier alone is searched, and proven only where the best of all holds."""
    from holdfast.bargain import listing

    dossier = drawn(1)
    short = list_packages(dossier, most=1)
    assert not short.is_complete
    assert short.packages == ()
    assert "more than 1 packages" in short.limit
    monkeypatch.setattr(listing, "list_packages", lambda d, b: list_packages(d, b, most=1))
    for seed in SEEDS:
        dossier = drawn(seed)
        found = lasting(dossier, ("north", "south"), "nash", steady(dossier))
        if zone(dossier).count > 1:
            assert not found.is_whole_zone
            assert found.count == len(found.frontier)
            settled = found.settlement.package
            is_best = found.best is not None and settled is not None
            expected = is_best and found.best.package.values == settled.values  # type: ignore[union-attr]
            assert found.is_proven == expected


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
    assert issues_named(dossier.day_after) == ("monitors",)


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
    assert (found.count, found.is_whole_zone, found.is_proven) == (600, True, True)
    assert 0 < found.holding < 600
    assert found.best is not None
    assert found.settlement.package is not None
    assert found.best.package.values == found.settlement.package.values
    assert found.verdict is not None
    assert found.verdict.holding is Holding.HOLDS
    assert found.verdict.proof.is_checked
    assert any(value != 0 for value in points(found.cost).values())
