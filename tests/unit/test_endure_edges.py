"""The nearest edges of a compact that holds; comparisons and searches that are stopped."""

from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier
from holdfast.dossier import parse
from holdfast.endure.combination import cheapest
from holdfast.endure.edges import edges
from holdfast.endure.menu import compare
from holdfast.endure.question import Question
from holdfast.endure.savings import savings

TALKS = Path(__file__).parents[2] / "examples"
ONE_SIDE = """
holdfast: 1
title: One side that could cheat
parties:
  a: {name: A, roles: principal}
issues:
  watch: {title: Watching, options: {few: A few, many: Many}}
day_after:
  package: {watch: few}
  stakes:
    a: {discount: 0.85..0.95, peace: 3, war: 0}
  phases:
    - {id: peace, lasts: for-good}
  violations:
    cheat: {by: a, gain: 1..3, seen: 0.4..0.6, then: sanction}
  responses:
    sanction: {periods: for-good, pays: {a: 1}}
"""
"""What cheating gains is 2; what it loses, once seen, is 2 a period for good."""


@pytest.fixture(scope="module")
def abu_dhabi() -> OpenDossier:
    """The example."""
    return holdfast.open(TALKS / "abu-dhabi")


def test_edges_are_where_the_closed_form_says() -> None:
    """It holds iff d q D >= gain (1 - d): q from 1/9, d from 2/3, gain to 9, nearest first."""
    question = Question(parse(ONE_SIDE))
    found = edges(question)
    seen = {each.threshold.lever.name: each.threshold for each in found}
    assert seen["violations.cheat.seen"].holds_at == Fraction(1, 9)
    assert seen["stakes.a.discount"].holds_at == Fraction(2, 3)
    assert seen["violations.cheat.gain"].holds_at == 9
    assert all(each.is_proven and each.is_exact for each in seen.values())
    moves = {each.threshold.lever.name: each.moves_by for each in found}
    assert moves["violations.cheat.seen"] == pytest.approx(7 / 9)
    assert moves["stakes.a.discount"] == pytest.approx(7 / 3)
    assert moves["violations.cheat.gain"] == pytest.approx(3.5)
    assert [each.moves_by for each in found] == sorted(moves.values())


def test_a_compact_that_does_not_hold_has_no_edge() -> None:
    """It is beyond one already."""
    assert edges(Question(parse(ONE_SIDE)), {"violations.cheat.seen": Fraction(1, 100)}) == ()


def test_few_edges_are_followed_and_the_work_stops() -> None:
    """The nearest ones alone; told to stop, those found until then."""
    question = Question(parse(ONE_SIDE))
    whole = edges(question)
    assert edges(question, count=1) == whole[:1]
    assert edges(question, progress=lambda done, of: done < of - 1) == whole[:2]


def test_comparisons_and_searches_are_stopped(abu_dhabi: OpenDossier) -> None:
    """A table ends with the last cell worked out; a search that was stopped proves nothing."""
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 2

    menu = compare(abu_dhabi.dossier, progress=stop)
    assert [(each.item, each.case) for each in menu.cells] == [
        ("none", "steady"),
        ("none", "wavering"),
    ]
    assert told == [(1, 15), (2, 15)]
    found = cheapest(abu_dhabi.dossier, progress=stop)
    assert (found.tried, found.package, found.is_proven) == (2, None, False)
    assert told[2:] == [(0, 96), (1, 96), (2, 96)]


def test_savings_are_stopped_step_by_step() -> None:
    """Those worked out until then come back."""
    oracle = holdfast.open(TALKS / "oracles" / "tranches.yaml")
    amounts = oracle.compact().tranches()
    seen = [name for name in oracle.compact().question.inputs if name.endswith(".seen")]
    question = Question(oracle.dossier, free={*amounts, *seen})
    whole = savings(question, amounts)
    found = savings(question, amounts, progress=lambda done, _: done < 2)
    assert len(whole) > len(found) == 2
    assert all(each in whole for each in found)
