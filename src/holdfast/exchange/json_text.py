"""JSON text as a tree of values that know where they stand; every number stays its text."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NoReturn

from holdfast.dossier.node import ListNode, MapNode, Node, ScalarNode
from holdfast.errors import Place
from holdfast.exchange.files import File
from holdfast.exchange.findings import Findings, refuse

MOST_DEPTH = 40

_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:
      (?P<mark>[{}\[\]:,])
    | (?P<string>"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*+")
    | (?P<bare>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?
        |true|false|null|-?Infinity|NaN)
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_Token = tuple[str, str, Place]


def compose_json(file: File, findings: Findings) -> Node:
    """The value that a JSON text holds; ``null`` becomes an empty text.

    Infinity and NaN, which some programs write although JSON has no such numbers, stay texts.

    Raises:
        InputError: the text is not JSON (``not-well-formed``) or goes past the limits
            (``too-large``).
    """
    return _Composer(file, findings).document()


class _Composer:
    """Builds nodes from tokens; ``token`` is the next one, not used yet."""

    def __init__(self, file: File, findings: Findings) -> None:
        self.file = file
        self.findings = findings
        self.tokens = self.split()
        self.token = next(self.tokens)
        self.depth = 0

    def document(self) -> Node:
        root = self.value()
        if self.token[0] != "end":
            self.refuse("more stands after the value")
        return root

    def split(self) -> Iterator[_Token]:
        text, end = self.file.text, 0
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        while True:
            match = _TOKEN.match(text, end)
            if match is None:
                end += len(text[end:]) - len(text[end:].lstrip(" \t\r\n"))
                self.token = ("", "", self.at(end, starts))
                self.refuse("no JSON value begins here")
            kind = match.lastgroup or ""
            yield kind, match[kind], self.at(match.start(kind), starts)
            end = match.end()

    def at(self, position: int, starts: list[int]) -> Place:
        line = bisect_right(starts, position)
        return self.file.at(line, position - starts[line - 1] + 1)

    def step(self) -> _Token:
        token = self.token
        if token[0] != "end":
            self.token = next(self.tokens)
        return token

    def value(self) -> Node:
        kind, text, place = self.step()
        if kind == "string":
            return ScalarNode(self.unquoted(text, place), place)
        if kind == "bare":
            return ScalarNode("" if text == "null" else text, place)
        if text not in {"{", "["}:
            self.token = (kind, text, place)
            self.refuse(f"{text or 'the end'} stands where a value belongs")
        self.depth += 1
        if self.depth > MOST_DEPTH:
            what = f"Values of {self.file.name} stand over {MOST_DEPTH} deep within each other"
            why, do = "it is no negotiation case and is not read", "Name another file."
            refuse("too-large", what, why, do, place)
        node: Node = self.entries(place) if text == "{" else self.items(place)
        self.depth -= 1
        return node

    def items(self, place: Place) -> ListNode:
        items: list[Node] = []
        if self.token[1] == "]" and self.token[0] == "mark":
            self.step()
            return ListNode((), place)
        while True:
            items.append(self.value())
            if self.closes("]"):
                return ListNode(tuple(items), place)

    def entries(self, place: Place) -> MapNode:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        if self.token[1] == "}" and self.token[0] == "mark":
            self.step()
            return MapNode(entries, keys, place)
        while True:
            kind, text, where = self.token
            if kind != "string":
                self.refuse("a key in quotes belongs here")
            self.step()
            key = self.unquoted(text, where)
            if self.token[0] != "mark" or self.token[1] != ":":
                self.refuse("a colon belongs here")
            self.step()
            value = self.value()
            if key in entries:
                what, why = f"The key {key!r:.40} stands twice", "either value could be meant"
                self.findings.fault("duplicate-key", what, why, "Keep one of them.", where)
            entries[key], keys[key] = value, where
            if self.closes("}"):
                return MapNode(entries, keys, place)

    def closes(self, mark: str) -> bool:
        """Step over a comma (False) or the closing mark (True)."""
        kind, text, _ = self.token
        if kind != "mark" or text not in {",", mark}:
            self.refuse(f"a comma or {mark} belongs here")
        self.step()
        return text == mark

    def unquoted(self, text: str, place: Place) -> str:
        plain = str(json.loads(text))
        if any("\ud800" <= letter <= "\udfff" for letter in plain):
            self.token = ("string", text, place)
            self.refuse("half a character is escaped here")
        return plain

    def refuse(self, reason: str) -> NoReturn:
        place = self.token[2]
        what = f"{self.file.name} is not well-formed JSON: {reason} (column {place.column})"
        why, do = "it cannot be told what its author meant", "Correct that line and import again."
        refuse("not-well-formed", what, why, do, place)
