"""The shuttle board: messages with carrier, caveat and reply; and equal time for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from holdfast.talks.content import Content
from holdfast.talks.entry import Entry, label_of
from holdfast.talks.label import Label
from holdfast.talks.record import Record
from holdfast.talks.rounds import Attendance, Form, Meeting
from holdfast.talks.rules import Breach
from holdfast.talks.setting import Purpose
from holdfast.talks.told import Delivery, Message, Reply


class Progress(StrEnum):
    """How far a message has come; one that its own caveat forbids to carry stays where it is."""

    NOT_TO_CARRY = "not-to-carry"
    TO_CARRY = "to-carry"
    DELIVERED = "delivered"
    REPLIED = "replied"


@dataclass(frozen=True, slots=True)
class Carried:
    """A message and what became of it; ``label`` says from which compartments that is known.

    ``is_returned`` once the reply stands where the message does, so that its sender has it too.
    """

    message: Entry[Message]
    progress: Progress
    delivery: Entry[Delivery] | None
    reply: Entry[Reply] | None
    is_returned: bool
    label: Label

    @property
    def reply_due(self) -> datetime | None:
        """When a reply was promised, or asked for where none was promised yet."""
        if self.progress is Progress.NOT_TO_CARRY:
            return None
        promised = self.delivery and self.delivery.content.reply_promised_by
        return promised or self.message.content.reply_by

    def is_overdue(self, now: datetime) -> bool:
        """True when the reply should have come by now."""
        due = self.reply_due
        return self.progress is not Progress.REPLIED and due is not None and due < now


@dataclass(frozen=True, slots=True)
class Brought:
    """A message as the side knows it to which it was carried, and which cannot open it.

    It knows who carried it, by when a reply was promised, and its own reply; not whose it was.
    """

    delivery: Entry[Delivery] | None
    reply: Entry[Reply] | None
    label: Label

    @property
    def newest(self) -> Entry[Delivery] | Entry[Reply]:
        """What was written of it last; there is one of the two."""
        found = self.reply or self.delivery
        assert found is not None  # noqa: S101 - it is known of by one of them
        return found

    @property
    def progress(self) -> Progress:
        """Delivered, or replied to."""
        return Progress.REPLIED if self.reply else Progress.DELIVERED

    @property
    def reply_due(self) -> datetime | None:
        """When a reply was promised."""
        return self.delivery.content.reply_promised_by if self.delivery else None

    def is_overdue(self, now: datetime) -> bool:
        """True when the reply should have come by now."""
        return self.reply is None and self.reply_due is not None and self.reply_due < now


@dataclass(frozen=True, slots=True)
class Balance:
    """How many minutes the mediator spent with each delegation, apart from the others.

    ``spread`` is the difference between the most and the least; parties that were asked about and
    never visited count with 0.
    """

    minutes: Mapping[str, int]
    visits: Mapping[str, int]
    label: Label

    @property
    def spread(self) -> int:
        """Minutes between the most and the least visited; 0 is equal time."""
        return max(self.minutes.values(), default=0) - min(self.minutes.values(), default=0)


def board(record: Record) -> tuple[Carried, ...]:
    """Every message with what became of it, those still to carry first, then by time.

    That a message arrived or was answered is for a mediator or its recipient to say, in its own
    compartment, the recipient's or the mediators'; nobody else's word counts.
    """
    carried = [_carried(record, message) for message in record.latest(Message)]
    return tuple(sorted(carried, key=lambda c: (c.progress is not Progress.TO_CARRY,)))


def carrying_breach(record: Record, compartment: str, content: Content) -> Breach | None:
    """Why this may not be written of a message that is for the mediators alone; None when it may.

    One that was kept already still counts, as not to be carried: were it passed over, what its
    sender had let be carried before under the same id would stand again.
    """
    if isinstance(content, Delivery):
        about = record.at(Message, compartment, content.message)
        messages = [e.content for e in (about or record.on(Message, content.message))[-1:]]
    else:
        messages = [content] if isinstance(content, Message) else []
    if all(message.may_be_carried for message in messages):
        return None
    why = (
        "a message is there to be carried, and this one is for the mediators only; give it a "
        "caveat that lets it be carried, or tell it in confidence"
    )
    return Breach("not-to-carry", why)


def _carried(record: Record, message: Entry[Message]) -> Carried:
    deliveries = [e for e in record.on(Delivery, message.content.id) if _counts(record, e, message)]
    replies = [e for e in record.on(Reply, message.content.id) if _counts(record, e, message)]
    delivery = deliveries[-1] if deliveries else None
    reply = replies[-1] if replies else None
    waiting = Progress.TO_CARRY if message.content.may_be_carried else Progress.NOT_TO_CARRY
    progress = Progress.DELIVERED if delivery else waiting
    known: Iterable[Entry[Message] | Entry[Delivery] | Entry[Reply] | None]
    known = (message, delivery, reply)
    return Carried(
        message=message,
        progress=Progress.REPLIED if reply else progress,
        delivery=delivery,
        reply=reply,
        is_returned=any(e.compartment == message.compartment for e in replies),
        label=label_of(entry for entry in known if entry is not None),
    )


def brought(record: Record) -> tuple[Brought, ...]:
    """What was carried to a party and stands in its compartment, the message itself unseen.

    In order of time. What the message says, and whose it is, stands elsewhere.
    """
    deliveries = {(e.compartment, e.content.message): e for e in record.all(Delivery)}
    replies = {(e.compartment, e.content.message): e for e in record.all(Reply)}
    found = [
        Brought(
            delivery := deliveries.get(place),
            reply := replies.get(place),
            label_of(entry for entry in (delivery, reply) if entry is not None),
        )
        for place in {**deliveries, **replies}
        if record.charters[place[0]].party is not None and not record.on(Message, place[1])
    ]
    return tuple(sorted(found, key=lambda one: one.newest.order))


def _counts(record: Record, entry: Entry[Delivery] | Entry[Reply], message: Entry[Message]) -> bool:
    room, to = entry.compartment, message.content.to
    if not (record.is_mediator(room, entry.by) or record.party(room, entry.by) == to):
        return False
    if room == message.compartment:
        return True
    # An id means the message of its own room first, so that no room can answer for another's.
    if record.at(Message, room, message.content.id):
        return False
    charter = record.charters[room]
    return charter.purpose is Purpose.MEDIATOR or charter.party == to


def balance(record: Record, parties: Iterable[str]) -> Balance:
    """Equal time, by the attendance lists of the shuttle visits and caucuses really held."""
    minutes = dict.fromkeys(parties, 0)
    visits = dict.fromkeys(minutes, 0)
    seen: list[Entry[Meeting] | Entry[Attendance]] = []
    for meeting in record.latest(Meeting):
        visited = meeting.content.visited
        held = record.at(Attendance, meeting.compartment, meeting.content.id)
        if meeting.content.form not in {Form.SHUTTLE, Form.CAUCUS} or not held:
            continue
        if visited in minutes:
            lasted = held[-1].content.ended - held[-1].content.began
            minutes[visited] += int(lasted.total_seconds() // 60)
            visits[visited] += 1
            seen += [meeting, held[-1]]
    return Balance(minutes, visits, label_of(seen))
