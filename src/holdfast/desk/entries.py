"""The record to be read: every entry that a viewer can open, found by its words, as of a moment."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice, pairwise

from holdfast.desk.calling import Called, called
from holdfast.desk.entry_facts import Fact, Say, facts
from holdfast.desk.part_story import Stories, Story, as_filed, earlier_parts, story
from holdfast.desk.viewer import Viewer
from holdfast.talks.content import Content, name_of, plain_fields
from holdfast.talks.entry import Entry
from holdfast.talks.filed import Correction
from holdfast.talks.record import Record

LONGEST_SEARCH = 200
_HITS = 6


class Standing(StrEnum):
    """Whether an entry counts: it does, it was struck out, or it never did."""

    COUNTS = "counts"
    STRUCK = "struck"
    IRREGULAR = "irregular"


@dataclass(frozen=True)
class Listed:
    """An entry as people read it.

    ``room`` is the compartment's short name, ``by`` the writer's name, ``name`` what it is called
    beside its kind. ``facts`` say what was written; of a part of the dossier, ``story`` says what
    filing it did, and ``hits`` which of its words were looked for. ``why`` says why it does not
    count.
    """

    entry: Entry[Content]
    name: Called
    room: str
    by: str
    facts: tuple[Fact, ...]
    story: Story | None
    hits: tuple[str, ...]
    standing: Standing
    why: str

    @property
    def kind(self) -> str:
        """The name of the entry's kind."""
        return self.name.kind

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


@dataclass(frozen=True)
class Reading:
    """How somebody reads the record: whose it is, in which texts, with what was worked out before.

    Attributes:
        looker: whose record it is, as it stood at the moment that is asked about.
        say: the texts of the interface.
        stories: of parts of the dossier, for this reader alone; what is worked out is added.
    """

    looker: Viewer
    say: Say
    stories: Stories = field(default_factory=Stories, repr=False)


def seen_entries(entries: Iterable[Entry[Content]], record: Record) -> tuple[Entry[Content], ...]:
    """The entries of the compartments that are seen, the oldest first, struck out or not."""
    inside = record.charters.keys()
    return tuple(sorted((e for e in entries if e.compartment in inside), key=lambda e: e.order))


def kinds_of(entries: Iterable[Entry[Content]]) -> tuple[str, ...]:
    """The kinds that there are among these entries."""
    return tuple(sorted({name_of(entry.content) for entry in entries}))


def moments_of(entries: Sequence[Entry[Content]]) -> tuple[int, ...]:
    """How many entries there were after each moment at which something was written."""
    ends = [
        place
        for place, (entry, later) in enumerate(pairwise(entries), start=1)
        if entry.at_ms != later.at_ms
    ]
    return (*ends, len(entries)) if entries else ()


def find(
    entries: Sequence[Entry[Content]], reading: Reading, wanted: Search, most: int = 100
) -> Listing:
    """The entries that are looked for, the newest first.

    Args:
        entries: as ``seen_entries`` gives them, up to the moment that is asked about.
        reading: by whom.
        wanted: what is looked for.
        most: how many are shown.
    """
    looker = reading.looker
    rooms = {compartment: name for name, compartment in looker.rooms.items()}
    words = _plain(wanted.words[:LONGEST_SEARCH]).split()
    lister = _Lister(entries, reading, rooms, words)

    def fitting() -> Iterator[Entry[Content]]:
        for entry in reversed(entries):
            room, kind = rooms.get(entry.compartment, ""), name_of(entry.content)
            if (wanted.room and room != wanted.room) or (wanted.kind and kind != wanted.kind):
                continue
            yield entry

    if not words:
        # What is not shown is counted, and not put into words.
        every = tuple(fitting())
        return Listing(tuple(map(lister.listed, every[:most])), len(every))
    found = (each for entry in fitting() if lister.holds(each := lister.listed(entry)))
    shown = tuple(islice(found, most))
    return Listing(shown, len(shown) + sum(1 for _ in found))


class _Lister:
    """Puts entries into words for one reader, at one moment."""

    def __init__(
        self,
        entries: Sequence[Entry[Content]],
        reading: Reading,
        rooms: Mapping[str, str],
        words: Sequence[str],
    ) -> None:
        record = reading.looker.record
        self._reading = reading
        self._rooms = rooms
        self._words = words
        self._earlier = earlier_parts(entries)
        self._told = {entry.id: entry for entry in entries}
        self._struck = {
            (each.compartment, each.content.entry): each.content.why
            for each in record.all(Correction)
        }
        self._irregular = {
            (each.entry.compartment, each.entry.seq): each.breach.why for each in record.irregular
        }

    def listed(self, entry: Entry[Content]) -> Listed:
        """An entry as people read it."""
        looker, content = self._reading.looker, entry.content
        place = (entry.compartment, entry.seq)
        standing, why = Standing.COUNTS, ""
        if place in self._irregular:
            standing, why = Standing.IRREGULAR, self._irregular[place]
        elif (entry.compartment, entry.id) in self._struck:
            standing, why = Standing.STRUCK, self._struck[entry.compartment, entry.id]
        told, hits = None, tuple[str, ...]()
        if (filed := as_filed(entry)) is not None:
            told = story(filed, self._earlier[place], self._reading.stories)
            hits = self._hits(told)
        return Listed(
            entry=entry,
            name=called(looker, content, self._told),
            room=self._rooms.get(entry.compartment, ""),
            by=looker.person(entry.by),
            facts=facts(looker, content, self._reading.say),
            story=told,
            hits=hits,
            standing=standing,
            why=why,
        )

    def _hits(self, told: Story) -> tuple[str, ...]:
        """What was new with a part and holds one of the words that are looked for."""
        fits = [each for each in told.words if any(word in _plain(each) for word in self._words)]
        return (*fits[:_HITS], "…") if len(fits) > _HITS else tuple(fits)

    def holds(self, listed: Listed) -> bool:
        """True when every word is somewhere in what was written, by whom, where or of what kind."""
        say, content = self._reading.say, listed.entry.content
        parts = [listed.name.kind_words(say), listed.kind, listed.by, listed.room]
        parts += [listed.name.words(say), listed.why]
        if listed.room in self._reading.looker.rooms:
            parts.append(self._reading.looker.charter(listed.room).title)
        parts += [fact.text for fact in listed.facts]
        if listed.story is not None:
            parts += [*listed.story.lines, *listed.story.words]
        else:
            parts += _strings(plain_fields(content))
        text = _plain(" ".join(parts))
        return all(word in text for word in self._words)


def _strings(value: object) -> Iterator[str]:
    """Every text in the fields of an entry, as it was written."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str):
        yield value


def _plain(text: str) -> str:
    """Letters alike whatever their case and form: half-width, ligatures, composed or not."""
    return unicodedata.normalize("NFKC", text).casefold()
