"""The state of the talks: a pure fold of the entries that a viewer can open, and nothing else.

Entries are put on shelves by kind, compartment and subject; everything that is told of the talks is
worked out from the shelves when it is asked for. An entry touches only what stands in its own
compartment, so the fold does not depend on how compartments are interleaved, and what a viewer sees
does not depend on what it cannot open.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeVar

from holdfast.talks.content import Content
from holdfast.talks.entry import Entry
from holdfast.talks.filed import Correction
from holdfast.talks.rules import REPLACING, STANDING, Breach, breach, replacement_breach
from holdfast.talks.setting import Capacity, Charter, Purpose

K = TypeVar("K", bound=Content)
Place = tuple[str, str]
"""A compartment and a subject in it."""
Shelf = MappingProxyType[Place, tuple[Entry[Any], ...]]
_EMPTY: Shelf = MappingProxyType({})


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Irregular:
    """An entry that does not count, and why."""

    entry: Entry[Content]
    breach: Breach


@dataclass(frozen=True, slots=True)
class Record:
    """What is known from the entries folded so far.

    ``seen`` is the number of the last entry of each compartment, ``times`` its time (milliseconds
    since 1970, UTC).
    """

    shelves: Mapping[type[Any], Shelf] = field(default_factory=_nothing)
    charters: Mapping[str, Charter] = field(default_factory=_nothing)
    seen: Mapping[str, int] = field(default_factory=_nothing)
    times: Mapping[str, int] = field(default_factory=_nothing)
    irregular: tuple[Irregular, ...] = ()

    def latest(self, kind: type[K]) -> tuple[Entry[K], ...]:
        """The newest entry of a kind for each subject of each compartment, in order of time."""
        newest = [entries[-1] for entries in self.shelves.get(kind, _EMPTY).values()]
        return tuple(sorted(newest, key=_order))

    def all(self, kind: type[K]) -> tuple[Entry[K], ...]:
        """Every entry of a kind, in order of time."""
        found = [e for entries in self.shelves.get(kind, _EMPTY).values() for e in entries]
        return tuple(sorted(found, key=_order))

    def at(self, kind: type[K], compartment: str, subject: str) -> tuple[Entry[K], ...]:
        """The entries of a kind on one subject in one compartment, in the order of writing."""
        return self.shelves.get(kind, _EMPTY).get((compartment, subject), ())

    def on(self, kind: type[K], subject: str) -> tuple[Entry[K], ...]:
        """The entries of a kind on one subject, from every compartment, in order of time."""
        found = [
            e for (_, s), es in self.shelves.get(kind, _EMPTY).items() if s == subject for e in es
        ]
        return tuple(sorted(found, key=_order))

    def entries(self) -> Iterator[Entry[Content]]:
        """Everything that counts, in order of time."""
        found = [e for shelf in self.shelves.values() for es in shelf.values() for e in es]
        yield from sorted(found, key=_order)

    def last_at(self, compartment: str) -> datetime:
        """When the last entry of a compartment was written; 1970 where there is none."""
        return datetime.fromtimestamp(self.times.get(compartment, 0) / 1000, UTC)

    def is_mediator(self, compartment: str, account: str) -> bool:
        """True when an account sits in a compartment as a mediator."""
        charter = self.charters.get(compartment)
        return charter is not None and _is_mediator(charter, account)

    def party(self, compartment: str, account: str) -> str | None:
        """The party for which an account sits in a compartment; None without a seat."""
        charter = self.charters.get(compartment)
        seat = charter.seat(account) if charter else None
        return seat.party if seat else None

    def at_the_joint_table(self) -> tuple[str, ...]:
        """The parties with a delegate's seat at the joint table, in order of name."""
        joint = (c.delegates for c in self.charters.values() if c.purpose is Purpose.JOINT)
        return tuple(sorted(frozenset[str]().union(*joint)))


def fold(entries: Iterable[Entry[Content]]) -> Record:
    """The state of the talks from entries; those of each compartment in their order."""
    return extend(Record(), entries)


def as_of(entries: Iterable[Entry[Content]], at_ms: int) -> Record:
    """The state of the talks as it was at a moment (milliseconds since 1970, UTC)."""
    return fold(entry for entry in entries if entry.at_ms <= at_ms)


def extend(record: Record, entries: Iterable[Entry[Content]]) -> Record:
    """The state after further entries, without looking at the earlier ones again.

    Entries that were folded already are passed over.
    """
    draft = _Draft(record)
    for entry in entries:
        draft.put(entry)
    return draft.done()


def restrict(record: Record, compartments: Iterable[str]) -> Record:
    """The same state as somebody knows it who can open these compartments alone."""
    open_ones = frozenset(compartments)
    shelves = {
        kind: MappingProxyType({p: es for p, es in shelf.items() if p[0] in open_ones})
        for kind, shelf in record.shelves.items()
    }
    return Record(
        shelves=MappingProxyType({kind: shelf for kind, shelf in shelves.items() if shelf}),
        charters=MappingProxyType({c: v for c, v in record.charters.items() if c in open_ones}),
        seen=MappingProxyType({c: v for c, v in record.seen.items() if c in open_ones}),
        times=MappingProxyType({c: v for c, v in record.times.items() if c in open_ones}),
        irregular=tuple(i for i in record.irregular if i.entry.compartment in open_ones),
    )


class _Draft:
    """A record being written: only the shelves that are touched are copied."""

    def __init__(self, record: Record) -> None:
        self._before = record.shelves
        self._lists: dict[type[Any], dict[Place, list[Entry[Any]]]] = {}
        self._charters = dict(record.charters)
        self._seen = dict(record.seen)
        self._times = dict(record.times)
        self._irregular = list(record.irregular)

    def put(self, entry: Entry[Content]) -> None:
        """Fold one entry."""
        room = entry.compartment
        if entry.seq <= self._seen.get(room, 0):
            return
        self._seen[room], self._times[room] = entry.seq, entry.at_ms
        content = entry.content
        fault = breach(content, self._charters.get(room), entry.by)
        if fault is None and isinstance(content, Correction):
            fault = self._strike(entry, content.entry)
        elif fault is None:
            fault = self._replacing(entry)
        if fault is not None:
            self._irregular.append(Irregular(entry, fault))
            return
        if isinstance(content, Charter):
            self._charters[room] = content
        self._list(type(content), (room, content.subject)).append(entry)

    def _replacing(self, entry: Entry[Content]) -> Breach | None:
        """Why an entry may not take the place of an earlier one under the same id."""
        content, charter = entry.content, self._charters.get(entry.compartment)
        if type(content) not in REPLACING or charter is None:
            return None
        before = self._list(type(content), (entry.compartment, content.subject))
        if not before:
            return None
        return replacement_breach(content, charter, entry.by, before[-1].by)

    def _strike(self, by: Entry[Content], identity: str) -> Breach | None:
        """Take the entry that is corrected off its shelf."""
        struck = self._find(by.compartment, identity)
        if struck is None:
            return Breach("nothing-to-strike", "no entry of this compartment has that id")
        kind = type(struck.content)
        if kind in STANDING:
            return Breach("stands-for-good", "this kind of entry is part of the record for good")
        if by.by != struck.by and not _is_mediator(self._charters[by.compartment], by.by):
            return Breach("not-yours", "an entry is struck out by its writer or a mediator")
        self._list(kind, (by.compartment, struck.content.subject)).remove(struck)
        return None

    def _find(self, room: str, identity: str) -> Entry[Any] | None:
        """The entry with this id in this compartment, as the draft stands."""
        for kind in {*self._before, *self._lists}:
            drafted = self._lists.get(kind, {})
            shelf = {**self._before.get(kind, _EMPTY), **drafted}
            for place, entries in shelf.items():
                if place[0] == room:
                    for entry in entries:
                        if entry.id == identity:
                            return entry
        return None

    def _list(self, kind: type[Any], place: Place) -> list[Entry[Any]]:
        drafted = self._lists.setdefault(kind, {})
        if place not in drafted:
            drafted[place] = list(self._before.get(kind, _EMPTY).get(place, ()))
        return drafted[place]

    def done(self) -> Record:
        """The record as it now stands, frozen."""
        shelves = dict(self._before)
        for kind, drafted in self._lists.items():
            # A proxy's own copy takes a fiftieth of what building a dict from it takes.
            shelf = self._before.get(kind, _EMPTY).copy()
            for place, entries in drafted.items():
                if entries:
                    shelf[place] = tuple(entries)
                else:
                    shelf.pop(place, None)
            shelves[kind] = MappingProxyType(shelf)
        return Record(
            shelves=MappingProxyType({kind: shelf for kind, shelf in shelves.items() if shelf}),
            charters=MappingProxyType(self._charters),
            seen=MappingProxyType(self._seen),
            times=MappingProxyType(self._times),
            irregular=tuple(sorted(self._irregular, key=lambda irregular: irregular.entry.order)),
        )


def _is_mediator(charter: Charter, account: str) -> bool:
    seat = charter.seat(account)
    return seat is not None and seat.capacity is Capacity.MEDIATOR


def _order(entry: Entry[Content]) -> tuple[int, str, int]:
    return entry.order
