"""A certificate for 127.0.0.1, made in a test: self-signed, Ed25519, good for a day."""

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nacl.signing import SigningKey

_ED25519 = bytes.fromhex("300506032b6570")
_COMMON_NAME = bytes.fromhex("0603550403")
_ALTERNATIVE_NAME = bytes.fromhex("0603551d11")
_INTEGER, _BITS, _BYTES, _TEXT, _SEQUENCE, _SET = 0x02, 0x03, 0x04, 0x0C, 0x30, 0x31
_TIME, _ADDRESS, _VERSION, _EXTENSIONS = 0x17, 0x87, 0xA0, 0xA3


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate and its private key, as files that servers and clients read."""
    key = SigningKey.generate()
    name = _der(_SEQUENCE, _der(_SET, _der(_SEQUENCE, _COMMON_NAME, _der(_TEXT, b"A test"))))
    now = datetime.now(UTC)
    hours = [_der(_TIME, _utc(now - timedelta(hours=1))), _der(_TIME, _utc(now + timedelta(1)))]
    names = _der(_SEQUENCE, _der(_ADDRESS, bytes([127, 0, 0, 1])))
    extension = _der(_SEQUENCE, _ALTERNATIVE_NAME, _der(_BYTES, names))
    body = _der(
        _SEQUENCE,
        _der(_VERSION, _der(_INTEGER, b"\2")),
        _der(_INTEGER, b"\1"),
        _ED25519,
        name,
        _der(_SEQUENCE, *hours),
        name,
        _der(_SEQUENCE, _ED25519, _der(_BITS, b"\0", bytes(key.verify_key))),
        _der(_EXTENSIONS, _der(_SEQUENCE, extension)),
    )
    signature = _der(_BITS, b"\0", key.sign(body).signature)
    whole = _der(_SEQUENCE, body, _ED25519, signature)
    private = _der(
        _SEQUENCE, _der(_INTEGER, b"\0"), _ED25519, _der(_BYTES, _der(_BYTES, bytes(key)))
    )
    files = folder / "certificate.pem", folder / "key.pem"
    contents = (("CERTIFICATE", whole), ("PRIVATE KEY", private))
    for file, (label, content) in zip(files, contents, strict=True):
        text = base64.encodebytes(content).decode()
        file.write_text(f"-----BEGIN {label}-----\n{text}-----END {label}-----\n", "ascii")
    return files


def _der(tag: int, *parts: bytes) -> bytes:
    """Something in DER: what it is, how long, and its content."""
    content = b"".join(parts)
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content


def _utc(moment: datetime) -> bytes:
    return moment.strftime("%y%m%d%H%M%SZ").encode()
