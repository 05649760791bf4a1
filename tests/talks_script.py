"""Talks run by commands alone, for tests: each account with a passphrase file."""

import json
from pathlib import Path
from typing import Any

import pytest

from holdfast.cli import main

CASE = Path(__file__).parent / "cases" / "line_and_monitors.yaml"


class Script:
    """Commands run one after another in a folder, each account with a passphrase file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.ledger = str(folder)
        self.words = folder / "words"
        self.words.write_text("a passphrase for a test\n", encoding="utf-8")

    def run(self, *arguments: object) -> tuple[int, Any]:
        """The exit code and the JSON of a command."""
        with pytest.raises(SystemExit) as stop:
            main([*map(str, arguments), "--json"])
        out = self.capsys.readouterr().out
        return int(stop.value.code or 0), json.loads(out)

    def talks(self, who: str, command: str, *arguments: object) -> Any:
        """The result of a command that an account gives and that succeeds."""
        signing = ("--as", who, "--passphrase-file", self.words)
        code, found = self.run("talks", *command.split(), self.ledger, *arguments, *signing)
        assert code == 0, found
        return found["result"]

    def no(self, who: str, command: str, *arguments: object) -> Any:
        """The JSON of a command that does not succeed."""
        signing = ("--as", who, "--passphrase-file", self.words)
        code, found = self.run("talks", *command.split(), self.ledger, *arguments, *signing)
        assert code in {1, 2}
        return found

    def join(self, who: str, party: str, *options: str) -> None:
        """Invite, join, seat."""
        mediator = ["--mediator"] if "mediator" in options else []
        token = self.talks("Mediator", "invite", who, *mediator)["token"]
        file = self.folder / "token"
        file.write_text(token, encoding="utf-8")
        code, _ = self.run(
            "talks", "join", self.ledger, "--token-file", file, "--passphrase-file", self.words
        )
        assert code == 0
        self.talks("Mediator", "seat", who, "--party", party, *options)


def begun(folder: Path, capsys: pytest.CaptureFixture[str]) -> Script:
    """Talks begun on the command line, with two mediators and two delegations."""
    made = Script(folder, capsys)
    made.talks("Mediator", "init", "--party", "east", "--title", "Test", "--dossier", CASE)
    made.join("Second", "east", "--kind", "mediator")
    made.join("North delegation", "north")
    made.join("South delegation", "south")
    return made
