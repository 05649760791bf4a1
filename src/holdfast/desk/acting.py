"""Acts of the table: who may do which, what a form comes to, how it is kept and taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from holdfast.desk.act import Act, Where
from holdfast.desk.acts import ACTS
from holdfast.desk.revision import Slip
from holdfast.desk.talks import JOINT, OpenTalks, check
from holdfast.desk.typed import BEHIND, ISSUE, Fields, Typed, read_typed
from holdfast.desk.viewer import Viewer
from holdfast.desk.words import join_words
from holdfast.dossier import Issue
from holdfast.errors import TalksError
from holdfast.talks.content import KINDS, Content, faults, make, plain_fields, to_bytes
from holdfast.talks.entry import Entry
from holdfast.talks.filed import Correction
from holdfast.talks.readiness import settled
from holdfast.talks.rounds import Attendance, Form, Meeting
from holdfast.talks.rules import BY_DELEGATES, STANDING, party_of
from holdfast.talks.told import Delivery, Message

VISITS = frozenset({Form.SHUTTLE, Form.CAUCUS})
_NAMES = {
    "delivery": "message",
    "reply": "message",
    "consent": "confidence",
    "consent-withdrawn": "confidence",
    "stance": "proposal",
    "task-done": "task",
    "round-closed": "round",
    "attendance": "meeting",
    "discussion": "meeting",
    "proposal": "replaces",
}
"""Under which field an entry names the one that it is about, by kind."""
_FOR_THE_FORM = frozenset({"room", "held", "held_as", "settled", "noted"})
"""Fields of forms that are no fields of entries; one called ``form`` would hide its own form."""

About = Entry[Any] | Issue | None
"""What an act is about: an entry that stands on the table, an issue of the dossier, or nothing."""


@dataclass(frozen=True)
class Filled:
    """What a form comes to: entries with their compartments, or what is wrong with it."""

    writes: tuple[tuple[str, Content], ...] = field(default=(), repr=False)
    slips: tuple[Slip, ...] = ()


def may_act(viewer: Viewer, name: str, about: About = None) -> bool:
    """True when an act is for this viewer to do; where it is about something, about this.

    What is about an issue begins with choosing one, so it may be asked for without.
    """
    act = ACTS[name]
    kind = type(about.content) if isinstance(about, Entry) else about and type(about)
    is_fit = kind is act.about or (about is None and act.about is Issue)
    has_place = {
        Where.SIDE: bool(viewer.own_rooms()),
        Where.JOINT: JOINT in viewer.rooms,
    }.get(act.where, True)
    if not (is_fit and has_place and viewer.may_write):
        return False
    if viewer.is_mediator:
        return True
    is_about = isinstance(about, Entry) and act.where is Where.ABOUT
    return KINDS[act.kind] in BY_DELEGATES and (not is_about or _is_for(viewer, about))


def _is_for(viewer: Viewer, about: About) -> bool:
    """True when a delegate may answer for what an entry says: as its party, or as its recipient.

    What was delivered is for the side to answer to which it was carried, in its own compartment,
    where the message itself cannot be opened.
    """
    if not isinstance(about, Entry):
        return False
    content = about.content
    if isinstance(content, Delivery):
        is_ours = viewer.record.charters[about.compartment].party == viewer.party
        return is_ours and not viewer.record.on(Message, content.message)
    whose = content.to if isinstance(content, Message) else party_of(content)
    return bool(whose == viewer.party)


def readers(viewer: Viewer, name: str, about: About = None) -> tuple[str, ...]:
    """Who will be able to read what is written; empty where that depends on what is chosen."""
    act = ACTS[name]
    rooms: tuple[str, ...] = ()
    if act.where is Where.JOINT:
        rooms = (viewer.rooms[JOINT],)
    elif act.where is Where.ABOUT and isinstance(about, Entry):
        rooms = (about.compartment,)
    elif act.where is Where.SIDE and len(viewer.own_rooms()) == 1:
        rooms = tuple(viewer.rooms[room] for room in viewer.own_rooms().values())
    return readers_of(viewer, rooms)


def readers_of(viewer: Viewer, compartments: tuple[str, ...]) -> tuple[str, ...]:
    """The names of everybody with a seat in any of these compartments."""
    names = {s.name for room in compartments for s in viewer.record.charters[room].seats}
    return tuple(sorted(names))


def begun(viewer: Viewer, name: str, about: About) -> Typed:
    """What stands in a form before anybody typed.

    For a paper in another's place it is the other; for brackets, those that stand already.
    """
    if isinstance(about, Issue):
        (now,) = settled(viewer.record, (about.id,), viewer.principals())
        ticked = [f"alternatives-{each.option}" for each in now.alternatives]
        ticked += [f"{BEHIND}-{a.option}-{p}" for a in now.alternatives for p in a.parties]
        return dict.fromkeys(ticked, "yes")
    if name != "proposal-instead" or about is None:
        return {}
    fields = plain_fields(about.content)
    options = {f"options-{i}": option for i, option in fields.pop("options", {}).items()}
    return {each: fields[each] for each in ("title", "paper", "text") if each in fields} | options


def fill(
    viewer: Viewer,
    name: str,
    typed: Typed,
    fresh: Callable[[str], str],
    about: About = None,
) -> Filled:
    """Read a form.

    Args:
        viewer: who fills it.
        name: of the act.
        typed: what stands in its fields, by name; ``FIELD-VALUE`` for each of several choices.
        fresh: draws an id for an entry of a kind.
        about: what it is about.
    """
    act = ACTS[name]
    slips: list[Slip] = []
    if isinstance(about, Issue):
        typed = {**typed, ISSUE: about.id}
    said = read_typed(viewer, act, typed, slips)
    extra: Fields = {each: said.pop(each) for each in _FOR_THE_FORM & said.keys()}
    fields = _completed(viewer, act, said, extra, about)
    if act.kind == "early-harvest" and (missing := _without_consent(viewer, fields)):
        slips.append(Slip("parties", missing))
    if slips:
        return Filled(slips=tuple(slips))
    if "id" in KINDS[act.kind].__dataclass_fields__ and not act.turns:
        fields["id"] = fresh(act.kind)
    if wrong := faults(act.kind, fields):
        return Filled(slips=tuple(Slip(_field_of(act, where), f"{why}.") for where, why in wrong))
    content = make(act.kind, fields)
    room = _room(viewer, act, fields, extra, about)
    if room is None:
        message = "There is no compartment for this here, so it cannot be written down."
        return Filled(slips=(Slip("", message),))
    writes = [(room, content)]
    if extra.get("held"):
        writes += [(room, each) for each in _held(content)]
    if extra.get("noted"):
        beside = _beside(viewer, about)
        if beside is None:
            message = "They have no compartment here in which it could be noted."
            return Filled(slips=(Slip("noted", message),))
        writes.append((beside, content))
    return Filled(tuple(writes))


def keep(talks: OpenTalks, filled: Filled) -> tuple[str, ...]:
    """Write what a form came to: all of it, or nothing.

    Returns:
        The ids of the entries, by which they can be taken back.

    Raises:
        TalksError: the rules of the talks refuse it.
        LedgerError: it could not be kept.
    """
    for compartment, content in filled.writes:
        check(talks.record, compartment, content, talks.session.account)
    kept = talks.session.append_all(
        [(compartment, to_bytes(content)) for compartment, content in filled.writes],
        despite_clock=talks.despite_clock,
    )
    talks.read_on()
    return tuple(entry.id for entry in kept)


def may_strike(viewer: Viewer, entry: Entry[Any]) -> bool:
    """True when an entry can be struck out by this viewer."""
    return type(entry.content) not in STANDING and viewer.may_strike(entry)


def strike(talks: OpenTalks, viewer: Viewer, entries: tuple[str, ...], why: str) -> None:
    """Strike out entries: they stay in the record and count no longer; all of them or none.

    Raises:
        TalksError: one of them is not there, or not for this account to strike out.
    """
    writes: list[tuple[str, Content]] = []
    for identity in entries:
        found = viewer.find(identity)
        if found is None:
            message = "It does not count any more, so there is nothing to strike out."
            raise TalksError(message, code="nothing-to-strike")
        writes.append((found.compartment, Correction(entry=identity, why=why)))
    keep(talks, Filled(tuple(writes)))


def _completed(viewer: Viewer, act: Act, said: Fields, extra: Fields, about: About) -> Fields:
    """The fields of the entry: what goes without saying is filled in."""
    fields = dict(said)
    if isinstance(about, Entry):
        if act.turns:
            return {**plain_fields(about.content), **act.turns}
        fields[_NAMES[act.kind]] = about.content.subject
        if act.kind in {"consent", "consent-withdrawn", "task-done"}:
            fields["party"] = party_of(about.content)
    if act.kind == "proposal" and not viewer.is_mediator:
        fields["author"] = viewer.party
    if "held_as" in extra:
        fields["form"] = extra["held_as"]
    if act.kind == "agreement" and "settled" in extra:
        fields["issue"], _, fields["option"] = extra["settled"].partition(":")
    if act.kind == "step" and "needs" in fields:
        fields["needs"] = [{"issue": i, "level": level} for i, level in fields["needs"].items()]
    if act.kind == "round" and "agenda" in fields:
        fields["agenda"] = [{"title": line} for line in fields["agenda"].splitlines() if line]
    return fields


def _without_consent(viewer: Viewer, fields: Fields) -> str:
    """Why an exception is not by common consent: it needs all who bargain, and two at least."""
    parties = fields.get("parties", [])
    needed = viewer.principals() if len(viewer.principals()) > 1 else ()
    if fields.get("ended") or not parties or (len(parties) > 1 and set(needed) <= set(parties)):
        return ""
    whose = join_words(viewer.party_names(needed)) or "two parties at least"
    return f"An exception is by common consent: it needs that of {whose}."


def _room(viewer: Viewer, act: Act, fields: Fields, extra: Fields, about: About) -> str | None:
    """The compartment that an act goes to; None where there is none."""
    own = viewer.own_rooms()
    short: str | None = JOINT
    match act.where:
        case Where.ABOUT:
            return about.compartment if isinstance(about, Entry) else None
        case Where.SIDE:
            short = own.get(fields.get(act.side, ""))
        case Where.CHOSEN:
            short = extra.get("room")
        case Where.MEETING if fields.get("form") in VISITS:
            short = own.get(fields.get("visited", ""))
    return viewer.rooms.get(short) if short is not None else None


def _beside(viewer: Viewer, about: About) -> str | None:
    """The compartment of the side to which a message goes, where it is another than the message's.

    There that side learns that something was carried to it, and can answer; not what, nor whose.
    """
    if not isinstance(about, Entry) or not isinstance(about.content, Message):
        return None
    short = viewer.own_rooms().get(about.content.to)
    room = viewer.rooms.get(short) if short is not None else None
    return room if room != about.compartment else None


def _held(meeting: Content) -> tuple[Content, ...]:
    """That a meeting was held, from its beginning to its end."""
    if not isinstance(meeting, Meeting):
        return ()
    return (Attendance(meeting=meeting.id, began=meeting.starts, ended=meeting.ends),)


_ABOUT_THE_WHOLE = {"meeting": "visited", "round": "ends", "attendance": "ended"}


def _field_of(act: Act, where: str) -> str:
    """The field of the form beside which a fault of the entry is told; empty for the form."""
    first = where.partition(".")[0]
    names = {each.name for each in act.fields}
    if first in names:
        return first
    return _ABOUT_THE_WHOLE.get(act.kind, "") if not where else ""
