"""A part of the dossier as the record tells of it: what it holds, or what became different."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from holdfast.desk.differences import differences
from holdfast.dossier import Dossier, parse
from holdfast.errors import DossierError
from holdfast.talks.content import Content
from holdfast.talks.entry import Entry
from holdfast.talks.filed import DossierPart

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
class Stories:
    """What was worked out for one reader, to be forgotten with what that reader could open."""

    told: dict[tuple[str, int], Story] = field(default_factory=dict, repr=False)
    words: dict[DossierPart, frozenset[str]] = field(default_factory=dict, repr=False)


def earlier_parts(
    entries: Sequence[Entry[Content]],
) -> Mapping[tuple[str, int], Mapping[str, DossierPart]]:
    """For each part that was filed, the parts as they had been filed last before it, by name.

    Args:
        entries: in the order of the record.
    """
    last: dict[str, DossierPart] = {}
    found: dict[tuple[str, int], Mapping[str, DossierPart]] = {}
    for entry in entries:
        if isinstance(entry.content, DossierPart):
            found[entry.compartment, entry.seq] = last
            last = {**last, entry.content.name: entry.content}
    return found


def story(
    place: tuple[str, int], part: DossierPart, before: Mapping[str, DossierPart], known: Stories
) -> Story:
    """What filing a part did.

    Args:
        place: of the entry that filed it: compartment and number.
        part: as it was filed.
        before: the parts that had been filed before it, by name.
        known: of this reader; what is worked out is added.
    """
    if place not in known.told:
        if len(known.told) >= _MOST_KEPT:
            known.told.clear()
            known.words.clear()
        known.told[place] = _story(part, before, known)
    return known.told[place]


def _story(part: DossierPart, before: Mapping[str, DossierPart], known: Stories) -> Story:
    was_filed = before.get(part.name)
    if was_filed == part:
        return Story(How.SAME)
    after, was = _read(part), _read(was_filed)
    if after is None:
        return Story(How.UNREADABLE)
    stood = frozenset[str]().union(*(_known_words(each, known) for each in before.values()))
    new = _known_words(part, known) - stood
    how = How.FIRST if was_filed is None else How.CORRECTED
    return Story(how, differences(was, after), tuple(sorted(new)))


def _known_words(part: DossierPart, known: Stories) -> frozenset[str]:
    if part not in known.words:
        dossier = _read(part)
        known.words[part] = frozenset(_words(dossier)) if dossier is not None else frozenset()
    return known.words[part]


def _read(part: DossierPart | None) -> Dossier | None:
    """The part as a dossier; None where it cannot be read, or there is none."""
    try:
        return parse(part.text, f"{part.name}.yaml") if part is not None else None
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
