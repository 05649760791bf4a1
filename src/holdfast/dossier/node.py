"""YAML text as a tree of values that know where they stand; every plain value stays its text.

Only what a dossier needs of YAML is read: no tags, no anchors, no aliases, no second document. So
nothing in a file can make the reader build an object, repeat a value or fetch anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from holdfast.dossier.findings import Findings, KeyPath, Refusal, shown
from holdfast.dossier.syntax import explain
from holdfast.errors import Fault, Place

if TYPE_CHECKING:
    import yaml

DEPTH_LIMIT = 24
NODE_LIMIT = 100_000
TEXT_LIMIT = 20_000
NULL_WORDS = ("~", "null", "Null", "NULL")
"""Plain words by which YAML says that there is nothing."""


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One plain or quoted value, as its text.

    ``is_empty`` says that there is nothing: no text at all, or one of YAML's words for it in plain.
    """

    text: str
    place: Place
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list of values."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class MapNode:
    """Values by key, each key with its own place.

    ``is_partial`` says that there may be more, in a file that could not be read.
    """

    entries: Mapping[str, "Node"]
    keys: Mapping[str, Place]
    place: Place
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class UnreadableNode:
    """A value about which a fault was raised already."""

    place: Place


Node = ScalarNode | ListNode | MapNode | UnreadableNode


class _Mark(Protocol):
    line: int
    column: int


class _Event(Protocol):
    """What is used of a parser's event; which attributes it has depends on its kind."""

    start_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    version: str | None
    tags: dict[str, str] | None


class _StoppedError(Exception):
    """Reading a file was given up after a fault that leaves nothing to read on with."""


class MalformedError(Exception):
    """A text is not well-formed YAML; ``fault`` says where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def compose(text: str, file: str, findings: Findings) -> Node:
    """Read YAML text; what cannot be read is an UnreadableNode, with its fault in ``findings``."""
    try:
        return compose_part(text, file, findings)
    except MalformedError as error:
        findings.fault(error.fault)
        return UnreadableNode(Place(file))


def compose_part(
    text: str, file: str, findings: Findings, first_line: int = 1, path: KeyPath = ()
) -> Node:
    """Read the part of a YAML text that begins in a line and stands under a path.

    Raises:
        MalformedError: The part is not well-formed; nothing is left in ``findings``.
    """
    import yaml

    # The loader in C where there is one: the same events, thirty times sooner.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    composer = _Composer(yaml.parse(text, Loader=loader), file, first_line, list(path))
    try:
        node = composer.document()
    except _StoppedError:
        node = UnreadableNode(Place(file))
    except yaml.MarkedYAMLError as error:
        raise MalformedError(_malformed(error, composer)) from None
    for fault in composer.faults:
        findings.fault(fault)
    return node


def _malformed(error: "yaml.MarkedYAMLError", composer: "_Composer") -> Fault:
    refusal, is_at_start = explain(f"{error.problem or ''} {error.context or ''}")
    problem, context = error.problem_mark or error.context_mark, error.context_mark
    mark = context if is_at_start and context else problem
    place = composer.place(mark) if mark else Place(composer.file)
    return refusal.at(place, tuple(composer.path))


class _Composer:
    """Builds nodes from parser events, checking limits while the events stream."""

    def __init__(
        self, events: Iterator[_Event], file: str, first_line: int, path: list[str | int]
    ) -> None:
        self.events = events
        self.file = file
        self.first_line = first_line
        self.path = path
        self.faults: list[Fault] = []
        self.count = 0
        self.refused: dict[str, list[Place]] = {}

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                if event.version or event.tags:
                    self.refuse("directive", self.at(event))
                if root is not None:
                    self.refuse("documents", self.at(event))
                    break
            elif kind not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                root = self.node(event)
        self.report_refusals()
        if isinstance(root, ScalarNode) and root.is_empty:
            root = None
        if root is None:
            self.faults.append(_EMPTY.at(Place(self.file)))
            return UnreadableNode(Place(self.file))
        return root

    def node(self, event: _Event) -> Node:
        kind, place = type(event).__name__, self.at(event)
        self.count += 1
        self.hold_limits(place)
        is_refused = self.refuses(event, kind, place)
        node: Node
        if kind == "ScalarEvent":
            node = self.scalar(event.value, event.style, place)
        elif kind == "SequenceStartEvent":
            node = self.sequence(place)
        elif kind == "MappingStartEvent":
            node = self.mapping(place)
        else:
            node = UnreadableNode(place)
        return UnreadableNode(place) if is_refused else node

    def scalar(self, text: str, style: str | None, place: Place) -> ScalarNode:
        if len(text) > TEXT_LIMIT:
            self.stop(
                Refusal(
                    "text-too-long",
                    f"A text here has {len(text):,} characters",
                    f"it is not read: {TEXT_LIMIT:,} are the most that a value may have",
                    "Shorten it, or keep it in a file of its own as a source.",
                ),
                place,
            )
        is_empty = not text.strip() or (not style and text in NULL_WORDS)
        return ScalarNode(text, place, is_empty)

    def sequence(self, place: Place) -> ListNode:
        items: list[Node] = []
        while type(event := next(self.events)).__name__ != "SequenceEndEvent":
            self.path.append(len(items))
            items.append(self.node(event))
            self.path.pop()
        return ListNode(tuple(items), place)

    def mapping(self, place: Place) -> MapNode:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            key = self.node(event)
            name = key.text if isinstance(key, ScalarNode) else "?"
            self.path.append(name)
            value = self.node(next(self.events))
            if not isinstance(key, ScalarNode):
                self.odd_key(key)
            elif name == "<<":
                self.refuse("anchors", key.place)
            elif name in entries:
                self.duplicate(name, key.place, keys[name])
            else:
                entries[name], keys[name] = value, key.place
            self.path.pop()
        return MapNode(entries, keys, place)

    def refuses(self, event: _Event, kind: str, place: Place) -> bool:
        if kind == "AliasEvent" or event.anchor is not None:
            self.refuse("anchors", place)
            return True
        if event.tag is not None:
            self.refuse("tags", place)
            return True
        return False

    def refuse(self, what: str, place: Place) -> None:
        self.refused.setdefault(what, []).append(place)

    def report_refusals(self) -> None:
        for what, places in self.refused.items():
            refusal = _REFUSALS[what]
            times = f", {len(places)} times in this file" if len(places) > 1 else ""
            self.faults.append(replace(refusal, what=refusal.what + times).at(places[0]))

    def hold_limits(self, place: Place) -> None:
        if len(self.path) > DEPTH_LIMIT:
            self.stop(
                Refusal(
                    "too-deep",
                    f"Values stand more than {DEPTH_LIMIT} deep within each other",
                    "the file is not read any further",
                    "Nothing in a dossier needs it; compare with docs/reference/dossier.md.",
                ),
                place,
            )
        if self.count > NODE_LIMIT:
            self.stop(
                Refusal(
                    "too-many-values",
                    f"The file holds more than {NODE_LIMIT:,} values",
                    "it is not read any further",
                    "Leave out what no question needs, or make several dossiers of it.",
                ),
                place,
            )

    def odd_key(self, key: Node) -> None:
        if isinstance(key, UnreadableNode):
            return
        self.faults.append(_ODD_KEY.at(key.place, tuple(self.path)))

    def duplicate(self, name: str, place: Place, first: Place) -> None:
        refusal = Refusal(
            "duplicate-key",
            f"The key {shown(name)} stands twice, first in line {first.line}",
            "only one of the two values could count",
            "Keep one of them, or give the other a key of its own.",
        )
        self.faults.append(refusal.at(place, tuple(self.path)))

    def stop(self, refusal: Refusal, place: Place) -> None:
        self.faults.append(refusal.at(place))
        raise _StoppedError

    def at(self, event: _Event) -> Place:
        return self.place(event.start_mark)

    def place(self, mark: _Mark) -> Place:
        return Place(self.file, mark.line + self.first_line, mark.column + 1)


_EMPTY = Refusal(
    "empty-file",
    "The file holds nothing",
    "there is nothing to read",
    "Start from the file that `holdfast new` writes.",
)
_ODD_KEY = Refusal(
    "key-not-text",
    "A list or a map stands where a key belongs",
    "its value cannot be named",
    "Write a plain word as the key; put quotes round a text that begins with [ or {.",
)
_REFUSALS = {
    "anchors": Refusal(
        "anchors-refused",
        "A YAML anchor, alias or merge (&, *, <<) stands here",
        "its value is not read: a dossier says everything where it stands",
        "Write the value out; put quotes round a text that begins with & or *.",
    ),
    "tags": Refusal(
        "tags-refused",
        "A YAML tag (!) stands here",
        "its value is not read: a dossier holds plain values only",
        "Remove the tag; put quotes round a text that begins with an exclamation mark.",
    ),
    "directive": Refusal(
        "directive-refused",
        "A YAML directive (%) stands here",
        "the file might mean something else to another reader",
        "Remove the lines that begin with %.",
    ),
    "documents": Refusal(
        "several-documents",
        "A second YAML document begins here",
        "it would be left unread",
        "Keep one document in a file; remove the line of three hyphens, or use `include`.",
    ),
}
