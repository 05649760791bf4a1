"""An account's private keys while it is signed in; they never show in a text or leave in a copy."""

from typing import NoReturn

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from holdfast.ledger.seal import KEY_BYTES, Entropy, digest

ACCOUNT_BYTES = 16
SIGNATURE_BYTES = 64


class Keys:
    """A key to sign with (Ed25519) and a key to be written to with (X25519)."""

    __slots__ = ("_box", "_sign")

    def __init__(self, sign_seed: bytes, box_seed: bytes) -> None:
        self._sign = SigningKey(sign_seed)
        self._box = PrivateKey(box_seed)

    @classmethod
    def fresh(cls, entropy: Entropy) -> "Keys":
        """New keys, known to nobody else."""
        return cls(entropy("sign-key", KEY_BYTES), entropy("box-key", KEY_BYTES))

    @property
    def sign_key(self) -> bytes:
        """The public key that the account's signatures are checked with."""
        return bytes(self._sign.verify_key)

    @property
    def box_key(self) -> bytes:
        """The public key that letters to the account are sealed with."""
        return bytes(self._box.public_key)

    @property
    def seeds(self) -> tuple[bytes, bytes]:
        """The private keys themselves, for the vault alone."""
        return bytes(self._sign), bytes(self._box)

    def sign(self, message: bytes) -> bytes:
        """The account's signature of a message."""
        return self._sign.sign(message).signature

    def unseal_letter(self, letter: bytes) -> bytes | None:
        """Open a letter; None when it is not for this account."""
        try:
            return SealedBox(self._box).decrypt(letter)
        except (CryptoError, ValueError, TypeError):
            return None

    def __repr__(self) -> str:
        """Nothing but that there are keys."""
        return "<Keys, hidden>"

    def __reduce__(self) -> NoReturn:
        message = "Private keys are not copied, pickled or sent."
        raise TypeError(message)


def seal_letter(box_key: bytes, content: bytes) -> bytes:
    """Seal a letter that only the holder of the key behind ``box_key`` can open."""
    return SealedBox(PublicKey(box_key)).encrypt(content)


def is_signed(sign_key: bytes, message: bytes, signature: bytes) -> bool:
    """True when the signature of the message was made with the private key behind ``sign_key``."""
    try:
        VerifyKey(sign_key).verify(message, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def account_of(sign_key: bytes) -> str:
    """An account's id: a digest of its public key, so that no other key can claim it."""
    return digest(b"holdfast.account", sign_key, ACCOUNT_BYTES).hex()
