"""Proof that nothing was changed, dropped or reordered, and heads for somebody outside to keep.

The hash chain of every compartment can be checked by anyone who has the database, without a key. It
shows any change inside; that the *end* was cut off, or all of it replaced by an older copy, shows
only against a head that somebody else has kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from holdfast.errors import ChainError, LedgerError
from holdfast.ledger import shelf
from holdfast.ledger.book import Ledger
from holdfast.ledger.database import check_whole
from holdfast.ledger.framing import canonical, frame, read_canonical
from holdfast.ledger.reading import check_link
from holdfast.ledger.record import first_head
from holdfast.ledger.seal import digest
from holdfast.ledger.session import Session


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """Where a compartment's chain stood: after record ``seq`` it was ``head``."""

    compartment: str
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class Verified:
    """Every record was checked; ``heads`` is where the chains stand, one for each compartment.

    ``are_signatures_checked`` is True when an account read them with its keys; without keys only
    the hash chain can be checked. ``witnessed`` counts the heads from outside that were found
    again.
    """

    ledger: str
    heads: tuple[Head, ...]
    are_signatures_checked: bool
    witnessed: int

    @property
    def record_count(self) -> int:
        """How many records were checked."""
        return sum(head.seq for head in self.heads)

    @property
    def seal(self) -> str:
        """One digest of all heads: to a witness it says nothing, not even how many there are."""
        parts = [
            frame(h.compartment.encode(), str(h.seq).encode(), h.head.encode()) for h in self.heads
        ]
        return digest(b"holdfast.heads", frame(self.ledger.encode(), *parts)).hex()


def verify(ledger: Ledger, witnessed: Iterable[Head] = ()) -> Verified:
    """Check every chain of the ledger, without a key.

    Raises:
        ChainError: something was changed, dropped or reordered, or a witnessed head is not found.
    """
    wanted = _by_place(witnessed)
    found: dict[tuple[str, int], str] = {}
    heads: dict[bytes, Head] = {}
    with ledger.database.reading() as connection:
        check_whole(connection)
        for row in shelf.all_records(connection):
            before = heads.get(row.compartment)
            seq = before.seq if before else 0
            start = first_head(ledger.id, row.compartment)
            check_link(row, seq, bytes.fromhex(before.head) if before else start)
            head = Head(row.compartment.hex(), row.seq, row.head.hex())
            heads[row.compartment] = head
            if (head.compartment, head.seq) in wanted:
                found[head.compartment, head.seq] = head.head
    _compare(wanted, found)
    return Verified(ledger.id.hex(), tuple(sorted(heads.values())), False, len(wanted))


def verify_own(session: Session, witnessed: Iterable[Head] = ()) -> Verified:
    """Check, with signatures, everything that an account can open, and nothing else.

    Witnessed heads of other compartments are not found, just as heads of compartments that never
    were.

    Raises:
        ChainError: something was changed, dropped, reordered or forged, or a witnessed head is not
            found.
    """
    wanted = _by_place(witnessed)
    found: dict[tuple[str, int], str] = {}
    heads = []
    for compartment in session.compartments():
        chain = session.start_of(bytes.fromhex(compartment.id))
        reading = session.read(compartment.id, chain)
        found |= {(e.compartment, e.seq): e.head for e in reading.entries}
        end = reading.chain
        heads.append(Head(compartment.id, end.seq, end.head.hex()))
        found[compartment.id, end.seq] = end.head.hex()
    _compare(wanted, found)
    return Verified(session.ledger.hex(), tuple(sorted(heads)), True, len(wanted))


def write_heads(verified: Verified) -> bytes:
    """The heads as a file to keep apart from the ledger; it tells how busy each compartment is."""
    heads = [{"compartment": h.compartment, "seq": h.seq, "head": h.head} for h in verified.heads]
    return canonical({"holdfast-heads": 1, "ledger": verified.ledger, "heads": heads}) + b"\n"


def read_heads(data: bytes) -> tuple[Head, ...]:
    """Read such a file; LedgerError when it is not one."""
    try:
        fields = read_canonical(data.removesuffix(b"\n"))
        return tuple(_head(head) for head in fields["heads"])
    except (ValueError, KeyError, TypeError):
        message = "This is not a file of heads as `holdfast ledger verify` writes it."
        raise LedgerError(message, code="not-heads") from None


def _head(fields: Mapping[str, object]) -> Head:
    return Head(str(fields["compartment"]), int(str(fields["seq"])), str(fields["head"]))


def _by_place(witnessed: Iterable[Head]) -> dict[tuple[str, int], str]:
    return {(head.compartment, head.seq): head.head for head in witnessed}


def _compare(wanted: Mapping[tuple[str, int], str], found: Mapping[tuple[str, int], str]) -> None:
    for (compartment, seq), head in sorted(wanted.items()):
        if found.get((compartment, seq)) != head:
            message = (
                f"The witnessed head of compartment {compartment[:8]} after entry {seq} is not in "
                "this ledger, so its end was cut off, or it is an older or another copy. Find the "
                "copy that has it."
            )
            raise ChainError(message, code="witness-differs")
