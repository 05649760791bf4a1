"""What the parties say in public, what stakeholders were told, and the parts of the dossier."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.talks.entry import Entry, label_of
from holdfast.talks.filed import DossierPart
from holdfast.talks.label import Label
from holdfast.talks.record import Record
from holdfast.talks.setting import Purpose
from holdfast.talks.told import Briefing, Statement


@dataclass(frozen=True, slots=True)
class PublicStance:
    """The option that a party last defended in public on an issue, and where it said so."""

    party: str
    issue: str
    option: str
    statement: Entry[Statement]
    label: Label


def public_stances(record: Record) -> tuple[PublicStance, ...]:
    """The newest public word of each party on each issue, by when it was said."""
    newest: dict[tuple[str, str], PublicStance] = {}
    said = sorted(record.latest(Statement), key=lambda e: (e.content.made, e.order))
    for statement in said:
        content = statement.content
        for issue, option in (content.options or {}).items():
            label = label_of([statement])
            stance = PublicStance(content.party, issue, option, statement, label)
            newest[content.party, issue] = stance
    return tuple(newest[place] for place in sorted(newest))


def briefed(record: Record) -> Mapping[str, tuple[Entry[Briefing], ...]]:
    """What each stakeholder was told, in order."""
    told: dict[str, list[Entry[Briefing]]] = {}
    for briefing in record.latest(Briefing):
        told.setdefault(briefing.content.to, []).append(briefing)
    return {to: tuple(entries) for to, entries in told.items()}


def dossier_parts(record: Record) -> tuple[Entry[DossierPart], ...]:
    """The part of the dossier that counts under each name, as far as the viewer can open it.

    A party's part is the one in its own compartment; only where there is none, the one that
    mediators keep for it. What goes on the joint table is for mediators to file. So nobody can
    file a part in another's name.
    """
    found: dict[str, Entry[DossierPart]] = {}
    for part in sorted(record.latest(DossierPart), key=lambda part: _closeness(record, part)):
        charter, name = record.charters[part.compartment], part.content.name
        is_mediators = record.is_mediator(part.compartment, part.by)
        if charter.party == name or (charter.party is None and is_mediators):
            found[name] = part
    return tuple(found[name] for name in sorted(found))


def _closeness(record: Record, part: Entry[DossierPart]) -> tuple[int, tuple[int, str, int]]:
    """Later is closer to whose part it is: the mediators' copy, the joint table, the own room."""
    purpose = record.charters[part.compartment].purpose
    return ({Purpose.MEDIATOR: 0, Purpose.JOINT: 1}.get(purpose, 2), part.order)
