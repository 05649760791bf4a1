"""The dossier as a viewer's compartments make it up, with the label that it carries."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from weakref import WeakValueDictionary

from holdfast.desk.opened import OpenDossier
from holdfast.desk.part_story import Shared
from holdfast.desk.parts import JOINT, MEDIATORS, Part, join, unfit
from holdfast.dossier import Dossier, Pattern, Stance, View, parse
from holdfast.errors import DossierError, Fault
from holdfast.talks.entry import Entry
from holdfast.talks.filed import DossierPart
from holdfast.talks.label import Label
from holdfast.talks.label import join as join_labels
from holdfast.talks.positions import dossier_parts, public_stances
from holdfast.talks.record import Record, restrict
from holdfast.talks.red_lines import as_red_line, red_lines

NAME = "talks.yaml"


@dataclass(frozen=True)
class LeftOut:
    """A part of the dossier that counts and could not be taken in, and what is wrong with it.

    Attributes:
        filed: the part, for those alone who can open its compartment.
        faults: why it cannot be read by itself, or with the part that all others are read with.
    """

    filed: Entry[DossierPart] = field(repr=False)
    faults: tuple[Fault, ...]

    @property
    def part(self) -> str:
        """The part's name: a party, or ``mediators``."""
        return self.filed.content.name

    @property
    def is_mediators(self) -> bool:
        """True for the part that is read with all others, the day after among it."""
        return self.part == MEDIATORS


@dataclass(frozen=True)
class Assembled:
    """A dossier and the compartments that it was made from: only who can open all may see it.

    ``left_out`` are the parts that could not be taken in; their compartments are in the label too,
    for who cannot open them may not know of it.
    """

    opened: OpenDossier
    label: Label
    left_out: tuple[LeftOut, ...] = ()
    _parts: tuple[Part, ...] = field(default=(), repr=False, compare=False)

    def part(self, name: str) -> Dossier | None:
        """A part as it was filed; None where none of this name was taken in."""
        return next((part.dossier for part in self._parts if part.of == name), None)


class Assemblies:
    """Dossiers put together for the seats of one house: what several see is put together once.

    Nothing is kept that no seat holds: where the last one that saw a dossier is locked, it is gone.
    A dossier is found by the places of all entries that went into it, so only by those who have
    opened every one of them.
    """

    def __init__(self) -> None:
        self._dossiers: WeakValueDictionary[object, Assembled] = WeakValueDictionary()
        self._parts: WeakValueDictionary[tuple[str, str], Part] = WeakValueDictionary()
        self.stories = Shared(self._parts)
        self._lock = RLock()

    def assemble(self, record: Record, sources: Path | None) -> Assembled:
        """What ``assemble`` gives; the same object to all who hold the same."""
        key = (ingredients(record), sources)
        with self._lock:
            found = self._dossiers.get(key)
            if found is None:
                found = assemble(record, sources=sources, known=self._parts)
                self._dossiers[key] = found
            return found


def assemble(
    record: Record,
    compartments: Iterable[str] | None = None,
    sources: Path | None = None,
    known: MutableMapping[tuple[str, str], Part] | None = None,
) -> Assembled:
    """Put together the dossier from its parts, the red lines told and the public statements made.

    Whoever has no seat at the joint table has the own part alone, which stands by itself. A part
    that cannot be read, or not with the joint one, is left out, so that it stops nobody's work.

    Args:
        record: what the viewer can open.
        compartments: only these of them, to see what somebody sees who can open these alone.
        sources: a folder in which the texts behind the evidence are looked for. None looks nowhere:
            a part names files as its writer likes, so only who may read this machine's files may
            learn what is found in them.
        known: parts that were read before, by name and text; those read now are added.

    Raises:
        TalksError: no part of a dossier that could stand by itself is filed.
        DossierError: the joint part, or the only one, cannot be read.
    """
    seen = record if compartments is None else restrict(record, compartments)
    newest = {part.content.name: part for part in dossier_parts(seen)}
    parts, faulty = _read_all(newest, known)
    faulty |= unfit(parts)
    taken = tuple(part for part in parts if part.of not in faulty)
    label = frozenset(part.compartment for part in newest.values())
    dossier, told = _with_what_was_told(join(taken), seen)
    # Every part was read alone and with the first, so there is no fault to be found in the whole.
    whole = replace(dossier, name=NAME, sha256="", places={})
    opened = OpenDossier(whole, (sources or Path()) / NAME, None if sources is None else ())
    names = sorted(faulty, key=lambda name: (name == MEDIATORS, name))
    left = tuple(LeftOut(newest[name], faulty[name]) for name in names)
    return Assembled(opened, join_labels([label, told]), left, taken)


def ingredients(record: Record) -> tuple[tuple[str, int], ...]:
    """Where the entries stand that a dossier is made of: the same places, the same dossier.

    A place is a compartment and a number in it, which no two entries of a ledger share.
    """
    places = [(part.compartment, part.seq) for part in dossier_parts(record)]
    for history in red_lines(record):
        places += [(telling.told.compartment, telling.told.seq) for telling in history.tellings]
    for stance in public_stances(record):
        places.append((stance.statement.compartment, stance.statement.seq))
    return tuple(places)


def _read_all(
    newest: Mapping[str, Entry[DossierPart]],
    known: MutableMapping[tuple[str, str], Part] | None,
) -> tuple[list[Part], dict[str, tuple[Fault, ...]]]:
    """The parts that can be read, and the faults of the others.

    The mediators' part goes first: what they say of the evidence counts in their dossier.

    Raises:
        DossierError: the one with which all others are read cannot be read itself.
    """
    parts: list[Part] = []
    faulty: dict[str, DossierError] = {}
    for name in sorted(newest, key=lambda name: name != MEDIATORS):
        try:
            parts.append(_read(name, newest[name].content.text, known))
        except DossierError as error:
            faulty[name] = error
    if JOINT in faulty:
        raise faulty[JOINT]
    if faulty.keys() - {MEDIATORS} and not {part.of for part in parts} - {MEDIATORS}:
        raise next(error for name, error in faulty.items() if name != MEDIATORS)
    return parts, {name: error.faults for name, error in faulty.items()}


def _read(name: str, text: str, known: MutableMapping[tuple[str, str], Part] | None) -> Part:
    part = None if known is None else known.get((name, text))
    if part is None:
        part = Part(name, parse(text, f"{name}.yaml"))
        if known is not None:
            known[name, text] = part
    return part


def _with_what_was_told(dossier: Dossier, record: Record) -> tuple[Dossier, Label]:
    """The dossier with red lines as they were last told, and stances as last declared in public.

    What names issues or options that the dossier does not know is left out.
    """
    views, label = dict(dossier.views), set[str]()
    for history in red_lines(record):
        line = as_red_line(history)
        is_known = line is None or _is_known(dossier, line.never)
        if history.party in dossier.parties and is_known:
            view = views.get(history.party, View(history.party))
            kept = tuple(other for other in view.red_lines if other.id != history.id)
            views[history.party] = replace(view, red_lines=(*kept, line) if line else kept)
            label |= history.label
    for said in public_stances(record):
        named = Pattern({said.issue: (said.option,)})
        if said.party in dossier.parties and _is_known(dossier, named):
            view = views.get(said.party, View(said.party))
            stance = Stance(said.issue, said.option)
            known = view.stances.get(said.issue, stance)
            # Said again in public, a stance still rests on the evidence that it rested on.
            stances = {**view.stances, said.issue: known if known.option == said.option else stance}
            views[said.party] = replace(view, stances=stances)
            label |= said.label
    ordered = {party: views[party] for party in dossier.parties if party in views}
    return replace(dossier, views=ordered), frozenset(label)


def _is_known(dossier: Dossier, never: Pattern) -> bool:
    return all(
        issue in dossier.issues and set(options) <= set(dossier.issues[issue].options)
        for issue, options in never.options.items()
    )
