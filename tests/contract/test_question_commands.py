"""Mediators' questions from the command line: one JSON shape, and plain words."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commands import answer, run
from holdfast.bargain import workers
from holdfast.bargain.limit import INTERRUPTED
from holdfast.desk import questions

REPOSITORY = Path(__file__).parents[2]
CASE = REPOSITORY / "tests" / "cases" / "line_and_monitors.yaml"
DRAFT = ("line=swap", "monitors=joint")


def given(option: str, values: Sequence[str]) -> list[str]:
    """An option given once for each value."""
    return [word for value in values for word in (option, value)]


COMMANDS = {
    "redlines": ["redlines", CASE],
    "trades": ["trades", CASE, *given("--from", DRAFT)],
    "robust": ["robust", CASE, "--draws", "50"],
    "agenda": ["agenda", CASE],
    "leakage": ["leakage", CASE, *given("--proposal", DRAFT)],
}


@pytest.fixture
def no_zone(tmp_path: Path) -> Path:
    """The case with a red line more, by which nothing is left that both could accept."""
    text = CASE.read_text(encoding="utf-8")
    line = "    red_lines: [{id: no-swap, never: {line: swap}, price: never}]\n"
    file = tmp_path / "no-zone.yaml"
    file.write_text(text.replace("    stance: {line: forward}\n", line), encoding="utf-8")
    return file


@pytest.mark.parametrize("command", COMMANDS)
def test_every_question_is_answered_in_the_one_shape(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Version, command, input, result and a complete proof; no binary float for what is exact."""
    code, found = answer(capsys, *COMMANDS[command])
    assert code == 0
    assert list(found) == ["holdfast", "command", "input", "result", "proof"]
    assert found["command"] == command
    assert found["proof"]["complete"] is True
    assert found["proof"]["checked"] is True


@pytest.mark.parametrize("command", COMMANDS)
def test_words_fit_eighty_columns(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No line of the answer for people is wider than the narrowest usual terminal."""
    assert run(*COMMANDS[command]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 3
    assert max(map(len, lines)) <= 80
    assert not any("Fraction" in line or "None" in line for line in lines)


def test_redlines_gives_exact_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    """East's line against nobody watching: slack, since no package of the zone would cross it."""
    _, found = answer(capsys, *COMMANDS["redlines"])
    (line,) = found["result"]["lines"]
    assert (line["party"], line["id"], line["standing"]) == ("east", "somebody-watches", "slack")
    assert line["stated"] is None
    assert line["worth"] == {"north": "0", "south": "0"}
    assert line["curve"][0]["count"] == 2


def test_a_line_that_blocks_is_named_with_what_would_come_of_it(
    no_zone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """North's refusal to swap is all that stands in the way: without it gains are 2 and 20."""
    code, found = answer(capsys, "redlines", no_zone)
    assert code == 0
    line = next(own for own in found["result"]["lines"] if own["id"] == "no-swap")
    assert line["standing"] == "blocking"
    assert line["price"]["from_no_deal"] is True
    assert line["price"]["points"] == "0"
    assert [step["joint"] for step in line["curve"]] == [None, "40"]
    assert run("redlines", no_zone) == 0
    assert "It blocks" in capsys.readouterr().out


def test_the_agenda_of_no_zone_is_no(no_zone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1, in JSON as in words."""
    code, found = answer(capsys, "agenda", no_zone)
    assert (code, found["result"]["count"], found["result"]["order"]) == (1, 0, [])
    assert run("agenda", no_zone) == 1


@pytest.mark.parametrize("command", ["robust", "trades", "leakage"])
def test_other_questions_are_answered_without_a_zone(
    command: str, no_zone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft can be asked about although nothing can be agreed."""
    arguments = [no_zone if each == CASE else each for each in COMMANDS[command]]
    code, found = answer(capsys, *arguments)
    assert code == 0
    assert found["proof"]["complete"] is True


def test_a_draft_can_be_a_settlement_a_file_and_pairs_in_turn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is named later takes the place of what was named before."""
    _, settled = answer(capsys, "settle", CASE)
    file = tmp_path / "nash.json"
    file.write_text(json.dumps(settled), encoding="utf-8")
    plain = tmp_path / "plain.json"
    plain.write_text(json.dumps({"line": "swap", "monitors": "outside"}), encoding="utf-8")
    wanted = {"line": "swap", "monitors": "outside"}
    for names in (["nash"], [file], [plain], ["nash", "monitors=outside"], [plain, "line=swap"]):
        _, found = answer(capsys, "trades", CASE, *given("--from", list(map(str, names))))
        assert found["result"]["draft"]["options"] == wanted
    _, other = answer(capsys, "trades", CASE, *given("--from", ["nash", "monitors=joint"]))
    assert other["result"]["draft"]["options"] == {"line": "swap", "monitors": "joint"}


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["line=swap"], "not-a-package"),
        (["line=swap", "monitors=nobody"], "not-a-package"),
        (["border=swap"], "unknown-package"),
        (["fairness"], "unknown-package"),
        (["missing.json"], "file-missing"),
        ([str(CASE) + ".json"], "file-missing"),
    ],
)
def test_what_names_no_package_is_refused(
    names: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 with one error that says what was expected."""
    exit_code, found = answer(capsys, "trades", CASE, *given("--from", names))
    assert exit_code == 2
    assert found["error"]["code"] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not-json"),
        ("[" * 100_000, "not-json"),
        ('{"line": 3}', "no-package"),
        ("[1, 2]", "no-package"),
        ('{"result": {"packages": []}}', "no-package"),
    ],
)
def test_files_without_a_package_are_refused(
    text: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever else they hold, and however deep."""
    file = tmp_path / "draft.json"
    file.write_text(text, encoding="utf-8")
    exit_code, found = answer(capsys, "trades", CASE, "--from", file)
    assert exit_code == 2
    assert found["error"]["code"] == code


def test_a_settlement_without_a_zone_cannot_be_a_draft(
    no_zone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is none to start from, and the message says so."""
    code, found = answer(capsys, "trades", no_zone, "--from", "nash")
    assert (code, found["error"]["code"]) == (2, "no-zone")


def test_what_is_stopped_goes_on_with_nothing_further(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the first part of a long answer is not taken for a wish to have the others."""
    told = questions.ask_robust

    def cut(*about: Any) -> Any:
        found = told(*about)
        return replace(found, proof=replace(found.proof, complete=False, limit=INTERRUPTED))

    monkeypatch.setattr(questions, "ask_robust", cut)
    arguments = ("robust", CASE, "--draws", "25", "--outlook", "--influence", "--workers", "1")
    code, found = answer(capsys, *arguments)
    assert code == 0
    assert found["result"]["outlook"] is None
    assert found["result"]["influences"] is None
    assert found["proof"]["limit"] == INTERRUPTED


def test_robust_can_say_what_matters_most(capsys: pytest.CaptureFixture[str]) -> None:
    """With --outlook and --influence the JSON holds both; the same seed gives the same answer."""
    arguments = ("robust", CASE, "--draws", "25", "--outlook", "--influence", "--workers", "1")
    _, found = answer(capsys, *arguments)
    outlook, influences = found["result"]["outlook"], found["result"]["influences"]
    assert outlook["done"] == 25
    assert influences["ranking"]
    assert influences["unasked"] == []
    assert answer(capsys, *arguments)[1] == found
    assert run(*arguments) == 0
    assert "Which judgment would change the recommendation most" in capsys.readouterr().out


def test_leakage_counts_for_those_who_see_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Shown to south alone, nothing is said of what south could learn about itself."""
    _, found = answer(capsys, *COMMANDS["leakage"], "--to", "south")
    assert [leak["subject"] for leak in found["result"]["leaks"]] == ["north", "east"]
    assert all(leak["observers"] == ["south"] for leak in found["result"]["leaks"])
    assert isinstance(found["result"]["leaks"][0]["inferences"][0]["bits"], float)


def test_a_cluster_that_does_not_answer_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2 with the address, soon, and without a traceback."""
    monkeypatch.setattr(workers, "ANSWERS_WITHIN_S", 0.5)
    code, found = answer(capsys, "robust", CASE, "--outlook", "--dask", "tcp://127.0.0.1:1")
    assert code == 2
    assert found["error"]["code"] == "no-cluster"
    assert "127.0.0.1:1" in found["error"]["message"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("zone", "Walking away is worth"),
        ("frontier", "The frontier has"),
        ("settle", "The settlement by Nash: the greatest product of gains over no deal."),
        ("redlines", "A price is what would make crossing no loss to the owner"),
    ],
)
def test_figures_are_explained_where_they_stand(
    command: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What points, principles and prices are is said beside them."""
    assert run(command, CASE) == 0
    assert words in capsys.readouterr().out.replace("\n", " ")


@pytest.mark.parametrize("what", ["frontier", "settlement"])
def test_without_a_zone_it_is_said_where_to_look(
    what: str, no_zone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No empty table: that there is none, and the command that says why."""
    assert run("settle" if what == "settlement" else what, no_zone) == 1
    told = capsys.readouterr().out.replace("\n", " ")
    assert f"There is no {what}: no package is acceptable to all." in told
    assert "What conflicts: holdfast zone" in told
