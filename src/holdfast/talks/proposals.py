"""Proposals on the table, and what each party thinks of them as far as the viewer knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.talks.entry import Entry, label_of
from holdfast.talks.label import Label
from holdfast.talks.record import Record
from holdfast.talks.setting import Purpose
from holdfast.talks.sought import Grade, Proposal, Stance


@dataclass(frozen=True, slots=True)
class Tabled:
    """A proposal with the newest stance of each party, as a whole and issue by issue.

    ``is_current`` is False once it was withdrawn or replaced.
    """

    proposal: Entry[Proposal]
    stances: Mapping[str, Entry[Stance]]
    by_issue: Mapping[tuple[str, str], Entry[Stance]]
    is_current: bool
    label: Label

    @property
    def worst(self) -> Grade | None:
        """The worst stance known; None when nobody has taken one."""
        grades = [stance.content.grade for stance in self.stances.values()]
        return max(grades, key=list(Grade).index, default=None)

    def is_acceptable_to(self, parties: tuple[str, ...]) -> bool:
        """True when every one of these parties supports it or can live with it."""
        good = {Grade.SUPPORT, Grade.CAN_LIVE_WITH}
        return all(p in self.stances and self.stances[p].content.grade in good for p in parties)


def proposals(record: Record) -> tuple[Tabled, ...]:
    """Every proposal, in the order of tabling."""
    tabled = record.latest(Proposal)
    by_id = {(entry.compartment, entry.content.id): entry for entry in tabled}
    replaced = {
        (entry.compartment, entry.content.replaces)
        for entry in tabled
        if _may_replace(record, entry, by_id.get((entry.compartment, entry.content.replaces or "")))
    }
    return tuple(_tabled(record, entry, replaced) for entry in tabled)


def _tabled(
    record: Record, proposal: Entry[Proposal], replaced: set[tuple[str, str | None]]
) -> Tabled:
    """A proposal with the stances that mean it.

    A stance means the proposal of that id in its own compartment, or else the one on the joint
    table or in the mediators' own room.
    """
    here = (proposal.compartment, proposal.content.id)
    stances: dict[str, Entry[Stance]] = {}
    by_issue: dict[tuple[str, str], Entry[Stance]] = {}
    for stance in record.on(Stance, proposal.content.id):
        if _meant(record, stance, proposal):
            issue, party = stance.content.issue, stance.content.party
            if issue is None:
                stances[party] = stance
            else:
                by_issue[party, issue] = stance
    known = [*stances.values(), *by_issue.values()]
    return Tabled(
        proposal=proposal,
        stances=stances,
        by_issue=by_issue,
        is_current=not proposal.content.withdrawn and here not in replaced,
        label=label_of([proposal]) | label_of(known),
    )


def _may_replace(record: Record, entry: Entry[Proposal], other: Entry[Proposal] | None) -> bool:
    """True for a mediator, and for the party that wrote the other; nobody else clears it away."""
    if other is None:
        return False
    if record.is_mediator(entry.compartment, entry.by):
        return True
    party = record.party(entry.compartment, entry.by)
    return party is not None and party == record.party(other.compartment, other.by)


def _meant(record: Record, stance: Entry[Stance], proposal: Entry[Proposal]) -> bool:
    if stance.compartment == proposal.compartment:
        return True
    if record.at(Proposal, stance.compartment, stance.content.proposal):
        return False
    purpose = record.charters[proposal.compartment].purpose
    return purpose in {Purpose.JOINT, Purpose.MEDIATOR}
