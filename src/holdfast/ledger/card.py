"""Cards: who an account is, as a chain of signatures that ends at the ledger's founder.

The founder signs its own card. Every other card begins as an invitation: a steward signs a name and
the public key of a one-time secret; whoever holds the secret makes keys of their own and signs them
with it. So nobody but the invited ever holds an account's private keys, and the stewards need not
be there when the account is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nacl.signing import SigningKey

from holdfast.ledger.framing import canonical
from holdfast.ledger.keys import Keys, account_of, is_signed

MOST_LINKS = 8


@dataclass(frozen=True, slots=True)
class Invitation:
    """A steward's word that whoever holds the secret behind ``key`` may be known by ``name``."""

    name: str
    is_steward: bool
    key: bytes = field(repr=False)
    issuer: "Card" = field(repr=False)
    signature: bytes = field(repr=False)

    @property
    def signed(self) -> bytes:
        """What the steward signs."""
        return canonical(
            {
                "invitation": 1,
                "name": self.name,
                "steward": self.is_steward,
                "key": self.key.hex(),
                "issuer": self.issuer.account,
            }
        )


@dataclass(frozen=True, slots=True)
class Card:
    """An account's name and public keys; ``invitation`` is None on the founder's card alone."""

    name: str
    is_steward: bool
    sign_key: bytes = field(repr=False)
    box_key: bytes = field(repr=False)
    invitation: Invitation | None = field(repr=False)
    signature: bytes = field(repr=False)

    @property
    def account(self) -> str:
        """The account's id, a digest of its public key."""
        return account_of(self.sign_key)

    @property
    def signed(self) -> bytes:
        """What the founder signs with its own key, and the invited with the one-time secret."""
        return canonical(
            {
                "card": 1,
                "name": self.name,
                "steward": self.is_steward,
                "sign": self.sign_key.hex(),
                "box": self.box_key.hex(),
            }
        )


def founder_card(name: str, keys: Keys) -> Card:
    """The card on which all others rest; the founder is a steward."""
    blank = Card(name, True, keys.sign_key, keys.box_key, None, b"")
    return Card(name, True, keys.sign_key, keys.box_key, None, keys.sign(blank.signed))


def invitation(
    name: str, is_steward: bool, one_time_seed: bytes, issuer: Card, keys: Keys
) -> Invitation:
    """Sign an invitation with the steward's keys."""
    public = bytes(SigningKey(one_time_seed).verify_key)
    blank = Invitation(name, is_steward, public, issuer, b"")
    return Invitation(name, is_steward, public, issuer, keys.sign(blank.signed))


def invited_card(invited: Invitation, one_time_seed: bytes, keys: Keys) -> Card:
    """The card of an account that takes up an invitation with keys of its own."""
    blank = Card(invited.name, invited.is_steward, keys.sign_key, keys.box_key, invited, b"")
    signature = SigningKey(one_time_seed).sign(blank.signed).signature
    return Card(invited.name, invited.is_steward, keys.sign_key, keys.box_key, invited, signature)


def is_genuine(card: Card, founder_key: bytes) -> bool:
    """True when every signature from this card up to the founder's holds."""
    for _ in range(MOST_LINKS):
        invited = card.invitation
        if invited is None:
            is_founder = card.sign_key == founder_key and card.is_steward
            return is_founder and is_signed(card.sign_key, card.signed, card.signature)
        if not _follows(card, invited):
            return False
        card = invited.issuer
    return False


def _follows(card: Card, invited: Invitation) -> bool:
    return (
        (card.name, card.is_steward) == (invited.name, invited.is_steward)
        and invited.issuer.is_steward
        and is_signed(invited.key, card.signed, card.signature)
        and is_signed(invited.issuer.sign_key, invited.signed, invited.signature)
    )


def plain_card(card: Card) -> dict[str, Any]:
    """A card as it is written down."""
    return {
        "name": card.name,
        "steward": card.is_steward,
        "sign": card.sign_key.hex(),
        "box": card.box_key.hex(),
        "signature": card.signature.hex(),
        "invitation": None if card.invitation is None else plain_invitation(card.invitation),
    }


def plain_invitation(invited: Invitation) -> dict[str, Any]:
    """An invitation as it is written down."""
    return {
        "name": invited.name,
        "steward": invited.is_steward,
        "key": invited.key.hex(),
        "issuer": plain_card(invited.issuer),
        "signature": invited.signature.hex(),
    }


def read_card(plain: Mapping[str, Any], links: int = MOST_LINKS) -> Card:
    """Read a card back; ValueError when it is not one. Its signatures are not looked at here."""
    if links == 0:
        message = "A card rests on too many others."
        raise ValueError(message)
    try:
        invited = plain["invitation"]
        return Card(
            name=str(plain["name"]),
            is_steward=plain["steward"] is True,
            sign_key=bytes.fromhex(plain["sign"]),
            box_key=bytes.fromhex(plain["box"]),
            invitation=None if invited is None else read_invitation(invited, links - 1),
            signature=bytes.fromhex(plain["signature"]),
        )
    except (KeyError, TypeError, AttributeError):
        message = "This is not a card."
        raise ValueError(message) from None


def read_invitation(plain: Mapping[str, Any], links: int = MOST_LINKS) -> Invitation:
    """Read an invitation back; ValueError when it is not one."""
    try:
        return Invitation(
            name=str(plain["name"]),
            is_steward=plain["steward"] is True,
            key=bytes.fromhex(plain["key"]),
            issuer=read_card(plain["issuer"], links),
            signature=bytes.fromhex(plain["signature"]),
        )
    except (KeyError, TypeError, AttributeError):
        message = "This is not an invitation."
        raise ValueError(message) from None
