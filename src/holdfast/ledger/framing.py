"""Bytes with one reading only: what is hashed, signed or sealed can be written in one way alone."""

import json
import struct
from typing import Any

_LENGTH = struct.Struct(">Q")


def canonical(value: dict[str, Any]) -> bytes:
    """Write a mapping of texts, whole numbers, lists and mappings as its one canonical form.

    >>> canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()
    True
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def read_canonical(data: bytes) -> dict[str, Any]:
    """Read a mapping back; ValueError when the bytes are anything but its canonical form."""
    try:
        value = json.loads(data)
        is_canonical = isinstance(value, dict) and canonical(value) == data
    except (ValueError, RecursionError):
        is_canonical = False
    if not is_canonical:
        message = "These bytes are not in canonical form."
        raise ValueError(message) from None
    mapping: dict[str, Any] = value
    return mapping


def frame(*parts: bytes) -> bytes:
    """Join parts so that no other parts give the same bytes: each goes behind its length."""
    return b"".join(_LENGTH.pack(len(part)) + part for part in parts)


def unframe(data: bytes, count: int) -> tuple[bytes, ...]:
    """Take apart what ``frame`` joined; ValueError when it is not exactly ``count`` parts."""
    parts, at = [], 0
    for _ in range(count):
        if len(data) - at < _LENGTH.size:
            break
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        parts.append(data[at : at + length])
        at += length
    if len(parts) != count or at != len(data):
        message = "These bytes are not the parts that were framed."
        raise ValueError(message)
    return tuple(parts)
