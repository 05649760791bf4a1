"""What is found of the day after prints as one line and goes to a data frame."""

from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "tests" / "cases" / "line_and_day_after.yaml"
PACKAGE = {"line": "swap", "monitors": "outside"}


@pytest.fixture(scope="module")
def talks() -> OpenDossier:
    """The small case with a day after, opened."""
    return holdfast.open(CASE)


def test_results_of_the_day_after_say_what_they_are(talks: OpenDossier) -> None:
    """One line each, short enough to be read."""
    compact = talks.compact(PACKAGE, resolve="steady")
    assert repr(compact) == (
        "<OpenCompact of 'A line, who watches it, and the day after': line=swap, "
        "monitors=outside, resolve of east: steady>"
    )
    assert repr(compact.verdict()).startswith("<Verdict holds: 0 of ")
    assert repr(compact.survival()).startswith("<Survival: stands after ")
    lasting = talks.lasting("nash", resolve="steady")
    assert repr(lasting) == "<Lasting by nash between north, south: 2 of 2 packages hold, proven>"
    menu = talks.guarantees(PACKAGE)
    assert repr(menu).startswith("<Menu: ")
    assert repr(talks.brief(menu=False)).startswith("<Brief of 'A line, who watches it, and the ")
    for result in (compact, compact.verdict(), compact.survival(), lasting, menu, talks.brief()):
        assert len(repr(result)) < 200
        assert "\n" not in repr(result)


def test_they_are_tables(talks: OpenDossier) -> None:
    """Obligations, periods, cells and points of the frontier, a row for each."""
    compact = talks.compact(PACKAGE, resolve="steady")
    verdict, survival, menu = compact.verdict(), compact.survival(), talks.guarantees(PACKAGE)
    lasting = talks.lasting("nash", resolve="steady")
    assert list(verdict.to_frame()["obligation"]) == [owed.id for owed in verdict.obligations]
    periods = sum(len(curve.standing) for curve in survival.curves)
    assert len(survival.to_frame()) == periods
    assert survival.to_frame()["standing"].iloc[0] == 1.0
    assert len(menu.to_frame()) == len(menu.cells) > 1
    assert set(menu.to_frame()["holding"]) <= {"holds", "holds-only-while", "does-not-hold"}
    frame = lasting.to_frame()
    assert list(frame["verdict"]["holds"]) == [True, True]
    assert list(frame["points"]["north"]) == [64.0, 44.0]
    for result in (verdict, survival, menu, lasting):
        assert result._repr_html_().startswith(f"<p>&lt;{type(result).__name__}")
        assert result._repr_html_().endswith("</table>")
