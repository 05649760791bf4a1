"""Sharing a secret so that any k of n people can give it back, and fewer learn nothing.

Shamir's scheme, byte by byte over the field of 256 elements that AES uses [shamir-1979]; the shares
are those of the internet draft on threshold secret sharing, whose vectors the tests hold it to
[mcgrew-2010].
"""

from collections.abc import Mapping
from functools import reduce

from holdfast.ledger.seal import Entropy

MOST_SHARES = 255


def _times(left: int, right: int) -> int:
    """The product in the field: polynomials over two elements, modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    for _ in range(8):
        product ^= left * (right & 1)
        left = (left << 1) ^ (0x11B * (left >> 7))
        right >>= 1
    return product


def _inverse(value: int) -> int:
    """The element whose product with this one is 1: its 254th power."""
    return reduce(_times, [value] * 253, value)


def split(secret: bytes, needed: int, count: int, entropy: Entropy) -> dict[int, bytes]:
    """Cut a secret into ``count`` shares, numbered from 1, of which any ``needed`` give it back.

    ValueError unless 1 <= needed <= count <= 255.
    """
    if not 1 <= needed <= count <= MOST_SHARES:
        message = (
            f"{needed} of {count} shares cannot be made; it takes 1 <= k <= n <= {MOST_SHARES}."
        )
        raise ValueError(message)
    coefficients = [secret] + [entropy("share", len(secret)) for _ in range(needed - 1)]
    return {
        number: bytes(
            reduce(lambda total, c: _times(total, number) ^ c, reversed(column))
            for column in zip(*coefficients, strict=True)
        )
        for number in range(1, count + 1)
    }


def combine(shares: Mapping[int, bytes]) -> bytes:
    """The secret that these shares give; with too few or wrong ones, bytes that mean nothing.

    >>> combine({1: bytes.fromhex("b9fa07e185"), 2: bytes.fromhex("f5409b4511")}).hex()
    '7465737400'
    """
    weights = {number: _weight_at_zero(number, shares) for number in shares}
    size = len(next(iter(shares.values())))
    return bytes(
        reduce(lambda total, n: total ^ _times(weights[n], shares[n][at]), shares, 0)
        for at in range(size)
    )


def _weight_at_zero(number: int, shares: Mapping[int, bytes]) -> int:
    """Lagrange's weight of one share for the polynomial's value at zero."""
    others = [other for other in shares if other != number]
    return reduce(lambda total, o: _times(total, _times(o, _inverse(o ^ number))), others, 1)
