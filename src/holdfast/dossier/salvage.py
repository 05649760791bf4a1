"""Reading on after a slip of YAML: what stands apart from it is read all the same.

A text that is not well-formed is cut where a person would cut it, at the lines that begin equally
far in, and each part is read alone; what is still not well-formed is cut again. So one slip costs
the value in which it stands, and hides no other fault.
"""

import re
from dataclasses import dataclass

from holdfast.dossier.findings import Findings, KeyPath, Refusal, shown
from holdfast.dossier.node import (
    ListNode,
    MalformedError,
    MapNode,
    Node,
    UnreadableNode,
    compose_part,
)
from holdfast.dossier.syntax import NO_COLON
from holdfast.errors import Place

_KEY = re.compile(r" *([\w.-]+) *:(?: +(.*))?")
_PIECES = 5_000
_DEPTH = 6
"""Views, a party, its values, an issue, an option: a line of it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Some lines of a text; ``first_line`` counts from 1."""

    lines: list[str]
    first_line: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def indent(self) -> int:
        """How far in its first line of content begins; -1 without one."""
        return next((_indent(line) for line in self.lines if _has_content(line)), -1)


def compose_all(text: str, file: str, findings: Findings) -> Node:
    """Read YAML text; each part that is not well-formed is a fault and an UnreadableNode."""
    try:
        return compose_part(text, file, findings)
    except MalformedError as error:
        whole = _Part(re.split(r"\r\n|\r|\n", text), 1)
        return _Salvage(file, findings).node(whole, error, (), _DEPTH)


@dataclass(slots=True)
class _Salvage:
    """The salvage of one file; ``budget`` is how many more pieces it may be cut into."""

    file: str
    findings: Findings
    budget: int = _PIECES

    def read(self, part: _Part, path: KeyPath, depth: int) -> Node:
        try:
            return compose_part(part.text, self.file, self.findings, part.first_line, path)
        except MalformedError as error:
            return self.node(part, error, path, depth)

    def node(self, part: _Part, error: MalformedError, path: KeyPath, depth: int) -> Node:
        """What can be read of a part that is not well-formed."""
        pieces, is_whole = _cut(part)
        self.budget -= len(pieces)
        first = _first_content(pieces[0]) if pieces else ""
        if depth == 0 or self.budget < 0 or not (_is_item(first) or _KEY.fullmatch(first)):
            return self.lost(part, error)
        found = len(self.findings.faults) + self.findings.unkept
        read = self.list_node if _is_item(first) else self.map_node
        node = read(pieces, path, depth)
        if not is_whole or len(self.findings.faults) + self.findings.unkept == found:
            # The slip is where lines were left out, or in how the pieces stand together.
            self.tear(error)
        return node

    def lost(self, part: _Part, error: MalformedError) -> Node:
        self.tear(error)
        return UnreadableNode(Place(self.file, part.first_line))

    def tear(self, error: MalformedError) -> None:
        """Note a slip after which nobody can tell what some lines belong to."""
        self.findings.is_torn = True
        self.findings.fault(error.fault)

    def list_node(self, pieces: list[_Part], path: KeyPath, depth: int) -> Node:
        items: list[Node] = []
        for piece in pieces:
            here: KeyPath = (*path, len(items))
            try:
                found = compose_part(piece.text, self.file, self.findings, piece.first_line, path)
            except MalformedError as error:
                inner = _without_hyphen(piece)
                found = self.node(inner, error, here, depth - 1)
                items.append(found)
            else:
                items.extend(found.items if isinstance(found, ListNode) else [found])
        return ListNode(tuple(items), Place(self.file, pieces[0].first_line))

    def map_node(self, pieces: list[_Part], path: KeyPath, depth: int) -> Node:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for piece in pieces:
            for name, place, node in self.entries(piece, path, depth):
                if name in entries:
                    fault = _twice(name, keys[name]).at(place, (*path, name))
                    self.findings.fault(fault)
                else:
                    entries[name], keys[name] = node, place
        return MapNode(entries, keys, Place(self.file, pieces[0].first_line))

    def entries(self, piece: _Part, path: KeyPath, depth: int) -> list[tuple[str, Place, Node]]:
        """The entry that a piece holds, or what can be read of it; nothing if it is lost."""
        try:
            found = compose_part(piece.text, self.file, self.findings, piece.first_line, path)
        except MalformedError as error:
            return self.entry(piece, error, path, depth)
        if isinstance(found, MapNode):
            return [(name, found.keys[name], node) for name, node in found.entries.items()]
        return []

    def entry(
        self, piece: _Part, error: MalformedError, path: KeyPath, depth: int
    ) -> list[tuple[str, Place, Node]]:
        """An entry of which only the key, or part of its value, can be read."""
        match = _KEY.fullmatch(piece.lines[0])
        if match is None:
            place = Place(self.file, piece.first_line, piece.indent + 1)
            has_colon = ":" in piece.lines[0].partition(" #")[0]
            self.tear(error if has_colon else MalformedError(NO_COLON.at(place, path)))
            return []
        name, same_line = match[1], match[2] or ""
        place = Place(self.file, piece.first_line, piece.indent + 1)
        inner = _Part(piece.lines[1:], piece.first_line + 1)
        if inner.indent < 0:  # all of it stands on one line, so nothing else is touched
            self.findings.fault(error.fault)
            return [(name, place, UnreadableNode(place))]
        if _has_content(same_line):
            self.tear(error)
            return [(name, place, UnreadableNode(place))]
        return [(name, place, self.read(inner, (*path, name), depth - 1))]


def _cut(part: _Part) -> tuple[list[_Part], bool]:
    """The part cut at the lines that begin as far in as its first.

    Where a line begins further left, nobody can tell what it and the lines after it belong to: they
    are left out, and the second value is False.
    """
    indent, first = part.indent, _first_content(part)
    starts: list[int] = []
    end = len(part.lines)
    for n, line in enumerate(part.lines):
        if not _has_content(line) or line.strip()[0] in "]})":
            continue
        if _indent(line) < indent:
            end = n
            break
        if _indent(line) == indent and _is_item(line) == _is_item(first):
            starts.append(n)
    ends = [*starts[1:], end]
    pieces = [
        _Part(part.lines[start:stop], part.first_line + start)
        for start, stop in zip(starts, ends, strict=False)
    ]
    return pieces, end == len(part.lines)


def _first_content(part: _Part) -> str:
    return next((line for line in part.lines if _has_content(line)), "")


def _without_hyphen(piece: _Part) -> _Part:
    """An item of a list as if it stood alone."""
    first = piece.lines[0]
    at = first.index("-")
    return _Part([f"{first[:at]} {first[at + 1 :]}", *piece.lines[1:]], piece.first_line)


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_item(line: str) -> bool:
    return line.strip() == "-" or line.lstrip(" ").startswith("- ")


def _twice(name: str, first: Place) -> Refusal:
    return Refusal(
        "duplicate-key",
        f"The key {shown(name)} stands twice, first in line {first.line}",
        "only one of the two values could count",
        "Keep one of them, or give the other a key of its own.",
    )
