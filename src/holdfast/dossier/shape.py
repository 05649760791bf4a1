"""Shapes: what a value of the dossier may look like, for reading, writing and the schema at once.

A shape reads a node into a value of the model, writes the value back as plain lists, maps and
texts, and describes itself in JSON Schema. What cannot be read raises a fault and becomes the
shape's ``blank``, so that reading goes on and one fault hides no other.
"""

# ruff: noqa: D102 - what the methods of a shape are for is said once, in Shape

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from holdfast.dossier.findings import Findings, KeyPath, Mention, Refusal, shown
from holdfast.dossier.node import ListNode, MapNode, Node, ScalarNode, UnreadableNode
from holdfast.errors import Place

T = TypeVar("T")
Schema = dict[str, Any]
Plain = str | list[Any] | dict[str, Any]
"""What is written to a file: texts, and lists and maps of them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in the file, the way to it, and where what is found of it goes.

    ``place`` is that of the key under which the value stands, if it stands under one, and ``issue``
    the issue that is spoken of here, if one is.
    """

    node: Node
    path: KeyPath
    findings: Findings
    place: Place
    issue: str = ""

    def item(self, index: int, node: Node) -> "Spot":
        """A value of the list that stands here."""
        return Spot(node, (*self.path, index), self.findings, node.place, self.issue)

    def entry(self, key: str, node: MapNode, issue: str = "") -> "Spot":
        """A value of the map that stands here."""
        path = (*self.path, key)
        return Spot(node.entries[key], path, self.findings, node.keys[key], issue or self.issue)

    def refuse(self, refusal: Refusal) -> None:
        """Say why the value is refused."""
        self.findings.fault(refusal.at(self.node.place, self.path))

    def miss(self, refusal: Refusal, key: str | None = None) -> None:
        """Say that something is missing here, or under a ``key`` within.

        Where lines of the file could not be put anywhere, it may be among them: then the value is
        in doubt, and nothing is said.
        """
        path = self.path if key is None else (*self.path, key)
        if self.findings.is_torn:
            self.findings.doubt(path)
        else:
            self.findings.fault(refusal.at(self.place, path))

    def refuse_key(self, key: str, refusal: Refusal, place: Place | None = None) -> None:
        """Say why a key within is refused, or why it must not be left out."""
        self.findings.fault(refusal.at(place or self.node.place, (*self.path, key)))


class Shape(ABC, Generic[T]):
    """What a value may look like."""

    @property
    @abstractmethod
    def blank(self) -> T:
        """What stands for a value that could not be read."""

    @property
    @abstractmethod
    def called(self) -> str:
        """The shape in a few words, as in "a list of evidence ids is expected here"."""

    @abstractmethod
    def schema(self) -> Schema:
        """The shape in JSON Schema."""

    @abstractmethod
    def plain(self, value: T) -> Plain:
        """The value as it is written to a file."""

    @abstractmethod
    def reads(self, node: Node) -> bool:
        """True when a node of this kind (a text, a list, a map) is what the shape reads."""

    @abstractmethod
    def _value(self, at: Spot) -> T:
        """Read a node that is of the right kind."""

    def read(self, at: Spot) -> T:
        """The value that stands here; when it is none of this shape, a fault and the blank."""
        at.findings.places[at.path] = at.place
        if isinstance(at.node, UnreadableNode):
            at.findings.doubt(at.path)
            return self.blank
        if self.reads(at.node):
            return self._value(at)
        if isinstance(at.node, ScalarNode) and at.node.is_empty:
            at.miss(
                Refusal(
                    "empty-value",
                    f"Nothing stands here where {self.called} is expected",
                    "it is not known what was meant",
                    "Fill it in, or remove the key.",
                )
            )
            return self.blank
        at.refuse(
            Refusal(
                "wrong-kind",
                f"{_kind(at.node)} stands here where {self.called} is expected",
                "it cannot be read",
                "Compare with docs/reference/dossier.md; `holdfast new` writes an example of each.",
            )
        )
        return self.blank


def _kind(node: Node) -> str:
    if isinstance(node, ListNode):
        return "A list"
    if isinstance(node, MapNode):
        return "A map of keys"
    return f"The text {shown(node.text)}" if isinstance(node, ScalarNode) else "Nothing"


@dataclass(frozen=True)
class Scalar(Shape[T]):
    """A single value: a text that ``meaning`` gives a meaning to, or refuses.

    ``names`` says what kind of thing it mentions by id; whether there is such a thing is looked at
    when all has been read.
    """

    name: str
    meaning: Callable[[str], T | Refusal]
    empty: T
    json: Mapping[str, Any]
    text: Callable[[T], str] = str
    names: str = ""

    @property
    def blank(self) -> T:
        return self.empty

    @property
    def called(self) -> str:
        return self.name

    def schema(self) -> Schema:
        return dict(self.json)

    def plain(self, value: T) -> Plain:
        return self.text(value)

    def reads(self, node: Node) -> bool:
        return isinstance(node, ScalarNode) and not node.is_empty

    def _value(self, at: Spot) -> T:
        assert isinstance(at.node, ScalarNode)  # noqa: S101 - what `reads` has just said
        value = self.meaning(at.node.text.strip())
        if isinstance(value, Refusal):
            at.refuse(value)
            return self.empty
        if self.names:
            self.mention(at)
        return value

    def mention(self, at: Spot, key: str | None = None) -> None:
        """Note that this value, or the ``key`` under which it stands, names something."""
        name = key if key is not None else str(getattr(at.node, "text", "")).strip()
        place = at.place if key is not None else at.node.place
        at.findings.mentions.append(Mention(self.names, name, at.path, place, at.issue))


@dataclass(frozen=True)
class ListOf(Shape[tuple[T, ...]]):
    """A list; with ``or_one``, a single value stands for a list of one."""

    item: Shape[T]
    or_one: bool = False
    least: int = 0
    is_set: bool = True

    @property
    def blank(self) -> tuple[T, ...]:
        return ()

    @property
    def called(self) -> str:
        return f"{self.item.called} or a list of them" if self.or_one else "a list"

    def schema(self) -> Schema:
        many: Schema = {"type": "array", "items": self.item.schema()}
        if self.least:
            many["minItems"] = self.least
        if self.is_set:
            many["uniqueItems"] = True
        return {"anyOf": [self.item.schema(), many]} if self.or_one else many

    def plain(self, value: tuple[T, ...]) -> Plain:
        if self.or_one and len(value) == 1:
            return self.item.plain(value[0])
        return [self.item.plain(item) for item in value]

    def reads(self, node: Node) -> bool:
        return isinstance(node, ListNode) or (self.or_one and self.item.reads(node))

    def _value(self, at: Spot) -> tuple[T, ...]:
        if not isinstance(at.node, ListNode):
            return (self.item.read(at),)
        if len(at.node.items) < self.least:
            too_few(at, len(at.node.items), self.least)
        found: list[T] = []
        seen: set[T] = set()
        for index, node in enumerate(at.node.items):
            here = at.item(index, node)
            item = self.item.read(here)
            if self.is_set and not at.findings.trusts(here.path):
                continue
            if self.is_set and item in seen:
                here.refuse(
                    Refusal(
                        "repeated",
                        f"{_kind(node)} stands twice in one list",
                        "it is not known whether something else was meant",
                        "Remove one of the two.",
                    )
                )
                continue
            found.append(item)
            if self.is_set:
                seen.add(item)
        return tuple(found)


@dataclass(frozen=True)
class MapOf(Shape[dict[str, T]]):
    """Values by key; a key is an id that is given here (``key``), or names one given elsewhere."""

    item: Shape[T]
    of: str
    key: Scalar[str]
    least: int = 0

    @property
    def blank(self) -> dict[str, T]:
        return {}

    @property
    def called(self) -> str:
        return f"a map of {self.of}"

    def schema(self) -> Schema:
        names = {key: value for key, value in self.key.json.items() if key != "type"}
        shape: Schema = {"type": "object", "additionalProperties": self.item.schema()}
        if names:
            shape["propertyNames"] = names
        if self.least:
            shape["minProperties"] = self.least
        return shape

    def plain(self, value: Mapping[str, T]) -> Plain:
        return {key: self.item.plain(item) for key, item in value.items()}

    def reads(self, node: Node) -> bool:
        return isinstance(node, MapNode)

    def _value(self, at: Spot) -> dict[str, T]:
        assert isinstance(at.node, MapNode)  # noqa: S101 - what `reads` has just said
        if len(at.node.entries) < self.least and not at.node.is_partial:
            too_few(at, len(at.node.entries), self.least)
        if at.node.is_partial:
            at.findings.partial.add(at.path)
        found: dict[str, T] = {}
        for key in at.node.entries:
            here = at.entry(key, at.node, key if self.key.names == "issue" else "")
            found[key] = self.item.read(here)
            if self.key.names:
                self.key.mention(here, key)
            if isinstance(refusal := self.key.meaning(key), Refusal):
                at.refuse_key(key, refusal, at.node.keys[key])
        return found


def too_few(at: Spot, count: int, least: int) -> None:
    """Say that more must stand in a list or a map."""
    there = f"there is {count}" if count else "there is nothing"
    at.miss(
        Refusal(
            "too-few",
            f"At least {least} must stand here, and {there}",
            "there is nothing to choose between" if least > 1 else "nothing is said",
            f"Give at least {least}, or remove the whole.",
        )
    )
