"""Letters: what one account leaves in the ledger for another, so that nobody else knows for whom.

A letter carries no address. Each account tries its key on every letter that it has not seen; all
letters have one size, so that a key handed over, an account made and a share of a recovery secret
look alike to whoever reads the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from holdfast.ledger.card import Card, plain_card, read_card
from holdfast.ledger.framing import canonical, frame, read_canonical, unframe
from holdfast.ledger.keys import Keys, is_signed, seal_letter
from holdfast.ledger.seal import ID_BYTES, KEY_BYTES, pad, unpad

LETTER_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Grant:
    """The key of one epoch of a compartment, which begins with record ``from_seq``."""

    compartment: bytes
    epoch: int
    from_seq: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Joined:
    """Word to the steward who invited an account that it now exists; its card says the rest."""


@dataclass(frozen=True, slots=True)
class Share:
    """One share of an account's recovery key; ``needed`` of them give it back.

    Shares made together have one ``made_at_ms``; the latest are the ones that count.
    """

    handle: bytes
    made_at_ms: int
    number: int
    needed: int
    share: bytes = field(repr=False)


Content = Grant | Joined | Share


@dataclass(frozen=True, slots=True)
class Letter:
    """An opened letter: what it brings, and the card of whoever signed it."""

    content: Content
    sender: Card


def write_letter(content: Content, sender: Card, keys: Keys, to: Card, ledger: bytes) -> bytes:
    """Sign and seal a letter; the signature names ledger and reader, so it serves nowhere else."""
    inside = canonical({"content": _plain(content), "sender": plain_card(sender)})
    signature = keys.sign(_signed(ledger, to.box_key, inside))
    return seal_letter(to.box_key, pad(frame(signature, inside), LETTER_BYTES))


def open_letter(sealed: bytes, keys: Keys, ledger: bytes) -> Letter | None:
    """Open a letter; None when it is for somebody else, or not from whom it says.

    Whether the sender's card is genuine is for the reader to ask.
    """
    padded = keys.unseal_letter(sealed)
    if padded is None:
        return None
    try:
        signature, inside = unframe(unpad(padded), 2)
        fields = read_canonical(inside)
        letter = Letter(_content(fields["content"]), read_card(fields["sender"]))
    except (ValueError, KeyError, TypeError):
        return None
    is_true = is_signed(letter.sender.sign_key, _signed(ledger, keys.box_key, inside), signature)
    return letter if is_true else None


def _signed(ledger: bytes, reader: bytes, inside: bytes) -> bytes:
    return frame(b"holdfast letter 1", ledger, reader, inside)


def _plain(content: Content) -> dict[str, Any]:
    match content:
        case Grant():
            return {
                "is": "grant",
                "compartment": content.compartment.hex(),
                "epoch": content.epoch,
                "from": content.from_seq,
                "key": content.key.hex(),
            }
        case Joined():
            return {"is": "joined"}
        case Share():
            return {
                "is": "share",
                "handle": content.handle.hex(),
                "made": content.made_at_ms,
                "number": content.number,
                "needed": content.needed,
                "share": content.share.hex(),
            }


def _content(fields: Mapping[str, Any]) -> Content:
    match fields["is"]:
        case "grant":
            return Grant(
                compartment=_bytes(fields["compartment"], ID_BYTES),
                epoch=_count(fields["epoch"]),
                from_seq=_count(fields["from"]),
                key=_bytes(fields["key"], KEY_BYTES),
            )
        case "joined":
            return Joined()
        case "share":
            return Share(
                handle=bytes.fromhex(fields["handle"]),
                made_at_ms=_count(fields["made"]),
                number=_count(fields["number"]),
                needed=_count(fields["needed"]),
                share=bytes.fromhex(fields["share"]),
            )
        case _:
            message = "This letter is of a kind that this version does not know."
            raise ValueError(message)


def _bytes(text: str, size: int) -> bytes:
    data = bytes.fromhex(text)
    if len(data) != size:
        message = "This letter brings something of another size than it should have."
        raise ValueError(message)
    return data


def _count(value: int) -> int:
    """A whole number that fits where numbers are sealed; whoever sends another wants to disturb."""
    if type(value) is not int or not 0 <= value < 2**63:
        message = "This letter brings a number that is none."
        raise ValueError(message)
    return value
