"""The number that is shown of a lever holds when it is put in; all at which it holds are told."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from cheating import one_cheat
from holdfast.desk.compact import OpenCompact
from holdfast.desk.hold import course_of_resolve
from holdfast.desk.threshold_words import full_words, holding, lever_words, threshold_words
from holdfast.dossier import Dossier, parse
from holdfast.endure.backstop import Turn

REPOSITORY = Path(__file__).parents[2]
TALKS = REPOSITORY / "examples" / "abu-dhabi"
CASE = REPOSITORY / "tests" / "cases" / "line_and_day_after.yaml"
KEEPS = "responses.suspension.keeps.violator"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """The example."""
    return holdfast.open(TALKS).dossier


def shown(words: str) -> Fraction:
    """The number that words say a lever must be at least or at most."""
    number = r"\N{MINUS SIGN}?[\d,]*\d(?:\.\d+)?"
    found = re.search(rf"(?:must be|,)(?: at least| at most)? ({number})", words)
    assert found is not None, words
    return Fraction(found[1].replace(",", "").replace("\N{MINUS SIGN}", "-"))


def test_what_is_shown_of_a_fix_holds_when_it_is_put_in(dossier: Dossier) -> None:
    """Every fix of every guarantee of the example's menu, in the brief's words and the menu's."""
    told = dossier.day_after
    assert told is not None
    for item in told.menu:
        for case in told.resolve_cases:
            compact = OpenCompact(dossier, item.take, (case,))
            for fix in compact.fixes():
                name = fix.threshold.lever.name
                tried = {shown(words(dossier, fix)) for words in (lever_words, _whole)}
                assert tried == {holding(fix.threshold)}
                assert all(compact.at({name: each}).verdict().holding.value == "holds"
                           for each in tried)  # fmt: skip


def _whole(dossier: Dossier, fix: object) -> str:
    return threshold_words(dossier, fix.threshold).rpartition("”")[2]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "package"),
    [
        (one_cheat(seen="0.5", false_alarm="0.03", keeps="0.3"), {}),
        (one_cheat(seen="0.37", false_alarm="0.03", keeps="0.3"), {}),
        (CASE.read_text(encoding="utf-8"), {"line": "swap", "monitors": "outside"}),
    ],
)
def test_so_it_is_for_every_lever_of_a_small_case(text: str, package: dict[str, str]) -> None:
    """Whatever is said to be needed is, exactly, one of the values at which it holds."""
    compact = OpenCompact(parse(text), package)
    turned = 0
    levers = [n for n, each in compact.question.inputs.items() if not each.is_absence]
    for name in levers:
        found = compact.least(name)
        if found.turn in {Turn.AT_LEAST, Turn.AT_MOST}:
            turned += 1
            assert compact.at({name: holding(found)}).verdict().holding.value == "holds"
            assert abs(holding(found) - found.holds_at) <= abs(found.holds_at) / 1000
    assert turned > 2


def test_where_the_verdict_turns_twice_the_whole_stretch_is_told(dossier: Dossier) -> None:
    """A violator that keeps too little gains by nothing; one that keeps too much by cheating."""
    compact = OpenCompact(dossier, None, course_of_resolve(dossier, "steady"))
    found = compact.least(KEEPS)
    assert found.turns == 2
    words = threshold_words(dossier, found)
    low, high = (Fraction(each) for each in re.findall(r"0\.\d{4}", words))
    assert f"is from {float(low)} to {float(high)}; it is 0.7 now." in words
    step = Fraction(1, 10_000)
    held = [compact.at({KEEPS: at}).glance().holds for at in (low - step, low, high, high + step)]
    assert held == [False, True, True, False]
    assert found.is_met


def test_an_end_is_told_without_a_side(dossier: Dossier) -> None:
    """Nothing is less than never."""
    fix = OpenCompact(dossier).fixes()[0]
    assert threshold_words(dossier, fix.threshold).endswith("must be 0; it is 0.05 now.")
    assert lever_words(dossier, fix).endswith(", 0, so never")


def test_numbers_stand_in_full() -> None:
    """No powers of ten, and a minus sign that is one."""
    assert full_words(Fraction(31457280)) == "31,457,280"
    assert full_words(Fraction(-5, 2)) == "\N{MINUS SIGN}2.5"
    assert full_words(Fraction(1, 10**6)) == "0.000001"
