"""The day after as it is worked on: levers with their reach, verdicts at a glance, the hinges."""

from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.desk.compact import OpenCompact
from holdfast.desk.day_after import Chosen, hinges, open_chosen, pull, switching, whole_package
from holdfast.desk.levers import lever_families, read_levers, step
from holdfast.endure.results import Holding
from holdfast.errors import QuestionError

CASES = Path(__file__).parents[1] / "cases"
OUTSIDE = (("line", "swap"), ("monitors", "outside"))


@pytest.fixture(scope="module")
def talks() -> OpenDossier:
    """The small case with a day after."""
    return holdfast.open(CASES / "line_and_day_after.yaml")


@pytest.fixture(scope="module")
def outside(talks: OpenDossier) -> OpenCompact:
    """The compact with an outside force, as the dossier has it."""
    return open_chosen(talks, Chosen(OUTSIDE))


def test_levers_are_the_inputs_that_have_a_range(outside: OpenCompact) -> None:
    """By kind; what stands exactly is no slider, and views are corrected elsewhere."""
    kinds = {
        family.id: [lever.name for lever in family.levers] for family in lever_families(outside)
    }
    assert kinds == {
        "honour": ["guarantors.east.honours.steady", "guarantors.east.shirk_loss"],
        "cost to the violator": ["instruments.force.makes_pay.raid"],
        "detection": ["instruments.force.sees.raid"],
        "": ["violations.raid.gain"],
    }


def test_a_lever_says_its_reach_and_its_own_range(outside: OpenCompact) -> None:
    """What the force sees: any chance, 0.65 now, 0.6 to 0.7 in the dossier."""
    levers = {lever.name: lever for family in lever_families(outside) for lever in family.levers}
    seen = levers["instruments.force.sees.raid"]
    assert (seen.low, seen.high, seen.now, seen.own) == ("0", "1", "0.65", "0.6\N{EN DASH}0.7")
    assert not seen.is_moved
    pays = levers["instruments.force.makes_pay.raid"]
    assert (pays.low, pays.high, pays.middle) == ("0", "12", "5")
    moved = outside.at({"instruments.force.sees.raid": Fraction(1, 2)})
    (seen,) = (each for f in lever_families(moved) if f.id == "detection" for each in f.levers)
    assert (seen.now, seen.is_moved) == ("0.5", True)


@pytest.mark.parametrize(
    ("low", "high", "middle"),
    [(0, 1, "0.065"), (0, 800, "250"), (0, 120, "40"), (0, 999, "0.96"), (-60, 60, "-7.25")],
)
def test_the_middle_stands_on_a_step(low: int, high: int, middle: str) -> None:
    """So that a slider that nobody moved says what the dossier says."""
    size = step(Fraction(low), Fraction(high), Fraction(middle))
    assert (Fraction(middle) - low) % size == 0
    assert size <= Fraction(high - low, 50)


def test_what_sliders_say_is_read_with_care(outside: OpenCompact) -> None:
    """Only levers of this compact, numbers, within reach, and elsewhere than in the dossier."""
    given = {
        "instruments.force.sees.raid": "0.5",
        "instruments.force.makes_pay.raid": "5",
        "guarantors.east.honours.steady": "1.5",
        "guarantors.east.shirk_loss": "4e1",
        "violations.raid.gain": "nonsense",
        "stakes.north.discount": "0.5",
        "no.such.lever": "1",
    }
    assert read_levers(outside, given) == {"instruments.force.sees.raid": Fraction(1, 2)}


def test_chances_that_add_up_to_too_much_are_refused() -> None:
    """Washington cannot both steady and go with more than certainty between them."""
    talks = holdfast.open(CASES.parents[1] / "examples" / "abu-dhabi")
    compact = talks.compact()
    given = {
        "guarantors.united-states.moves.wavering.steady": "0.7",
        "guarantors.united-states.moves.wavering.gone": "0.5",
    }
    with pytest.raises(QuestionError) as caught:
        read_levers(compact, given)
    assert caught.value.code == "chances-over-one"
    assert "1.2" in caught.value.message


def test_a_lever_moved_turns_the_verdict(talks: OpenDossier) -> None:
    """Steady East: it holds; with a force that sees nothing it does not, and both say who."""
    steady = open_chosen(talks, Chosen(OUTSIDE, "steady"))
    found = pull(steady)
    assert (found.kind, found.first, found.on_trust) == ("holds", (), 0)
    moved = steady.at(
        {"instruments.force.sees.raid": Fraction(0), "violations.raid.gain": Fraction(26)}
    )
    after = pull(moved, found)
    assert after.kind == "breaks"
    assert after.first[0].startswith("North would break it at once")
    assert after.on_trust == 2
    assert after.changes["North"] < 0
    assert moved.verdict().holding is not Holding.HOLDS


def test_a_glance_says_what_the_whole_verdict_says(talks: OpenDossier) -> None:
    """Margins, first breakers and obligations are the same, for every course."""
    for course in ("", "steady", "given"):
        compact = open_chosen(talks, Chosen(OUTSIDE, course))
        verdict, glance = compact.verdict(), compact.glance()
        assert glance.margins == verdict.margins
        assert glance.first_to_break == verdict.first_to_break
        assert glance.obligations == verdict.obligations
        assert glance.holds is (verdict.holding is Holding.HOLDS)


def test_the_verdict_and_survival_come_of_one_behaviour(outside: OpenCompact) -> None:
    """Asked together or apart they are the same."""
    assert outside.both() == (outside.verdict(), outside.survival())


def test_a_whole_package_to_begin_from(talks: OpenDossier) -> None:
    """The day after names none here: what Nash picks, unless one is at hand."""
    assert whole_package(talks) == {"line": "swap", "monitors": "outside"}
    at_hand = {"line": "back", "monitors": "none"}
    assert whole_package(talks, at_hand) == at_hand
    bare = holdfast.open(CASES / "line_and_monitors.yaml")
    assert whole_package(bare) == {"line": "swap", "monitors": "outside"}


def test_only_issues_that_switch_something_are_picked(talks: OpenDossier) -> None:
    """Who watches; in the Abu Dhabi talks seven of the fourteen."""
    assert switching(talks.dossier) == ("monitors",)
    assert switching(holdfast.open(CASES / "line_and_monitors.yaml").dossier) == ()
    abu_dhabi = holdfast.open(CASES.parents[1] / "examples" / "abu-dhabi")
    assert len(switching(abu_dhabi.dossier)) == 7


def test_hinges_say_how_far_they_are_and_stop(outside: OpenCompact) -> None:
    """One count from the first reading to the last; stopped, nothing is ranked."""
    told: list[tuple[int, int]] = []

    def note(done: int, of: int) -> None:
        told.append((done, of))

    found = hinges(outside, note)
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert found.influences
    stopped = hinges(outside, lambda done, of: done > of)
    assert stopped.influences == ()


def test_a_course_is_asked_for_by_its_name(talks: OpenDossier) -> None:
    """An unknown one is refused."""
    with pytest.raises(QuestionError):
        open_chosen(talks, Chosen(OUTSIDE, "no-such"))
    assert talks.hold(dict(OUTSIDE), resolve="steady").holding is Holding.HOLDS
