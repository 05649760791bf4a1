"""What Ctrl-C leaves of an answer that takes many searches, and what is too wide for tables."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from bargaining import opposed, plain, with_no_deal
from holdfast.bargain import Limit, red_lines, trades, zone
from holdfast.bargain.draws import Readings
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.limit import Watch
from holdfast.bargain.package_model import PackageModel
from holdfast.bargain.problem import Problem
from holdfast.bargain.search import Found, search
from holdfast.bargain.spread import spread
from holdfast.dossier import Dossier, Pattern, Range, RedLine, Together

SWEPT = Limit(cells=0)


@pytest.fixture
def interrupted_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The solver is interrupted when it is asked for this time; afterwards, how often it was."""
    asked = [0, 0]
    best = PackageModel.best

    def stopped(self: PackageModel, *args: object) -> object:
        asked[1] += 1
        if asked[1] == asked[0]:
            raise KeyboardInterrupt
        return best(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(PackageModel, "best", stopped)
    return asked


def tied(issues: int, options: int) -> Dossier:
    """Two parties to whom every two issues matter together, so that none can be settled alone."""
    worths: list[list[int | Fraction]] = [list(range(options)) for _ in range(issues)]
    dossier = plain({"p0": worths, "p1": [own[::-1] for own in worths]})
    pairs = tuple(
        Together(Pattern({a: ("o0",), b: ("o1",)}), Range.exactly(1))
        for a, b in combinations(dossier.issues, 2)
    )
    views = {party: replace(view, together=pairs) for party, view in dossier.views.items()}
    return replace(dossier, views=views)


def test_after_ctrl_c_no_other_search_is_begun(interrupted_at: list[int]) -> None:
    """The best for one party is cut short, and those for the others are not looked for."""
    interrupted_at[0] = 2
    found = zone(opposed(5, 3), limit=SWEPT)
    assert interrupted_at[1] == 2
    assert found.exists
    assert found.proof.limit == "it was interrupted"
    assert "there is no other" not in found.proof.why


def test_before_anything_is_found_it_is_not_known_whether_there_is_a_zone(
    interrupted_at: list[int],
) -> None:
    """Neither a yes, nor what could be read as a no."""
    interrupted_at[0] = 1
    found = zone(opposed(5, 3), limit=SWEPT)
    assert found.exists is None
    assert found.at_most == found.package_count


def test_one_search_is_enough_to_prove_that_nothing_is_there(interrupted_at: list[int]) -> None:
    """The first proves it for all parties; Ctrl-C in what follows takes nothing of that back."""
    interrupted_at[0] = 2
    found = zone(with_no_deal(opposed(5, 3), p0=10**6), limit=SWEPT)
    assert found.exists is False
    assert found.proof.complete
    assert not found.are_all_found


@pytest.mark.parametrize("limit", [None, SWEPT])
def test_ways_out_whose_cost_is_not_known_are_not_all(
    limit: Limit | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without what lies between a party's best and worst package, there is no share to tell."""
    dossier = with_no_deal(opposed(3, 2), p0=10**6)
    assert zone(dossier, limit=limit).are_all_found

    def stopped(problem: Problem, watch: Watch) -> Found:
        found = search(problem, watch)
        return replace(found, proof=found.proof.stopped("it was interrupted"))

    monkeypatch.setattr("holdfast.bargain.relaxation.search", stopped)
    found = zone(dossier, limit=limit)
    assert found.relaxations == ()
    assert not found.are_all_found


def test_what_is_too_wide_for_tables_is_swept() -> None:
    """A table would have 10 to the power of 12 cases: no room is taken for it."""
    wide = tied(12, 10)
    draft = dict.fromkeys(wide.issues, "o0")
    found = trades(wide, draft, limit=Limit(seconds=1))
    assert found.draft.values == {"p0": 0, "p1": 108}
    assert red_lines(wide).lines == ()


def test_what_is_too_wide_is_swept_to_the_same_answer() -> None:
    """The lines of a small dossier, asked with room for tables and with none."""
    line = RedLine("line", Pattern({"i0": ("o1",)}), None)
    small = tied(4, 3)
    views = {**small.views, "p0": replace(small.views["p0"], red_lines=(line,))}
    asked = replace(small, views=views)
    (swept,), (whole,) = red_lines(asked, limit=SWEPT).lines, red_lines(asked).lines
    assert (swept.standing, swept.price.points) == (whole.standing, whole.price.points)
    assert [step.joint for step in swept.curve] == [step.joint for step in whole.curve]


def test_totals_need_no_tables() -> None:
    """What packages are worth is the same where no table was made."""
    small = tied(3, 3)
    laid_out, wide = Inquiry(small), Inquiry(small, limit=SWEPT)
    choices = laid_out.search(laid_out.problem)
    assert wide.totals(choices).tolist() == laid_out.totals(choices).tolist()


def test_readings_of_what_is_too_wide_are_looked_at_one_by_one() -> None:
    """One term over twelve issues: no table of 10 to the power of 12 cases for each reading."""
    wide = tied(12, 10)
    term = Together(Pattern(dict.fromkeys(wide.issues, ("o0",))), Range.exactly(1))
    views = {party: replace(view, together=(term,)) for party, view in wide.views.items()}
    readings = Readings(replace(wide, views=views), 2, {})
    start = (Fraction(0), Fraction(0))
    assert spread(readings, ("p0", "p1"), start, Limit()) is None
    assert spread(Readings(tied(3, 3), 2, {}), ("p0", "p1"), start, Limit()) is not None
