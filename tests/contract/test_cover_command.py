"""``frontier --cover``, and a division that says what it leaves out, from the command line."""

from fractions import Fraction
from pathlib import Path

import pytest

import holdfast
from bargaining import opposed
from commands import answer, run
from holdfast.bargain import influences, outlook
from holdfast.dossier import write

CASE = Path(__file__).parents[1] / "cases" / "line_and_monitors.yaml"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What a command printed, on one line."""
    return " ".join(capsys.readouterr().out.split())


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Three parties over ten issues, whose frontier nobody reads through."""
    file = tmp_path / "large.yaml"
    file.write_text(write(opposed(10, 3)), encoding="utf-8")
    return file


def test_a_cover_stands_for_the_whole_frontier(
    large: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every point of it is within the margins of one listed, and the margins are told."""
    _, whole = answer(capsys, "frontier", large)
    code, found = answer(capsys, "frontier", large, "--cover", "5%")
    result = found["result"]
    assert code == 0
    assert result["share"] == "1/20"
    assert result["count"] == len(result["packages"]) < whole["result"]["count"] / 10
    margin = {party: Fraction(own) for party, own in result["margin"].items()}
    listed = [
        {party: Fraction(own) + margin[party] for party, own in package["values"].items()}
        for package in result["packages"]
    ]
    for package in whole["result"]["packages"]:
        values = {party: Fraction(own) for party, own in package["values"].items()}
        assert any(all(own[p] >= values[p] for p in values) for own in listed)
    assert run("frontier", large, "--cover", "1/20") == 0
    told = said(capsys)
    assert f"{result['count']} packages that stand for the frontier" in told
    assert f"{margin['p0']} points less to p0" in told
    assert run("frontier", large) == 0
    assert "--cover 2%" in said(capsys)


def test_a_cover_that_loses_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """As a table and in full, too."""
    assert run("frontier", CASE, "--cover", "0.001", "--packages") == 0
    told = said(capsys)
    assert "the whole frontier, one for each of its points. Nothing is lost." in told
    assert "With two parcels exchanged" in told
    assert run("frontier", CASE, "--cover", "0.001", "--csv") == 0
    assert capsys.readouterr().out.startswith("Line of separation,Who watches,North (points)")


@pytest.mark.parametrize(
    ("share", "code"), [("2", "share-out-of-range"), ("x", "usage"), ("1/0", "usage")]
)
def test_what_is_no_share_is_refused(
    share: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not between 0 and 1, or no number."""
    status, found = answer(capsys, "frontier", CASE, "--cover", share)
    assert (status, found["error"]["code"]) == (2, code)


def test_an_opened_dossier_answers_the_same() -> None:
    """Cover, outlook and influences stand beside the other questions."""
    talks = holdfast.open(CASE)
    assert talks.cover(Fraction(1, 1000)).packages == talks.frontier().packages
    assert talks.outlook(count=5, seed=1) == outlook(talks.dossier, count=5, seed=1)
    assert talks.influences(["north"]) == influences(talks.dossier, ["north"])


def test_a_division_is_told_with_what_it_leaves_out(capsys: pytest.CaptureFixture[str]) -> None:
    """In words beside the answer, and in the JSON."""
    arguments = ("settle", CASE, "--by", "adjusted-winner")
    _, found = answer(capsys, *arguments)
    assert found["result"]["left_out"] == ["links", "red-lines", "no-deal-values"]
    line = {"kind": "red-line", "party": "east", "id": "somebody-watches"}
    assert found["result"]["crossed"] == [line]
    assert run(*arguments) == 0
    told = said(capsys)
    assert "This rule leaves out links between issues, red lines that say never and" in told
    assert "it crosses East's red line “Somebody watches”" in told
