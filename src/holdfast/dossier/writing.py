"""Writing a dossier as YAML text, in the order and the style in which a person would."""

import json
import re

from holdfast.dossier.format import DOSSIER
from holdfast.dossier.model import Dossier
from holdfast.dossier.node import NULL_WORDS
from holdfast.dossier.shape import Plain

WIDTH = 100
_INLINE_FROM = 4
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
    sections = [entry(key, value, 0, inline_from=_INLINE_FROM) for key, value in plain.items()]
    return "".join(
        "\n" + section if "\n" in section.rstrip("\n") else section for section in sections
    )


def entry(key: str, value: Plain, indent: int, *, inline_from: int = 0) -> str:
    """One key with its value, ``indent`` spaces in, ending in a line break.

    Lists and maps stand on the line of their key where they read well there; in lines that begin
    less than ``inline_from`` spaces in, they never do.
    """
    start = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, str):
        return f"{start} {_text(value, len(start), indent)}\n"
    line = f"{start} {flow(value)}"
    is_inline = indent >= inline_from and len(line) <= WIDTH and _is_small(value)
    if not value or is_inline:
        return f"{line}\n"
    return f"{start}\n{block(value, indent + 2, inline_from=inline_from)}"


def block(value: Plain, indent: int, *, inline_from: int = 0) -> str:
    """The entries of a map or the items of a list below each other, ending in a line break."""
    if isinstance(value, dict):
        entries = value.items()
        return "".join(entry(key, each, indent, inline_from=inline_from) for key, each in entries)
    if isinstance(value, list):
        return "".join(item(each, indent) for each in value)
    return f"{' ' * indent}{scalar(value)}\n"


def item(value: Plain, indent: int) -> str:
    """One item of a list, ending in a line break."""
    line = f"{' ' * indent}- {flow(value)}\n"
    if not value or isinstance(value, str) or len(line) <= WIDTH:
        return line
    return f"{' ' * indent}- {block(value, indent + 2).lstrip(' ')}"


def _is_small(value: Plain) -> bool:
    """True when a value reads well on one line: a few texts, or lists of them."""
    if isinstance(value, dict):
        return all(not isinstance(each, dict) for each in value.values())
    return True


def flow(value: Plain) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items())
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar(value)


def _text(text: str, used: int, indent: int) -> str:
    """A text after its key: on the same line, or folded below where it is long."""
    line = scalar(text)
    if used + len(line) < WIDTH or not _WORDS.fullmatch(text) or not text.isprintable():
        return line
    margin = " " * (indent + 2)
    return ">-\n" + "\n".join(margin + each for each in _wrapped(text, WIDTH - len(margin)))


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def scalar(text: str) -> str:
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
