"""The record to be read: every entry that a viewer can open, found by its words, as of a moment."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from holdfast.desk.viewer import Viewer
from holdfast.talks.content import Content, name_of, plain_fields
from holdfast.talks.entry import Entry
from holdfast.talks.filed import Correction, DossierPart
from holdfast.talks.record import Record

LONGEST_SEARCH = 200
_LINES = 5


class Standing(StrEnum):
    """Whether an entry counts: it does, it was struck out, or it never did."""

    COUNTS = "counts"
    STRUCK = "struck"
    IRREGULAR = "irregular"


@dataclass(frozen=True)
class Listed:
    """An entry as people read it.

    ``room`` is the compartment's short name, ``by`` the writer's name. ``fields`` say what was
    written, in words where accounts and entries are meant; ``why`` says why it does not count.
    """

    entry: Entry[Content]
    kind: str
    room: str
    by: str
    fields: tuple[tuple[str, str], ...]
    standing: Standing
    why: str

    @property
    def at(self) -> datetime:
        """When it was written."""
        return self.entry.at


@dataclass(frozen=True)
class Search:
    """What is looked for: all of the words, one compartment, one kind; empty takes everything."""

    words: str = ""
    room: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Listing:
    """What was found, the newest first; ``count`` is how many there are, whether shown or not."""

    shown: tuple[Listed, ...]
    count: int


def seen_entries(entries: Iterable[Entry[Content]], record: Record) -> tuple[Entry[Content], ...]:
    """The entries of the compartments that are seen, the oldest first, struck out or not."""
    inside = record.charters.keys()
    return tuple(sorted((e for e in entries if e.compartment in inside), key=lambda e: e.order))


def kinds_of(entries: Iterable[Entry[Content]]) -> tuple[str, ...]:
    """The kinds that there are among these entries."""
    return tuple(sorted({name_of(entry.content) for entry in entries}))


def find(
    entries: Sequence[Entry[Content]], looker: Viewer, wanted: Search, most: int = 100
) -> Listing:
    """The entries that are looked for, the newest first.

    Args:
        entries: as ``seen_entries`` gives them, up to the moment that is asked about.
        looker: whose record it is, as it stood at that moment.
        wanted: what is looked for.
        most: how many are shown.
    """
    rooms = {compartment: name for name, compartment in looker.rooms.items()}
    struck = _struck(looker.record)
    irregular = {(i.entry.compartment, i.entry.seq): i.breach.why for i in looker.record.irregular}
    words = _plain(wanted.words[:LONGEST_SEARCH]).split()

    def found() -> Iterator[Listed]:
        for entry in reversed(entries):
            room, kind = rooms.get(entry.compartment, ""), name_of(entry.content)
            if (wanted.room and room != wanted.room) or (wanted.kind and kind != wanted.kind):
                continue
            standing, why = Standing.COUNTS, ""
            if (entry.compartment, entry.seq) in irregular:
                standing, why = Standing.IRREGULAR, irregular[entry.compartment, entry.seq]
            elif (entry.compartment, entry.id) in struck:
                standing, why = Standing.STRUCK, struck[entry.compartment, entry.id]
            by, fields = looker.person(entry.by), _fields(entry.content, looker, words)
            listed = Listed(entry, kind, room, by, fields, standing, why)
            if not words or _holds(listed, words):
                yield listed

    every = found()
    shown = tuple(islice(every, most))
    return Listing(shown, len(shown) + sum(1 for _ in every))


def _struck(record: Record) -> Mapping[tuple[str, str], str]:
    """Why each entry was struck out, by its compartment and id."""
    corrections = record.all(Correction)
    return {(each.compartment, each.content.entry): each.content.why for each in corrections}


def _fields(content: Content, looker: Viewer, words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    if isinstance(content, DossierPart):
        # A part is as long as a dossier: only its lines that were looked for are shown.
        lines = content.text.splitlines()
        hits = [line.strip() for line in lines if words and any(w in _plain(line) for w in words)]
        shown = "\n".join(hits[:_LINES]) + ("\n…" if len(hits) > _LINES else "")
        return (("name", content.name), ("text", f"{len(lines):,} lines\n{shown}".strip()))
    return tuple((name, _text(value, looker)) for name, value in plain_fields(content).items())


def _text(value: object, looker: Viewer) -> str:
    """A field as people read it; an account by its name."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(each, looker)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_text(each, looker) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return looker.people.get(str(value), str(value))


def _holds(listed: Listed, words: Sequence[str]) -> bool:
    """True when every word is somewhere in what was written, by whom, where or of what kind."""
    content = listed.entry.content
    parts = [listed.kind, listed.by, listed.room, *(text for _, text in listed.fields)]
    if isinstance(content, DossierPart):
        parts.append(content.text)
    text = _plain(" ".join(parts))
    return all(word in text for word in words)


def _plain(text: str) -> str:
    """Letters alike whatever their case and form: half-width, ligatures, composed or not."""
    return unicodedata.normalize("NFKC", text).casefold()
