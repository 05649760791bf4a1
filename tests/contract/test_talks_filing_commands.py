"""Filing a dossier on the command line: looked at, asked, written whole; refused with a reason."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from holdfast.cli.program import program
from talks_script import CASE, Script

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def changed(script: Script, before: str, after: str) -> Path:
    """The dossier that the talks began with, with something else in it."""
    text = CASE.read_text(encoding="utf-8")
    assert before in text
    file = script.folder / "changed.yaml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return file


def parts(found: Any) -> dict[str, str]:
    """What filing each part comes to."""
    return {part["part"]: part["step"] for part in found["parts"]}


def test_the_plan_is_the_answer_and_yes_files_it(script: Script) -> None:
    """In JSON nothing is asked; a second time all of it stands."""
    file = changed(script, "title: ", "title: New ")
    plan = script.talks("Mediator", "file", file)
    assert not plan["filed"]
    assert parts(plan) == {part["part"]: "changed" for part in plan["parts"]}
    assert {part["room"] for part in plan["parts"]} == {"joint", "own", "north", "south"}
    assert parts(script.talks("Mediator", "file", file)) == parts(plan)
    assert script.talks("Mediator", "file", file, "--only", "joint", "--yes")["filed"]
    assert parts(script.talks("Mediator", "file", file))["joint"] == "unchanged"
    assert script.talks("Mediator", "file", file, "--yes")["filed"]
    assert not script.talks("Mediator", "file", file, "--yes")["filed"]
    assert "title: New" in script.talks("North delegation", "show", "dossier")["dossier"]


def test_people_are_asked(script: Script) -> None:
    """No writes nothing and is the answer no; yes files it."""
    file = changed(script, "title: ", "title: New ")
    given = ["talks", "file", script.ledger, str(file), "--as", "Mediator"]
    given += ["--passphrase-file", str(script.words)]
    for said, code, end in (("n\n", 1, "Nothing was filed."), ("y\n", 0, "Filed, all of it")):
        told = CliRunner().invoke(program, given, input=said)
        assert told.exit_code == code
        assert "joint → joint: is filed anew." in told.stdout
        assert "Read there by Mediator, North delegation, Second and South" in told.stdout
        assert end in told.stdout
    assert "stands there already" in CliRunner().invoke(program, given).stdout


def test_a_delegate_is_told_what_is_not_its_own_to_file(script: Script) -> None:
    """The whole is a mediator's; what it saved itself holds its own view alone and can be filed."""
    refused = script.no("North delegation", "file", CASE)["error"]
    assert refused["code"] == "not-your-part"
    assert "'south'" in refused["message"]
    ours = script.folder / "ours.yaml"
    script.talks("North delegation", "show", "dossier", "--save", ours)
    plan = script.talks("North delegation", "file", ours)
    assert parts(plan) == {"north": "unchanged"}
    assert script.no("North delegation", "file", ours, "--only", "joint")["error"]["code"] == (
        "no-such-part"
    )


def test_a_whole_dossier_is_not_put_on_the_joint_table(script: Script) -> None:
    """As somebody would who takes the part's name for the place of the whole."""
    whole = f"text={CASE.read_text(encoding='utf-8')}"
    before = script.talks("South delegation", "show", "record")
    refused = script.no("Mediator", "add", "joint", "dossier-part", "name=joint", whole)["error"]
    assert refused["code"] == "not-for-all-here"
    assert "holdfast talks file" in refused["message"]
    assert script.talks("South delegation", "show", "record") == before
