"""The building blocks of the ledger, held against published vectors."""

import pytest

from holdfast.ledger.framing import canonical, frame, read_canonical, unframe
from holdfast.ledger.seal import (
    NONCE_BYTES,
    pad,
    padded_length,
    seal,
    system_entropy,
    unpad,
    unseal,
)
from holdfast.ledger.shares import combine, split
from holdfast.ledger.totp import accepted_step, code_at
from ledgers import RepeatingEntropy

RFC_6238 = [
    (59, "94287082", "46119246", "90693936"),
    (1111111109, "07081804", "68084774", "25091201"),
    (1111111111, "14050471", "67062674", "99943326"),
    (1234567890, "89005924", "91819424", "93441116"),
    (2000000000, "69279037", "90698825", "38618901"),
    (20000000000, "65353130", "77737706", "47863826"),
]


@pytest.mark.parametrize(("seconds", "sha1", "sha256", "sha512"), RFC_6238)
def test_codes_are_those_of_the_standard(seconds: int, sha1: str, sha256: str, sha512: str) -> None:
    """Appendix B of RFC 6238, for its three hash functions."""
    digits = b"1234567890" * 7
    found = [
        code_at(digits[:size], seconds // 30, digits=8, algorithm=name)
        for size, name in ((20, "sha1"), (32, "sha256"), (64, "sha512"))
    ]
    assert found == [sha1, sha256, sha512]


def test_a_code_is_good_once_and_near_its_time() -> None:
    """One step either way, and never a step that was used or lies before one that was."""
    secret, now = b"12345678901234567890", 1_000_000
    step = now // 30
    assert accepted_step(secret, code_at(secret, step), now * 1000, 0) == step
    assert accepted_step(secret, code_at(secret, step - 1), now * 1000, 0) == step - 1
    assert accepted_step(secret, code_at(secret, step + 1), now * 1000, 0) == step + 1
    assert accepted_step(secret, code_at(secret, step - 2), now * 1000, 0) is None
    assert accepted_step(secret, code_at(secret, step), now * 1000, step) is None
    assert accepted_step(secret, "", now * 1000, 0) is None
    assert accepted_step(secret, "١٢٣٤٥٦", now * 1000, 0) is None


def test_shares_are_those_of_the_draft() -> None:
    """The test vector of the threshold secret sharing draft: two of two shares of "test"."""
    shares = {1: bytes.fromhex("B9FA07E185"), 2: bytes.fromhex("F5409B4511")}
    assert combine(shares) == bytes.fromhex("7465737400")

    def drawn(_purpose: str, size: int) -> bytes:
        return bytes(a ^ b for a, b in zip(b"test\0", shares[1], strict=True))[:size]

    assert split(b"test\0", 2, 2, drawn) == shares


def test_any_needed_shares_give_the_secret_and_fewer_do_not() -> None:
    """Three of five: every three give it back, no two do."""
    secret = bytes(range(32))
    shares = split(secret, 3, 5, system_entropy)
    for a in range(1, 6):
        for b in range(a + 1, 6):
            assert combine({n: shares[n] for n in (a, b)}) != secret
            for c in range(b + 1, 6):
                assert combine({n: shares[n] for n in (c, a, b)}) == secret


@pytest.mark.parametrize(("needed", "count"), [(0, 3), (4, 3), (1, 256)])
def test_impossible_sharings_are_refused(needed: int, count: int) -> None:
    """Fewer than one, more than there are, more than the field has."""
    with pytest.raises(ValueError, match="shares cannot be made"):
        split(b"secret", needed, count, system_entropy)


def test_what_is_sealed_opens_with_key_and_context_alone() -> None:
    """Another key, another context or one changed bit opens nothing."""
    draw = RepeatingEntropy(b"seed")
    key, other, nonce = draw("key", 32), draw("key", 32), draw("nonce", NONCE_BYTES)
    sealed = seal(key, b"what was said", b"here", nonce)
    assert unseal(key, sealed, b"here") == b"what was said"
    assert unseal(other, sealed, b"here") is None
    assert unseal(key, sealed, b"there") is None
    assert unseal(key, sealed[:-1] + bytes([sealed[-1] ^ 1]), b"here") is None
    assert unseal(key, b"", b"here") is None


def test_short_texts_have_one_sealed_size() -> None:
    """A yes and a paragraph look alike in the file."""
    draw = RepeatingEntropy(b"seed")
    sizes = {len(seal(draw("key", 32), b"x" * n, b"", draw("nonce", 24))) for n in (0, 3, 100, 511)}
    assert sizes == {24 + 512 + 16}


def test_padding_grows_by_at_most_an_eighth() -> None:
    """Padme's bound, from the least size on, and never too short for the mark."""
    for length in range(512, 70_000, 7):
        assert length + 1 <= padded_length(length) <= (length + 1) * 1.12 + 1


def test_padding_comes_off_again() -> None:
    """Whatever the content ends with."""
    for data in (b"", b"\0\0", b"\x80", b"\x80\0", b"x" * 511):
        assert unpad(pad(data)) == data
        assert unpad(pad(data, 2048)) == data
    with pytest.raises(ValueError, match="padding"):
        unpad(b"\0" * 512)


def test_frames_cannot_be_confused() -> None:
    """Parts cut in another way give other bytes; what is not a frame is refused."""
    assert frame(b"ab", b"c") != frame(b"a", b"bc")
    assert unframe(frame(b"ab", b"", b"c"), 3) == (b"ab", b"", b"c")
    for wrong in (b"", frame(b"a"), frame(b"a", b"b") + b"x", frame(b"a", b"b")[:-1]):
        with pytest.raises(ValueError, match="framed"):
            unframe(wrong, 2)


@pytest.mark.parametrize(
    "text", ['{"a": 1}', '{"b":1,"a":2}', '{"a":1,"a":1}', "[1]", "{", '{"a":"\\u00e9"}', "NaN"]
)
def test_only_the_canonical_form_is_read(text: str) -> None:
    """Spaces, another order, a key twice, escapes without need: none of it has the same meaning."""
    with pytest.raises(ValueError, match="canonical"):
        read_canonical(text.encode())
    assert read_canonical(canonical({"b": "é", "a": 1})) == {"a": 1, "b": "é"}
