"""The release ceremony, step by step: what passes, to whom, as which bytes, what it gives away."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.desk.choosing import Choice
from holdfast.desk.opened import OpenDossier
from holdfast.desk.revision import Slip
from holdfast.desk.talks import OWN, OpenTalks, check
from holdfast.desk.view_words import leak_words
from holdfast.desk.viewer import Viewer
from holdfast.dossier import Package
from holdfast.talks.confidences import Held, confidences, find
from holdfast.talks.content import faults, make
from holdfast.talks.entry import Entry
from holdfast.talks.gate import Release, release, releases
from holdfast.talks.label import Label
from holdfast.talks.record import Record, extend
from holdfast.talks.released import Conveyed, Manner, Received, ReleaseDeclined, ReleaseRequest
from holdfast.talks.setting import Capacity, Purpose
from holdfast.talks.sought import Proposal
from holdfast.talks.told import Confidence

Typed = Mapping[str, str]

TO, SOURCE, OPTION = "to-", "source-", "option-"
IDENTITY, MARK, DIGEST = "id-", "mark-", "sha256-"
"""Before the name of a compartment: what the copy for it was previewed with."""


@dataclass(frozen=True)
class Draft:
    """What a mediator would like to let pass, as it was typed; ``package`` may be empty."""

    rooms: tuple[str, ...]
    manner: str
    text: str = field(repr=False)
    sources: tuple[Held, ...] = field(repr=False)
    package: Package = field(repr=False)
    leakage: str = field(repr=False)


@dataclass(frozen=True)
class Copy:
    """One recipient's copy as the gate would have it, nothing written yet.

    ``release`` holds the exact bytes with the mark of this copy, and everything that would be
    against it; ``readers`` are those who would have it before them.
    """

    room: str
    title: str
    readers: tuple[str, ...]
    release: Release


@dataclass(frozen=True)
class Rite:
    """A release that was asked for, as a mediator looks at it.

    ``is_mine`` where the viewer asked for it, who then cannot approve it; ``others`` are those who
    can. ``rests_on`` are the confidences behind it; ``received`` and ``conveyed`` are the entries
    on both sides, once it has passed.
    """

    release: Release
    is_mine: bool
    others: tuple[str, ...]
    room: str
    readers: tuple[str, ...]
    rests_on: tuple[Held | None, ...]
    received: Entry[Received] | None
    conveyed: tuple[Entry[Conveyed], ...]
    declined: Entry[ReleaseDeclined] | None


def recipients(viewer: Viewer) -> tuple[Choice, ...]:
    """The compartments that something can pass into, by short name."""
    return tuple(
        Choice(name, viewer.record.charters[room].title, viewer.record.charters[room].party or "")
        for name, room in viewer.rooms.items()
        if viewer.record.charters[room].purpose is not Purpose.MEDIATOR
    )


def confided(viewer: Viewer) -> tuple[Held, ...]:
    """What was told in confidence, the newest first."""
    return tuple(reversed(confidences(viewer.record)))


def begin(viewer: Viewer, identity: str) -> dict[str, str]:
    """What stands in the form where the ceremony begins with a confidence or a paper."""
    found = viewer.find(identity) if identity else None
    if found is not None and isinstance(found.content, Confidence):
        return {f"{SOURCE}{identity}": "yes"}
    if found is not None and isinstance(found.content, Proposal):
        options = found.content.options or {}
        terms = [
            f"{viewer.issue_title(i)}: {viewer.option_title(i, o)}" for i, o in options.items()
        ]
        text = "\n".join([found.content.title, *terms, found.content.text or ""]).strip()
        return {"text": text} | {f"{OPTION}{issue}": option for issue, option in options.items()}
    return {}


def draft(viewer: Viewer, typed: Typed) -> tuple[Draft, tuple[Slip, ...]]:
    """Read the form; what is wrong is told at its field."""
    slips = []
    rooms = tuple(c.value for c in recipients(viewer) if typed.get(f"{TO}{c.value}"))
    if not rooms:
        slips.append(Slip("to", "Say to whom it should pass."))
    manner = typed.get("manner", "")
    if manner not in set(Manner):
        slips.append(Slip("manner", "Say how it is told."))
    text = typed.get("text", "").replace("\r\n", "\n").strip()
    if not text:
        slips.append(Slip("text", "Write what they should read, word for word."))
    known = viewer.dossier.issues if viewer.dossier else {}
    package = {i: o for i in known if (o := typed.get(f"{OPTION}{i}", "")) in known[i].options}
    sources = tuple(held for held in confided(viewer) if typed.get(f"{SOURCE}{held.told.id}"))
    leakage = typed.get("leakage", "").replace("\r\n", "\n").strip()
    return Draft(rooms, manner, text, sources, package, leakage), tuple(slips)


def leaks(viewer: Viewer, opened: OpenDossier | None, wanted: Draft) -> tuple[str, ...]:
    """What a package would give away to those who are to have it; nothing without a package."""
    if opened is None or not wanted.package:
        return ()
    parties = [viewer.charter(room).party for room in wanted.rooms]
    to = {party for party in parties if party} if all(parties) else {*viewer.at_the_table()}
    found = opened.leakage(wanted.package, to=[p for p in opened.dossier.parties if p in to])
    return tuple(word for leak in found.leaks for word in leak_words(opened.dossier, leak))


def preview(
    talks: OpenTalks, viewer: Viewer, wanted: Draft, made_from: Label, typed: Typed
) -> tuple[tuple[Copy, ...], tuple[Slip, ...]]:
    """The copies as they would be asked for, each with its own mark, and what the gate would say.

    Args:
        talks: of the mediator who asks.
        viewer: the same.
        wanted: what should pass.
        made_from: the compartments that a package was computed from.
        typed: the ids and marks of an earlier preview, which stay the same.
    """
    copies: list[Copy] = []
    for room in wanted.rooms:
        compartment, charter = viewer.rooms[room], viewer.charter(room)
        refs = [
            {"compartment": h.told.compartment, "confidence": h.told.content.id}
            for h in wanted.sources
        ]
        derived = {ref["compartment"] for ref in refs} | (made_from if wanted.package else set())
        fields = {
            "id": typed.get(f"{IDENTITY}{room}") or talks.fresh_id("release"),
            "to": compartment,
            "recipient": charter.party or room,
            "text": wanted.text,
            "manner": wanted.manner,
            "mark": typed.get(f"{MARK}{room}") or f"copy-{talks.fresh_id('mark')}",
            "sources": refs,
            "derived_from": sorted(derived),
            "leakage": wanted.leakage or None,
        }
        if wrong := faults("release-request", fields):
            return (), tuple(Slip("text" if at else "", f"{why}.") for at, why in wrong)
        request = make("release-request", fields)
        assert isinstance(request, ReleaseRequest)  # noqa: S101 - it was made as one
        readers = tuple(sorted(seat.name for seat in charter.seats))
        copies.append(Copy(room, charter.title, readers, _foreseen(talks, request)))
    return tuple(copies), ()


def are_those_previewed(copies: tuple[Copy, ...], typed: Typed) -> bool:
    """True when these are the very bytes that the page showed, for each recipient."""
    return all(typed.get(f"{DIGEST}{copy.room}") == copy.release.sha256 for copy in copies)


def ask(talks: OpenTalks, copies: tuple[Copy, ...]) -> tuple[str, ...]:
    """Ask for every copy; nothing passes yet.

    Returns:
        The ids of the entries that ask for them.
    """
    own = talks.room(OWN)
    return tuple(talks.write(own, copy.release.request.content).id for copy in copies)


def rite(viewer: Viewer, talks: OpenTalks, identity: str) -> Rite | None:
    """A release by the id of the entry that asked for it; None where there is none."""
    record = viewer.record
    for found in releases(record, talks.now):
        if found.request.id == identity:
            return _rite(viewer, record, found)
    return None


def _rite(viewer: Viewer, record: Record, found: Release) -> Rite:
    entry, request = found.request, found.request.content
    charter = record.charters.get(request.to)
    own = record.charters[entry.compartment]
    mediators = [seat for seat in own.seats if seat.capacity is Capacity.MEDIATOR]
    received = record.at(Received, request.to, request.mark)
    declined = record.at(ReleaseDeclined, entry.compartment, request.id)
    return Rite(
        release=found,
        is_mine=entry.by == viewer.account,
        others=tuple(sorted(seat.name for seat in mediators if seat.account != entry.by)),
        room=charter.title if charter else "",
        readers=tuple(sorted(seat.name for seat in charter.seats)) if charter else (),
        rests_on=tuple(find(record, ref.compartment, ref.confidence) for ref in request.sources),
        received=received[-1] if received else None,
        conveyed=tuple(
            entry
            for ref in request.sources
            for entry in record.at(Conveyed, ref.compartment, ref.confidence)
            if entry.content.to == request.recipient
        ),
        declined=declined[-1] if declined else None,
    )


def _foreseen(talks: OpenTalks, request: ReleaseRequest) -> Release:
    """What the gate would say of a request, were it asked for now."""
    record, own, now = talks.record, talks.room(OWN), talks.now
    check(record, own, request, talks.session.account)
    tried = Entry(
        compartment=own,
        seq=record.seen.get(own, 0) + 1,
        id="",
        by=talks.session.account,
        at_ms=int(now.timestamp() * 1000),
        content=request,
    )
    return release(extend(record, [tried]), request.id, now)
