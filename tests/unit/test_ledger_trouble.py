"""A full disk, a read-only disk, a torn copy, a server gone: a clear answer, and nothing lost."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest
from sqlalchemy import exc, make_url

import ledgers
from holdfast.errors import ConflictError, LedgerError, StorageError
from holdfast.ledger import create_ledger, open_ledger
from holdfast.ledger.membership import open_compartment
from holdfast.ledger.trouble import explained
from holdfast.ledger.witness import verify
from ledgers import WORDS, House, cheap

NOBODY = 65534


def lived_in(house: House) -> str:
    """A compartment with something in it."""
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card])
    for n in range(40):
        house.mediator.append(room, b"%d" % n * 100)
    return room


def test_a_full_disk_loses_nothing(filed: House) -> None:
    """The entry is refused, everything before is there, and it goes on once there is room."""
    room = lived_in(filed)
    before = len(filed.mediator.read(room).entries)
    with filed.ledger.database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    session = filed.ledger.sign_in("Ukraine", WORDS)
    with pytest.raises(StorageError, match="disk is full") as refused:
        session.append(room, os.urandom(100_000))
    assert refused.value.code == "disk-full"
    assert len(session.read(room).entries) == before
    with filed.ledger.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    session.append(room, b"room again")
    assert len(filed.mediator.read(room).entries) == before + 1
    assert verify(filed.ledger)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A ledger in a folder that may be read and not written."""
    folder = Path(mkdtemp(prefix="hf-read-only-"))
    house = ledgers.furnish(str(folder / "talks.holdfast"))
    lived_in(house)
    ledgers.close(house)
    (folder / "talks.holdfast").chmod(0o444)
    folder.chmod(0o555)
    was = os.geteuid()
    if was == 0:
        os.seteuid(NOBODY)
    yield folder / "talks.holdfast"
    os.seteuid(was)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_read_only_disk_is_named(read_only: Path) -> None:
    """Neither a new ledger nor a sign-in works there, and the answer says why."""
    with pytest.raises(StorageError) as signing_in:
        open_ledger(str(read_only), cheap()).sign_in("Ukraine", WORDS)
    with pytest.raises(StorageError) as making:
        create_ledger(str(read_only.parent / "new"), "Mediator", WORDS, cheap())
    assert signing_in.value.code in {"read-only", "unreadable"}
    assert making.value.code == "read-only"


def test_a_read_only_server_is_named(postgres_place: str) -> None:
    """A standby, or a database that is shut for writing."""
    ledgers.close(ledgers.furnish(postgres_place))
    url = make_url(postgres_place)
    options = f"{url.query['options']} -cdefault_transaction_read_only=on"
    shut = url.update_query_dict({"options": options}).render_as_string(hide_password=False)
    with (
        open_ledger(shut, cheap()) as ledger,
        pytest.raises(StorageError, match="nothing was written") as refused,
    ):
        ledger.sign_in("Ukraine", WORDS)
    assert refused.value.code == "read-only"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_half_a_copy_is_not_taken_for_a_whole_one(
    filed: House, tmp_path: Path, share: float
) -> None:
    """A copy that was cut off is refused at the latest when it is verified."""
    lived_in(filed)
    ledgers.close(filed)
    data = Path(filed.where).read_bytes()
    torn = tmp_path / "torn.holdfast"
    torn.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(LedgerError) as refused:
        verify(open_ledger(str(torn), cheap()))
    assert refused.value.code in {"torn", "storage"}


def test_a_page_of_noise_is_noticed(filed: House, tmp_path: Path) -> None:
    """Whichever page of the file it is, verifying finds it or the page holds nothing."""
    lived_in(filed)
    ledgers.close(filed)
    data = Path(filed.where).read_bytes()
    found = 0
    for start in range(0, len(data), 4096):
        torn = tmp_path / f"torn-{start}.holdfast"
        torn.write_bytes(data[:start] + b"\xa5" * 4096 + data[start + 4096 :])
        try:
            verify(open_ledger(str(torn), cheap()))
        except LedgerError:
            found += 1
    pages = len(data) // 4096
    assert found >= pages * 0.5


def test_a_copy_without_its_write_ahead_file_is_old_or_refused(
    filed: House, tmp_path: Path
) -> None:
    """A file copied alone while in use lacks its newest entries; a witness shows it."""
    room = lived_in(filed)
    kept = verify(filed.ledger).heads
    copied = tmp_path / "copied.holdfast"
    shutil.copy(filed.where, copied)
    with pytest.raises(LedgerError):
        verify(open_ledger(str(copied), cheap()), kept)
    assert len(filed.mediator.read(room).entries) == 40


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all" * 99, b"SQLite format 3\0" + b"x" * 500]
)
def test_what_is_no_ledger_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    """An empty file, a text, a header alone."""
    path = tmp_path / "talks.holdfast"
    path.write_bytes(content)
    with pytest.raises(StorageError) as refused:
        open_ledger(str(path))
    assert refused.value.code in {"not-a-ledger", "torn"}
    assert path.read_bytes()[: len(content)] == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """Neither opened as a ledger nor written over by a new one."""
    path = tmp_path / "others.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE something (a)")
    connection.close()
    with pytest.raises(StorageError) as refused:
        open_ledger(str(path))
    assert refused.value.code == "not-a-ledger"
    with pytest.raises(StorageError) as refused:
        create_ledger(str(path), "Mediator", WORDS, cheap())
    assert refused.value.code == "already-there"


@pytest.mark.parametrize(
    "where",
    ["nowhere.holdfast", "mysql://host/base", "postgresql://[", "postgresql:///x?host=/nowhere"],
)
def test_what_is_not_there_is_said_to_be_not_there(where: str) -> None:
    """A file, a database of another kind, a broken URL, a server that does not run."""
    with pytest.raises(StorageError) as refused:
        open_ledger(where)
    assert refused.value.code in {"not-a-ledger", "out-of-reach"}


def test_a_ledger_of_a_newer_format_is_not_touched(filed: House) -> None:
    """It asks for a newer version of the program."""
    with filed.ledger.database.writing() as connection:
        connection.exec_driver_sql("UPDATE ledger SET format = 2")
    with pytest.raises(StorageError, match="format 2") as refused:
        open_ledger(filed.where)
    assert refused.value.code == "newer-format"


def test_a_value_of_another_type_is_damage(filed: House) -> None:
    """A file made by something else may hold text where bytes belong."""
    with sqlite3.connect(filed.where) as connection:
        connection.execute("ALTER TABLE ledger RENAME TO once")
        connection.execute("CREATE TABLE ledger (id, format)")
        connection.execute("INSERT INTO ledger VALUES ('text', 1)")
    connection.close()
    with pytest.raises(StorageError) as refused:
        open_ledger(filed.where)
    assert refused.value.code == "torn"


def test_a_server_that_may_lose_what_it_keeps_is_refused(
    postgres_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With fsync off a power cut can take acknowledged entries, so nothing is kept there."""
    execute = psycopg.Cursor.execute

    def without_fsync(self: Any, query: Any, *rest: Any, **more: Any) -> Any:
        asked = "SELECT 'off'" if query == "SHOW fsync" else query
        return execute(self, asked, *rest, **more)

    monkeypatch.setattr(psycopg.Cursor, "execute", without_fsync)
    with pytest.raises(StorageError) as refused:
        create_ledger(postgres_place, "Mediator", WORDS, cheap())
    assert refused.value.code == "unsafe-server"


STATES = [
    ("53100", False, "disk-full"),
    ("25006", False, "read-only"),
    ("57P01", False, "out-of-reach"),
    ("57P01", True, "outcome-unknown"),
    ("08006", True, "outcome-unknown"),
    ("58030", False, "disk-fault"),
    ("28P01", False, "refused-by-server"),
    ("XX001", False, "torn"),
    ("42P01", False, "not-a-ledger"),
    ("22000", False, "storage"),
]


class FakeError(psycopg.Error):
    """An error as the server's driver raises it."""

    def __init__(self, state: str) -> None:
        super().__init__("password=hunter2 secret text")
        self.sqlstate = state


@pytest.mark.parametrize(("state", "committing", "code"), STATES)
def test_what_a_server_complains_of_is_explained(state: str, committing: bool, code: str) -> None:
    """By its standard code; its own text, which may hold anything, is not repeated."""
    with pytest.raises(StorageError) as explained_as, explained(committing=committing):
        raise exc.OperationalError(None, {}, FakeError(state))
    assert explained_as.value.code == code
    assert "hunter2" not in str(explained_as.value)


@pytest.mark.parametrize("state", ["40001", "40P01", "23505"])
def test_a_lost_race_on_a_server_is_a_conflict(state: str) -> None:
    """Serialisation, deadlock, a key that is taken: somebody else came first."""
    with pytest.raises(ConflictError), explained():
        raise exc.OperationalError(None, {}, FakeError(state))
