"""A part of the dossier as the record tells of it: what it holds, or what became different."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from threading import RLock
from typing import cast
from weakref import WeakValueDictionary

from holdfast.desk.differences import differences
from holdfast.desk.parts import Part
from holdfast.dossier import Dossier, parse
from holdfast.errors import DossierError
from holdfast.talks.content import Content
from holdfast.talks.entry import Entry
from holdfast.talks.filed import DossierPart

Place = tuple[str, int]
"""Where an entry stands: a compartment and a number in it, which no two entries share."""

Filed = Entry[DossierPart]

_MOST_KEPT = 400


class How(StrEnum):
    """How a part was filed: for the first time, as it stood already, corrected, or unreadable."""

    FIRST = "first"
    SAME = "same"
    CORRECTED = "corrected"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Story:
    """What filing a part did; ``lines`` say what it holds, or what became different.

    ``words`` are what else it can be found by: titles and sentences that no part had before it.
    """

    how: How
    lines: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass
class Shared:
    """What is worked out for one reader is there for others too, as long as one of them keeps it.

    It is found by the places of all entries that went into it, so only by those who have opened
    every one of them. ``parts`` are those that were read already, by name and text.
    """

    parts: Mapping[tuple[str, str], Part] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)
    told: WeakValueDictionary[object, Story] = field(default_factory=WeakValueDictionary)
    words: WeakValueDictionary[Place, frozenset[str]] = field(default_factory=WeakValueDictionary)


@dataclass
class Stories:
    """What was worked out for one reader, to be forgotten with what that reader could open."""

    shared: Shared = field(default_factory=Shared, repr=False)
    told: dict[object, Story] = field(default_factory=dict, repr=False)
    words: dict[Place, frozenset[str]] = field(default_factory=dict, repr=False)


def earlier_parts(
    entries: Sequence[Entry[Content]],
) -> Mapping[Place, Mapping[str, Filed]]:
    """For each part that was filed, the parts as they had been filed last before it, by name.

    Args:
        entries: in the order of the record.
    """
    last: dict[str, Filed] = {}
    found: dict[Place, Mapping[str, Filed]] = {}
    for entry in entries:
        if (filed := as_filed(entry)) is not None:
            found[_place(filed)] = last
            last = {**last, filed.content.name: filed}
    return found


def as_filed(entry: Entry[Content]) -> Filed | None:
    """The entry, where it filed a part of the dossier."""
    return cast("Filed", entry) if isinstance(entry.content, DossierPart) else None


def story(filed: Filed, before: Mapping[str, Filed], known: Stories) -> Story:
    """What filing a part did.

    Args:
        filed: the entry that filed it.
        before: those that had filed parts before it, by the name of the part.
        known: of this reader; what is worked out is added.
    """
    key = (_place(filed), tuple(sorted(map(_place, before.values()))))
    if key not in known.told:
        if len(known.told) >= _MOST_KEPT:
            known.told.clear()
            known.words.clear()
        with known.shared.lock:
            found = known.shared.told.get(key) or _story(filed, before, known)
            known.told[key] = known.shared.told[key] = found
    return known.told[key]


def _place(entry: Filed) -> Place:
    return entry.compartment, entry.seq


def _story(filed: Filed, before: Mapping[str, Filed], known: Stories) -> Story:
    part = filed.content
    was_filed = before[part.name].content if part.name in before else None
    if was_filed == part:
        return Story(How.SAME)
    after, was = _read(part, known), _read(was_filed, known)
    if after is None:
        return Story(How.UNREADABLE)
    stood = frozenset[str]().union(*(_known_words(each, known) for each in before.values()))
    new = _known_words(filed, known) - stood
    how = How.FIRST if was_filed is None else How.CORRECTED
    return Story(how, differences(was, after), tuple(sorted(new)))


def _known_words(filed: Filed, known: Stories) -> frozenset[str]:
    place = _place(filed)
    if place not in known.words:
        found = known.shared.words.get(place)
        if found is None:
            dossier = _read(filed.content, known)
            found = frozenset(_words(dossier) if dossier is not None else ())
        known.words[place] = known.shared.words[place] = found
    return known.words[place]


def _read(part: DossierPart | None, known: Stories) -> Dossier | None:
    """The part as a dossier; None where it cannot be read, or there is none."""
    if part is None:
        return None
    try:
        read = known.shared.parts.get((part.name, part.text))
        return read.dossier if read is not None else parse(part.text, f"{part.name}.yaml")
    except DossierError:
        return None


def _words(dossier: Dossier) -> Iterator[str]:
    """What stands in a part that people would look for."""
    for issue in dossier.issues.values():
        yield f"{issue.title}: {'; '.join(option.title for option in issue.options.values())}"
    for piece in dossier.evidence.values():
        yield f"{piece.says}"
    for link in dossier.links:
        yield link.why
    for view in dossier.views.values():
        whose = dossier.parties[view.party].name
        for line in view.red_lines:
            yield f"{whose}: {line.title or line.id}"
