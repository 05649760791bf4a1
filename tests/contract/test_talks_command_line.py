"""A whole round of talks by script: every account with its own keys, on the command line."""

import json
import re
from pathlib import Path

import pytest

from holdfast.cli import main
from holdfast.desk import caring
from holdfast.talks.content import KINDS
from holdfast.talks.gate import Refusal
from talks_script import Script

REPOSITORY = Path(__file__).parents[2]
ENTRIES = (REPOSITORY / "docs" / "reference" / "entries.md").read_text(encoding="utf-8")
CASE = REPOSITORY / "tests" / "cases" / "line_and_monitors.yaml"


pytestmark = pytest.mark.usefixtures("cheap_passphrases")

BLOCK = ("block", "issue=line", "party=north", "why=.")


def test_a_round_by_script(script: Script) -> None:
    """A confidence is told, floated with consent, received; the follow-up and a task are set."""
    told = ["party=north", "text=We could swap.", "caveat=float-as-your-own"]
    told += ['may_go_to:=["south"]']
    added = script.talks("North delegation", "add", "north", "confidence", *told)
    confidence = added["entry"]["says"]["id"]
    text = script.folder / "text"
    text.write_text("What if there were a swap?", encoding="utf-8")
    source = f"north/{confidence}"
    code, asked = script.run(
        *("talks", "release", "ask", script.ledger, "south", text, "--manner", "own-idea"),
        *("--from", source, "--as", "Mediator", "--passphrase-file", script.words),
    )
    release = asked["result"]["release"]
    assert code == 1
    assert [refusal["code"] for refusal in release["refusals"]] == ["not-approved"]
    identity = release["request"]["says"]["id"]
    assert release["preview"].startswith("What if there were a swap?\n\n[copy-")
    script.talks("Second", "release approve", identity, release["sha256"])
    assert script.talks("Second", "release pass", identity)["release"]["stage"] == "released"
    record = script.talks("South delegation", "show", "record")["record"]
    assert record[-1]["says"]["text"] == release["preview"]
    assert "We could swap" not in json.dumps(record)
    next_round = ("id=second", "title=Second round", "starts=2026-02-01T09:00+04:00")
    script.talks("Mediator", "add", "joint", "round", *next_round, "ends=2026-02-02T18:00+04:00")
    task = ("title=Redraft", "owner=north", "due=2026-01-31T12:00Z")
    script.talks("Mediator", "add", "joint", "task", *task)
    assert (
        "SUMMARY:Second round" in script.talks("South delegation", "show", "calendar")["calendar"]
    )
    (owed,) = script.talks("North delegation", "show", "tasks")["tasks"]
    assert owed["is_open"]


def test_every_question_is_answered_for_people_and_programs(
    script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    """In JSON by its name, and in lines of at most eighty columns."""
    hours = ("starts=2026-02-01T09:00Z", "ends=2026-02-01T10:00Z")
    script.talks("Mediator", "add", "joint", "round", "title=Next", *hours)
    line = ("party=north", "title=No swap", 'never:={"line":["swap"]}')
    script.talks("North delegation", "add", "north", "red-line", *line)
    page = script.no("Mediator", "show", "everything")["error"]["message"]
    questions = re.findall(r"'([a-z-]+)'", page.split("is not one of")[1])
    assert len(questions) >= 16
    signing = ("--as", "Mediator", "--passphrase-file", script.words)
    for question in questions:
        assert question in script.talks("Mediator", "show", question)
        with pytest.raises(SystemExit) as stop:
            main(["talks", "show", script.ledger, question, *map(str, signing)])
        assert stop.value.code == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines
        assert question in {"dossier", "calendar"} or max(map(len, lines)) <= 80


def test_the_past_is_shown_as_of_a_moment(script: Script) -> None:
    """Before anything was said, and at the end of a day in the far future."""
    past = script.talks("Mediator", "as-of", "2020-01-01", "record")
    assert past["record"] == []
    assert len(script.talks("Mediator", "as-of", "2999-12-31", "record")["record"]) > 3
    assert script.no("Mediator", "as-of", "soon")["error"]["code"] == "bad-moment"


def test_what_is_not_allowed_has_a_code(script: Script) -> None:
    """A wrong passphrase, a room that one does not have, a kind, a field."""
    wrong = script.folder / "wrong"
    wrong.write_text("another passphrase", encoding="utf-8")
    code, found = script.run(
        "talks", "show", script.ledger, "--as", "Mediator", "--passphrase-file", wrong
    )
    assert (code, found["error"]["code"]) == (2, "sign-in-refused")
    for arguments, refused in (
        (("add", "south", "block", "issue=line", "party=north", "why=."), "no-such-compartment"),
        (("add", "north", "rumour"), "unknown-kind"),
        (("add", "north", "block", "issue=line"), "unfit-entry"),
        (("add", "north", "block", "issue"), "bad-fields"),
        (("add", "north", "block", "issue:={"), "bad-fields"),
        (("invite", "Somebody"), "may-not-write"),
        (("strike", "north", "ff", "--why", "."), "nothing-to-strike"),
    ):
        command, *rest = arguments
        assert script.no("North delegation", command, *rest)["error"]["code"] == refused


def test_the_record_is_proven_kept_and_exported(script: Script) -> None:
    """Heads kept and found again, a backup restored, an export written for its owner alone."""
    heads, copied, back = (script.folder / name for name in ("heads", "copy", "back"))
    code, found = script.run("ledger", "verify", script.ledger, "--keep-heads", heads)
    assert code == 0
    assert len(found["result"]["heads"]) == 4
    code, found = script.run("ledger", "verify", script.ledger, "--heads", heads)
    assert found["proof"] == {"signatures": False, "witnessed": 4}
    assert script.run("ledger", "backup", script.ledger, copied)[0] == 0
    assert script.run("ledger", "restore", copied, back)[0] == 0
    assert script.run("ledger", "verify", back, "--heads", heads)[0] == 0
    signing = ("--as", "North delegation", "--passphrase-file", script.words)
    code, found = script.run("ledger", "verify-own", script.ledger, *signing)
    assert len(found["result"]["heads"]) == 2
    written = script.folder / "export"
    assert script.run("ledger", "export", script.ledger, "north", written, *signing)[0] == 0
    assert written.stat().st_mode & 0o077 == 0
    code, found = script.run("ledger", "export", script.ledger, "south", written, *signing)
    assert (code, found["error"]["code"]) == (2, "no-such-compartment")
    code, found = script.run("ledger", "export", script.ledger, "north", written, *signing)
    assert (code, found["error"]["code"]) == (2, "cannot-write")


def test_an_account_is_looked_after(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guardians chosen, the account given back by two of them, a passphrase changed."""
    signing = ("--passphrase-file", script.words)
    chosen = ("Mediator", "Second", "--needed", 2, "--as", "North delegation")
    assert script.run("account", "guardians", script.ledger, *chosen, *signing)[0] == 0
    new = script.folder / "new"
    new.write_text("another passphrase for a test", encoding="utf-8")

    def answer(asked: caring.Asked) -> list[str]:
        slips = []
        for guardian in ("Mediator", "Second"):
            given = (asked.request, "--fingerprint", asked.fingerprint.lower(), "--as", guardian)
            code, found = script.run("account", "slip", script.ledger, *given, *signing)
            assert code == 0
            slips.append(found["result"]["slip"])
        wrong = (asked.request, "--fingerprint", "AAAA-AAAA", "--as", "Mediator")
        assert script.run("account", "slip", script.ledger, *wrong, *signing)[0] == 1
        return slips

    with monkeypatch.context() as patch:
        recover = caring.recover_account
        patch.setattr(caring, "recover_account", lambda w, n, _, p: recover(w, n, answer, p))
        code, _ = script.run(
            *("account", "recover", script.ledger, "North delegation", "--passphrase-file", new)
        )
        assert code == 0
    changed = ("--as", "North delegation", "--passphrase-file", new, "--again", new)
    code, _ = script.run(
        *("account", "passphrase", script.ledger, *changed, "--new-passphrase-file", script.words)
    )
    assert code == 0
    assert script.talks("North delegation", "show", "rooms")


def test_every_kind_and_refusal_is_documented() -> None:
    """The reference has a row for each kind of entry, and each code of the gate."""
    assert set(re.findall(r"^\| `([a-z-]+)` \|", ENTRIES, re.MULTILINE)) >= set(KINDS)
    gate = (REPOSITORY / "src" / "holdfast" / "talks" / "gate.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'Refusal\(\s*"([a-z-]+)"', gate))
    assert len(codes) >= 15
    assert codes <= set(re.findall(r"`([a-z-]+)`", ENTRIES.split("## The release gate")[1]))
    assert Refusal("a", "b").code == "a"
