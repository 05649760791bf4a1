"""The dossier as a viewer's compartments make it up, with the label that it carries."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from threading import RLock
from weakref import WeakValueDictionary

from holdfast.desk.opened import OpenDossier
from holdfast.desk.parts import MEDIATORS, Part, join
from holdfast.dossier import Dossier, Pattern, Stance, View, parse, write
from holdfast.talks.label import Label
from holdfast.talks.label import join as join_labels
from holdfast.talks.positions import dossier_parts, public_stances
from holdfast.talks.record import Record, restrict
from holdfast.talks.red_lines import as_red_line, red_lines

NAME = "talks.yaml"


@dataclass(frozen=True)
class Assembled:
    """A dossier and the compartments that it was made from: only who can open all may see it."""

    opened: OpenDossier
    label: Label
    _parts: tuple[Part, ...] = field(default=(), repr=False, compare=False)


class Assemblies:
    """Dossiers put together for the seats of one house: what several see is put together once.

    Nothing is kept that no seat holds: where the last one that saw a dossier is locked, it is gone.
    A dossier is found by the places of all entries that went into it, so only by those who have
    opened every one of them.
    """

    def __init__(self) -> None:
        self._dossiers: WeakValueDictionary[object, Assembled] = WeakValueDictionary()
        self._parts: WeakValueDictionary[tuple[str, str], Part] = WeakValueDictionary()
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

    Whoever has no seat at the joint table has the own part alone, which stands by itself.

    Args:
        record: what the viewer can open.
        compartments: only these of them, to see what somebody sees who can open these alone.
        sources: a folder in which the texts behind the evidence are looked for. None looks nowhere:
            a part names files as its writer likes, so only who may read this machine's files may
            learn what is found in them.
        known: parts that were read before, by name and text; those read now are added.

    Raises:
        TalksError: no part of a dossier that could stand by itself is filed.
        DossierError: the parts do not fit together.
    """
    seen = record if compartments is None else restrict(record, compartments)
    newest = {part.content.name: part for part in dossier_parts(seen)}
    # The mediators' part goes first: a party's own part counts more than the copy that they keep.
    ordered = sorted(newest.items(), key=lambda item: item[0] != MEDIATORS)
    parts = [_read(name, part.content.text, known) for name, part in ordered]
    label = frozenset(part.compartment for part in newest.values())
    dossier, told = _with_what_was_told(join(parts), seen)
    text = write(dossier)
    if all(_is_borne_out(part.dossier, dossier) for part in parts):
        # Each part was checked against what stands in the whole, so there is no fault to be found.
        whole = replace(dossier, name=NAME, sha256=sha256(text.encode()).hexdigest(), places={})
    else:
        whole = parse(text, NAME)
    opened = OpenDossier(whole, (sources or Path()) / NAME, None if sources is None else ())
    return Assembled(opened, join_labels([label, told]), tuple(parts))


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


def _read(name: str, text: str, known: MutableMapping[tuple[str, str], Part] | None) -> Part:
    part = None if known is None else known.get((name, text))
    if part is None:
        part = Part(name, parse(text, f"{name}.yaml"))
        if known is not None:
            known[name, text] = part
    return part


def _is_borne_out(part: Dossier, whole: Dossier) -> bool:
    """True when all that a part is checked against is the same in the whole."""
    if (part.parties, part.issues) != (whole.parties, whole.issues):
        return False
    if (part.tracks, part.measures) != (whole.tracks, whole.measures):
        return False
    # The day after takes worths from views, which in the whole may be others than in its own part.
    return part.day_after is None or _measures(part) == _measures(whole)


def _measures(dossier: Dossier) -> dict[str, tuple[bool, bool]]:
    """The parties whose views say what packages are worth, and what no deal is."""
    said = {party: (v.has_values, v.no_deal is not None) for party, v in dossier.views.items()}
    return {party: says for party, says in said.items() if any(says)}


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
