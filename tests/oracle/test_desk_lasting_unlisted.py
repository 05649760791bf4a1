"""Zones too large to be listed: looking through compacts against looking at every package."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

import pytest

from holdfast.bargain import zone
from holdfast.bargain.listing import list_packages
from holdfast.desk import compact_search
from holdfast.desk.lasting import Lasting, Searched, WithoutLine, lasting
from holdfast.dossier import Dossier, Issue, Package, Pattern, Range, RedLine, parse
from holdfast.dossier.model import IssueValues, PoliticalCost, Together
from holdfast.endure.alike import Families
from lasting_cases import CASES, drawn, steady


def unlisted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No zone is listed that has two packages or more."""
    from holdfast.bargain import listing

    monkeypatch.setattr(listing, "list_packages", lambda d, b: list_packages(d, b, most=1))


def test_a_zone_too_large_to_list_says_so() -> None:
    """It lists nothing rather than some."""
    short = list_packages(drawn(1), most=1)
    assert not short.is_complete
    assert short.packages == ()
    assert "more than 1 packages" in short.limit


def wide(seed: int) -> Dossier:
    """Drawn with two issues more, and much that a text costs or gives that peace does not."""
    chance = Random(1000 + seed)
    dossier = drawn(seed)
    issues = dict(dossier.issues)
    for name in ("port", "fish"):
        options = {o: replace(issues["trade"].options["shut"], id=o) for o in ("a", "b", "c")}
        issues[name] = replace(issues["trade"], id=name, title=name, options=options)
    views = dict(dossier.views)
    for party in ("north", "south"):
        view, values = views[party], dict(views[party].values)
        for name in ("port", "fish"):
            worth = {o: Range.exactly(chance.randint(0, 100)) for o in issues[name].options}
            values[name] = IssueValues(name, Range.exactly(chance.randint(5, 40)), worth)
        first, second = (some_pattern(chance, issues) for _ in range(2))
        # What is best on the port costs more at home, once, than it is worth from then on.
        port = values["port"]
        best = _best(port)
        cost = port.weight.midpoint * port.worth[best].midpoint / 100 + 1
        views[party] = replace(
            view,
            values=values,
            together=(Together(first, Range.exactly(chance.randint(-8, 8))),),
            political_costs=(PoliticalCost(Pattern({"port": (best,)}), Range.exactly(cost)),),
            red_lines=(RedLine("dear", second, Range.exactly(chance.randint(1, 9))),),
        )
    return replace(dossier, issues=issues, views=views)


def _best(values: IssueValues) -> str:
    return max((worth.midpoint, option) for option, worth in values.worth.items())[1]


def some_pattern(chance: Random, issues: Mapping[str, Issue]) -> Pattern:
    """An option on each of two issues."""
    named = chance.sample(sorted(issues), 2)
    return Pattern({issue: (chance.choice(list(issues[issue].options)),) for issue in named})


@pytest.mark.parametrize("by", ["nash", "kalai-smorodinsky", "egalitarian", "utilitarian"])
@pytest.mark.parametrize("draw", [drawn, wide])
def test_without_a_list_the_same_is_best(
    monkeypatch: pytest.MonkeyPatch, draw: Callable[[int], Dossier], by: str
) -> None:
    """Looking through each compact finds what looking at every package finds, and proves it."""
    seen = Counter[Searched]()
    for seed in range(8 if draw is drawn else 4):
        dossier = draw(seed)
        for cases in (steady(dossier), ()):
            whole = lasting(dossier, ("north", "south"), by, cases, lines=True)
            with monkeypatch.context() as patch:
                unlisted(patch)
                found = lasting(dossier, ("north", "south"), by, cases, lines=True)
            seen[found.searched] += 1
            assert found.is_proven
            assert found.count <= whole.count
            agree(found, whole)
            if found.otherwise is not None:
                assert whole.otherwise is not None
                assert found.otherwise.gains == whole.otherwise.gains
            for mine, theirs in zip(found.lines, whole.lines, strict=True):
                agree(mine, theirs)
    assert seen[Searched.COMPACTS]


def agree(found: Lasting | WithoutLine, whole: Lasting | WithoutLine) -> None:
    """The same gains are best of what holds, or nothing holds by both."""
    assert (found.best and found.best.gains) == (whole.best and whole.best.gains)


BACK = {"line": "back", "monitors": "outside"}
SWAP = {"line": "swap", "monitors": "outside"}


@pytest.mark.parametrize(
    ("told", "holding"),
    [(None, BACK), ({"south": (1, -1), "north": (1, -1)}, BACK), ({"south": (1,)}, BACK), ({}, {})],
)
def test_peace_is_sought_beside_what_a_text_is_worth(
    monkeypatch: pytest.MonkeyPatch, told: Mapping[str, tuple[int, ...]] | None, holding: Package
) -> None:
    """South likes the swap a point better, for the boundary costs it more at home, once.

    To neither is the boundary worth more, but South gains more from keeping it. Were that not
    sought, it would not be found; to seek more than is needed does no harm.
    """
    text = (CASES / "line_and_day_after.yaml").read_text(encoding="utf-8")
    text = text.replace("forward: 100, swap: 60, back: 0}", "forward: 100, swap: 60, back: 60}")
    text = text.replace("{monitors: joint}, cost: 1,", "{line: back}, cost: 36,")
    text = text.replace("by: [north, south]", "by: [south]").replace("gain: 9..13", "gain: 42")
    dossier = parse(text, "costly.yaml")
    unlisted(monkeypatch)
    if told is not None:
        monkeypatch.setattr(Families, "directions", lambda *_: told)
    found = lasting(dossier, ("north", "south"), "nash", steady(dossier))
    assert dict(found.best.package.options if found.best else {}) == holding
    (swap,) = (g for p, g in found.frontier if p.options == SWAP)
    assert swap.holds is False


def test_too_many_ways_leave_the_frontier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then its packages alone are judged, and it is proven only where the best of all holds."""
    unlisted(monkeypatch)
    monkeypatch.setattr(compact_search, "MOST_WAYS", 1)
    for seed in range(6):
        dossier = drawn(seed)
        found = lasting(dossier, ("north", "south"), "nash", steady(dossier))
        if zone(dossier).count > 1:
            assert found.searched is Searched.FRONTIER
            assert ("more than 1 way" in found.limit) != found.is_proven
            assert found.count == len(found.frontier)
            settled = found.settlement.package
            is_best = found.best is not None and settled is not None
            expected = is_best and found.best.package.values == settled.values  # type: ignore[union-attr]
            assert found.is_proven == expected
