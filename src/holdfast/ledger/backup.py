"""Backup and restore: a whole copy of one moment, made while others write, and verified.

A copy is always a file of its own, whatever the ledger is kept in, so a ledger can move from a
file to a server and back. Its rows are written in the order of their keys; in what order things
happened across compartments, which the pages of a database in use may still show, is gone from it.
"""

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from holdfast.errors import StorageError
from holdfast.ledger import shelf, tables
from holdfast.ledger.book import Ledger, open_ledger
from holdfast.ledger.database import connect, make_tables
from holdfast.ledger.witness import Verified, verify

COPIED_AT_ONCE = 500


def backup(ledger: Ledger, file: str | Path) -> Verified:
    """Copy a ledger into a new file; the file appears under its name only when it is whole.

    Raises:
        StorageError: the file is there already, or the disk refuses.
        ChainError: the copy does not verify, because the ledger does not.
    """
    path = Path(file)
    if path.exists():
        raise _there_already(path)
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        verified = copy(ledger, str(partial))
        _settle(partial, path)
    finally:
        for leftover in ("", "-wal", "-shm"):
            partial.with_name(partial.name + leftover).unlink(missing_ok=True)
    return verified


def restore(file: str | Path, where: str) -> Verified:
    """Put a backup in a new place: a file that is not there yet, or an empty PostgreSQL database.

    Raises:
        StorageError: the backup is no ledger, or there is something in the new place already.
        ChainError: the backup does not verify; nothing is left in the new place.
    """
    ledger = open_ledger(str(file))
    try:
        verify(ledger)
        return copy(ledger, where)
    finally:
        ledger.close()


def copy(ledger: Ledger, where: str) -> Verified:
    """Copy everything that one moment shows into a new place, and verify the copy."""
    target = connect(where, create=True)
    try:
        with ledger.database.reading() as source, target.writing() as copied:
            make_tables(copied, target.name)
            for table in tables.metadata.sorted_tables:
                _copy_table(table, source, copied)
        return verify(Ledger(target, ledger.id, ledger.means))
    finally:
        target.close()


def _copy_table(table: Table, source: Connection, copied: Connection) -> None:
    chosen = select(table).order_by(*table.primary_key.columns)
    options = {"yield_per": shelf.READ_AT_ONCE}
    with source.execute(chosen, execution_options=options) as rows:
        for some in _batches(iter(rows.mappings())):
            copied.execute(insert(table), some)


def _batches(rows: Iterator[Any]) -> Iterator[list[dict[str, Any]]]:
    while some := [dict(row) for row in islice(rows, COPIED_AT_ONCE)]:
        yield some


def _settle(partial: Path, path: Path) -> None:
    """Give the whole file its name; it is on the disk before the name is."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(partial, path)
    except FileExistsError:
        raise _there_already(path) from None
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _there_already(path: Path) -> StorageError:
    message = (
        f"{path.name} is there already, so no backup was written over it. Choose another name."
    )
    return StorageError(message, code="already-there")
