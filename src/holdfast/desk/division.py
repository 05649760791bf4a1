"""A whole dossier on its way into talks that run: looked at part by part, then filed in one step.

Nothing is written before somebody has seen which part goes where and who can read it there.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from holdfast.desk.differences import differences
from holdfast.desk.parts import JOINT, MEDIATORS, Part, divide, unfit
from holdfast.desk.talks import JOINT as JOINT_ROOM
from holdfast.desk.talks import OWN, OpenTalks, check
from holdfast.desk.untold import (
    with_own_evidence,
    with_what_is_at_hand,
    without_what_was_told,
)
from holdfast.desk.words import join_words
from holdfast.dossier import Dossier, View, parse, write
from holdfast.errors import DossierError, Fault, TalksError
from holdfast.talks.content import make, to_bytes
from holdfast.talks.entry import Entry
from holdfast.talks.filed import DossierPart
from holdfast.talks.positions import dossier_parts
from holdfast.talks.record import Record
from holdfast.talks.setting import Capacity


class Step(StrEnum):
    """What filing a part comes to."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Piece:
    """One part on its way.

    Attributes:
        part: its name: ``joint``, ``mediators`` or a party.
        room: the short name of the compartment that it goes into.
        compartment: the same by its id.
        readers: the names of everybody who can open it there.
        step: what filing it comes to; nothing is written where it stands there unchanged.
        differences: from what is filed, in words; where nothing is, what it holds.
        filed: what is filed now; None where nothing is that this account can open.
        text: the part as it would be filed.
    """

    part: str
    room: str
    compartment: str
    readers: tuple[str, ...]
    step: Step
    differences: tuple[str, ...] = field(repr=False)
    filed: Entry[DossierPart] | None = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True)
class Division:
    """What goes where.

    Attributes:
        pieces: the parts, the joint one first.
        stays: parts that are filed and stay as they stand.
        left_out: those of them that cannot be read with the joint part any more, and why.
        aside: what the dossier holds and this account does not file, in words.
        told: what was told or declared at the talks and so is not filed: it counts as last told,
            for those who heard it. In a dossier that was saved from here it stands too.
        marks: the number of the last record of each compartment, as it was looked at.
    """

    pieces: tuple[Piece, ...]
    stays: tuple[str, ...]
    left_out: Mapping[str, tuple[Fault, ...]]
    aside: tuple[str, ...]
    told: tuple[str, ...]
    marks: Mapping[str, int] = field(repr=False)

    @property
    def writes(self) -> tuple[Piece, ...]:
        """The parts that would be written."""
        return tuple(piece for piece in self.pieces if piece.step is not Step.UNCHANGED)


def division(talks: OpenTalks, dossier: Dossier, only: Collection[str] = ()) -> Division:
    """How a dossier would be divided among the compartments of these talks; nothing is written.

    A mediator files every part: the public one on the joint table, each party's into its
    compartment, and the rest, with the parts of parties that have none yet, into the mediators'
    own. A delegate files the part of its own party alone, from a dossier that holds no other's.

    Args:
        talks: of the account that would file it.
        dossier: what is known.
        only: the names of the parts to be filed, where not all are.

    Raises:
        TalksError: it is not this account's to file, or there is nothing to file.
        DossierError: a part cannot be read with what is filed already.
    """
    record, marks = talks.snapshot()
    rooms, account = talks.rooms(), talks.session.account
    filed = {entry.content.name: entry for entry in dossier_parts(record)}
    before = {name: read for name, entry in filed.items() if (read := _dossier(entry)) is not None}
    untold, told = without_what_was_told(dossier, record, before)
    aside: tuple[str, ...] = ()
    if OWN in rooms and record.is_mediator(rooms[OWN], account):
        parts = divide(untold)
    else:
        parts = _own_parts(record, account, untold, before.get(JOINT))
        aside = tuple(_not_theirs(dossier))
    _check_names(only, parts)
    chosen = [with_what_is_at_hand(p, dossier, before) for p in parts if not only or p.of in only]
    pieces = tuple(_piece(talks, p, filed.get(p.of), before.get(p.of)) for p in chosen)
    stays = {name: entry for name, entry in filed.items() if name not in {p.of for p in chosen}}
    return Division(pieces, tuple(stays), _left_out(chosen, stays), aside, told, marks)


def file_division(talks: OpenTalks, wanted: Division) -> None:
    """File every part that is new, changed or moved: all of them, or none.

    Raises:
        ConflictError: somebody wrote in one of the compartments since; nothing was written.
        TalksError: the rules of the talks refuse one of them.
    """
    writes = [
        (piece.compartment, make("dossier-part", {"name": piece.part, "text": piece.text}))
        for piece in wanted.writes
    ]
    for compartment, content in writes:
        check(talks.record, compartment, content, talks.session.account)
    talks.session.append_all(
        [(compartment, to_bytes(content)) for compartment, content in writes],
        after={compartment: wanted.marks[compartment] for compartment, _ in writes},
        despite_clock=talks.despite_clock,
    )
    talks.read_on()


def _own_parts(
    record: Record, account: str, dossier: Dossier, joint: Dossier | None
) -> tuple[Part, ...]:
    """The part of a delegate's own party."""
    own = {
        charter.party
        for charter in record.charters.values()
        if (seat := charter.seat(account)) is not None
        and seat.capacity is Capacity.DELEGATE
        and seat.party == charter.party
    }
    if not own:
        message = (
            "This account sits for no party with a compartment of its own, so it has no part of "
            "the dossier to file. Ask a mediator for a seat."
        )
        raise TalksError(message, code="no-part-of-yours")
    whose = join_words(sorted(repr(party) for party in own))
    others = [repr(p) for p, v in dossier.views.items() if p not in own and _is_private(v)]
    if others:
        message = (
            f"This dossier holds the private view of {join_words(others)}, and you sit for "
            f"{whose}, so nothing was filed. Leave in it your own view alone; a mediator files a "
            "whole dossier."
        )
        raise TalksError(message, code="not-your-part")
    parts = tuple(
        with_own_evidence(part, dossier, joint) for part in divide(dossier) if part.of in own
    )
    if not parts:
        message = (
            f"This dossier says nothing of what {whose} wants in "
            "private, so there is nothing of yours to file."
        )
        raise TalksError(message, code="nothing-to-file")
    return parts


def _not_theirs(dossier: Dossier) -> Iterator[str]:
    if any(view.stances for view in dossier.views.values()):
        yield "public stances"
    if dossier.links:
        yield "rules between issues"
    if dossier.day_after is not None:
        yield "the day after"


def _is_private(view: View) -> bool:
    return replace(view, stances={}) != View(view.party)


def _check_names(only: Collection[str], parts: Collection[Part]) -> None:
    names = [part.of for part in parts]
    unknown = [name for name in only if name not in names]
    if unknown:
        message = (
            f"This dossier has no part called {unknown[0][:64]!r} for you to file. It has: "
            f"{', '.join(names)}."
        )
        raise TalksError(message, code="no-such-part")


def _piece(
    talks: OpenTalks, part: Part, filed: Entry[DossierPart] | None, before: Dossier | None
) -> Piece:
    room = {JOINT: JOINT_ROOM, MEDIATORS: OWN}.get(part.of, OWN)
    if any(charter.party == part.of for charter in talks.record.charters.values()):
        room = part.of
    compartment = talks.room(room)
    shown, step = part.dossier, Step.NEW
    if filed is not None:
        step = Step.CHANGED
        if before == part.dossier:
            step = Step.UNCHANGED if filed.compartment == compartment else Step.MOVED
    if part.of == MEDIATORS:
        # The views in it are the mediators' copies; what is different in them is told of each part.
        shown = replace(shown, views={})
        before = None if before is None else replace(before, views={})
    told = differences(before, shown)
    if step is Step.CHANGED and not told:
        told = ("the mediators' copies of the views",)
    inside = next(c.members for c in talks.session.compartments() if c.id == compartment)
    return Piece(
        part=part.of,
        room=room,
        compartment=compartment,
        readers=tuple(sorted(card.name for card in inside.values())),
        step=step,
        differences=told,
        filed=filed,
        text=write(part.dossier),
    )


def _left_out(
    chosen: list[Part], stays: Mapping[str, Entry[DossierPart]]
) -> dict[str, tuple[Fault, ...]]:
    """Why parts that stay could not be read any more; DossierError where a new one could not be."""
    standing, found = [], dict[str, tuple[Fault, ...]]()
    for name, entry in stays.items():
        try:
            standing.append(Part(name, parse(entry.content.text, f"{name}.yaml")))
        except DossierError as error:
            found[name] = error.faults
    every = [*chosen, *standing]
    if all(part.of == MEDIATORS for part in every):
        return found
    found |= unfit(every)
    for part in chosen:
        if part.of in found:
            raise DossierError(found[part.of])
    return found


def _dossier(filed: Entry[DossierPart]) -> Dossier | None:
    """A part as it is filed; None where it cannot be read, and so is replaced whole."""
    try:
        return parse(filed.content.text, f"{filed.content.name}.yaml")
    except DossierError:
        return None
