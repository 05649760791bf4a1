"""Invitations: a one-time secret handed over in person, with which somebody makes an account.

The invitation itself waits in the ledger as a letter sealed to a key that only the secret gives.
That key's public half is written down nowhere, so nobody without the secret could have put the
letter there: the founder's key that it names can be relied on.
"""

from base64 import b32decode, b32encode
from binascii import Error as NotBase32Error
from collections.abc import Iterable
from dataclasses import dataclass, field

from holdfast.errors import AccessError
from holdfast.ledger.card import Invitation, invitation, plain_invitation, read_invitation
from holdfast.ledger.framing import canonical, read_canonical
from holdfast.ledger.keys import Keys, seal_letter
from holdfast.ledger.letter import LETTER_BYTES
from holdfast.ledger.names import fit_name
from holdfast.ledger.pen import Pen, may_not
from holdfast.ledger.seal import ID_BYTES, KEY_BYTES, Entropy, digest, pad, unpad
from holdfast.ledger.session import Session

TOKEN_BYTES = 20


@dataclass(frozen=True, slots=True)
class Token:
    """The one-time secret; ``text`` is what is handed over."""

    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls, entropy: Entropy) -> "Token":
        """A secret that nobody can guess."""
        return cls(entropy("token", TOKEN_BYTES))

    @classmethod
    def read(cls, text: str) -> "Token":
        """Read a secret as it was handed over; AccessError when it was mistyped."""
        plain = "".join(text.split()).replace("-", "").upper()
        try:
            secret = b32decode(plain)
        except (NotBase32Error, ValueError):
            secret = b""
        if len(secret) != TOKEN_BYTES:
            message = (
                "This is not an invitation: it should be eight groups of four letters and digits. "
                "Type it again as it was handed to you."
            )
            raise AccessError(message, code="invitation-refused")
        return cls(secret)

    @property
    def text(self) -> str:
        """Eight groups of four letters and digits."""
        plain = b32encode(self.secret).decode()
        return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))

    @property
    def sign_seed(self) -> bytes:
        """What signs the new account's card."""
        return digest(b"holdfast.invite1", self.secret, KEY_BYTES)

    @property
    def keys(self) -> Keys:
        """What the waiting invitation is sealed to."""
        return Keys(self.sign_seed, digest(b"holdfast.invite2", self.secret, KEY_BYTES))


def invite(session: Session, name: str, *, is_steward: bool = False) -> Token:
    """Invite somebody to an account; the token is shown once and handed over in person.

    Args:
        session: a steward's.
        name: what the account will be known by, to those it shares a compartment with.
        is_steward: whether it may open compartments, let in and remove (a mediator).

    Raises:
        AccessError: the account is no steward's, or the name is none that can be told from others.
    """
    if not session.card.is_steward:
        raise may_not()
    known_as = fit_name(name)
    token = Token.fresh(session.means.entropy)
    signed = invitation(known_as, is_steward, token.sign_seed, session.card, session.vault.keys)
    content = canonical(
        {
            "invitation": plain_invitation(signed),
            "founder": session.vault.founder_key.hex(),
        }
    )
    letter = seal_letter(token.keys.box_key, pad(content, LETTER_BYTES))

    def leave(pen: Pen) -> None:
        pen.letters.append((session.means.entropy("letter", ID_BYTES), letter))

    session.write(leave)
    return token


def read_letter_of_invitation(
    letters: Iterable[tuple[bytes, bytes]], token: Token
) -> tuple[Invitation, bytes]:
    """The invitation that waits for a token, and the founder's key; AccessError when none does."""
    for _, sealed in letters:
        padded = token.keys.unseal_letter(sealed)
        if padded is not None:
            fields = read_canonical(unpad(padded))
            return read_invitation(fields["invitation"]), bytes.fromhex(fields["founder"])
    message = "No invitation waits for this token. Ask the steward who gave it to you for another."
    raise AccessError(message, code="invitation-refused")
