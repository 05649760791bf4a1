"""Sealing: what nobody without the key can read or change, by libsodium and nothing home-made.

Everything sealed is padded first, so that its size tells little of what was said: to at least 512
bytes, and from there by Padmé, which adds at most 12 per cent and leaves of a length only its
leading bits [purbs-2019].
"""

from collections.abc import Callable
from hashlib import blake2b

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from nacl.utils import random

KEY_BYTES = 32
ID_BYTES = 16
HASH_BYTES = 32
NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
LEAST_PADDED = 512

Entropy = Callable[[str, int], bytes]
"""Fresh random bytes: what they are for, and how many."""


def system_entropy(_purpose: str, size: int) -> bytes:
    """Random bytes from the operating system, whatever they are for."""
    return random(size)


def digest(purpose: bytes, data: bytes, size: int = HASH_BYTES, key: bytes = b"") -> bytes:
    """BLAKE2b of the data, one function apart for each purpose (at most 16 bytes long)."""
    return blake2b(data, digest_size=size, key=key, person=purpose).digest()


def padded_length(length: int) -> int:
    """How long the padded form of so many bytes is.

    >>> padded_length(3), padded_length(600), padded_length(100_000)
    (512, 608, 100352)
    """
    needed = max(length + 1, LEAST_PADDED)
    exponent = needed.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (needed + mask) & ~mask


def pad(data: bytes, length: int = 0) -> bytes:
    """Lengthen to ``length``, or by Padmé where that is 0 or too short; ``unpad`` takes it off."""
    target = length if length > len(data) else padded_length(len(data))
    return data + b"\x80" + b"\0" * (target - len(data) - 1)


def unpad(padded: bytes) -> bytes:
    """Take the padding off again; ValueError when there is none."""
    stripped = padded.rstrip(b"\0")
    if not stripped.endswith(b"\x80"):
        message = "The padding is missing."
        raise ValueError(message)
    return stripped[:-1]


def seal(key: bytes, plaintext: bytes, context: bytes, nonce: bytes) -> bytes:
    """Seal with XChaCha20-Poly1305; ``context`` is not stored, and opening needs it unchanged."""
    padded = pad(plaintext)
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(padded, context, nonce, key)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes | None:
    """Open what was sealed; None when this key and context do not open it."""
    nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return unpad(crypto_aead_xchacha20poly1305_ietf_decrypt(body, context, nonce, key))
    except (CryptoError, ValueError, TypeError):
        return None
