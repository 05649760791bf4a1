"""Where each value of a YAML text begins and ends, to the character."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from holdfast.dossier.findings import KeyPath
from holdfast.dossier.shape import Plain


class Kind(Enum):
    """What a value is."""

    TEXT = "text"
    LIST = "list"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class Span:
    """A value and the stretch of text that it takes; ``column`` counts from 0.

    ``is_flow`` is True within brackets or braces, and for those that open them. ``keys`` are the
    spans of a map's keys, in the order of ``items``.
    """

    kind: Kind
    start: int
    end: int
    column: int
    is_flow: bool
    text: str = ""
    keys: tuple["Span", ...] = ()
    items: tuple["Span", ...] = ()

    def index(self, step: str | int) -> int:
        """Which item a step of a path leads to; -1 for none."""
        if self.kind is Kind.LIST and isinstance(step, int):
            return step if 0 <= step < len(self.items) else -1
        names = [key.text for key in self.keys]
        return names.index(step) if self.kind is Kind.MAP and step in names else -1

    def find(self, path: KeyPath) -> "Span | None":
        """The value at the end of a path; None where there is none."""
        here = self
        for step in path:
            if (at := here.index(step)) < 0:
                return None
            here = here.items[at]
        return here

    def plain(self) -> Plain:
        """The value as plain lists, maps and texts."""
        if self.kind is Kind.LIST:
            return [item.plain() for item in self.items]
        if self.kind is Kind.MAP:
            pairs = zip(self.keys, self.items, strict=True)
            return {key.text: item.plain() for key, item in pairs}
        return self.text


class _Mark(Protocol):
    index: int
    column: int


class _Event(Protocol):
    start_mark: _Mark
    end_mark: _Mark
    value: str
    style: str | None
    flow_style: bool


def spans(text: str) -> Span:
    """The spans of a well-formed YAML text that holds one value.

    >>> root = spans("a: {b: 1}  # note")
    >>> found = root.find(("a", "b"))
    >>> found.start, found.end, found.text
    (7, 8, '1')
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    events: Iterator[_Event] = yaml.parse(text, Loader=loader)
    for event in events:
        if type(event).__name__ not in ("StreamStartEvent", "DocumentStartEvent"):
            return _span(event, events, text, is_flow=False)
    return Span(Kind.TEXT, 0, 0, 0, is_flow=False)


def _span(event: _Event, events: Iterator[_Event], text: str, *, is_flow: bool) -> Span:
    name, start, column = type(event).__name__, event.start_mark.index, event.start_mark.column
    if name not in ("MappingStartEvent", "SequenceStartEvent"):
        end = event.end_mark.index
        if event.style in ("|", ">"):  # the blank lines that follow belong to nothing
            end = start + len(text[start:end].rstrip())
        return Span(Kind.TEXT, start, end, column, is_flow, event.value)
    is_flow = is_flow or event.flow_style
    keys: list[Span] = []
    items: list[Span] = []
    for inner in events:
        if type(inner).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
            # A block ends where its last value does, not where the next thing begins.
            end = inner.end_mark.index if is_flow else items[-1].end
            break
        if name == "MappingStartEvent":
            keys.append(_span(inner, events, text, is_flow=is_flow))
            inner = next(events)  # noqa: PLW2901 - a key is followed by its value
        items.append(_span(inner, events, text, is_flow=is_flow))
    kind = Kind.MAP if name == "MappingStartEvent" else Kind.LIST
    return Span(kind, start, end, column, is_flow, "", tuple(keys), tuple(items))
