"""The chain of one compartment: where it stands, who is in it, and what may come next.

A pure fold. ``follow`` accepts one opened record or raises; nothing else decides whether a record
counts. A reader is in the dark where it holds no key (before it was let in without the past, and
after it was removed); there it can still check that nothing was changed, but not by whom it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NoReturn

from holdfast.errors import ChainError
from holdfast.ledger.card import Card, is_genuine, plain_card, read_card
from holdfast.ledger.framing import canonical, read_canonical
from holdfast.ledger.record import Kind, Place, Record, first_head, is_by, next_head

LATEST_MS = 253_402_300_799_999
"""The last millisecond of the year 9999; no calendar that this program knows goes further."""


@dataclass(frozen=True, slots=True)
class Member:
    """An account that holds the compartment's present key."""

    card: Card
    may_write: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """A compartment as one reader knows it up to record ``seq``; 0 is before the first."""

    ledger: bytes
    compartment: bytes
    founder_key: bytes
    reader: str
    head: bytes
    seq: int = 0
    epoch: int = -1
    last_at_ms: int = 0
    title: str = ""
    members: Mapping[str, Member] = field(default_factory=lambda: MappingProxyType({}))
    is_dark: bool = True
    is_turning: bool = False

    def place(self, epoch: int) -> Place:
        """The place of the next record."""
        return Place(self.ledger, self.compartment, self.seq + 1, self.head, epoch)


def begin(ledger: bytes, compartment: bytes, founder_key: bytes, reader: str) -> Chain:
    """The chain before its first record."""
    head = first_head(ledger, compartment)
    return Chain(ledger, compartment, founder_key, reader, head)


def pass_over(chain: Chain, imprint: bytes) -> Chain:
    """The chain after a record that the reader has no key for."""
    head = next_head(chain.head, chain.compartment, chain.seq + 1, imprint)
    return replace(chain, seq=chain.seq + 1, head=head)


def follow(chain: Chain, record: Record, epoch: int, imprint: bytes) -> Chain:
    """The chain after an opened record.

    Raises:
        ChainError: the record is forged, out of order, or by somebody who may not write it.
    """
    place = chain.place(epoch)
    if not chain.last_at_ms <= record.at_ms <= LATEST_MS:
        _refuse(place, "its time lies before that of the entry it follows, or at no time at all")
    match record.kind:
        case Kind.EPOCH:
            after = _new_epoch(chain, record, place)
        case _ if chain.is_dark or chain.is_turning or epoch != chain.epoch:
            _refuse(place, "a new key should have begun here")
        case Kind.ENTRY:
            _check_writer(chain.members.get(record.by), record, place, as_steward=False)
            after = chain
        case Kind.ADMIT:
            _check_writer(chain.members.get(record.by), record, place, as_steward=True)
            (newcomer,) = _members(chain, [_fields(record, place)], place)
            members = {**chain.members, newcomer.card.account: newcomer}
            after = replace(chain, members=MappingProxyType(members))
        case Kind.ROTATE:
            _check_writer(chain.members.get(record.by), record, place, as_steward=True)
            removed = _fields(record, place).get("removed")
            after = replace(chain, is_turning=True, is_dark=removed == chain.reader)
    return replace(pass_over(after, imprint), last_at_ms=record.at_ms)


def _new_epoch(chain: Chain, record: Record, place: Place) -> Chain:
    """A new key begins: the record names everyone who holds it, its writer among them."""
    if place.epoch != chain.epoch + 1 and not chain.is_dark:
        _refuse(place, "an epoch is missing before it")
    if not (chain.is_dark or chain.is_turning):
        _refuse(place, "the key before it was not ended")
    fields = _fields(record, place)
    members = {m.card.account: m for m in _members(chain, fields.get("members"), place)}
    if not chain.is_dark:
        _check_writer(chain.members.get(record.by), record, place, as_steward=True)
    _check_writer(members.get(record.by), record, place, as_steward=True)
    return replace(
        chain,
        epoch=place.epoch,
        title=str(fields.get("title", "")),
        members=MappingProxyType(members),
        is_dark=False,
        is_turning=False,
    )


def _members(chain: Chain, plain: object, place: Place) -> tuple[Member, ...]:
    try:
        members = tuple(read_member(one) for one in plain) if isinstance(plain, list) else ()
    except (ValueError, TypeError, KeyError):
        _refuse(place, "it names a member in a way that cannot be read")
    if not all(is_genuine(member.card, chain.founder_key) for member in members):
        _refuse(place, "it names a member whose card is not genuine")
    return members


def _check_writer(member: Member | None, record: Record, place: Place, *, as_steward: bool) -> None:
    if member is None:
        _refuse(place, "its writer is not a member here")
    if not (member.card.is_steward if as_steward else member.may_write):
        _refuse(place, "its writer may not write this")
    if not is_by(record, member.card.sign_key, place):
        _refuse(place, "its signature is not that of its writer")


def _fields(record: Record, place: Place) -> dict[str, object]:
    try:
        return read_canonical(record.body)
    except ValueError:
        _refuse(place, "it cannot be read")


def _refuse(place: Place, reason: str) -> NoReturn:
    message = (
        f"Entry {place.seq} of compartment {place.compartment.hex()[:8]} does not count: {reason}. "
        "The record was changed by something other than Holdfast. Compare it with a backup and "
        "with the heads that a witness holds."
    )
    raise ChainError(message)


def plain_member(member: Member) -> dict[str, object]:
    """A member as it is written in a record."""
    return {"card": plain_card(member.card), "write": member.may_write}


def read_member(plain: Mapping[str, object]) -> Member:
    """Read a member back; ValueError, KeyError or TypeError when it is not one."""
    card = plain["card"]
    if not isinstance(card, Mapping):
        message = "This is not a card."
        raise TypeError(message)
    return Member(read_card(card), plain["write"] is True)


def epoch_body(title: str, members: Iterable[Member]) -> bytes:
    """What an EPOCH record says: the compartment's title, and everyone who holds its key."""
    named = sorted(members, key=lambda member: member.card.account)
    return canonical({"title": title, "members": [plain_member(member) for member in named]})
