"""Beside the frontier: ways out of no zone, and the drafts that stand on the table."""

from datetime import timedelta

import pytest

from holdfast.bargain import zone
from holdfast.desk.openings import drafts, openings
from holdfast.dossier import accepts
from talks_world import START, Talks
from workbenches import small_talks

WHOLE = {"dam": "share", "toll": "small", "date": "late"}


def test_each_way_out_says_what_it_costs_and_keeps_all_else() -> None:
    """With 95 as the south's no deal there is no zone; each way names its package and its price."""
    talks = small_talks(no_deal="95")
    found = zone(talks)
    ways = openings(talks, found)
    assert len(ways) == len(found.relaxations) > 0
    for way, relaxed in zip(ways, found.relaxations, strict=True):
        kept = {demand.party for demand in relaxed.demands}
        assert all(accepts(v, way.package) for p, v in talks.views.items() if p not in kept)
    assert ways[0].words.startswith("South would take ")


def test_where_there_is_a_zone_nothing_needs_opening() -> None:
    """No way out is told of what is open."""
    talks = small_talks()
    assert openings(talks, zone(talks)) == ()


@pytest.fixture
def tabled() -> Talks:
    """A whole draft that was replaced, a part of one, one withdrawn, one without options."""
    talks = Talks()
    say = {"paper": "draft", "author": "us"}
    talks.say("joint", "m1", "proposal", id="first", title="First", options=WHOLE, **say)
    talks.say(
        "joint",
        "m1",
        "proposal",
        id="second",
        title="Second",
        options={**WHOLE, "date": "soon"},
        replaces="first",
        **say,
    )
    talks.say("joint", "m1", "proposal", id="part", title="Part", options={"dam": "stay"}, **say)
    talks.say("joint", "m1", "proposal", id="odd", title="Odd", options={"port": "open"}, **say)
    talks.say("joint", "m1", "proposal", id="text", title="Text", text="Only words.", **say)
    talks.now = START + timedelta(hours=1)
    gone = {"title": "Gone", "options": WHOLE, **say}
    talks.say("own", "m1", "proposal", id="gone", **gone)
    talks.say("own", "m1", "proposal", id="gone", withdrawn=True, **gone)
    return talks


def test_drafts_on_the_table_are_those_that_stand(tabled: Talks) -> None:
    """Neither what was replaced or withdrawn, nor what settles nothing known."""
    found = drafts(small_talks(), tabled.record)
    assert [(draft.title, draft.is_whole) for draft in found] == [("Second", True), ("Part", False)]
    assert found[0].options["date"] == "soon"


def test_a_draft_of_the_mediators_own_is_seen_by_them_alone(tabled: Talks) -> None:
    """What stands in a compartment that a side cannot open is not on its table."""
    tabled.say(
        "own", "m1", "proposal", id="ours", title="Ours", options=WHOLE, paper="draft", author="us"
    )
    assert [draft.title for draft in drafts(small_talks(), tabled.record)][-1] == "Ours"
    assert "Ours" not in {draft.title for draft in drafts(small_talks(), tabled.seen_by("ua"))}
