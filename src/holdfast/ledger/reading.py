"""Reading a compartment: every record opened, checked and, where it counts, handed on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from holdfast.errors import ChainError
from holdfast.ledger.chain import Chain, follow, pass_over
from holdfast.ledger.keyring import Keyring
from holdfast.ledger.record import Kind, Record, imprint_of, next_head, unseal_record
from holdfast.ledger.shelf import SealedRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """What a member wrote: ``body`` is theirs, the rest is vouched for by the ledger.

    ``seq`` counts the records of this compartment alone, ``id`` is random, ``at_ms`` is the
    writer's clock in milliseconds since 1970 (UTC) and never lies before that of the entry it
    follows. ``head`` is the hash chain after it.
    """

    compartment: str
    seq: int
    id: str
    at_ms: int
    by: str
    name: str
    body: bytes = field(repr=False)
    head: str

    @property
    def at(self) -> datetime:
        """When it was written, by its writer's clock."""
        return datetime.fromtimestamp(self.at_ms / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries that were read, and where the chain then stands, for reading on from there."""

    entries: tuple[Entry, ...]
    chain: Chain


class KeyMissingError(Exception):
    """The next record needs a key that the reader has not found yet."""


def read_records(rows: Iterable[SealedRecord], chain: Chain, keyring: Keyring) -> Reading:
    """Open records one after another.

    Raises:
        ChainError: one of them was changed, is missing, or does not count.
        KeyMissingError: a key is missing that a letter may bring.
    """
    entries = []
    for row in rows:
        if keyring.is_over(chain):
            break
        before = chain
        chain, record = read_record(row, chain, keyring)
        if record is not None and record.kind is Kind.ENTRY:
            entries.append(entry_of(record, before, chain))
    return Reading(tuple(entries), chain)


def read_record(row: SealedRecord, chain: Chain, keyring: Keyring) -> tuple[Chain, Record | None]:
    """The chain after one record, and the record where the reader has its key."""
    imprint = check_link(row, chain.seq, chain.head)
    grants = keyring.fitting(chain)
    if not grants:
        if chain.is_dark:
            return pass_over(chain, imprint), None
        raise KeyMissingError
    for grant in grants:
        record = unseal_record(row.sealed, grant.key, chain.place(grant.epoch))
        if record is not None:
            return follow(chain, record, grant.epoch, imprint), record
    message = (
        f"Entry {row.seq} of compartment {row.compartment.hex()[:8]} does not open with the "
        "compartment's key, so it was changed or put there by something other than Holdfast. "
        "Compare the ledger with a backup."
    )
    raise ChainError(message, code="does-not-open")


def check_link(row: SealedRecord, seq: int, head: bytes) -> bytes:
    """The record's imprint; ChainError when it is not the next, or does not fit the hash chain."""
    where = f"compartment {row.compartment.hex()[:8]}"
    if row.seq != seq + 1:
        message = (
            f"Entry {seq + 1} of {where} is missing, so something was dropped or reordered. "
            "Restore the ledger from a backup that verifies."
        )
        raise ChainError(message, code="entry-missing")
    imprint = imprint_of(row.sealed)
    if next_head(head, row.compartment, row.seq, imprint) != row.head:
        message = (
            f"Entry {row.seq} of {where} does not fit the hash chain, so it or something before it "
            "was changed. Restore the ledger from a backup that verifies."
        )
        raise ChainError(message, code="hash-differs")
    return imprint


def entry_of(record: Record, before: Chain, after: Chain) -> Entry:
    """An accepted record of kind ENTRY as its readers see it."""
    return Entry(
        compartment=after.compartment.hex(),
        seq=after.seq,
        id=record.id,
        at_ms=record.at_ms,
        by=record.by,
        name=before.members[record.by].card.name,
        body=record.body,
        head=after.head.hex(),
    )
