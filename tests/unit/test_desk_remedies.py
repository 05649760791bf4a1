"""What would make a package hold: every change that is offered was tried, and turns the verdict."""

from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.desk.asked import Departure, departures, kept_words, scales
from holdfast.desk.day_after import Chosen, ask, open_chosen, pull, whole_package
from holdfast.desk.least_cost import cheapest, owed
from holdfast.desk.levers import beside, farthest, lever_families
from holdfast.desk.menu_table import compare_guarantees, tell_so_far
from holdfast.desk.remedies import Change, edges, remedies

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "tests" / "cases" / "line_and_day_after.yaml"
WAVERS = "guarantors.united-states.moves.steady.wavering"


def go_on(done: int, of: int) -> None:
    """Nobody stops the work."""
    assert 0 <= done <= of


@pytest.fixture(scope="module")
def talks() -> OpenDossier:
    """The small case with a day after."""
    return holdfast.open(CASE)


@pytest.fixture(scope="module")
def abu_dhabi() -> OpenDossier:
    """The example."""
    return holdfast.open(REPOSITORY / "examples" / "abu-dhabi")


def verdict_after(opened: OpenDossier, chosen: Chosen, change: Change) -> str:
    """What pressing a change's button says."""
    options = {**chosen.options, **change.options}
    asked = ask(opened, options, chosen.course, {**chosen.levers, **change.levers})
    return pull(open_chosen(opened, asked)).kind


def test_every_change_that_is_offered_makes_it_hold(abu_dhabi: OpenDossier) -> None:
    """A Washington that never wavers, or a European force that makes an offensive cost enough."""
    chosen = Chosen(tuple(whole_package(abu_dhabi).items()))
    found = remedies(abu_dhabi, chosen, go_on)
    assert [change.levers for change in found.levers] == [{WAVERS: "0"}]
    assert found.levers[0].detail == "0, so never (now 0.05)"
    assert [change.title for change in found.guarantees] == [
        "European boots alone",
        "European boots and American support",
    ]
    assert all("at least 476.4 points (now 50)" in change.also for change in found.guarantees)
    assert found.compared == 4
    for change in (*found.levers, *found.guarantees):
        assert verdict_after(abu_dhabi, chosen, change) == "holds"


def test_a_guarantee_that_holds_by_itself_needs_no_lever(talks: OpenDossier) -> None:
    """With nobody watching it does not hold; with either guarantee it does, East being steady.

    What the dossier gives as one exact number has no slider, and is named all the same.
    """
    chosen = Chosen((("line", "swap"), ("monitors", "none")), "steady")
    found = remedies(talks, chosen, go_on)
    assert [(c.detail, dict(c.levers)) for c in found.levers] == [("at least 0.2953 (now 0.1)", {})]
    assert [(c.title, c.detail, c.also, dict(c.levers)) for c in found.guarantees] == [
        ("Joint patrols", "Who watches: Joint patrols", "", {}),
        ("An outside force", "Who watches: An outside force", "", {}),
    ]
    assert all(verdict_after(talks, chosen, c) == "holds" for c in found.guarantees)


def test_what_was_found_until_it_is_stopped_comes_back(talks: OpenDossier) -> None:
    """One guarantee of two, and how many were compared."""
    chosen = Chosen((("line", "swap"), ("monitors", "none")), "steady")
    found = remedies(talks, chosen, lambda done, _: done < 2)
    assert ([c.title for c in found.guarantees], found.compared) == (["Joint patrols"], 1)
    assert remedies(talks, chosen, lambda *_: False).compared == 0


def test_beyond_an_edge_it_holds_no_more(talks: OpenDossier) -> None:
    """The nearest first, and the button goes just past each."""
    chosen = Chosen((("line", "swap"), ("monitors", "outside")), "steady")
    found = edges(talks, chosen, go_on).nearest
    assert found[0].levers == {"instruments.force.sees.raid": "0.18"}
    assert found[0].detail == "at least 0.1876 (now 0.65)"
    assert all(verdict_after(talks, chosen, change) == "breaks" for change in found)


def test_a_lever_stands_beside_a_turn_on_a_round_value(abu_dhabi: OpenDossier) -> None:
    """On the side asked for, past it where the turn itself is not good enough, within its reach."""
    inputs = open_chosen(abu_dhabi, Chosen(tuple(whole_package(abu_dhabi).items()))).question.inputs
    pays, wavers = inputs["instruments.logistics.makes_pay.attack"], inputs[WAVERS]
    assert beside(pays, Fraction("188.39"), above=True) == "189"
    assert beside(pays, Fraction(190), above=True) == "190"
    assert beside(pays, Fraction(190), above=True, strictly=True) == "191"
    assert beside(wavers, Fraction(0), above=False) == "0"
    assert farthest(pays) == (Fraction(0), Fraction(64 * 800))


def test_a_lever_moved_far_has_a_slider_that_reaches_it(abu_dhabi: OpenDossier) -> None:
    """Its end and its step are such that it stands where it was put."""
    chosen = Chosen(tuple(whole_package(abu_dhabi).items()))
    name = "instruments.logistics.makes_pay.attack"
    moved = ask(abu_dhabi, chosen.options, "", {name: "1234.5"})
    levers = [x for f in lever_families(open_chosen(abu_dhabi, moved)) for x in f.levers]
    (lever,) = (each for each in levers if each.name == name)
    assert (lever.now, lever.high, lever.unit) == ("1234.5", "1234.5", "points")
    assert Fraction(lever.now) % Fraction(lever.step) == 0


def test_where_it_departs_from_the_dossier_is_told(talks: OpenDossier) -> None:
    """Options, the course, levers: each as it is and as it was."""
    own = {"line": "swap", "monitors": "outside"}
    options = {**own, "monitors": "joint"}
    asked = ask(talks, options, "steady", {"violations.raid.gain": "12"})
    assert departures(open_chosen(talks, asked), own, asked) == (
        Departure("Who watches", "Joint patrols", "An outside force"),
        Departure("How the guarantor's resolve goes", "East steady", "as the dossier has it"),
        Departure("A raid across the line: what it gains", "12 points", "11"),
    )
    as_it_is = Chosen(tuple(own.items()))
    assert departures(open_chosen(talks, as_it_is), own, as_it_is) == ()


def test_points_have_a_scale(talks: OpenDossier) -> None:
    """A month of peace and of war, for each who acts."""
    compact = open_chosen(talks, Chosen((("line", "swap"), ("monitors", "outside"))))
    assert [(s.party, s.peace, s.war) for s in scales(compact)] == [
        ("North", "36", "20"),
        ("South", "35", "20"),
        ("East", "1", "0"),
    ]


def test_what_it_is_kept_by_is_told(talks: OpenDossier) -> None:
    """All by consequence where it holds; nothing where some of it rests on trust."""
    steady = pull(open_chosen(talks, Chosen((("line", "swap"), ("monitors", "outside")), "steady")))
    assert kept_words(steady.trust) == (
        "Every obligation is kept because a breach is seen and answered."
    )
    loose = pull(open_chosen(talks, Chosen((("line", "swap"), ("monitors", "none")))))
    assert kept_words(loose.trust) == ""


def test_the_cheapest_options_can_be_tried(abu_dhabi: OpenDossier) -> None:
    """With Washington steady a joint commission would be enough; while it may waver, nothing is."""
    own = tuple(whole_package(abu_dhabi).items())
    steady = Chosen(own, "steady")
    found = cheapest(abu_dhabi, steady, go_on)
    assert found.change is not None
    assert "11.5 points, where those of this package cost 13" in found.sentence
    assert verdict_after(abu_dhabi, steady, found.change) == "holds"
    joint = Chosen(tuple({**dict(own), **found.change.options}.items()), "steady")
    assert cheapest(abu_dhabi, joint, go_on).change is None
    stopped = cheapest(abu_dhabi, Chosen(own), lambda done, _: done < 2)
    assert stopped.sentence == "None that holds was found among the 2 combinations tried so far."


def test_what_is_owed_is_told_with_what_would_save_of_it() -> None:
    """Four tranches, the least of each, and what surer eyes save."""
    oracle = holdfast.open(REPOSITORY / "examples" / "oracles" / "tranches.yaml")
    found = owed(oracle.compact(), go_on)
    assert found.sentence.startswith("It takes 11.18 points in all")
    assert len(found.amounts) == 4
    assert "smaller" in found.savings[0]
    assert len(owed(oracle.compact(), lambda done, _: done < 1).savings) == 1


def test_a_comparison_is_told_as_far_as_it_went(talks: OpenDossier) -> None:
    """The whole table, with nothing in the cells that were not reached."""
    package = {"line": "swap", "monitors": "none"}
    whole = tell_so_far(talks.dossier, compare_guarantees(talks.dossier, package, go_on))
    assert whole.courses == ("East steady", "East may go")
    assert [title for title, _ in whole.rows] == ["Joint patrols", "An outside force"]
    cut = compare_guarantees(talks.dossier, package, lambda done, _: done < 3)
    told = tell_so_far(talks.dossier, cut)
    assert told.rows[0] == whole.rows[0]
    assert told.rows[1] == ("An outside force", (whole.rows[1][1][0], None))
