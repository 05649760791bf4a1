"""Results print well, go to a data frame and draw themselves."""

from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from holdfast.desk import OpenDossier

CASE = Path(__file__).parents[1] / "cases" / "line_and_monitors.yaml"


@pytest.fixture(scope="module")
def talks() -> OpenDossier:
    """The small case, opened."""
    return holdfast.open(CASE)


def test_results_say_what_they_are(talks: OpenDossier) -> None:
    """One line each, with the size of the answer and how far it is proven."""
    assert repr(talks) == "<Dossier 'A line and who watches it': 3 parties, 2 issues, 9 packages>"
    assert repr(talks.zone()) == "<Zone between north, south: 2 of 9 packages, proven>"
    assert repr(talks.frontier()) == "<Frontier between north, south: 2 points, proven>"
    assert repr(talks.settle("nash")) == "<Settlement by nash: north 44, south 65, proven>"


def test_a_frontier_is_a_table(talks: OpenDossier) -> None:
    """A row for each point: options, then points as floats, or as fractions when asked."""
    frame = talks.frontier().to_frame()
    assert list(frame["points"]["north"]) == [64.0, 44.0]
    assert list(frame["option"]["monitors"]) == ["joint", "outside"]
    exact = talks.frontier().to_frame(exact=True)
    assert exact["points"]["south"].iloc[0] == Fraction(46)
    assert talks.zone().to_frame().shape == (2, 5)
    assert list(talks.settle("nash").to_frame().index) == ["nash"]


def test_a_notebook_shows_the_line_and_the_table(talks: OpenDossier) -> None:
    """Of every kind of result; signs that mean something to a browser are written as signs."""
    draft = {"line": "swap", "monitors": "joint"}
    results = [
        talks.zone(),
        talks.frontier(),
        talks.settle("nash"),
        talks.red_lines(),
        talks.trades(draft),
        talks.robustness(),
        talks.agenda(),
        talks.leakage(draft),
    ]
    for result in results:
        told = result._repr_html_()
        assert told.startswith(f"<p>&lt;{type(result).__name__} ")
        assert "&gt;</p>" in told
        assert told.count("<tr") == 0 or told.endswith("</table>")
    assert "<td>44.00</td>" in talks.frontier()._repr_html_()


def test_results_draw_themselves(talks: OpenDossier) -> None:
    """The axes carry the parties' names and every point is there."""
    for result in (talks.frontier(), talks.zone(), talks.settle("nash")):
        (axes,) = result.plot().axes
        assert axes.get_xlabel() == "north, points"
    (line,) = talks.frontier().plot().axes[0].lines
    assert list(line.get_ydata()) == [46.0, 65.0]  # type: ignore[arg-type]


def test_answers_to_mediators_questions_say_what_they_are(talks: OpenDossier) -> None:
    """One line each, not a page of fields."""
    draft = talks.settle("nash").package
    assert draft is not None
    assert repr(talks.red_lines()) == "<RedLines between north, south: 1 slack, proven>"
    assert repr(talks.trades(draft.options)) == (
        "<Trades between north, south: the draft is on the frontier, 0 improvements, "
        "2 concessions, proven>"
    )
    assert repr(talks.agenda()).startswith("<Agenda between north, south: ")
    assert "1,000 views (seed 0), proven>" in repr(talks.robustness())


def test_answers_to_mediators_questions_draw_themselves(talks: OpenDossier) -> None:
    """A share with its interval for each party and for all; a curve for each line that matters."""
    robust = talks.robustness()
    (axes,) = robust.plot().axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert len(names) == sum(len(own.parties) + 1 for own in robust.packages)
    assert names[-1].endswith(": all")
    (axes,) = talks.red_lines().plot().axes
    assert not axes.lines
    assert axes.get_ylabel() == "product of gains"
