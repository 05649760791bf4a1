"""Writing a dossier as YAML text, in the order and the style in which a person would."""

import json
import re

from holdfast.dossier.format import DOSSIER
from holdfast.dossier.model import Dossier
from holdfast.dossier.node import NULL_WORDS
from holdfast.dossier.shape import Plain

WIDTH = 100
_BLOCK_DEPTH = 2
"""Sections and what stands in them are always written below each other."""

# Read the same by every YAML reader, within brackets or without.
_PLAIN = re.compile(r"[^\W_](?:[\w .()/+%'-]*[\w.()/+%'-])?")
_WORDS = re.compile(r"\S+(?: \S+)*")


def write(dossier: Dossier) -> str:
    r"""A dossier as YAML text; reading the text gives the same dossier again.

    A dossier that could not be read, such as one with a fraction that no decimal expresses or with
    an id that the format does not allow, is written all the same: ``parse`` names its faults.

    >>> from holdfast.dossier import parse
    >>> text = "holdfast: 1\ntitle: Talks\nparties: {north: {name: North, roles: principal}}\n"
    >>> text += "issues: {line: {title: Line, options: {stay: Stay, go: Go}}}\n"
    >>> parse(write(parse(text))) == parse(text)
    True
    """
    plain = DOSSIER.plain(dossier)
    assert isinstance(plain, dict)  # noqa: S101 - the whole is a map
    sections = [_entry(key, value, 0) for key, value in plain.items()]
    return "".join(
        "\n" + section if "\n" in section.rstrip("\n") else section for section in sections
    )


def _entry(key: str, value: Plain, depth: int, lead: str = "") -> str:
    """One key with its value, ending in a line break; ``lead`` stands before the key."""
    start = f"{'  ' * depth}{lead}{_scalar(key)}:"
    if isinstance(value, str):
        return f"{start} {_text(value, len(start), depth)}\n"
    line = f"{start} {_flow(value)}"
    if not value or (depth >= _BLOCK_DEPTH and len(line) <= WIDTH and _is_small(value)):
        return f"{line}\n"
    return f"{start}\n{_block(value, depth + 1)}"


def _block(value: Plain, depth: int) -> str:
    if isinstance(value, dict):
        return "".join(_entry(key, each, depth) for key, each in value.items())
    if isinstance(value, list):
        return "".join(_item(each, depth) for each in value)
    return f"{'  ' * depth}{_scalar(value)}\n"


def _item(value: Plain, depth: int) -> str:
    """One item of a list, ending in a line break."""
    line = f"{'  ' * depth}- {_flow(value)}\n"
    if not value or isinstance(value, str) or len(line) <= WIDTH:
        return line
    inner = _block(value, depth + 1)
    return f"{'  ' * depth}- {inner.lstrip(' ')}"


def _is_small(value: Plain) -> bool:
    """True when a value reads well on one line: a few texts, or lists of them."""
    if isinstance(value, dict):
        return all(not isinstance(each, dict) for each in value.values())
    return True


def _flow(value: Plain) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{_scalar(key)}: {_flow(each)}" for key, each in value.items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _scalar(value)


def _text(text: str, used: int, depth: int) -> str:
    """A text after its key: on the same line, or folded below where it is long."""
    line = _scalar(text)
    if used + len(line) < WIDTH or not _WORDS.fullmatch(text) or not text.isprintable():
        return line
    margin = "  " * (depth + 1)
    return ">-\n" + "\n".join(margin + each for each in _wrapped(text, WIDTH - len(margin)))


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _scalar(text: str) -> str:
    """A text as YAML, in quotes where another reader might take it for something else."""
    if text not in NULL_WORDS and (_PLAIN.fullmatch(text) or _is_number(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in quoted)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9][0-9.-]*", text))


def _escaped(character: str) -> str:
    code = ord(character)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
