"""What the words of a verdict mean: only while, does not hold, core, what changed, doubt."""

from fractions import Fraction
from pathlib import Path

import pytest

from holdfast.dossier import Dossier, parse, read
from holdfast.endure.bands import bands
from holdfast.endure.judge import UNDECIDED
from holdfast.endure.question import Question
from holdfast.endure.results import Ending, Holding
from holdfast.endure.sweep import influences, robustness
from holdfast.endure.verdict import _doubt, hold
from holdfast.errors import QuestionError

F = Fraction
ORACLES = Path(__file__).parents[2] / "examples" / "oracles"

ONE_SIDE = """
holdfast: 1
title: One side
parties:
  a: {name: A, roles: principal}
issues: {peace: {title: The deal, options: {signed: Signed, refused: Refused}}}
day_after:
  package: {peace: signed}
  stakes: {a: {discount: 0.9, peace: PEACE, war: 0}}
  phases: [{id: peace, lasts: for-good}]
"""


def one_side(peace: str, more: str = "") -> Dossier:
    """A party to whom peace is worth so much."""
    return parse(ONE_SIDE.replace("PEACE", peace) + more)


def test_a_circle_in_which_somebody_departs_at_once_does_not_hold() -> None:
    """The inspector would stay at home, then the inspected would cheat: nobody can rest on that."""
    verdict = hold(read(ORACLES / "inspection.yaml"))
    assert verdict.behaviour.ending is Ending.CIRCLE
    assert verdict.holding is Holding.BROKEN


def test_what_breaks_after_a_breach_alone_holds_only_while() -> None:
    """The guarantor would shirk on a dear day, and is called on none but after a breach."""
    verdict = hold(read(ORACLES / "moods.yaml"))
    assert verdict.holding is Holding.ONLY_WHILE
    assert not verdict.first_to_break


def test_the_core_of_a_circle_is_where_all_comply_in_each_of_its_conducts() -> None:
    """Of the two situations of the inspection game only the one after a breach is left alone."""
    behaviour = hold(read(ORACLES / "inspection.yaml")).behaviour
    assert (behaviour.core, behaviour.situations) == (1, 2)


def test_a_breach_says_what_is_no_longer_as_at_signature() -> None:
    """Nothing has to change where war comes today; where the last obligation is shirked a phase."""
    (today,) = hold(read(ORACLES / "rising-power.yaml")).first_to_break
    assert today.changed == {}
    (later,) = hold(read(ORACLES / "tranches.yaml")).first_to_break
    assert later.changed == {"phase": "fourth"}


def test_what_could_not_be_decided_is_bounded() -> None:
    """At the very threshold, and in floats alone, the margin is said to be next to nothing."""
    tie = (
        "  violations: {cheat: {by: a, gain: 2.439, seen: 0.5, then: snapback}}\n"
        "  responses: {snapback: {periods: 3, pays: {a: 1}}}\n"
    )
    question = Question(one_side("3", tie))
    judgment = question.read().judge_in_floats(question.layout)
    assert (judgment.signs == UNDECIDED).sum() == 1
    assert judgment.holds is None
    assert 0 < _doubt(judgment) < 1e-9
    verdict = hold(question.dossier)
    assert (verdict.holding, verdict.proof.doubt) == (Holding.HOLDS, 0.0)


def test_where_nobody_can_breach_anything_every_question_has_an_answer() -> None:
    """No choice, no margin: it holds in every reading, and nothing carries its variation."""
    dossier = one_side("3..4")
    assert hold(dossier).holding is Holding.HOLDS
    question = Question(dossier)
    assert robustness(question, 20).share == 1
    assert [each.of_verdict for each in influences(question, 8)] == [False]
    assert bands(question, 3).low[-1] == 1


def test_without_ranges_every_sweep_says_that_there_is_nothing_to_draw() -> None:
    """The message names what to do, whichever sweep was asked for."""
    question = Question(one_side("3"))
    for sweep in (robustness, bands):
        with pytest.raises(QuestionError) as refused:
            sweep(question, 10)
        assert refused.value.code == "nothing-to-draw"
        assert "Give ranges" in refused.value.message
