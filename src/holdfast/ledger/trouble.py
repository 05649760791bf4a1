"""What a database's complaint means for the person who was writing, and what to do about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from holdfast.errors import ConflictError, LedgerError, StorageError

_KEPT = "Everything that was acknowledged before is still there."

_MEANINGS = {
    "disk-full": (
        f"The disk is full, so nothing was written. {_KEPT} Make room, and write it again."
    ),
    "read-only": (
        f"The ledger cannot be written to here (a read-only disk or file), so nothing was written. "
        f"{_KEPT} Give the user who runs Holdfast leave to write to the file and its folder."
    ),
    "unreadable": (
        "The file cannot be opened here. Give the user who runs Holdfast leave to read and write "
        "the file and its folder."
    ),
    "torn": (
        "The file is damaged or is not a whole copy, so it cannot be relied on. Do not write to "
        "it. Take a backup made by `holdfast ledger backup` (a copy of the file alone, made while "
        "it was in use, is not one)."
    ),
    "busy": (
        f"Another program held the ledger too long, so nothing was written. {_KEPT} Try again; if "
        "it goes on, look for a program that copies or locks the file."
    ),
    "disk-fault": (
        "The disk reported a fault, so it is not known whether the last entry was kept. Read the "
        "compartment again before writing it once more, and make a backup on another disk."
    ),
    "not-a-ledger": (
        "There is no ledger there. Check the name, or make one with `holdfast talks init`."
    ),
    "out-of-reach": (
        f"The database server cannot be reached, so nothing was written. {_KEPT} Check that it "
        "runs and that its address is right."
    ),
    "refused-by-server": (
        "The database server does not let this user in. Check user and rights; Holdfast reads the "
        "password from the usual place of PostgreSQL's programs (.pgpass)."
    ),
    "outcome-unknown": (
        "The connection broke while the entry was being kept, so it is not known whether it was. "
        "Read the compartment again before writing it once more."
    ),
    "storage": f"The database refused, so nothing was written. {_KEPT}",
}

_SQLITE = {
    "SQLITE_FULL": "disk-full",
    "SQLITE_READONLY": "read-only",
    "SQLITE_CORRUPT": "torn",
    "SQLITE_NOTADB": "torn",
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_CANTOPEN": "unreadable",
    "SQLITE_IOERR": "disk-fault",
}

_SQLITE_WRITTEN_MEANWHILE = {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}

_POSTGRES = {
    "53100": "disk-full",
    "25006": "read-only",
    "XX001": "torn",
    "XX002": "torn",
    "55P03": "busy",
    "42P01": "not-a-ledger",
    "3D000": "not-a-ledger",
    "42501": "refused-by-server",
}
_POSTGRES_CLASSES = {
    "08": "out-of-reach",
    "57": "out-of-reach",
    "58": "disk-fault",
    "28": "refused-by-server",
}
_WRITTEN_MEANWHILE = {"40001", "40P01", "23505"}


@contextmanager
def explained(*, committing: bool = False) -> Iterator[None]:
    """Turn the database's errors into ours; the driver's own text stays out of the message.

    Args:
        committing: the moment in which a broken connection leaves the outcome unknown.
    """
    try:
        yield
    except exc.DBAPIError as error:
        raise _meaning(error, committing=committing) from error
    except exc.TimeoutError as error:
        raise busy() from error


def written_meanwhile() -> ConflictError:
    """Somebody else wrote first."""
    message = (
        "Another writer came first, so nothing was written. Read what is new, and write again if "
        "it still holds."
    )
    return ConflictError(message)


def busy() -> StorageError:
    """No connection came free."""
    return _storage_error("busy")


def not_a_ledger() -> StorageError:
    """What was opened holds something else, or nothing."""
    return _storage_error("not-a-ledger")


def torn() -> StorageError:
    """The file is not whole."""
    return _storage_error("torn")


def _meaning(error: exc.DBAPIError, *, committing: bool) -> LedgerError:
    name = getattr(error.orig, "sqlite_errorname", None)
    if name in _SQLITE_WRITTEN_MEANWHILE:
        return written_meanwhile()
    if isinstance(name, str):
        code = next((c for start, c in _SQLITE.items() if name.startswith(start)), "storage")
        return _storage_error(_sqlite_detail(code, str(error.orig)))
    if isinstance(error.orig, sqlite3.Error):
        return torn()
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state in _WRITTEN_MEANWHILE:
        return written_meanwhile()
    code = _POSTGRES.get(state) or _POSTGRES_CLASSES.get(state[:2], "storage")
    if not state and isinstance(error, exc.OperationalError):
        code = "out-of-reach"
    if committing and code in {"out-of-reach", "storage"}:
        code = "outcome-unknown"
    return _storage_error(code)


def _sqlite_detail(code: str, text: str) -> str:
    """SQLite's plainest error code covers a table that is not there."""
    return "not-a-ledger" if code == "storage" and text.startswith("no such table") else code


def _storage_error(code: str) -> StorageError:
    return StorageError(_MEANINGS[code], code=code)
