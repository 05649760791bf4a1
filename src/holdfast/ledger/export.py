"""Export: a compartment in the clear for whoever can open it, checkable without the ledger.

One line of JSON for the compartment and one for each record. Every line of an opened record carries
its writer's signature over what it says and over everything before it, so a reader needs nothing
but the file, and for the end of it a head that a witness kept.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from holdfast.errors import ChainError, LedgerError
from holdfast.ledger import shelf
from holdfast.ledger.chain import Chain, begin, follow, pass_over
from holdfast.ledger.framing import canonical
from holdfast.ledger.reading import Entry, entry_of, read_record
from holdfast.ledger.record import Kind, Record, imprint_of
from holdfast.ledger.session import Session, compartment_id


@dataclass(frozen=True, slots=True)
class Checked:
    """An export that holds together: its entries, and the head at its end.

    ``founder_key`` is what all trust in it rests on; compare it with one you know.
    """

    title: str
    entries: tuple[Entry, ...]
    seq: int
    head: str
    founder_key: str


def export(session: Session, compartment: str) -> Iterator[bytes]:
    """The lines of a compartment's export, in the clear; keep the file as you keep its content.

    Raises:
        AccessError: the account can open no such compartment.
        ChainError: something was changed, dropped or forged.
    """
    identity = compartment_id(compartment)
    chain = session.start_of(identity)
    reading = session.read(compartment, chain)
    yield _line(
        {
            "holdfast-export": 1,
            "ledger": session.ledger.hex(),
            "compartment": compartment,
            "founder": session.vault.founder_key.hex(),
            "reader": session.account,
            "title": reading.chain.title,
        }
    )
    with session.database.reading() as connection:
        for row in shelf.records_after(connection, identity, 0):
            if row.seq > reading.chain.seq:
                break
            chain, record = read_record(row, chain, session.keyring)
            yield _line(_plain(imprint_of(row.sealed), chain, record))


def check_export(lines: Iterable[bytes]) -> Checked:
    """Check an export as a stranger would, with nothing but its lines.

    Raises:
        ChainError: something in it was changed, dropped or forged.
        LedgerError: it is not an export.
    """
    rows = iter(lines)
    top = _read(next(rows, b""))
    try:
        chain = begin(
            bytes.fromhex(top["ledger"]),
            bytes.fromhex(top["compartment"]),
            bytes.fromhex(top["founder"]),
            str(top["reader"]),
        )
        entries = []
        for row in rows:
            before, (chain, record) = chain, _follow(chain, _read(row))
            if record is not None and record.kind is Kind.ENTRY:
                entries.append(entry_of(record, before, chain))
    except (KeyError, ValueError, TypeError):
        raise _not_an_export() from None
    return Checked(chain.title, tuple(entries), chain.seq, chain.head.hex(), top["founder"])


def _follow(chain: Chain, fields: dict[str, Any]) -> tuple[Chain, Record | None]:
    imprint = bytes.fromhex(fields["imprint"])
    if fields["seq"] != chain.seq + 1:
        message = f"Record {chain.seq + 1} of the export is missing, so it is not whole."
        raise ChainError(message, code="entry-missing")
    if "kind" not in fields:
        return pass_over(chain, imprint), None
    is_text = "body" in fields
    body = str(fields["body"]).encode() if is_text else b64decode(fields["body64"], validate=True)
    record = Record(
        kind=Kind(fields["kind"]),
        id=str(fields["id"]),
        at_ms=int(fields["at"]),
        by=str(fields["by"]),
        body=body,
        signature=bytes.fromhex(fields["signature"]),
    )
    after = follow(chain, record, int(fields["epoch"]), imprint)
    if fields["name"] != after.members[record.by].card.name:
        message = f"Record {after.seq} of the export names another writer than its signature."
        raise ChainError(message)
    return after, record


def _plain(imprint: bytes, chain: Chain, record: Record | None) -> dict[str, Any]:
    place: dict[str, Any] = {"seq": chain.seq, "imprint": imprint.hex(), "head": chain.head.hex()}
    if record is None:
        return place
    try:
        body = {"body": record.body.decode()}
    except UnicodeDecodeError:
        body = {"body64": b64encode(record.body).decode()}
    return (
        place
        | body
        | {
            "kind": record.kind.value,
            "id": record.id,
            "at": record.at_ms,
            "by": record.by,
            "name": chain.members[record.by].card.name,
            "epoch": chain.epoch,
            "signature": record.signature.hex(),
        }
    )


def _line(fields: dict[str, Any]) -> bytes:
    return canonical(fields) + b"\n"


def _read(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise _not_an_export() from None
    if not isinstance(fields, dict):
        raise _not_an_export()
    return fields


def _not_an_export() -> LedgerError:
    message = "This is not an export of a compartment as Holdfast writes it, or it is not whole."
    return LedgerError(message, code="not-an-export")
