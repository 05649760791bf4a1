"""The Abu Dhabi compact at its middles: what its explanation says is what comes out."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from holdfast.dossier import Dossier, read
from holdfast.endure.combination import cheapest
from holdfast.endure.least import least
from holdfast.endure.results import Holding, Rests, Verdict
from holdfast.endure.verdict import hold

EXAMPLE = Path(__file__).parents[2] / "examples" / "abu-dhabi"
HOLDS, ONLY_WHILE, BROKEN = Holding.HOLDS, Holding.ONLY_WHILE, Holding.BROKEN
TABLE = {
    "none": (BROKEN, BROKEN, BROKEN),
    "european-boots": (BROKEN, BROKEN, BROKEN),
    "over-the-horizon": (HOLDS, ONLY_WHILE, BROKEN),
    "both": (HOLDS, ONLY_WHILE, BROKEN),
    "combat-troops": (BROKEN, BROKEN, BROKEN),
}


@pytest.fixture(scope="module")
def talks() -> Dossier:
    """The example."""
    return read(EXAMPLE)


@pytest.fixture(scope="module")
def cells(talks: Dossier) -> Mapping[tuple[str, str], Verdict]:
    """The verdict on each guarantee under each course of resolve."""
    told = talks.day_after
    assert told is not None
    return {
        (item.id, case.id): hold(talks, item.take, [case])
        for item in told.menu
        for case in told.resolve_cases
    }


def test_the_table_is_the_one_that_is_explained(
    cells: Mapping[tuple[str, str], Verdict],
) -> None:
    """Guarantees against resolve, each verdict accepted by the independent checker."""
    for item, row in TABLE.items():
        for case, holding in zip(("steady", "wavering", "gone"), row, strict=True):
            verdict = cells[item, case]
            assert verdict.holding is holding, (item, case)
            assert verdict.proof.is_checked, (item, case)


def test_who_breaks_first_and_who_would_shirk(cells: Mapping[tuple[str, str], Verdict]) -> None:
    """Russia once it is ahead; with troops, the guarantor."""
    (first,) = cells["none", "steady"].first_to_break
    assert (first.party, first.breach, round(first.gain)) == ("russia", "attack", 310)
    assert [o.party for o in cells["combat-troops", "steady"].shirkers] == ["united-states"]
    wavering = cells["over-the-horizon", "wavering"].first_to_break[0]
    assert wavering.situation.resolve == {"united-states": "wavering"}
    steady = cells["over-the-horizon", "steady"]
    assert not steady.on_trust
    assert {o.rests for o in steady.obligations} == {Rests.CONSEQUENCE, Rests.INTEREST}


def test_the_thresholds_and_the_cheapest_combination(talks: Dossier) -> None:
    """The figures that the explanation gives."""
    assert talks.day_after is not None
    steady = talks.day_after.resolve_cases[:1]
    honour = least(talks, "guarantors.united-states.honours.steady", cases=steady)
    assert float(honour.holds_at) == pytest.approx(0.774, abs=5e-4)
    assert honour.is_proven
    found = cheapest(talks, cases=steady)
    assert found.cost is not None
    assert (float(found.cost), found.is_proven) == (11.5, True)
