"""One record of a compartment: what was written, by whom, signed for its place in the chain.

A record is signed first and sealed after, so that only those who can open the compartment see who
wrote how much. The signature covers the ledger, the compartment, the place and everything before it
(the head), so a record cannot be moved, repeated or grafted onto another past.
"""

from dataclasses import dataclass
from enum import StrEnum

from holdfast.ledger.framing import canonical, frame, read_canonical, unframe
from holdfast.ledger.keys import Keys, is_signed
from holdfast.ledger.seal import HASH_BYTES, digest, seal, unseal


class Kind(StrEnum):
    """What a record does.

    EPOCH begins the use of a new key and names everyone who holds it, ADMIT lets somebody in with
    all that went before, ROTATE ends the use of a key (and may remove somebody), ENTRY is what
    members write.
    """

    EPOCH = "epoch"
    ADMIT = "admit"
    ROTATE = "rotate"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: after ``head``, as number ``seq`` of its compartment, in an epoch."""

    ledger: bytes
    compartment: bytes
    seq: int
    head: bytes
    epoch: int

    @property
    def context(self) -> bytes:
        """The place as bytes, to be signed and sealed with what is written there."""
        return frame(
            b"holdfast record 1",
            self.ledger,
            self.compartment,
            self.seq.to_bytes(8, "big"),
            self.head,
            self.epoch.to_bytes(8, "big"),
        )


@dataclass(frozen=True, slots=True)
class Record:
    """An opened record; ``at_ms`` is its writer's clock, in milliseconds since 1970 (UTC)."""

    kind: Kind
    id: str
    at_ms: int
    by: str
    body: bytes
    signature: bytes

    @property
    def header(self) -> bytes:
        """Everything but body and signature."""
        return canonical(
            {"v": 1, "kind": self.kind.value, "id": self.id, "at": self.at_ms, "by": self.by}
        )


def first_head(ledger: bytes, compartment: bytes) -> bytes:
    """What the first record of a compartment follows."""
    return digest(b"holdfast.first", frame(ledger, compartment))


def imprint_of(sealed: bytes) -> bytes:
    """The digest by which a sealed record enters the chain."""
    return digest(b"holdfast.sealed", sealed)


def next_head(head: bytes, compartment: bytes, seq: int, imprint: bytes) -> bytes:
    """The head after a sealed record; it takes no key to check."""
    parts = frame(head, compartment, seq.to_bytes(8, "big"), imprint)
    return digest(b"holdfast.chain", parts, HASH_BYTES)


def signed(record: Record, keys: Keys, place: Place) -> Record:
    """The record with its writer's signature for this place."""
    signature = keys.sign(frame(place.context, record.header, record.body))
    return Record(record.kind, record.id, record.at_ms, record.by, record.body, signature)


def is_by(record: Record, sign_key: bytes, place: Place) -> bool:
    """True when the holder of this key wrote the record for this place."""
    return is_signed(sign_key, frame(place.context, record.header, record.body), record.signature)


def seal_record(record: Record, key: bytes, place: Place, nonce: bytes) -> bytes:
    """Seal a signed record for its place."""
    return seal(key, frame(record.signature, record.header, record.body), place.context, nonce)


def unseal_record(sealed: bytes, key: bytes, place: Place) -> Record | None:
    """Open a record; None when this key does not open it, or what it opens is no record."""
    plain = unseal(key, sealed, place.context)
    return None if plain is None else read_record(plain)


def read_record(plain: bytes) -> Record | None:
    """Read a record from its plain bytes; None when they are no record."""
    try:
        signature, header, body = unframe(plain, 3)
        fields = read_canonical(header)
        record = Record(
            kind=Kind(fields["kind"]),
            id=str(fields["id"]),
            at_ms=int(fields["at"]),
            by=str(fields["by"]),
            body=body,
            signature=signature,
        )
    except (ValueError, KeyError, TypeError):
        return None
    return record if record.header == header else None
