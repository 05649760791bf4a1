"""What the words of a lever and of a sweep claim: no more than was tried, and what was proven."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from cheating import one_cheat
from holdfast.desk.compact import OpenCompact
from holdfast.desk.hold_words import hinge_rows, spread_words, survival_words
from holdfast.desk.threshold_words import threshold_words
from holdfast.dossier import parse
from holdfast.endure.backstop import Turn
from holdfast.endure.outlook import Cause, CauseShare, Influence

TALKS = Path(__file__).parents[2] / "examples" / "abu-dhabi"
SEEN = "instruments.surveillance.sees.rearm"


@pytest.fixture(scope="module")
def compact() -> OpenCompact:
    """The Abu Dhabi compact."""
    return holdfast.open(TALKS).compact()


def test_a_lever_that_is_never_enough_is_said_to_fail_where_it_was_tried(
    compact: OpenCompact,
) -> None:
    """Surveillance is not enough by itself: both ends proven, nothing claimed between."""
    found = compact.least(SEEN)
    assert (found.turn, found.is_proven) == (Turn.NEVER, True)
    assert threshold_words(compact.dossier, found).endswith(
        " is not enough by itself: it holds at neither end of its range (0 to 1) and at no value "
        "tried between; proven at the two ends, and not between."
    )


def test_a_lever_that_turns_nothing_is_said_to_hold_where_it_was_tried(
    compact: OpenCompact,
) -> None:
    """The same for one at which it always holds; unproven ends are said to be so."""
    found = replace(compact.least(SEEN), turn=Turn.ALWAYS, is_proven=False)
    words = threshold_words(compact.dossier, found)
    assert words.endswith(
        " turned nothing: it holds at both ends of its range (0 to 1) and at every value tried "
        "between; not proven."
    )


def test_a_sweep_that_was_cut_short_says_so(compact: OpenCompact) -> None:
    """A share of the readings judged; of none, nothing is known."""
    found = compact.robustness(64)
    assert "Stopped" not in spread_words(found)
    cut = replace(found, asked=1000)
    assert spread_words(cut).endswith("Stopped early: 1,000 readings were asked for.")
    none = replace(found, drawn=0, held=0)
    assert spread_words(none).startswith("Stopped before any reading was judged")


def test_the_ends_that_were_tried_are_the_amounts_own(compact: OpenCompact) -> None:
    """An amount's far end is what was searched."""
    found = replace(compact.least(SEEN), searched=(Fraction(0), Fraction(4194304)))
    assert "(0 to 4,194,304)" in threshold_words(compact.dossier, found)


def test_a_share_is_told_as_one(compact: OpenCompact) -> None:
    """An estimate by sampling may come out below nothing or above all; no share is that."""
    lever = compact.least(SEEN).lever
    found = [
        Influence(lever, -0.004, 1.01, of_verdict=True),
        Influence(lever, -0.03, 0.5, of_verdict=True),
    ]
    rows = [row[1:] for row in hinge_rows(compact.dossier, found)]
    assert rows == [("0%", "100%"), ("0%", "50%")]


def test_what_is_broken_from_the_first_is_not_said_to_stand() -> None:
    """Only its text stays in force; where it holds, that it does so under these inputs."""
    verdict, survival = OpenCompact(parse(one_cheat(seen="0.1", keeps="0.9"))).both()
    assert verdict.holding.value == "does-not-hold"
    assert survival_words(survival, verdict.holding.value) == (
        "Under these inputs its text stays in force after 40 periods with a chance of 100.0%, and "
        "may stay so for ever: breaches go on without bringing it down."
    )
    verdict, survival = OpenCompact(parse(one_cheat(gain="0.05", seen="0.1", keeps="0.9"))).both()
    assert verdict.holding.value == "holds"
    assert survival_words(survival, verdict.holding.value).startswith("Under these inputs it st")


def test_a_cause_without_a_share_is_left_out(compact: OpenCompact) -> None:
    """Nought in a hundred is nothing to tell."""
    survival = compact.survival()
    none = CauseShare(Cause.WAVERING, 0.001, 3.0)
    some = CauseShare(Cause.SHIFT, 0.999, 3.0)
    curve = replace(survival.curves[0], causes=(none, some), mean_periods=3.0)
    words = survival_words(replace(survival, curves=(curve,), is_settled=True), "holds-only-while")
    assert words.endswith("on average, by a shift of power (100%).")
