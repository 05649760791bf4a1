"""The example dossiers keep what is promised of them, and of the report they are drawn from."""

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from holdfast.bargain import Principle, Settlement, frontier, settle, zone
from holdfast.dossier import (
    Basis,
    Dossier,
    Elasticity,
    Link,
    Pattern,
    Range,
    Role,
    Terms,
    View,
    midpoint,
    read,
)

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SEED = Path(os.environ.get("HOLDFAST_SHARED", ROOT.parent / "shared")) / "seed"
REPORT = SEED / "abu-dhabi-talks.txt"
DOSSIERS = sorted(EXAMPLES.glob("*/dossier.yaml"))

needs_report = pytest.mark.skipif(not REPORT.is_file(), reason="the report is not at hand")
each_dossier = pytest.mark.parametrize("path", DOSSIERS, ids=lambda path: path.parent.name)


@cache
def opened(name: str) -> Dossier:
    """An example by the name of its folder."""
    return read(EXAMPLES / name / "dossier.yaml")


def bases(dossier: Dossier) -> Iterator[Basis]:
    """Where each judgment of a dossier comes from."""
    yield from (party.basis for party in dossier.parties.values())
    yield from (link.basis for link in dossier.links)
    for issue in dossier.issues.values():
        yield issue.basis
        yield from (option.basis for option in issue.options.values())
    for view in dossier.views.values():
        yield from (view.no_deal_basis, view.no_deal_numbers)
        yield from (stance.basis for stance in view.stances.values())
        yield from (judgment.basis for judgment in view.values.values())
        yield from (judgment.numbers for judgment in view.values.values())
        for terms in (view.together, view.political_costs, view.red_lines):
            yield from (term.basis for term in terms)
            yield from (term.numbers for term in terms)


def figures(view: View) -> Iterator[tuple[str, Range, Basis]]:
    """Every number of a view: what it is of, the number, and what it rests on."""
    if view.no_deal is not None:
        yield "no deal", view.no_deal, view.no_deal_numbers
    for values in view.values.values():
        yield f"weight of {values.issue}", values.weight, values.numbers
        for option, worth in values.worth.items():
            yield f"worth of {values.issue}: {option}", worth, values.numbers
    for together in view.together:
        yield f"together {together.when.options}", together.worth, together.numbers
    for cost in view.political_costs:
        yield f"cost of {cost.when.options}", cost.cost, cost.numbers
    for line in view.red_lines:
        if line.price is not None:
            yield f"price of {line.id}", line.price, line.numbers


def report_paragraphs() -> list[str]:
    """The report's non-empty lines, the first of them at 0."""
    return [line for line in REPORT.read_text(encoding="utf-8").splitlines() if line.strip()]


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words, letters alone."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_both_examples_are_there() -> None:
    """The examples are the two that the documentation speaks of."""
    assert [path.parent.name for path in DOSSIERS] == ["abu-dhabi", "camp-david"]


@each_dossier
def test_no_fault_without_the_sources(path: Path) -> None:
    """An example is read without a fault by somebody who has none of its sources."""
    assert read(path).title


@needs_report
@each_dossier
def test_no_fault_with_the_sources(path: Path) -> None:
    """An example is read without a fault when its sources are verified."""
    assert read(path, SEED).title


@each_dossier
def test_every_evidence_is_used(path: Path) -> None:
    """No evidence stands in a dossier that no judgment rests on."""
    dossier = read(path)
    used = {evidence for basis in bases(dossier) for evidence in basis.evidence}
    assert set(dossier.evidence) - used == set()


@each_dossier
def test_at_most_a_dozen_words_are_quoted(path: Path) -> None:
    """A quotation is short enough to leave the source to its owner."""
    quoted = {key: len(item.words.split()) for key, item in read(path).evidence.items()}
    assert {key: count for key, count in quoted.items() if count > 12} == {}


@needs_report
def test_quotations_stand_in_their_paragraphs() -> None:
    """Every quotation is in the paragraph that its evidence names, letter for letter."""
    paragraphs = report_paragraphs()
    evidence = opened("abu-dhabi").evidence
    missing = [
        key for key, item in evidence.items() if item.words not in paragraphs[item.paragraph - 1]
    ]
    assert missing == []


@needs_report
def test_the_hash_is_that_of_the_report() -> None:
    """The dossier names the report by its bytes."""
    recorded = opened("abu-dhabi").sources["kyiv-post"].sha256
    assert hashlib.sha256(REPORT.read_bytes()).hexdigest() == recorded


@needs_report
def test_the_report_is_not_copied() -> None:
    """Outside `words`, no eight words in a row of an example are the report's own."""
    theirs = runs(REPORT.read_text(encoding="utf-8"), 8)
    texts = [page for page in EXAMPLES.rglob("*") if page.suffix in {".yaml", ".md", ".py"}]
    pages = [*texts, ROOT / "docs" / "explanation" / "abu-dhabi-dossier.md"]
    copied = {}
    for page in pages:
        ours = re.sub(r"(?m)^ *words:.*$", "", page.read_text(encoding="utf-8"))
        copied[page.name] = sorted(runs(ours, 8) & theirs)
    assert {name: found for name, found in copied.items() if found} == {}


def test_evidence_covers_the_report() -> None:
    """Every paragraph that tells something of the talks is cited; headings and notices are not."""
    cited = {item.paragraph for item in opened("abu-dhabi").evidence.values()}
    told = {1, 2, *range(5, 11), *range(16, 24), *range(25, 32), *range(33, 38), *range(39, 47)}
    assert cited == told


def test_evidence_says_who_spoke_and_on_what_terms() -> None:
    """Evidence has a speaker and a summary, and the one public position is on the record."""
    evidence = opened("abu-dhabi").evidence
    assert len(evidence) >= 35
    assert [key for key, item in evidence.items() if not (item.speaker and item.says)] == []
    on_record = [key for key, item in evidence.items() if item.terms is Terms.ON_THE_RECORD]
    assert on_record == ["no-combat-troops"]


def test_parties_have_the_roles_of_the_talks() -> None:
    """Two principals, a mediator with means of its own, a guarantor outside, and an implementer."""
    parties = {p.id: (set(p.roles), p.at_table) for p in opened("abu-dhabi").parties.values()}
    assert parties == {
        "ukraine": ({Role.PRINCIPAL}, True),
        "russia": ({Role.PRINCIPAL}, True),
        "united-states": ({Role.MEDIATOR, Role.GUARANTOR, Role.DONOR}, True),
        "europe": ({Role.GUARANTOR}, False),
        "iaea": ({Role.IMPLEMENTER}, False),
    }


def test_issues_cover_what_the_report_names() -> None:
    """Four tracks, and an issue with three to six options for each subject of the report."""
    dossier = opened("abu-dhabi")
    tracks = {issue.id: issue.track for issue in dossier.issues.values()}
    assert tracks == {
        "ceasefire": "military",
        "monitors": "military",
        "backstop": "military",
        "european-contribution": "military",
        "line": "military",
        "zones": "military",
        "status": "political",
        "sequence": "political",
        "ratification": "political",
        "administration": "nuclear",
        "inspection": "nuclear",
        "output": "nuclear",
        "prosperity-plan": "economic",
        "openings": "economic",
    }
    assert all(3 <= len(issue.options) <= 6 for issue in dossier.issues.values())
    assert all(not issue.basis.is_assumed for issue in dossier.issues.values())


def test_backstop_offers_each_support_on_its_own() -> None:
    """None, each kind of support from a distance alone, all of it, and troops."""
    assert list(opened("abu-dhabi").issues["backstop"].options) == [
        "none",
        "intelligence",
        "surveillance",
        "logistics",
        "over-the-horizon",
        "combat-troops",
    ]


def test_every_link_says_why() -> None:
    """A rule between issues gives its reason."""
    assert [link.id for link in opened("abu-dhabi").links if not link.why] == []


def test_every_number_is_an_assumed_range() -> None:
    """The report gives no numbers, so each is a range, and none rests on evidence."""
    views = opened("abu-dhabi").views
    assert set(views) == {"ukraine", "russia", "united-states", "europe"}
    wrong = [
        (party, what)
        for party, view in views.items()
        for what, number, basis in figures(view)
        if number.is_exact or not basis.is_assumed
    ]
    assert wrong == []


def test_every_amount_is_a_range() -> None:
    """What options imply is not in the report either, and no single number is claimed."""
    exact = [
        (issue.id, option.id, measure)
        for issue in opened("abu-dhabi").issues.values()
        for option in issue.options.values()
        for measure, amount in option.measures.items()
        if amount.is_exact
    ]
    assert exact == []


def test_weights_add_up_to_a_hundred() -> None:
    """At the midpoints, a point is a hundredth of all that a party could conceivably get."""
    totals = {
        party: sum(midpoint(values.weight) for values in view.values.values())
        for party, view in opened("abu-dhabi").views.items()
    }
    assert totals == dict.fromkeys(totals, 100)


def test_public_positions_stand_apart_from_private_ones() -> None:
    """Each principal defends its whole claim in public, and both lines are reported as tested."""
    views = opened("abu-dhabi").views
    stances = {party: views[party].stances["line"].option for party in ("ukraine", "russia")}
    assert stances == {"ukraine": "not-one-inch-ukraine", "russia": "not-one-inch-russia"}
    for party in ("ukraine", "russia"):
        assert not views[party].stances["line"].basis.is_assumed
        lines = {line.id: line for line in views[party].red_lines}
        assert lines["not-one-inch"].elasticity is Elasticity.TESTED
        assert lines["not-one-inch"].price is not None
        assert views[party].political_costs


def test_american_troops_are_refused() -> None:
    """The one line that the report calls steadfast is firm, and rests on evidence."""
    view = opened("abu-dhabi").views["united-states"]
    lines = {line.id: line for line in view.red_lines}
    refused = lines["no-combat-troops"]
    assert refused.price is None
    assert refused.elasticity is Elasticity.FIRM
    assert "no-combat-troops" in refused.basis.evidence
    assert view.stances["backstop"].option == "over-the-horizon"


def test_explanation_tells_what_comes_out() -> None:
    """The explanation's figures are those that the dossier gives today."""
    dossier = opened("abu-dhabi")
    found = zone(dossier, dossier.bargainers())
    points = frontier(dossier, dossier.bargainers())
    text = (ROOT / "docs" / "explanation" / "abu-dhabi-dossier.md").read_text(encoding="utf-8")
    assert found.exists
    assert f"{found.count:,} of {found.package_count:,} packages" in text
    assert f"The frontier has {points.count} points." in text
    for view in dossier.views.values():
        assert view.no_deal is None or f"| {view.no_deal} |" in text


def test_zone_hinges_on_the_backstop() -> None:
    """Read at the midpoints, the zone is empty without the whole over-the-horizon support."""
    dossier = opened("abu-dhabi")
    barred = Link("left-out", Pattern({"backstop": ("over-the-horizon",)}))
    without = replace(dossier, links=(*dossier.links, barred))
    assert not zone(without, without.bargainers()).exists


def camp_david() -> Settlement:
    """Adjusted Winner on the published points."""
    dossier = opened("camp-david")
    return settle(dossier, Principle.ADJUSTED_WINNER, dossier.bargainers())


def test_camp_david_has_the_published_points() -> None:
    """Israel's and Egypt's points are those of Brams and Togman, and rest on them."""
    views = opened("camp-david").views
    points = {
        issue: tuple(str(views[party].values[issue].weight) for party in ("israel", "egypt"))
        for issue in views["israel"].values
    }
    assert points == {
        "sinai": ("35", "55"),
        "recognition": ("10", "5"),
        "linkage": ("10", "5"),
        "west-bank-and-gaza": ("20", "10"),
        "palestinian-rights": ("5", "20"),
        "jerusalem": ("20", "5"),
    }
    assert not any(v.numbers.is_assumed for view in views.values() for v in view.values.values())


def test_camp_david_divides_as_published() -> None:
    """Adjusted Winner gives each side 395/6 points, and leaves Israel a sixth of Sinai."""
    won = camp_david()
    assert won.points == {"israel": Fraction(395, 6), "egypt": Fraction(395, 6)}
    shares = {(s.issue, s.party): s.share for s in won.shares}
    assert shares["sinai", "israel"] == Fraction(1, 6)
    assert shares["sinai", "egypt"] == Fraction(5, 6)
