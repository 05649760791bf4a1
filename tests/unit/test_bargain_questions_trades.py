"""What could be traded on cases that can be worked out on paper."""

from fractions import Fraction

import pytest

from bargaining import plain, with_no_deal
from holdfast.bargain import Demand, Restriction
from holdfast.bargain.trades import trades
from holdfast.dossier import Dossier
from holdfast.errors import QuestionError

ROLL = plain({"p0": [[0, 10], [3, 0]], "p1": [[2, 0], [0, 9]]})
"""p0 cares for the first issue and p1 for the second; each has its worse option in (o0, o0)."""

WORST = {"i0": "o0", "i1": "o0"}
BEST = {"i0": "o1", "i1": "o1"}


def test_a_logroll_is_found_and_told() -> None:
    """p0 gives 3 on i1 and gets 10 on i0; p1 gives 2 on i0 and gets 9 on i1."""
    found = trades(ROLL, WORST)
    (roll,) = found.logrolls
    assert roll.package.options == BEST
    assert roll.gains == {"p0": 7, "p1": 7}
    assert roll.gives == {"p0": ("i1",), "p1": ("i0",)}
    assert roll.gets == {"p0": ("i0",), "p1": ("i1",)}
    assert roll in found.improvements


def test_an_improvement_that_needs_no_return_is_no_logroll() -> None:
    """One change that pays both is an improvement; two that each do are not listed together."""
    dossier = plain({"p0": [[0, 5], [0, 1]], "p1": [[0, 5], [0, 1]]})
    found = trades(dossier, WORST)
    assert [[c.issue for c in t.changes] for t in found.improvements] == [["i0"], ["i1"]]
    assert found.logrolls == ()
    assert [t.package.options for t in found.dominating] == [BEST]


def test_a_draft_on_the_frontier_is_efficient() -> None:
    """Nothing dominates it, and it is its own nearest package of the frontier."""
    found = trades(ROLL, BEST)
    assert found.is_efficient
    assert found.improvements == found.best == found.dominating == ()
    assert found.nearest is not None
    assert found.nearest.changes == ()
    assert found.nearest_unopposed is None


def test_concessions_come_cheapest_for_their_gain_first() -> None:
    """From (o1, o1): p0 can give 10 for 2 on i0; p1 can give 9 for 3 on i1."""
    found = trades(ROLL, BEST)
    listed = {(c.giver, c.taker): (c.cost, c.gain, c.ratio) for c in found.concessions}
    assert listed == {
        ("p0", "p1"): (Fraction(10), Fraction(2), Fraction(1, 5)),
        ("p1", "p0"): (Fraction(9), Fraction(3), Fraction(1, 3)),
    }


def test_the_nearest_of_the_frontier_changes_the_fewest_issues() -> None:
    """One change reaches (13, 0) or (0, 11), where somebody loses; (10, 9) takes two."""
    found = trades(ROLL, WORST)
    assert found.nearest is not None
    assert found.nearest.package.values in ({"p0": 13, "p1": 0}, {"p0": 0, "p1": 11})
    assert len(found.nearest.changes) == 1
    assert found.nearest_unopposed is not None
    assert found.nearest_unopposed.package.options == BEST


def test_what_the_draft_breaks_is_said_and_repaired() -> None:
    """Below p1's no-deal value, only packages that give it enough are on the frontier."""
    dossier = with_no_deal(ROLL, p1=9)
    found = trades(dossier, WORST)
    assert found.objections == (Demand(Restriction.NO_DEAL, "p1"),)
    assert not found.is_efficient
    assert found.nearest is not None
    assert found.nearest.package.values["p1"] >= 9


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ({}, "nothing is said of i0, i1"),
        ({"i0": "o0"}, "nothing is said of i1"),
        ({"i0": "o9", "i1": "o0"}, "i0 has no option 'o9', only o0, o1"),
        ({**WORST, "i7": "o0"}, "there is no issue 'i7'"),
    ],
)
def test_what_is_no_package_is_refused_with_all_that_is_wrong(
    draft: dict[str, str], words: str
) -> None:
    """The message names the issues and options at fault."""
    with pytest.raises(QuestionError, match=words) as refused:
        trades(ROLL, draft)
    assert refused.value.code == "not-a-package"


def test_outsiders_with_values_are_not_made_to_lose_by_improvements() -> None:
    """What two principals both like is no improvement when a third party loses by it."""
    dossier: Dossier = plain({"p0": [[0, 5]], "p1": [[0, 5]], "p2": [[5, 0]]})
    found = trades(dossier, {"i0": "o0"}, between=("p0", "p1"))
    assert found.improvements == ()
    assert found.best == ()
    assert [t.gains["p2"] for t in found.dominating] == [-5]


def test_a_table_has_one_row_for_each_trade() -> None:
    """Kinds, changes and every party's gain."""
    frame = trades(ROLL, WORST).to_frame()
    assert set(frame["kind"]) >= {"improvement", "dominating"}
    assert frame.loc[0, "p0"] == 7.0
