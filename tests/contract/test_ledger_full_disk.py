"""Disks that are really full: what was acknowledged is there, and with room again it goes on."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from sqlalchemy import make_url

import ledgers
import postgres
from holdfast.errors import LedgerError, StorageError
from holdfast.ledger import create_ledger, open_ledger
from holdfast.ledger.membership import open_compartment
from holdfast.ledger.witness import verify, verify_own
from ledgers import WORDS, HandClock, cheap

CHUNK = 20_000


@contextmanager
def small_disk(megabytes: int, user: str | None = None) -> Iterator[Path]:
    """A disk of so many megabytes, where this test may make one; it is skipped where it may not."""
    folder = Path(mkdtemp(prefix="hf-disk-"))
    options = f"size={megabytes}m"
    made = None
    if shutil.which("mount") and os.geteuid() == 0:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        made = subprocess.run(command, capture_output=True, check=False)
    if made is None or made.returncode:
        folder.rmdir()
        pytest.skip("only an administrator can make a small disk")
    try:
        if user:
            shutil.chown(folder, user)
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def enlarge(disk: Path, megabytes: int) -> None:
    """Make room."""
    options = f"remount,size={megabytes}m"
    subprocess.run(["mount", "-o", options, str(disk)], check=True)


def fill(where: str, most: int = 2000) -> tuple[str, list[bytes], str]:
    """Append until it is refused: the compartment, what was acknowledged, the refusal's code."""
    kept: list[bytes] = []
    session = create_ledger(where, "Mediator", WORDS, cheap(HandClock()))
    try:
        room = open_compartment(session, "Joint", [])
        for number in range(most):
            body = b"%d " % number + os.urandom(CHUNK)
            session.append(room, body)
            kept.append(body)
    except StorageError as refused:
        return room, kept, refused.code
    finally:
        session.database.close()
    message = "It was never full."
    raise AssertionError(message)


def check(where: str, room: str, kept: list[bytes]) -> None:
    """Everything acknowledged is there, in order, and proven; nothing needed repair."""
    with open_ledger(where, cheap(HandClock())) as ledger:
        verify(ledger)
        session = ledger.sign_in("Mediator", WORDS)
        bodies = [entry.body for entry in session.read(room).entries]
        assert bodies[: len(kept)] == kept
        assert len(bodies) <= len(kept) + 1
        verify_own(session)


def test_a_small_disk_that_fills_loses_nothing() -> None:
    """SQLite: refused as full, all there; with more room the next entry is kept."""
    with small_disk(2) as disk:
        where = str(disk / "talks.holdfast")
        room, kept, code = fill(where)
        assert code == "disk-full"
        assert len(kept) > 10
        enlarge(disk, 20)
        check(where, room, kept)
        with open_ledger(where, cheap(HandClock())) as ledger:
            session = ledger.sign_in("Mediator", WORDS)
            session.append(room, b"room again")
            assert session.read(room).entries[-1].body == b"room again"


def test_a_server_whose_disk_fills_loses_nothing() -> None:
    """PostgreSQL with its tables on a small disk: refused as full, all there, and it goes on."""
    with postgres.own_server() as server, small_disk(4, server.user) as disk:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{disk}'")
        with postgres.empty_place(server.url) as place:
            url = make_url(place)
            options = f"{url.query['options']} -cdefault_tablespace=small"
            where = url.update_query_dict({"options": options}).render_as_string(
                hide_password=False
            )
            room, kept, code = fill(where)
            assert code == "disk-full"
            assert len(kept) > 10
            enlarge(disk, 40)
            check(where, room, kept)
            with open_ledger(where, cheap(HandClock())) as ledger:
                session = ledger.sign_in("Mediator", WORDS)
                session.append(room, b"room again")
                assert session.read(room).entries[-1].body == b"room again"
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("DROP TABLESPACE small")


def limited(where: str) -> None:
    """What the child below does: fill a file that may not grow beyond a limit, and say how far."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
    room, kept, code = fill(where)
    told = f"{room} {code}\n".encode() + b"\n".join(body.hex().encode() for body in kept)
    os.write(1, told)


@pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")
def test_a_file_that_may_not_grow_loses_nothing(file: str) -> None:
    """A limit on the size of files, which anybody can set: a clear answer, and nothing lost."""
    module = Path(__file__).stem
    script = f"import sys; sys.path[:0] = {sys.path!r}; import {module} as t; t.limited({file!r})"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=False
    )
    top, *bodies = done.stdout.decode().split("\n")
    assert done.returncode == 0, done.stderr
    room, code = top.split()
    assert code in {"disk-full", "disk-fault"}
    kept = [bytes.fromhex(body) for body in bodies]
    assert len(kept) > 10
    check(file, room, kept)


def test_a_disk_that_turns_read_only_is_named() -> None:
    """As a disk does after an error: what is there is there, and the answer says why."""
    with small_disk(4) as disk:
        where = str(disk / "talks.holdfast")
        house = ledgers.furnish(where)
        room = open_compartment(house.mediator, "Joint", [house.ukraine.card], first=[b"told"])
        ledgers.close(house)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(LedgerError) as refused:
            open_ledger(where, cheap()).sign_in("Ukraine", WORDS)
        assert refused.value.code in {"read-only", "unreadable"}
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        with open_ledger(where, house.ledger.means) as ledger:
            session = ledger.sign_in("Ukraine", WORDS)
            assert [entry.body for entry in session.read(room).entries] == [b"told"]
