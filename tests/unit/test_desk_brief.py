"""The brief works out and says what is so, on a case whose every number stands on paper."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.desk.brief import Brief, standings
from holdfast.desk.lines import short_words
from holdfast.desk.story import tell
from holdfast.dossier import Pattern, RedLine
from holdfast.pages import brief_html, brief_pdf
from workbenches import small_talks

CASE = Path(__file__).parents[1] / "cases" / "line_and_monitors.yaml"


@pytest.fixture(scope="module")
def talks() -> OpenDossier:
    """The small case, opened."""
    return holdfast.open(CASE)


@pytest.fixture(scope="module")
def found(talks: OpenDossier) -> Brief:
    """Its brief."""
    return talks.brief()


def barred(talks: OpenDossier, party: str, line: RedLine) -> OpenDossier:
    """The case with one red line more."""
    view = talks.dossier.views[party]
    views = {**talks.dossier.views, party: replace(view, red_lines=(*view.red_lines, line))}
    return replace(talks, dossier=replace(talks.dossier, views=views))


NO_SWAP = RedLine("no-swap", Pattern({"line": ("swap",)}), None)
NO_OUTSIDERS = RedLine("no-outsiders", Pattern({"monitors": ("outside",)}), None)


def test_it_counts_what_it_stands_on(found: Brief) -> None:
    """Eleven judgments of which two rest on evidence; every number is assumed."""
    assert found.footing.judgments == 11
    assert found.footing.judgments_with_evidence == 2
    assert found.footing.numbers == found.footing.numbers_assumed == 20


def test_settlements_that_agree_stand_together(found: Brief) -> None:
    """Three principles pick the outside force, the sum picks joint patrols."""
    picked = {o.package["monitors"]: len(o.settlements) for o in found.outcomes}
    assert picked == {"outside": 3, "joint": 1}


def test_a_standing_is_a_share_of_what_the_issue_can_move(talks: OpenDossier) -> None:
    """To North the swap is 36 of 60 points; to South joint patrols are 11 of 30."""
    dossier = talks.dossier
    package = {"line": "swap", "monitors": "joint"}
    north = {s.issue: s for s in standings(dossier, dossier.views["north"], package)}
    south = {s.issue: s for s in standings(dossier, dossier.views["south"], package)}
    assert (north["line"].stake, north["line"].share) == (Fraction(60), Fraction(3, 5))
    assert (south["monitors"].stake, south["monitors"].share) == (Fraction(30), Fraction(11, 30))
    assert not north["line"].is_gain
    assert not north["line"].is_concession


def test_a_line_that_changes_nothing_is_slack(found: Brief) -> None:
    """Nobody would leave the line unwatched anyhow."""
    (constraint,) = found.constraints
    assert constraint.party == "east"
    assert not constraint.is_binding
    assert not constraint.is_blocking
    assert constraint.is_proven


def test_a_line_that_costs_a_point_binds(talks: OpenDossier) -> None:
    """Without the outside force one point of the frontier is left, and the line binds."""
    brief = barred(talks, "north", NO_OUTSIDERS).brief()
    binding = {c.line.id: c.is_binding for c in brief.constraints}
    assert brief.frontier.count == 1
    assert binding == {"no-outsiders": True, "somebody-watches": False}


def test_a_line_without_which_there_is_no_zone_either_is_moot(talks: OpenDossier) -> None:
    """Two lines that each close the zone: the brief says of each what ``redlines`` says."""
    brief = barred(barred(talks, "north", NO_SWAP), "south", NO_SWAP).brief()
    assert {c.line.id for c in brief.constraints if c.is_moot} >= {"no-swap"}
    told = [each for each in tell(brief).red_lines if "no-swap" in each]
    assert len(told) == 2
    assert all("It is moot: there is no zone with it" in each for each in told)


def test_what_rests_on_evidence_is_said_where_something_does(found: Brief) -> None:
    """Where all is assumed there are no others."""
    bare = replace(found, footing=replace(found.footing, judgments_assumed=found.footing.judgments))
    words = " ".join(tell(bare).summary)
    assert f"All of its {found.footing.judgments} judgments are assumed." in words
    assert "the others rest on evidence" not in words


def test_a_line_that_closes_the_zone_blocks(talks: OpenDossier) -> None:
    """No swap, no zone: the brief says so, names the conflict, and shows no settlement."""
    brief = barred(talks, "north", NO_SWAP).brief()
    blocking = {c.line.id for c in brief.constraints if c.is_blocking}
    assert blocking == {"no-swap"}
    assert brief.outcomes == ()
    story = tell(brief)
    assert story.summary[0].startswith("There is no zone of possible agreement between North")
    assert "no-swap" in story.summary[0]
    page = brief_html(brief, story)
    assert "There is no zone" in page
    assert "side by side" not in page


def test_public_and_private_part_where_they_do(found: Brief) -> None:
    """South says the old boundary and wants it; its best on monitors is an outside force."""
    rows = {row.issue: row.positions for row in tell(found).rows}
    north, south = rows["line"]
    assert (south.public, south.private, south.differs) == ("The old boundary",) * 2 + (False,)
    assert south.next_best == "With two parcels exchanged"
    assert (north.weight, rows["monitors"][1].private) == ("60", "An outside force")


def test_it_says_what_it_does_not_know(found: Brief) -> None:
    """The guarantor's no-deal value is missing, and the ranges were read at their midpoints."""
    unknowns = " ".join(tell(found).unknowns)
    assert "What no deal is worth to East is not in the dossier." in unknowns
    assert "midpoints" in unknowns


def test_names_are_text_and_never_markup(talks: OpenDossier) -> None:
    """A title from a file cannot put anything into the page but its letters."""
    hostile = '<script>alert("x")</script>'
    dossier = replace(talks.dossier, title=hostile, about=hostile)
    page = brief_html(replace(talks, dossier=dossier).brief())
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_same_dossier_gives_the_same_bytes(talks: OpenDossier, found: Brief) -> None:
    """Nothing of the clock, of chance or of this machine is on the page."""
    assert brief_html(found) == brief_html(holdfast.open(CASE).brief())
    assert str(CASE.parent) not in brief_html(talks.brief())


def test_a_brief_of_one_side_tells_of_no_agreement() -> None:
    """What a delegation saves or prints names no zone, no settlement and no frontier of one."""
    dossier = small_talks()
    mine = replace(dossier, views={"south": replace(dossier.views["south"], stances={})})
    brief = OpenDossier(mine, Path("talks.yaml")).brief()
    story, page = tell(brief), brief_html(brief)
    assert story.is_alone
    assert "packages respect every rule" in story.summary[0]
    assert "North" in story.summary[1]
    assert "What packages are worth to North and The host is not known here." in story.unknowns
    assert not story.mediation.trades
    assert not story.mediation.agenda
    for words in ("zone of possible agreement", "Nash", "frontier", "Egalitarian", "settled so"):
        assert words not in page
        assert not any(words in sentence for sentence in (*story.red_lines, *story.unknowns))
    paper = brief_pdf(brief, "Seen by the south alone.")
    assert b"(How it was counted)" in paper
    assert b"(What could be agreed)" not in paper


def test_trades_begin_from_a_package_that_is_named_by_what_picks_it(found: Brief) -> None:
    """A brief gives no advice: nothing is recommended in it."""
    story = tell(found)
    assert story.mediation.trades
    assert story.mediation.picked_by.startswith("Nash")
    page = brief_html(found, story)
    assert f"From the package that is picked by {story.mediation.picked_by}" in page
    assert "recommended" not in page


def test_the_short_part_says_what_stands_in_the_way(found: Brief) -> None:
    """Which lines shape what can be agreed, in the words of the page Red lines."""
    told = short_words(found.dossier, found.mediation.red_lines)
    assert told
    assert set(told) <= set(tell(found).summary)


def test_a_division_says_in_the_brief_what_it_leaves_out(found: Brief) -> None:
    """The rule of the case, and what no deal is worth, are not looked at by Adjusted Winner."""
    division = " ".join(tell(found).division)
    assert "This rule leaves out links between issues" in division
    assert "no-deal values" in division
    assert "This rule leaves out" in brief_html(found)
