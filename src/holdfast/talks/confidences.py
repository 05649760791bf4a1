"""Confidences as they stand now: how far each may go, to whom, until when, and where it went."""

from dataclasses import dataclass
from datetime import datetime

from holdfast.talks.entry import Entry, label_of
from holdfast.talks.label import Label
from holdfast.talks.record import Record
from holdfast.talks.released import Conveyed, Manner
from holdfast.talks.told import Confidence, Consent, ConsentWithdrawn
from holdfast.talks.values import Caveat


@dataclass(frozen=True, slots=True)
class Leave:
    """One leave to let a confidence go: how far, to whom, until when (None: without end).

    An empty ``may_go_to`` is nobody, unless the caveat is public.
    """

    caveat: Caveat
    may_go_to: tuple[str, ...]
    until: datetime | None

    def allows(self, manner: Manner, recipient: str, now: datetime) -> bool:
        """True when this leave covers telling this recipient in this manner now."""
        return (
            self.caveat.reach >= manner.needs.reach
            and (self.caveat is Caveat.PUBLIC or recipient in self.may_go_to)
            and (self.until is None or now <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Held:
    """A confidence as it stands: every leave that has not been withdrawn, and where it went."""

    told: Entry[Confidence]
    leaves: tuple[Leave, ...]
    is_withdrawn: bool
    conveyed: tuple[Entry[Conveyed], ...]
    label: Label

    @property
    def caveat(self) -> Caveat:
        """The farthest that any leave reaches; mediator only where there is none."""
        reaches = [leave.caveat for leave in self.leaves]
        return max(reaches, key=lambda caveat: caveat.reach, default=Caveat.MEDIATOR_ONLY)

    def allows(self, manner: Manner, recipient: str, now: datetime) -> bool:
        """True when some leave covers telling this recipient in this manner now."""
        expires = self.told.content.expires
        is_alive = expires is None or now <= expires
        return is_alive and any(leave.allows(manner, recipient, now) for leave in self.leaves)


def confidences(record: Record) -> tuple[Held, ...]:
    """Every confidence, in the order in which they were told."""
    return tuple(held(record, told) for told in record.latest(Confidence))


def find(record: Record, compartment: str, confidence: str) -> Held | None:
    """One confidence, by where it was told and its id; None when it is not known here."""
    told = record.at(Confidence, compartment, confidence)
    return held(record, told[-1]) if told else None


def held(record: Record, told: Entry[Confidence]) -> Held:
    """A confidence with its leaves: its own caveat, and each consent since.

    Only what stands in the confidence's own compartment counts, and only from its own party (or a
    mediator who notes it there): nobody else can consent for it. A withdrawal ends every leave that
    was given before it, the caveat included; telling it again begins anew.
    """
    place = (told.compartment, told.content.id)
    given: list[Entry[Confidence] | Entry[Consent] | Entry[ConsentWithdrawn]] = [
        told,
        *record.at(Consent, *place),
        *record.at(ConsentWithdrawn, *place),
    ]
    leaves: list[Leave] = []
    is_withdrawn = False
    for entry in sorted(given, key=lambda entry: entry.seq):
        content = entry.content
        if entry.seq < told.seq or content.party != told.content.party:
            continue
        match content:
            case Confidence():
                leaves, is_withdrawn = [Leave(content.caveat, content.may_go_to, None)], False
            case Consent():
                leaves.append(Leave(content.caveat, content.may_go_to, content.until))
            case ConsentWithdrawn():
                leaves, is_withdrawn = [], True
    conveyed = record.at(Conveyed, *place)
    return Held(told, tuple(leaves), is_withdrawn, conveyed, label_of([told]))
