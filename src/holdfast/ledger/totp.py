"""The second factor: a code that changes every thirty seconds [rfc-6238]."""

import hmac
from base64 import b32encode
from urllib.parse import quote

STEP_SECONDS = 30
SECRET_BYTES = 20
TOLERATED_STEPS = 1


def code_at(secret: bytes, step: int, digits: int = 6, algorithm: str = "sha1") -> str:
    """The code of one step of time, as an authenticator shows it.

    >>> code_at(b"12345678901234567890", 59 // 30, digits=8)
    '94287082'
    """
    mac = hmac.digest(secret, step.to_bytes(8, "big"), algorithm)
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).rjust(digits, "0")


def accepted_step(secret: bytes, code: str, now_ms: int, last_step: int) -> int | None:
    """The step that a code belongs to; None when it is wrong, or was used before.

    A code is good for its own step and one step either way, and only once: ``last_step`` is the
    latest that was accepted.
    """
    current = now_ms // 1000 // STEP_SECONDS
    found = None
    for step in range(current - TOLERATED_STEPS, current + TOLERATED_STEPS + 1):
        is_equal = hmac.compare_digest(code_at(secret, step).encode(), code.strip().encode())
        if is_equal and step > last_step:
            found = step
    return found


def enrolment_uri(secret: bytes, name: str) -> str:
    """What an authenticator reads, usually from a picture of it; it is a secret."""
    return (
        f"otpauth://totp/Holdfast:{quote(name)}?secret={b32encode(secret).decode()}&issuer=Holdfast"
    )
