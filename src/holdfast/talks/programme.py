"""The programme: rounds with their meetings, who was there, and what was said."""

from dataclasses import dataclass

from holdfast.talks.entry import Entry, label_of
from holdfast.talks.label import Label, join
from holdfast.talks.record import Record
from holdfast.talks.rounds import Attendance, Discussion, Meeting, Round, RoundClosed


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting with its attendance and its record of discussion; both may be missing."""

    meeting: Entry[Meeting]
    attendance: Entry[Attendance] | None
    discussion: tuple[Entry[Discussion], ...]
    label: Label


@dataclass(frozen=True, slots=True)
class Planned:
    """A round with its meetings in the order of the clock; ``closed`` once it is over."""

    round: Entry[Round]
    meetings: tuple[Held, ...]
    closed: Entry[RoundClosed] | None
    label: Label


def meetings(record: Record) -> tuple[Held, ...]:
    """Every meeting, in the order of the clock."""
    found = [_held(record, meeting) for meeting in record.latest(Meeting)]
    return tuple(sorted(found, key=lambda held: (held.meeting.content.starts, held.meeting.order)))


def rounds(record: Record) -> tuple[Planned, ...]:
    """Every round, in the order of the clock, with the meetings that name it."""
    every = meetings(record)
    found = []
    for planned in record.latest(Round):
        mine = tuple(held for held in every if held.meeting.content.round == planned.content.id)
        closed = record.at(RoundClosed, planned.compartment, planned.content.id)
        label = join([label_of([planned]), *(held.label for held in mine)])
        found.append(Planned(planned, mine, closed[-1] if closed else None, label))
    return tuple(sorted(found, key=lambda planned: planned.round.content.starts))


def _held(record: Record, meeting: Entry[Meeting]) -> Held:
    place = (meeting.compartment, meeting.content.id)
    attendance = record.at(Attendance, *place)
    return Held(
        meeting=meeting,
        attendance=attendance[-1] if attendance else None,
        discussion=record.at(Discussion, *place),
        label=label_of([meeting]),
    )
