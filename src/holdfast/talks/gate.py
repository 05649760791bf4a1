"""The release gate: the only way for anything to pass from one compartment into another.

A request names the exact text, its recipient, how it is told and what it rests on. A second
mediator approves the exact bytes. Then it passes, if caveat and consent of everything it rests on
still allow it, as entries on every side that are written together. A refusal says why, and never
what.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from holdfast.errors import TalksError
from holdfast.talks.confidences import Held, find
from holdfast.talks.content import Content
from holdfast.talks.echo import ECHO_WORDS, hyphened, repeats
from holdfast.talks.entry import Entry
from holdfast.talks.record import Record
from holdfast.talks.released import (
    Conveyed,
    Manner,
    Received,
    ReleaseApproval,
    Released,
    ReleaseDeclined,
    ReleaseRequest,
)
from holdfast.talks.setting import Charter, Purpose


class Stage(StrEnum):
    """How far a release has come."""

    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a release may not pass; ``code`` is stable, and neither says what is in it."""

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it stands: its request, the exact bytes, and what is still against it."""

    request: Entry[ReleaseRequest]
    stage: Stage
    preview: bytes
    approval: Entry[ReleaseApproval] | None
    refusals: tuple[Refusal, ...]

    @property
    def sha256(self) -> str:
        """The digest of the exact bytes, which an approval names."""
        return sha256(self.preview).hexdigest()

    @property
    def may_pass(self) -> bool:
        """True when it was approved and nothing is against it."""
        return self.stage is Stage.APPROVED and not self.refusals


@dataclass(frozen=True, slots=True)
class Passage:
    """One of the entries that a release writes, and where."""

    compartment: str
    content: Content


def preview(request: ReleaseRequest) -> bytes:
    """The exact bytes that the recipient will have before it, the mark of its copy included."""
    return f"{request.text}\n\n[{request.mark}]\n".encode()


def releases(record: Record, now: datetime) -> tuple[Release, ...]:
    """Every release that was requested, in the order of requests."""
    return tuple(_release(record, request, now) for request in record.latest(ReleaseRequest))


def release(record: Record, identity: str, now: datetime) -> Release:
    """One release by its id.

    Raises:
        TalksError: there is none that this viewer knows of.
    """
    for found in releases(record, now):
        if found.request.content.id == identity:
            return found
    message = "No release with this id was requested in a compartment that you can open."
    raise TalksError(message, code="no-such-release")


def let_pass(record: Record, identity: str, now: datetime) -> tuple[Passage, ...]:
    """The entries by which a release passes; write them together, on what this record has seen.

    One in the recipient's compartment with the exact text, one in each compartment where a
    confidence behind it was told, one in the mediators' own.

    Raises:
        TalksError: it may not pass; every reason is given, and nothing of the content.
    """
    found = release(record, identity, now)
    if not found.may_pass:
        reasons = found.refusals or (Refusal(f"is-{found.stage}", f"it is {found.stage}"),)
        told = "; ".join(refusal.why for refusal in reasons)
        message = f"The release did not pass, so nothing was written: {told}."
        raise TalksError(message, code="release-refused")
    request = found.request.content
    source = {held.told.content.party for held in _sources(record, request) if held}
    is_told = request.manner is not Manner.OWN_IDEA
    received = Received(
        mark=request.mark,
        text=found.preview.decode(),
        manner=request.manner,
        source=tuple(sorted(source)) if is_told else (),
    )
    conveyed = [
        Passage(
            ref.compartment,
            Conveyed(confidence=ref.confidence, to=request.recipient, manner=request.manner),
        )
        for ref in request.sources
    ]
    noted = Released(release=request.id, sha256=found.sha256)
    return (
        Passage(request.to, received),
        *conveyed,
        Passage(found.request.compartment, noted),
    )


def outside(record: Record) -> tuple[Entry[Received], ...]:
    """What stands as received in some compartment and never passed the gate.

    Only the mediators can tell, for only they know what passed. A mediator holds the keys of both
    sides, so no lock stops one whose program was changed; this is how the others see it.
    """
    if all(charter.purpose is not Purpose.MEDIATOR for charter in record.charters.values()):
        return ()
    passed = {_passed(record, request) for request in record.latest(ReleaseRequest)}
    return tuple(
        entry
        for entry in record.all(Received)
        if (entry.compartment, entry.content.text) not in passed
    )


def _passed(record: Record, request: Entry[ReleaseRequest]) -> tuple[str, str] | None:
    """Where a release passed to and what it was, if another mediator approved exactly that."""
    place = (request.compartment, request.content.id)
    exact = preview(request.content)
    is_approved = any(
        approval.content.sha256 == sha256(exact).hexdigest()
        and approval.by != request.by
        and approval.seq > request.seq
        for approval in record.at(ReleaseApproval, *place)
    )
    is_noted = bool(record.at(Released, *place))
    return (request.content.to, exact.decode()) if is_approved and is_noted else None


def _release(record: Record, request: Entry[ReleaseRequest], now: datetime) -> Release:
    place = (request.compartment, request.content.id)
    exact = preview(request.content)
    approvals = record.at(ReleaseApproval, *place)
    valid = [a for a in approvals if a.content.sha256 == sha256(exact).hexdigest()]
    others = [a for a in valid if _is_second_opinion(record, a, request)]
    approval = others[-1] if others else None
    if record.at(Released, *place):
        return Release(request, Stage.RELEASED, exact, approval, ())
    if record.at(ReleaseDeclined, *place):
        return Release(request, Stage.DECLINED, exact, approval, ())
    second = _second_opinion(approvals, valid, others, request.by)
    refusals = [*second, *_objections(record, request, now)]
    stage = Stage.APPROVED if approval else Stage.REQUESTED
    return Release(request, stage, exact, approval, tuple(refusals))


def _is_second_opinion(
    record: Record, approval: Entry[ReleaseApproval], request: Entry[ReleaseRequest]
) -> bool:
    """True for another mediator, who saw the request, and who still is one."""
    is_another = approval.by != request.by
    saw_it = approval.seq > request.seq
    return is_another and saw_it and record.is_mediator(approval.compartment, approval.by)


def _second_opinion(
    approvals: tuple[Entry[ReleaseApproval], ...],
    valid: list[Entry[ReleaseApproval]],
    others: list[Entry[ReleaseApproval]],
    by: str,
) -> Iterator[Refusal]:
    if others:
        return
    if not approvals:
        yield Refusal("not-approved", "no second mediator has approved it")
    elif not valid:
        yield Refusal("bytes-differ", "the bytes that were approved are not the ones previewed now")
    elif all(approval.by == by for approval in valid):
        yield Refusal("same-person", "whoever requested it cannot approve it too")
    else:
        why = "its approval is from before the request, or by one who is no mediator any more"
        yield Refusal("approval-void", why)


def _objections(record: Record, entry: Entry[ReleaseRequest], now: datetime) -> Iterator[Refusal]:
    request = entry.content
    charter = record.charters.get(request.to)
    yield from _recipient(request, charter)
    if sum(other.content.mark == request.mark for other in record.all(ReleaseRequest)) > 1:
        yield Refusal("mark-used-twice", "another copy has this mark, so neither could be traced")
    for ref, held in zip(request.sources, _sources(record, request), strict=True):
        yield from _source(request, held, max(now, record.last_at(ref.compartment)))
    yield from _uncovered(record, entry)
    if repeats(record, request):
        why = f"it repeats {ECHO_WORDS} words in a row from a compartment that it does not name"
        yield Refusal("repeats-undeclared", why)


_TOLD = {
    Manner.OWN_IDEA: "as the mediators' own idea",
    Manner.ATTRIBUTED: "with whose it is",
    Manner.PUBLIC: "in public",
}


def _recipient(request: ReleaseRequest, charter: Charter | None) -> Iterator[Refusal]:
    if charter is None or charter.purpose is Purpose.MEDIATOR:
        yield Refusal("unknown-recipient", "its recipient has no compartment that you can open")
    elif charter.purpose is Purpose.JOINT:
        if request.manner is not Manner.PUBLIC:
            yield Refusal("not-public", "what goes on the joint table goes to all of them")
    elif charter.party != request.recipient:
        yield Refusal("wrong-recipient", "the compartment is not that of its recipient")


def _sources(record: Record, request: ReleaseRequest) -> list[Held | None]:
    return [find(record, ref.compartment, ref.confidence) for ref in request.sources]


def _source(request: ReleaseRequest, held: Held | None, now: datetime) -> Iterator[Refusal]:
    if held is None:
        yield Refusal("unknown-source", "a confidence that it rests on is not known here")
        return
    told = held.told.content
    if told.expires is not None and now > told.expires:
        yield Refusal("expired", "a confidence that it rests on has expired")
    elif held.is_withdrawn and not held.leaves:
        yield Refusal("consent-withdrawn", "consent to a confidence that it rests on was withdrawn")
    elif held.caveat.reach < request.manner.needs.reach:
        why = "the caveat of a confidence that it rests on does not allow that it is told"
        why = f"{why} {_TOLD[request.manner]}"
        yield Refusal("caveat-forbids", why)
    elif not held.allows(request.manner, request.recipient, now):
        yield Refusal("no-consent", "no consent in force covers this recipient")
    if request.manner is Manner.OWN_IDEA and told.party in hyphened(request.text):
        why = "told as the mediators' own idea, it still names whose it is"
        yield Refusal("names-its-source", why)


def _uncovered(record: Record, entry: Entry[ReleaseRequest]) -> Iterator[Refusal]:
    """What it was made from is covered by a confidence, or its leakage is written down."""
    request = entry.content
    covered = {ref.compartment for ref in request.sources} | {request.to, entry.compartment}
    for compartment in request.derived_from:
        charter = record.charters.get(compartment)
        is_shared = charter is not None and charter.purpose in {Purpose.JOINT, Purpose.MEDIATOR}
        if compartment not in covered and not is_shared and request.leakage is None:
            why = "it was made from a compartment that no confidence behind it covers"
            yield Refusal("leakage-not-stated", f"{why}, and what could be inferred is not stated")
            return
