"""Why there is no zone, and what would open one, as the page of the space tells it."""

from dataclasses import replace

import workbenches
from holdfast.bargain import zone
from holdfast.desk.openings import clashes, openings
from holdfast.dossier import Pattern, RedLine

TALKS = workbenches.small_talks()
MOVES = RedLine("moves", Pattern({"dam": ("stay", "share")}), None, title="The dam moves")
SOUTH = replace(TALKS.views["south"], red_lines=(MOVES,))
APART = replace(TALKS, views={**TALKS.views, "south": SOUTH})


def test_demands_that_clash_are_named_shortly_with_all_that_they_say() -> None:
    """Each line by its owner and title, with the place where it stands in full."""
    (clash, *_) = clashes(APART, zone(APART))
    assert [each.name for each in clash.demands] == [
        "North: “The dam stays”",
        "South: “The dam moves”",
    ]
    assert [each.line for each in clash.demands] == ["north-stays", "south-moves"]
    assert "never The dam: “It stays” or “It is shared”" in clash.demands[1].says
    assert clash.is_smallest


def test_what_would_open_a_zone_says_who_gives_up_what() -> None:
    """One way for each line given up, and a package for each that can be tried."""
    ways = openings(APART, zone(APART))
    assert any("North would give up “The dam stays”" in way.words for way in ways)
    assert any("South would give up “The dam moves”" in way.words for way in ways)
    assert all(way.package.keys() == APART.issues.keys() for way in ways)


def test_where_there_is_a_zone_nothing_clashes() -> None:
    """Neither reasons nor ways out."""
    assert not clashes(TALKS, zone(TALKS))
    assert not openings(TALKS, zone(TALKS))
