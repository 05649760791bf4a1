"""Public stances as the joint part of the dossier tells them, corrected by a mediator."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from holdfast.desk.evidence import Fresh
from holdfast.desk.parts import JOINT
from holdfast.desk.seats import Reach, Sight
from holdfast.desk.talks import OpenTalks, check
from holdfast.dossier import Dossier, Evidence, Source, Stance, View, parse, write
from holdfast.errors import AccessError
from holdfast.talks.content import to_bytes
from holdfast.talks.filed import DossierPart
from holdfast.talks.positions import dossier_parts, public_stances


def may_correct_stance(seen: Sight, party: str, issue: str) -> bool:
    """True where a mediator may say what the dossier tells of a public stance.

    Once the party has declared itself, its own latest statement counts and stands in its place.
    """
    declared = {(said.party, said.issue) for said in public_stances(seen.record)}
    return seen.reach is Reach.EVERYTHING and JOINT in seen.rooms and (party, issue) not in declared


def evidence_of(seen: Sight, *names: str) -> Mapping[str, Evidence]:
    """The evidence that stands in some parts of the dossier, by id.

    What a judgment rests on must be at hand where it is kept; evidence that only others keep would
    be shown to somebody who has not seen it.
    """
    parts = _filed(seen, names)
    return {id_: evidence for part in parts for id_, evidence in part.evidence.items()}


def sources_of(seen: Sight, *names: str) -> Mapping[str, Source]:
    """The sources that some parts of the dossier name, by id; none that only others name."""
    return {id_: source for part in _filed(seen, names) for id_, source in part.sources.items()}


def file_stance(  # noqa: PLR0913, PLR0917  what is said, by whom, and what it rests on
    talks: OpenTalks,
    party: str,
    issue: str,
    stance: Stance | None,
    seen: Sight,
    fresh: Fresh = Fresh(),  # noqa: B008  frozen
) -> None:
    """Say what a party defends in public on an issue, or that it says nothing.

    ``fresh`` is evidence that is new, and that everybody at the talks will see.

    Raises:
        AccessError: this account may not, or the party has declared itself since.
        ConflictError: somebody wrote on the joint table since; nothing was written.
        DossierError: it does not fit the dossier.
        TalksError: the rules of the talks refuse it.
    """
    if not may_correct_stance(seen, party, issue):
        message = "What a party says in public is for mediators to note, until it declares itself."
        raise AccessError(message, code="may-not-write")
    joint = fresh.added_to(_part(seen, JOINT))
    view = joint.views.get(party, View(party))
    stances = {i: s for i, s in view.stances.items() if i != issue}
    if stance is not None:
        stances[issue] = stance
    views = {**joint.views, party: replace(view, stances=stances)}
    ordered = {p: views[p] for p in joint.parties if p in views and views[p] != View(p)}
    text = write(replace(joint, views=ordered))
    parse(text, f"{JOINT}.yaml")
    room, content = seen.rooms[JOINT], DossierPart(name=JOINT, text=text)
    check(talks.record, room, content, talks.session.account)
    talks.session.append(
        room, to_bytes(content), after=seen.marks[room], despite_clock=talks.despite_clock
    )
    talks.read_on()


def _filed(seen: Sight, names: Iterable[str]) -> Iterator[Dossier]:
    """Those of some parts that are filed where this seat can open them."""
    filed = {part.content.name for part in dossier_parts(seen.record)}
    return (_part(seen, name) for name in names if name in filed)


def _part(seen: Sight, name: str) -> Dossier:
    """A part of the dossier as it is filed; AccessError where this seat cannot open one."""
    if (taken := seen.assembled.part(name)) is not None:
        return taken
    for part in dossier_parts(seen.record):
        if part.content.name == name:
            return parse(part.content.text, f"{name}.yaml")
    message = "That part of the dossier is not filed where this account can open it."
    raise AccessError(message, code="may-not-write")
