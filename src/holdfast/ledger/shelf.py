"""What is put into the database and taken out of it: rows, and nothing of what they mean."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Row

from holdfast.errors import StorageError
from holdfast.ledger import tables
from holdfast.ledger.trouble import not_a_ledger, torn, written_meanwhile

READ_AT_ONCE = 1000

_entry = tables.entry.c
# Built once: to build them anew for each append would cost more than the append itself.
_RECORDS_AFTER = (
    select(tables.entry)
    .where(_entry.compartment == bindparam("of"), _entry.seq > bindparam("after"))
    .order_by(_entry.seq)
    .limit(READ_AT_ONCE)
)
_PUT_RECORD = insert(tables.entry)
_LETTER_IDS = select(tables.letter.c.id)
_LETTER_COUNT = select(func.count()).select_from(tables.letter)
_LAST_SEQS = (
    select(_entry.compartment, func.max(_entry.seq))
    .where(_entry.compartment.in_(bindparam("of", expanding=True)))
    .group_by(_entry.compartment)
)


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """A sealed record as it stands in the database."""

    compartment: bytes
    seq: int
    sealed: bytes
    head: bytes


@dataclass(frozen=True, slots=True)
class SealedAccount:
    """An account as it stands in the database."""

    vault: bytes
    guard: bytes
    recovery: bytes


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failed tries at one name, and until when no further one is looked at (0: now)."""

    failures: int = 0
    until_ms: int = 0


def ledger_id(connection: Connection) -> bytes:
    """The ledger's id; StorageError when this is no ledger, or one of a newer format."""
    row = connection.execute(select(tables.ledger)).one_or_none()
    if row is None:
        raise not_a_ledger()
    if row.format != tables.FORMAT:
        message = (
            f"The ledger has format {row.format}, and this version of Holdfast knows "
            f"{tables.FORMAT}. Use a newer version."
        )
        raise StorageError(message, code="newer-format")
    return _bytes(row.id)


def put_ledger(connection: Connection, identity: bytes) -> None:
    """Name a new ledger."""
    connection.execute(insert(tables.ledger).values(id=identity, format=tables.FORMAT))


def put_records(connection: Connection, records: Collection[SealedRecord]) -> None:
    """Append sealed records; ConflictError when another writer has taken the place of one.

    They follow what was read in the same transaction, and the key (compartment, seq) lets only one
    of two writers at the same moment through.
    """
    for record in records:
        row = {
            "compartment": record.compartment,
            "seq": record.seq,
            "sealed": record.sealed,
            "head": record.head,
        }
        connection.execute(_PUT_RECORD, row)


def last_seqs(connection: Connection, compartments: Collection[bytes]) -> dict[bytes, int]:
    """The number of the last record of each of these compartments that has any."""
    found = connection.execute(_LAST_SEQS, {"of": list(compartments)})
    return {_bytes(compartment): _whole(seq) for compartment, seq in found}


def records_after(connection: Connection, compartment: bytes, seq: int) -> Iterator[SealedRecord]:
    """The records of a compartment after number ``seq``, in order, so many at a time."""
    while True:
        rows = connection.execute(_RECORDS_AFTER, {"of": compartment, "after": seq}).all()
        yield from map(_record, rows)
        if len(rows) < READ_AT_ONCE:
            return
        seq = rows[-1].seq


def all_records(connection: Connection) -> Iterator[SealedRecord]:
    """Every record of every compartment, in the order of the compartments' random ids."""
    column = tables.entry.c.compartment
    for compartment in connection.execute(select(column).distinct().order_by(column)).scalars():
        yield from records_after(connection, _bytes(compartment), 0)


def _record(row: Row[Any]) -> SealedRecord:
    return SealedRecord(
        _bytes(row.compartment), _whole(row.seq), _bytes(row.sealed), _bytes(row.head)
    )


def put_letters(connection: Connection, letters: Iterable[tuple[bytes, bytes]]) -> None:
    """Leave sealed letters, each under a random id."""
    for identity, sealed in letters:
        connection.execute(insert(tables.letter).values(id=identity, sealed=sealed))


def letters(connection: Connection, seen: Collection[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The letters that have not been seen."""
    if connection.execute(_LETTER_COUNT).scalar_one() == len(seen):
        return  # none is ever taken away
    unseen = [
        identity for identity in connection.execute(_LETTER_IDS).scalars() if identity not in seen
    ]
    for start in range(0, len(unseen), 500):
        some = select(tables.letter).where(tables.letter.c.id.in_(unseen[start : start + 500]))
        for row in connection.execute(some):
            yield _bytes(row.id), _bytes(row.sealed)


def account(connection: Connection, handle: bytes) -> SealedAccount | None:
    """An account by the digest of its name; None when there is none."""
    row = connection.execute(
        select(tables.account).where(tables.account.c.handle == handle)
    ).one_or_none()
    if row is None:
        return None
    return SealedAccount(_bytes(row.vault), _bytes(row.guard), _bytes(row.recovery))


def put_account(connection: Connection, handle: bytes, sealed: SealedAccount) -> None:
    """Keep a new account."""
    connection.execute(
        insert(tables.account).values(
            handle=handle, vault=sealed.vault, guard=sealed.guard, recovery=sealed.recovery
        )
    )


def replace_account(
    connection: Connection, handle: bytes, old: SealedAccount, new: SealedAccount
) -> None:
    """Change an account; ConflictError when it is no longer as ``old`` says."""
    column = tables.account.c
    changed = connection.execute(
        update(tables.account)
        .where(
            column.handle == handle,
            column.vault == old.vault,
            column.guard == old.guard,
            column.recovery == old.recovery,
        )
        .values(vault=new.vault, guard=new.guard, recovery=new.recovery)
    )
    if changed.rowcount != 1:
        raise written_meanwhile()


def attempts(connection: Connection, handle: bytes) -> Attempts:
    """The failed tries at a name."""
    row = connection.execute(
        select(tables.attempt).where(tables.attempt.c.handle == handle).with_for_update()
    ).one_or_none()
    return Attempts() if row is None else Attempts(_whole(row.failures), _whole(row.until_ms))


def put_attempts(connection: Connection, handle: bytes, tried: Attempts) -> None:
    """Keep the failed tries at a name; none are kept as no row."""
    is_it = tables.attempt.c.handle == handle
    if not tried.failures:
        connection.execute(delete(tables.attempt).where(is_it))
        return
    values = {"failures": tried.failures, "until_ms": tried.until_ms}
    # Changed in place, never deleted and put back: a second try that waits for this one must see
    # it.
    if connection.execute(update(tables.attempt).where(is_it).values(values)).rowcount == 0:
        connection.execute(insert(tables.attempt).values(handle=handle, **values))


def forget_attempts_before(connection: Connection, until_ms: int) -> None:
    """Drop the tries at names whose last wait ended before a moment."""
    connection.execute(delete(tables.attempt).where(tables.attempt.c.until_ms < until_ms))


def _bytes(value: object) -> bytes:
    """A value that is bytes; a file in which it is not was made by something else."""
    if not isinstance(value, bytes):
        raise torn()
    return value


def _whole(value: object) -> int:
    """A value that is a whole number."""
    if not isinstance(value, int):
        raise torn()
    return value
