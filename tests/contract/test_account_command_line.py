"""Accounts on the command line: the second factor, the lock, and where no secret may stand."""

import io
import re
from base64 import b32decode
from collections.abc import Iterator
from time import time

import click
import pytest

from holdfast.cli import main
from holdfast.cli.program import program
from holdfast.ledger.sign_in import FREE_TRIES
from holdfast.ledger.totp import STEP_SECONDS, code_at
from talks_script import Script

NORTH = ("--as", "North delegation")


def enrolled(script: Script, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, int]:
    """North's account with a second factor, put into an authenticator as a person would."""
    seen: dict[str, bytes] = {}
    step = int(time()) // STEP_SECONDS

    def authenticator(_asked: str, **_: object) -> str:
        shown = script.capsys.readouterr().err
        found = re.search(r"otpauth://totp/\S*[?&]secret=([A-Z2-7]+)", shown)
        assert found is not None
        seen["secret"] = b32decode(found[1])
        return code_at(seen["secret"], step)

    with monkeypatch.context() as patch:
        patch.setattr(click, "prompt", authenticator)
        words = ("--passphrase-file", script.words, "--again", script.words)
        code, found = script.run("account", "second-factor", script.ledger, *NORTH, *words)
        assert code == 0, found
    return seen["secret"], step


def rooms(script: Script, *more: object) -> tuple[int, str]:
    """Whether North gets in."""
    given = ("--passphrase-file", script.words, *more)
    code, found = script.run("talks", "show", script.ledger, *NORTH, *given)
    return code, found["error"]["code"] if "error" in found else "in"


def test_a_second_factor_is_asked_for_and_works_once(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it, with a wrong one and with one seen typed a moment ago, the answer is the same."""
    secret, step = enrolled(script, monkeypatch)
    assert rooms(script) == (2, "sign-in-refused")
    assert rooms(script, "--code", "000000") == (2, "sign-in-refused")
    assert rooms(script, "--code", code_at(secret, step)) == (2, "sign-in-refused")
    assert rooms(script, "--code", code_at(secret, step + 1)) == (0, "in")
    assert rooms(script, "--code", code_at(secret, step + 1)) == (2, "sign-in-refused")


def test_a_second_factor_is_dropped_with_passphrase_and_code(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Afterwards the passphrase alone opens again."""
    secret, step = enrolled(script, monkeypatch)
    words = ("--passphrase-file", script.words, "--again", script.words)
    given = (*NORTH, *words, "--drop")
    assert script.run("account", "second-factor", script.ledger, *given)[0] == 2
    code = ("--code", code_at(secret, step + 1))
    assert script.run("account", "second-factor", script.ledger, *given, *code)[0] == 0
    assert rooms(script) == (0, "in")


def test_failures_lock_an_account_and_the_words_say_what_to_do(script: Script) -> None:
    """The same for a name that does not exist; nobody else is locked."""
    wrong = script.folder / "wrong"
    wrong.write_text("not the passphrase at all", encoding="utf-8")
    told = []
    for name in ("North delegation", "Nobody"):
        given = ("talks", "show", script.ledger, "--as", name, "--passphrase-file")
        for _ in range(FREE_TRIES):
            assert script.run(*given, wrong)[1]["error"]["code"] == "sign-in-refused"
        told.append(script.run(*given, script.words)[1]["error"])
    assert [error["code"] for error in told] == ["locked", "locked"]
    first, second = (re.sub(r"\d+", "N", error["message"]) for error in told)
    assert first == second
    assert "guardians" in first
    assert script.talks("South delegation", "show", "rooms")


def commands(group: click.Group, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        elif command is not None:
            yield f"{path} {name}", command


def test_no_secret_is_given_where_others_can_see_it() -> None:
    """Passphrases and tokens come from a file or a prompt: no argument, no environment."""
    seen = 0
    for name, command in commands(program):
        for parameter in command.params:
            assert parameter.envvar is None, name
            about = " ".join([parameter.name or "", *parameter.opts])
            if re.search(r"passphrase|token|again|secret|password", about):
                assert isinstance(parameter.type, click.Path | click.File), (name, about)
                seen += 1
    assert seen > 20
    assert not program.context_settings.get("auto_envvar_prefix")


def test_a_passphrase_is_asked_for_without_being_shown(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hidden where there is no file; the answer repeats it nowhere."""
    asked = []

    def prompt(text: str, **options: object) -> str:
        asked.append((text, options.get("hide_input")))
        return script.words.read_text(encoding="utf-8").strip()

    monkeypatch.setattr(click, "prompt", prompt)
    code, _ = script.run("talks", "show", script.ledger, *NORTH)
    assert (code, asked) == (0, [("Passphrase", True)])


@pytest.mark.parametrize("content", [b"\xff\xfe\x00words", b""])
def test_a_file_that_holds_no_passphrase_is_said_to_hold_none(
    script: Script, content: bytes
) -> None:
    """Noise or nothing; no traceback, and nothing of it in the answer."""
    file = script.folder / "noise"
    file.write_bytes(content)
    given = (*NORTH, "--passphrase-file", file)
    code, found = script.run("talks", "show", script.ledger, *given)
    assert code == 2
    assert found["error"]["code"] in {"unusable-input", "sign-in-refused"}


def test_what_is_given_in_bad_form_has_a_clear_answer(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nesting without end, another encoding, a moment before all calendars."""
    signing = (*NORTH, "--passphrase-file", script.words, "--json")
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    for given, arguments in (
        (deep, ("talks", "add", script.ledger, "north", "block", "--from", "-")),
        ("[1]", ("talks", "add", script.ledger, "north", "block", "--from", "-")),
        ("", ("talks", "as-of", script.ledger, "0001-01-01T00:00+14:00")),
    ):
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        with pytest.raises(SystemExit) as stop:
            main([*map(str, arguments), *map(str, signing)])
        assert stop.value.code == 2
        assert '"code": "bad-' in script.capsys.readouterr().out


def test_talks_that_cannot_be_named_are_not_begun(script: Script) -> None:
    """A party that is no id, a title of two lines, a name with a hidden letter: nothing is made."""
    for party, title, name, code in (
        ("United States", "Talks", "Mediator", "unfit-entry"),
        ("east", "Two\nlines", "Mediator", "unfit-entry"),
        ("east", "Talks", "Medi\u200bator", "bad-name"),
    ):
        where = script.folder / "new"
        given = ("--party", party, "--title", title, "--as", name)
        words = ("--passphrase-file", script.words)
        found = script.run("talks", "init", where, *given, *words)
        assert (found[0], found[1]["error"]["code"]) == (2, code)
        assert not where.exists()


def test_the_record_reads_in_words(script: Script) -> None:
    """Names for accounts, lists that end somewhere, papers by their length, no line broken."""
    needs = 'needs:=[{"issue":"line","level":"agreed"},{"issue":"monitors","level":"agreed"}]'
    script.talks("Mediator", "add", "joint", "step", "title=They meet", needs)
    file = script.folder / "record"
    given = ("--as", "North delegation", "--passphrase-file", script.words, "--save", file)
    assert script.run("talks", "show", script.ledger, "record", *given)[0] == 0
    lines = file.read_text(encoding="utf-8").splitlines()
    assert any("Mediator (mediator, east), Second (mediator, east)" in line for line in lines)
    assert any("needs (issue line, level agreed), (issue monitors, " in line for line in lines)
    assert any("name joint; text of " in line for line in lines)
    assert not any(len(word) > 60 for line in lines for word in line.split())
    assert file.stat().st_mode & 0o077 == 0


def test_what_is_computed_from_both_sides_is_the_mediators_alone(script: Script) -> None:
    """The answer carries the join of the labels; each delegation's is made from its own."""
    found = script.talks("Mediator", "show", "packages")
    assert found["label"] == ["joint", "north", "own", "south"]
    assert found["seen_by"] == ["Mediator", "Second"]
    assert found["packages"]["settlements"]
    given = ("--as", "North delegation", "--passphrase-file", script.words)
    code, own = script.run("talks", "show", script.ledger, "packages", *given)
    assert code == 0
    assert own["result"]["label"] == ["joint", "north"]
    assert "North delegation" in own["result"]["seen_by"]
    assert own["result"]["packages"] != found["packages"]
