"""``hold`` and ``lasting`` from the command line: one JSON shape, exit codes, and plain words."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from commands import answer, run

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "tests" / "cases" / "line_and_day_after.yaml"
BARE = REPOSITORY / "tests" / "cases" / "line_and_monitors.yaml"
PACKAGE = ["--package", "line=swap", "--package", "monitors=outside"]
COMMANDS = {
    "hold": ["hold", CASE, *PACKAGE, "--resolve", "steady"],
    "lasting": ["lasting", CASE, "--resolve", "steady", "--lines"],
    "brief": ["brief", CASE, "--output", "page.html"],
}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are written into a folder of the test's own."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_question_is_answered_in_the_one_shape(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Version, command, input, result and proof; the answer is yes."""
    code, found = answer(capsys, *COMMANDS[command])
    assert code == 0
    assert list(found) == ["holdfast", "command", "input", "result", "proof"]
    assert found["command"] == command


@pytest.mark.parametrize("command", COMMANDS)
def test_words_fit_eighty_columns(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No line of the answer for people is wider than the narrowest usual terminal."""
    assert run(*COMMANDS[command]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(re.search(r"Fraction|None(?! of)", line) for line in lines)


def test_what_lasts_comes_with_its_proof(capsys: pytest.CaptureFixture[str]) -> None:
    """Both packages of the zone hold while East is steady; Nash picks the outside force."""
    _, found = answer(capsys, *COMMANDS["lasting"])
    result = found["result"]
    assert (result["searched"], result["count"], result["holding"]) == ("zone", 2, 2)
    assert result["best"]["options"] == {"line": "swap", "monitors": "outside"}
    assert result["best"]["values"] == {"north": "44", "south": "65"}
    assert result["otherwise"] is None
    assert [each["holds"] for each in result["frontier"]] == [True, True]
    assert [line["lines"] for line in result["lines"]] == [
        [{"party": "east", "id": "somebody-watches"}]
    ]
    assert found["proof"]["complete"] is True
    assert found["proof"]["verdict"]["is_checked"] is True


def test_the_least_that_has_to_be_paid_and_what_is_saved(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exact in JSON (11.1845 and 5/7 in the oracle), rounded in words, within eighty columns."""
    oracle = REPOSITORY / "examples" / "oracles" / "tranches.yaml"
    _, found = answer(capsys, "hold", oracle, "--amounts", "tranches")
    payment = found["result"]["payment"]
    least = Fraction(payment["least"]["least_cost"])
    assert round(float(least), 4) == 11.1845
    first = payment["savings"][0]
    assert (first["before"], first["saved"]) == (payment["least"]["least_cost"], "5/7")
    assert first["is_exact"] is True
    run("hold", oracle, "--amounts", "tranches")
    lines = capsys.readouterr().out.splitlines()
    assert "the amounts could be 6.4% smaller (0.7143 of 11.18 points;" in " ".join(lines)
    assert max(map(len, lines)) <= 80


def test_nothing_that_holds_is_a_no(capsys: pytest.CaptureFixture[str]) -> None:
    """As the dossier has East's resolve, no package holds, and that is proven: exit 1."""
    code, found = answer(capsys, "lasting", CASE)
    assert code == 1
    assert found["result"]["best"] is None
    assert found["result"]["cost"] == {}
    assert found["proof"]["complete"] is True
    assert run("lasting", CASE) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "none holds whatever happens" in out
    assert "It is proven that no package of the zone holds whatever happens." in out
    assert "What holding costs" not in out
    assert "at the earliest)" in out
    assert "does not" not in out


def test_where_the_best_of_all_holds_nothing_is_told_of_a_cost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No table beside the sentence that holding costs nobody anything."""
    assert run(*COMMANDS["lasting"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "The best of all holds: holding costs nobody anything." in out
    assert "What holding costs" not in out


@pytest.mark.parametrize("command", ["hold", "lasting"])
def test_a_course_that_is_not_there_is_named(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The value at fault, and the nearest that there is: exit 2."""
    code, found = answer(capsys, command, CASE, "--resolve", "steadi")
    assert code == 2
    assert found["error"]["code"] == "unknown-course"
    assert 'Did you mean "steady"?' in found["error"]["message"]


@pytest.mark.parametrize("command", ["hold", "lasting"])
def test_a_dossier_without_a_day_after_is_unusable(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The question cannot be answered, and the answer says what to add."""
    code, found = answer(capsys, command, BARE)
    assert code == 2
    assert found["error"]["code"] == "no-day-after"


def test_the_page_compares_guarantees_unless_told_not_to(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The table is there by itself; with ``--no-menu`` the page says that it was left out."""
    for extra, compared, left_out in (([], True, False), (["--no-menu"], False, True)):
        assert run(*COMMANDS["brief"], *extra) == 0
        capsys.readouterr()
        page = Path("page.html").read_text(encoding="utf-8")
        assert ("Guarantees against resolve" in page) is compared
        assert ("were left out of this brief" in page) is left_out


def test_the_inputs_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its value, whether it is assumed, and what it is; a name can be asked about."""
    assert run("hold", CASE, *PACKAGE, "--resolve", "steady", "--inputs") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "- violations.raid.gain: 9\N{EN DASH}13, assumed (" in out
    code, _ = answer(capsys, "hold", CASE, *PACKAGE, "--resolve", "steady", "--least",
                     "violations.raid.gain")  # fmt: skip
    assert code == 0


def test_several_levers_and_how_long_a_response_lasts_are_asked_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each is answered, in order; the length of a response in whole periods, proven."""
    oracle = REPOSITORY / "examples" / "oracles" / "noise-and-snapback.yaml"
    levers = ["--least", "responses.snapback.periods", "--least", "violations.cheat.seen"]
    _, found = answer(capsys, "hold", oracle, *levers)
    spell, seen = found["result"]["least"]
    assert (spell["response"], spell["is_enough"], spell["is_proven"]) == ("snapback", True, True)
    assert seen["lever"]["name"] == "violations.cheat.seen"
    run("hold", oracle, *levers)
    out = " ".join(capsys.readouterr().out.split())
    length, shorter = spell["periods"], spell["periods"] - 1
    assert f"lasts {length} periods, and does not when it lasts {shorter} periods" in out
    assert "The least of each lever" in out


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (
            ["--package", "line=swap", "--package", "line=back"],
            "named-twice",
            "line=swap and line=back",
        ),
        ([*PACKAGE, "--least", "responses.none.periods"], "unknown-response", "The responses are"),
        (["--package", "lines=swap"], "unknown-option", 'no issue "lines"'),
        (["--package", "line=swop"], "unknown-option", "Name one of forward, swap, back."),
        ([*PACKAGE, "--least", "violations.raid.gian"], "unknown-input", "--inputs"),
        (
            [*PACKAGE, "--resolve", "steady", "--least", "guarantors.east.moves.steady.gone"],
            "unknown-input",
            "The course of resolve that is asked about leaves it out",
        ),
        ([*PACKAGE, "--resolve", "nope"], "unknown-course", "Name one of steady"),
    ],
)
def test_what_is_not_there_is_told_by_name(
    options: list[str], code: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The name at fault, and those that there are."""
    _, found = answer(capsys, "hold", CASE, *options)
    assert found["error"]["code"] == code
    assert words in found["error"]["message"]
