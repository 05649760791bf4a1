"""The brief answers mediators' questions, with a zone and without one."""

from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.bargain import red_lines
from holdfast.bargain.limit import Limit
from holdfast.desk import OpenDossier, open_dossier
from holdfast.desk.mediation_story import MediationStory, tell_mediation
from holdfast.desk.story import tell
from holdfast.dossier import Range
from holdfast.pages import brief_html

CASE = Path(__file__).parents[1] / "cases" / "line_and_monitors.yaml"


@pytest.fixture(scope="module")
def talks() -> OpenDossier:
    """Two sides, a guarantor, nine packages."""
    return open_dossier(CASE)


def asking_more(talks: OpenDossier, party: str, no_deal: int) -> OpenDossier:
    """The same talks with a no-deal value that is higher."""
    dossier = talks.dossier
    view = replace(dossier.views[party], no_deal=Range.exactly(no_deal))
    return replace(talks, dossier=replace(dossier, views={**dossier.views, party: view}))


def told(talks: OpenDossier) -> MediationStory:
    """The section of the brief."""
    return tell(talks.brief()).mediation


def test_with_a_zone_lines_moves_views_and_agenda_are_told_with_numbers(
    talks: OpenDossier,
) -> None:
    """One line, a concession each way, shares of a thousand views, and an order of issues."""
    story = told(talks)
    (line,) = story.lines
    assert (line.name, line.standing, line.stated) == ("East: “Somebody watches”", "slack", "never")
    assert line.more == ()
    assert any(sentence.startswith("The cheapest concession of ") for sentence in story.trades)
    assert "1,000 views were drawn (uniform, seed 0)" in story.views[-1]
    assert story.views[0].startswith("Nash, Kalai-Smorodinsky and Egalitarian: accepted by all")
    assert "of 2 issues can be settled" in story.agenda[0]
    assert story.conflicts == story.ways_out == ()
    page = brief_html(talks.brief())
    for heading in ("Red lines: what each does", "What could be moved, and when"):
        assert heading in page
    assert "Why there is no zone" not in page


def test_without_a_zone_conflicts_and_ways_out_are_told_and_nothing_else(
    talks: OpenDossier,
) -> None:
    """Both sides ask for nearly all: the two no-deal values conflict; either may give way."""
    stuck = asking_more(asking_more(talks, "north", 90), "south", 90)
    story = told(stuck)
    assert any(
        own.startswith("No package respects both North's no-deal value and South's no-deal value")
        for own in story.conflicts
    )
    assert any(own.startswith("North would take ") for own in story.ways_out)
    assert any("points less than no deal is worth (" in own for own in story.ways_out)
    assert story.notes[-1] == "These are all smallest conflicts and all smallest ways out."
    assert story.trades == story.agenda == story.views == ()
    assert [line.standing for line in story.lines] == ["moot"]
    page = brief_html(stuck.brief())
    assert "Why there is no zone, and what would open one" in page
    assert "What could be moved" not in page


def test_a_line_that_was_not_reached_is_said_to_be_so(talks: OpenDossier) -> None:
    """What a limit left out is no slack line."""
    brief = talks.brief()
    cut = red_lines(talks.dossier, limit=Limit(seconds=0))
    found = tell_mediation(
        talks.dossier, brief.zone, ["", ""], replace(brief.mediation, red_lines=cut)
    )
    assert found.lines == ()
    assert "1 red line was not looked at, because the time limit" in found.unasked
    assert any("Not proven complete" in note for note in found.notes)
