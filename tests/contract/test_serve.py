"""The workbench is served as the command line says: the demonstration, real talks, behind TLS."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from certificates import make_certificate
from commands import run
from holdfast.desk.demonstration import found_demonstration, last_friday
from holdfast.dossier import write
from holdfast.talks.programme import rounds
from holdfast.talks.tasks import open_tasks
from workbenches import cheap_means, small_talks

COMMAND = [sys.executable, "-c", "from holdfast.cli import main; main()"]
PHRASE = "a passphrase for a test"
PATIENCE = 60  # seconds: the first page of a new process loads all that it needs


@contextmanager
def started(*arguments: object) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A command that serves until it is stopped, with everything it says up to its address."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        text=True,
    ) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "Stop with Ctrl-C" in line:
                break
        try:
            yield said, process
        finally:
            process.kill()


def address_in(said: str) -> str:
    """The address that was told."""
    found: list[str] = re.findall(r"https?://\S+", said)
    return found[-1].rstrip("/")


def sign_in(client: httpx.Client, origin: str, name: str, phrase: str) -> httpx.Response:
    """Sign in as a person does."""
    form = {"name": name, "passphrase": phrase}
    return client.post("/sign-in", data=form, headers={"origin": origin})


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Talks as ``holdfast talks init`` makes them, in a folder beside their dossier."""
    folder = tmp_path_factory.mktemp("my-talks")
    (folder / "dossier.yaml").write_text(write(small_talks()), encoding="utf-8")
    words = tmp_path_factory.mktemp("phrases") / "words"
    words.write_text(PHRASE, encoding="utf-8")
    signing = ("--as", "Mediator", "--passphrase-file", words)
    assert run("talks", "init", folder, "--party", "host", "--dossier", folder, *signing) == 0
    return folder


def test_the_demonstration_is_entered_with_one_click_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its address and accounts are told; every account enters; stopped, its ledger is gone."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with started("demo", "--port", "0") as (said, process):
        assert list(tmp_path.glob("holdfast-demo-*/talks.holdfast"))
        names = ["Mediator", "Second mediator", "Ukraine", "Russia", "Europe"]
        assert [name for name in names if f"\n  {name} " in said] == names
        origin = address_in(said)
        for name in names:
            with httpx.Client(base_url=origin, timeout=PATIENCE) as client:
                entered = client.post("/enter", data={"name": name}, headers={"origin": origin})
                assert entered.status_code == 303
                page = client.get("/positions")
                assert page.status_code == 200
                assert "Abu Dhabi trilateral talks" in page.text
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert list(tmp_path.iterdir()) == []


def test_the_brief_of_the_demonstration_is_one_page() -> None:
    """With ``--brief`` the assessment is shown as it was before there was a workbench."""
    with started("demo", "--brief", "--once", "--port", "0") as (said, process):
        assert "zone of possible agreement" in said
        page = httpx.get(address_in(said), timeout=PATIENCE).text
        assert page.startswith("<!DOCTYPE html>")
        assert "Abu Dhabi trilateral talks" in page
        assert process.wait(timeout=PATIENCE) == 0


def test_what_was_begun_on_the_command_line_is_served(ledger: Path) -> None:
    """The folder that ``talks init`` was given can be served, with its own passphrases alone."""
    with started("serve", ledger, "--port", "0") as (said, _):
        origin = address_in(said)
        assert origin.startswith("http://127.0.0.1:")
        with httpx.Client(base_url=origin, timeout=PATIENCE) as client:
            assert client.post("/enter", headers={"origin": origin}).status_code == 404
            assert sign_in(client, origin, "Mediator", "not the words").status_code == 403
            assert sign_in(client, origin, "Mediator", PHRASE).status_code == 303
            page = client.get("/positions").text
            assert "Talks on a river" in page
            assert "30\N{EN DASH}40" not in page
            assert client.get("/positions/south").status_code == 200


def test_behind_tls_everything_is_under_https(ledger: Path, tmp_path: Path) -> None:
    """A https request is answered, its cookie goes nowhere else, and http gets no answer."""
    certificate, key = make_certificate(tmp_path)
    port = _free_port()
    origin = f"https://127.0.0.1:{port}"
    tls = ("--address", origin, "--certificate", certificate, "--key", key)
    with started("serve", ledger, "--host", "0.0.0.0", "--port", port, *tls) as (said, _):  # noqa: S104
        assert address_in(said) == origin
        trusted = ssl.create_default_context(cafile=str(certificate))
        with httpx.Client(base_url=origin, verify=trusted, timeout=PATIENCE) as client:
            answer = sign_in(client, origin, "Mediator", PHRASE)
            assert answer.status_code == 303
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith("__Host-holdfast=")
            assert "Secure" in cookie
            assert "max-age" in answer.headers["strict-transport-security"]
            assert client.get("/positions").status_code == 200
            assert client.get("/sign-in", headers={"host": "127.0.0.1"}).status_code == 421
            elsewhere = {"origin": f"http://127.0.0.1:{port}"}
            assert client.post("/lock", headers=elsewhere).status_code == 403
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"http://127.0.0.1:{port}/sign-in")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--host", "0.0.0.0"], "needs-tls"),  # noqa: S104
        (["--host", "0.0.0.0", "--address", "https://talks.example"], "needs-tls"),  # noqa: S104
        (["--address", "http://talks.example"], "needs-tls"),
        (["--address", "https://talks.example/path"], "needs-tls"),
        (["--certificate", "CERTIFICATE", "--key", "KEY"], "needs-tls"),
        (
            ["--address", "https://t.example", "--certificate", "KEY", "--key", "CERTIFICATE"],
            "bad-certificate",
        ),
        (["--port", "99999"], "port-taken"),
    ],
)
def test_what_would_be_unsafe_is_refused(
    ledger: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: str,
) -> None:
    """Nothing listens where others could read along; the reason is told, and the exit code is 2."""
    certificate, key = make_certificate(tmp_path)
    files = {"CERTIFICATE": str(certificate), "KEY": str(key)}
    assert run("serve", ledger, *(files.get(each, each) for each in arguments)) == 2
    told = capsys.readouterr().err
    assert f"[{code}]" in told
    assert "Traceback" not in told


def test_where_there_are_no_talks_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder without a ledger is named, with how to begin talks."""
    assert run("serve", tmp_path) == 2
    told = capsys.readouterr().err
    assert "talks.holdfast" in told
    assert "holdfast talks init" in told
    assert "[not-a-ledger]" in told


@pytest.mark.parametrize("day", range(7))
def test_the_demonstration_is_of_this_week(tmp_path: Path, day: int) -> None:
    """Whatever day it is: the first round is over, the second and its tasks are still to come."""
    now = datetime(2026, 3, 2 + day, 4, 59, tzinfo=UTC)
    friday = last_friday(now)
    assert friday.strftime("%A %H:%M") == "Friday 05:00"
    assert timedelta(hours=48) <= now - friday < timedelta(days=9)
    if day == 5:
        found = found_demonstration(tmp_path, now)
        seen = found.sign_in("Ukraine", found.demonstration["Ukraine"]).look().record
        first, second = rounds(seen)
        assert first.closed is not None
        assert second.round.content.starts > now
        assert open_tasks(seen)
        assert cheap_means().cost == found.ledger.means.cost


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
