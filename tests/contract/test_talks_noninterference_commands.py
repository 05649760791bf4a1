"""Twin worlds on the command line: whoever sits outside gets the same bytes from every command."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import ledgers
import twin_worlds
from holdfast.cli import main
from holdfast.desk.telling import QUESTIONS
from holdfast.ledger.means import THE_USUAL
from holdfast.talks.content import make
from talks_table import DOSSIER
from twin_worlds import NAMES, Step

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

HOURS = {"starts": "2026-01-25T08:00Z", "ends": "2026-01-25T09:00Z"}
NEXT = Step("joint", "m1", "say", make("round", {"id": "next", "title": "Next", **HOURS}))


def told(text: str) -> Step:
    """Ukraine's confidence."""
    fields = {"id": "a", "party": "ukraine", "text": text, "caveat": "mediator-only"}
    return Step("ukraine", "ua", "say", make("confidence", fields))


def line(option: str) -> Step:
    """Ukraine's red line."""
    fields = {"id": "l", "party": "ukraine", "title": "L", "never": {"line": [option]}}
    return Step("ukraine", "ua", "say", make("red-line", fields))


ONE: list[Step | None] = [
    told("East of the river."),
    line("freeze"),
    NEXT,
    told("And a mill."),
    told("Again."),
]
OTHER: list[Step | None] = [
    told("West."),
    None,
    NEXT,
    Step("ukraine", "m1", "seat", to="a"),
    line("swaps"),
]


@dataclass(frozen=True)
class Got:
    """What a command left behind: its exit code, what it said, and the files beside the ledger."""

    code: object
    out: str
    err: str
    files: tuple[tuple[str, bytes], ...]


def commands(foreign: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every command that an account can give, with what it can guess."""
    for question in QUESTIONS:
        yield "talks", "show", "talks", question
        yield "talks", "show", "talks", question, "--json"
    for room in ("joint", "own", "ukraine", "russia", "europe", "nowhere"):
        yield "ledger", "export", "talks", room, f"export-of-{room}"
        yield "talks", "add", "talks", room, "rumour"
    yield "ledger", "verify-own", "talks", "--keep-heads", "heads", "--json"
    yield "talks", "invite", "talks", "Friend"
    yield "talks", "unseat", "talks", "Ukraine"
    yield "talks", "seat", "talks", "Aide a", "--party", "ukraine"
    yield "account", "guardians", "talks", "Aide a", "--needed", "1"
    for question in ("record", "readiness", "calendar"):
        yield "talks", "as-of", "talks", "2026-01-24T12:00Z", question, "--json"
    for guess in foreign[:4]:
        yield "talks", "strike", "talks", "joint", guess, "--why", "Why."
        yield "talks", "release", "look", "talks", guess
        yield "talks", "release", "approve", "talks", guess, "00"
        yield "talks", "release", "decline", "talks", guess, "--why", "Why."
        yield "ledger", "export", "talks", guess, "export-of-guess"


def got(
    name: str, command: tuple[str, ...], capsys: pytest.CaptureFixture[str], known: set[str]
) -> Got:
    """Give a command as an account."""
    before = {path.name for path in Path().iterdir()} | known
    with pytest.raises(SystemExit) as stop:
        main([*command, "--as", name, "--passphrase-file", "words"])
    said = capsys.readouterr()
    new = sorted(path for path in Path().iterdir() if path.name not in before)
    files = tuple((path.name, path.read_bytes()) for path in new)
    for path in new:
        path.unlink()
    return Got(stop.value.code, said.out, said.err, files)


def world(
    founded: Path, folder: Path, script: list[Step | None], foreign: tuple[str, ...]
) -> tuple[twin_worlds.World, tuple[str, ...]]:
    """A world played to its end in a folder of its own."""
    folder.mkdir()
    (folder / "words").write_text(ledgers.WORDS, encoding="utf-8")
    made = twin_worlds.World(founded, folder / "talks")
    for number, step in enumerate(script):
        if step is None:
            made.clock.now_ms += 60_000
        else:
            made.play(number, step, "ukraine")
    return made, foreign or made.inside("ukraine")


def test_every_command_gives_the_same_bytes_in_both_worlds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit codes, words, JSON, errors, exports, heads and the names of files."""
    founded = tmp_path / "founded"
    twin_worlds.found(founded, DOSSIER)
    usual = THE_USUAL.clock
    answers: list[dict[tuple[str, tuple[str, ...]], Got]] = []
    foreign: tuple[str, ...] = ()
    try:
        for number, script in enumerate((ONE, OTHER)):
            folder = tmp_path / f"world-{number}"
            made, foreign = world(founded, folder, script, foreign)
            object.__setattr__(THE_USUAL, "clock", made.clock)
            monkeypatch.chdir(folder)
            known = {f"talks{end}" for end in ("", "-wal", "-shm")}
            seen = {
                (who, command): got(NAMES[who], command, capsys, known)
                for who in ("ru", "eu")
                for command in commands(foreign)
            }
            made.close()
            answers.append(seen)
    finally:
        object.__setattr__(THE_USUAL, "clock", usual)
    first, second = answers
    assert [key for key in first if first[key] != second[key]] == []
    assert len(first) > 120
    record = first["ru", ("talks", "show", "talks", "record")]
    assert "Next" in record.out
