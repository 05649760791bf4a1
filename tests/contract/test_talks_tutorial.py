"""The tutorial of the shuttle talks, typed line by line: it says what happens."""

import json
import re
import runpy
import shlex
from pathlib import Path
from typing import Any

import pytest

from holdfast.cli import main

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorials"
PAGE = (TUTORIALS / "shuttle-talks.md").read_text(encoding="utf-8")


pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def blocks(page: str, language: str) -> list[str]:
    """The code blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def test_the_tutorial_says_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command of it, in order; and what it says of the answers is so."""
    monkeypatch.chdir(tmp_path)
    first = (TUTORIALS / "first-assessment.md").read_text(encoding="utf-8")
    Path("my-talks").mkdir()
    Path("my-talks/dossier.yaml").write_text(blocks(first, "yaml")[0], encoding="utf-8")
    Path("words").write_text("a passphrase for a test", encoding="utf-8")
    Path("idea.txt").write_text(blocks(PAGE, "text")[0], encoding="utf-8")
    answers: dict[str, Any] = {}
    known: dict[str, str] = {}
    for line in re.findall(r"^holdfast .*$", PAGE, re.MULTILINE):
        for name, value in known.items():
            line = re.sub(rf"\b{name}\b", value, line)  # noqa: PLW2901
        arguments = shlex.split(line)[1:]
        if arguments[0] == "talks":
            arguments += ["--passphrase-file", "words"]
        with pytest.raises(SystemExit) as stop:
            main([*arguments, "--json"])
        found = json.loads(capsys.readouterr().out)
        assert stop.value.code == (1 if {"ask", "look"} & set(arguments) else 0), (line, found)
        answers[line] = found["result"]
        if "ask" in arguments:
            release = found["result"]["release"]
            known = {"RELEASE": release["request"]["says"]["id"], "SHA256": release["sha256"]}
    assert set(answers["holdfast talks show my-talks rooms --as North"]["rooms"]) == {
        "joint",
        "north",
    }
    balance = answers["holdfast talks show my-talks balance --as Mediator"]["balance"]
    assert (balance["minutes"], balance["spread"]) == ({"north": 60, "south": 0}, 60)
    (told,) = answers["holdfast talks show my-talks confidences --as North"]["confidences"]
    assert [sent["says"]["to"] for sent in told["conveyed"]] == ["south"]
    record = answers["holdfast talks show my-talks record --as South"]["record"]
    assert record[-1]["says"]["text"].startswith("Suppose two parcels were exchanged.")
    (tabled,) = answers["holdfast talks show my-talks proposals --as South"]["proposals"]
    assert set(tabled["stances"]) == {"south"}
    readiness = answers["holdfast talks show my-talks readiness --as Mediator"]["readiness"]
    levels = {one["issue"]: (one["level"], one["is_in_force"]) for one in readiness["issues"]}
    assert levels == {"line": ("bracketed", False), "monitors": ("agreed", False)}
    (obstacle,) = readiness["steps"][0]["obstacles"]
    assert obstacle["issue"] == "line"
    ics = Path("round.ics").read_bytes()
    assert ics.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"SUMMARY:First round\r\n" in ics
    assert answers["holdfast talks as-of my-talks 2026-01-01 record --as Mediator"]["record"] == []


def test_the_talks_run_from_python_as_the_reference_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code of the page, word for word, with passphrases in place of their names."""
    monkeypatch.chdir(tmp_path)
    page = (TUTORIALS.parent / "reference" / "python.md").read_text(encoding="utf-8")
    (code,) = blocks(page.split("## The talks")[1], "python")
    words = "a passphrase for a test"
    Path("page.py").write_text(code, encoding="utf-8")
    given = {"passphrase": words, "another_passphrase": words}
    names = runpy.run_path("page.py", init_globals=given)
    told = names["tell"](names["mediator"], "confidences").words
    assert len(told) == 1
    assert "We could." in told[0]
