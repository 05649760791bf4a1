"""The dossier as a viewer's compartments make it up, with the label that it carries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from holdfast.desk.opened import OpenDossier
from holdfast.desk.parts import MEDIATORS, Part, join
from holdfast.dossier import Dossier, Pattern, Stance, View, parse, write
from holdfast.talks.label import Label
from holdfast.talks.label import join as join_labels
from holdfast.talks.positions import dossier_parts, public_stances
from holdfast.talks.record import Record, restrict
from holdfast.talks.red_lines import as_red_line, red_lines


@dataclass(frozen=True)
class Assembled:
    """A dossier and the compartments that it was made from: only who can open all may see it."""

    opened: OpenDossier
    label: Label


def assemble(
    record: Record, compartments: Iterable[str] | None = None, sources: Path | None = None
) -> Assembled:
    """Put together the dossier from its parts, the red lines told and the public statements made.

    Whoever has no seat at the joint table has the own part alone, which stands by itself.

    Args:
        record: what the viewer can open.
        compartments: only these of them, to see what somebody sees who can open these alone.
        sources: a folder in which the texts behind the evidence are looked for. None looks nowhere:
            a part names files as its writer likes, so only who may read this machine's files may
            learn what is found in them.

    Raises:
        TalksError: no part of a dossier that could stand by itself is filed.
        DossierError: the parts do not fit together.
    """
    seen = record if compartments is None else restrict(record, compartments)
    newest = {part.content.name: part for part in dossier_parts(seen)}
    # The mediators' part goes first: a party's own part counts more than the copy that they keep.
    ordered = sorted(newest.items(), key=lambda item: item[0] != MEDIATORS)
    parts = [Part(name, parse(p.content.text, f"{name}.yaml")) for name, p in ordered]
    label = frozenset(part.compartment for part in newest.values())
    dossier, told = _with_what_was_told(join(parts), seen)
    whole = parse(write(dossier), "talks.yaml")
    file = (sources or Path()) / "talks.yaml"
    opened = OpenDossier(whole, file, None if sources is None else ())
    return Assembled(opened, join_labels([label, told]))


def ingredients(record: Record) -> tuple[str, ...]:
    """The ids of the entries that a dossier is assembled from: the same ids, the same dossier."""
    parts = [part.id for part in dossier_parts(record)]
    told = [telling.told.id for history in red_lines(record) for telling in history.tellings]
    said = [stance.statement.id for stance in public_stances(record)]
    return (*parts, *told, *said)


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
            stances = {**view.stances, said.issue: Stance(said.issue, said.option)}
            views[said.party] = replace(view, stances=stances)
            label |= said.label
    ordered = {party: views[party] for party in dossier.parties if party in views}
    return replace(dossier, views=ordered), frozenset(label)


def _is_known(dossier: Dossier, never: Pattern) -> bool:
    return all(
        issue in dossier.issues and set(options) <= set(dossier.issues[issue].options)
        for issue, options in never.options.items()
    )
