"""A verdict's sentence: what must not change, who departs at once, and what is not settled."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.desk.verdict_words import broken_words, granted_words, holding_words, only_while_words
from holdfast.desk.words import said
from holdfast.endure.results import Behaviour, Break, Ending, Situation

REPOSITORY = Path(__file__).parents[2]
CASES = REPOSITORY / "tests" / "cases"
ORACLES = REPOSITORY / "examples" / "oracles"
HERE = Situation("", "in force", {}, "")


@pytest.fixture(scope="module")
def abu_dhabi() -> OpenDossier:
    """The talks with a wavering guarantor and a drifting balance."""
    return holdfast.open(REPOSITORY / "examples" / "abu-dhabi")


def behaving(
    *points: Mapping[str, str],
    first: tuple[tuple[Break, ...], ...] = ((),),
    ending: Ending = Ending.ELSEWHERE,
) -> Behaviour:
    """Behaviour with these turning points."""
    return Behaviour(ending, 0, 1, first, (), 1, is_checked=True, turning_points=points)


def test_the_two_conditions_of_abu_dhabi_are_named(abu_dhabi: OpenDossier) -> None:
    """Wavering, gone and a shifted balance each are enough, in whichever phase."""
    verdict = abu_dhabi.hold()
    assert [dict(each) for each in verdict.behaviour.turning_points] == [
        {"united-states": "wavering"},
        {"balance": "russia-ahead"},
        {"united-states": "gone"},
    ]
    assert holding_words(abu_dhabi.dossier, verdict).startswith(
        "It holds only while the United States stays steady and the balance of power stays “as it "
        "is today”: once that is no longer so, somebody can gain by departing from it. Of its 9 "
        "obligations 2"
    )


def test_while_no_turning_point_has_come_about_nobody_departs(abu_dhabi: OpenDossier) -> None:
    """Held steady and even, the same compact is kept: the sentence's promise, worked out anew."""
    still = {
        name: Fraction(0)
        for name in abu_dhabi.compact().question.sheet.inputs
        if name.startswith("balance.") or ".shifts." in name or ".moves.steady." in name
    }
    assert still
    assert abu_dhabi.compact(values=still).verdict().behaviour.turning_points == ()


def test_what_departs_at_once_is_named_in_a_circle(abu_dhabi: OpenDossier) -> None:
    """The guarantor that will be gone undoes the compact today: both sides build up at once."""
    verdict = abu_dhabi.hold(resolve="gone")
    assert holding_words(abu_dhabi.dossier, verdict).startswith(
        "It does not hold: as the parties would really behave, Ukraine and Russia depart from it "
        "in the very first period, in each conduct of the circle that behaviour goes round in."
    )


def test_conducts_that_differ_are_not_lumped_together(abu_dhabi: OpenDossier) -> None:
    """Where one conduct begins with a breach and another does not, each is not claimed."""
    ukraine = Break("ukraine", "rearm", 0, 1.0, HERE)
    words = broken_words(abu_dhabi.dossier, behaving({}, first=((ukraine,), ())))
    assert "Ukraine departs from it in the very first period, in one or another conduct" in words


def test_a_phase_is_named_where_nothing_else_has_to_change() -> None:
    """The oracle's last step is not paid enough for."""
    talks = holdfast.open(ORACLES / "tranches.yaml")
    sentence = holding_words(talks.dossier, talks.hold())
    assert sentence.startswith("It holds only while phase “fourth” has not begun: once")


def test_what_breaks_only_after_a_breach_is_said_so() -> None:
    """No change of its own undoes it: only a breach shows what is not believed."""
    talks = holdfast.open(ORACLES / "moods.yaml")
    verdict = talks.hold()
    assert verdict.behaviour.turning_points == ()
    assert holding_words(talks.dossier, verdict).startswith(
        "It holds only while nobody breaks it: whatever chance brings, all comply"
    )


def test_changes_that_are_enough_only_together_stand_together(abu_dhabi: OpenDossier) -> None:
    """Neither by itself is said to undo it; how long a suspension still runs is left out."""
    points = (
        {"balance": "russia-ahead", "united-states": "wavering"},
        {"standing": "suspension, 2 left"},
        {"standing": "suspension, 1 left"},
    )
    words = only_while_words(abu_dhabi.dossier, behaving(*points))
    assert words == (
        "It holds only while none of these has come about: the balance of power is “Russia ahead” "
        "and the United States is wavering; “Openings and payments suspended, the rest goes on” is "
        "in force. Once one has, somebody can gain by departing from it."
    )


def test_many_changes_are_counted(abu_dhabi: OpenDossier) -> None:
    """Three are named and the rest counted."""
    points = [{"balance": "russia-ahead", "united-states": f"level-{k}"} for k in range(5)]
    words = only_while_words(abu_dhabi.dossier, behaving(*points))
    assert "level 2; nor any of 2 other changes. Once one has" in words
    assert "level 3" not in words


def test_a_call_is_told_in_titles(abu_dhabi: OpenDossier) -> None:
    """A false alarm that has been called is a change too."""
    words = only_while_words(abu_dhabi.dossier, behaving({"standing": "attack by russia called"}))
    assert "only while “A new offensive” by Russia has not just been called: once" in words


def test_behaviour_that_was_not_followed_to_its_end_settles_nothing(
    abu_dhabi: OpenDossier,
) -> None:
    """The sentence says so itself."""
    words = only_while_words(
        abu_dhabi.dossier, behaving({"united-states": "gone"}, ending=Ending.UNKNOWN)
    )
    assert "the United States is not gone" in words
    assert words.endswith("Behaviour was not followed to its end, so this is not settled.")


def test_one_obligation_is_not_counted_as_many(abu_dhabi: OpenDossier) -> None:
    """A verdict without obligations on trust says how many there are."""
    held = abu_dhabi.hold(resolve="steady")
    assert "None of its 9 obligations rests on trust." in holding_words(abu_dhabi.dossier, held)
    alone = replace(held, obligations=held.obligations[:1])
    words = holding_words(abu_dhabi.dossier, alone)
    assert "Its one obligation does not rest on trust." in words


def test_what_is_taken_to_keep_working_is_named(abu_dhabi: OpenDossier) -> None:
    """What sees with nothing said of neglect; what acts is owed by a guarantor, and left out."""
    held = abu_dhabi.hold(resolve="steady")
    assert granted_words(abu_dhabi.dossier, held) == (
        "That “Observation from a distance”, “American intelligence” and “American surveillance” "
        "keep working is taken for granted: the dossier says nothing of their neglect."
    )
    assert holding_words(abu_dhabi.dossier, held).endswith("says nothing of their neglect.")
    unowed = replace(held, obligations=())
    assert "“American logistics”" in granted_words(abu_dhabi.dossier, unowed)


def test_a_party_has_its_article_within_a_sentence(abu_dhabi: OpenDossier) -> None:
    """And a capital where a sentence begins with it; in a table it stands by its name alone."""
    dossier = abu_dhabi.dossier
    assert said(dossier, "united-states") == "the United States"
    assert said(dossier, "united-states", first=True) == "The United States"
    assert said(dossier, "ukraine") == said(dossier, "ukraine", first=True) == "Ukraine"
    assert dossier.parties["united-states"].name == "United States"
