"""Keeping the record: proof, heads for a witness, backups, exports."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from holdfast.desk.talks import OpenTalks
from holdfast.errors import InputError
from holdfast.ledger import open_ledger
from holdfast.ledger.backup import backup, restore
from holdfast.ledger.export import check_export, export
from holdfast.ledger.means import THE_USUAL, Means
from holdfast.ledger.witness import Head, Verified, read_heads, verify, verify_own, write_heads

__all__ = [
    "Exported",
    "Verified",
    "back_up",
    "export_room",
    "keep_heads",
    "prove",
    "prove_own",
    "put_back",
    "write_private",
]


def prove(where: str, heads: Path | None = None, means: Means = THE_USUAL) -> Verified:
    """Check every chain of a ledger without a key, against heads kept earlier where they are given.

    Raises:
        ChainError: something was changed, dropped or reordered.
    """
    with open_ledger(where, means) as ledger:
        return verify(ledger, _kept(heads))


def prove_own(talks: OpenTalks, heads: Path | None = None) -> Verified:
    """Check with signatures what an account can open."""
    return verify_own(talks.session, _kept(heads))


def keep_heads(verified: Verified, file: Path) -> None:
    """Write the heads to a new file, to be kept apart from the ledger."""
    write_private(file, [write_heads(verified)])


def back_up(where: str, file: Path, means: Means = THE_USUAL) -> Verified:
    """Copy a ledger into a new file, while others write."""
    with open_ledger(where, means) as ledger:
        return backup(ledger, file)


def put_back(file: Path, where: str) -> Verified:
    """Put a backup in a new place."""
    return restore(file, where)


@dataclass(frozen=True)
class Exported:
    """An export that was written and checked."""

    file: Path
    entries: int
    seq: int
    head: str


def export_room(talks: OpenTalks, room: str, file: Path) -> Exported:
    """Write a compartment in the clear to a new file that only its owner can read."""
    lines = list(export(talks.session, talks.room(room)))
    write_private(file, lines)
    checked = check_export(lines)
    return Exported(file, len(checked.entries), checked.seq, checked.head)


def write_private(file: Path, lines: Iterable[bytes]) -> None:
    """Write a new file that nobody else on this machine can read.

    Raises:
        InputError: there is such a file already, or it cannot be written.
    """
    try:
        place = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        message = f"{file.name} cannot be written: {error.strerror}. Choose another name or folder."
        raise InputError(message, code="cannot-write") from error
    with os.fdopen(place, "wb") as opened:
        opened.writelines(lines)


def _kept(heads: Path | None) -> tuple[Head, ...]:
    if heads is None:
        return ()
    try:
        return read_heads(heads.read_bytes())
    except OSError as error:
        message = f"{heads.name} cannot be read: {error.strerror}."
        raise InputError(message, code="unusable-input") from error
