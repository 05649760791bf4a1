"""The talks told to whoever asks: each question with its answer for programs and in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from holdfast.desk.computed import (
    compute,
    label_of_dossier,
    left_out_of_dossier,
    left_out_words,
)
from holdfast.desk.sight import assemble
from holdfast.desk.talks import OpenTalks, room_names
from holdfast.desk.talks_plain import Json, Naming, Plain, plain
from holdfast.desk.talks_words import (
    board_words,
    confidence_words,
    entry_words,
    moment_words,
    programme_words,
    proposal_words,
    readiness_words,
    red_line_words,
    release_words,
    task_words,
)
from holdfast.dossier import Dossier, write
from holdfast.errors import DossierError, TalksError
from holdfast.ledger.reading import Entry as Kept
from holdfast.talks.calendar import calendar
from holdfast.talks.confidences import confidences
from holdfast.talks.entry import Entry
from holdfast.talks.gate import outside, releases
from holdfast.talks.positions import briefed, public_stances
from holdfast.talks.programme import meetings, rounds
from holdfast.talks.proposals import proposals
from holdfast.talks.readiness import settled, steps
from holdfast.talks.record import Record
from holdfast.talks.red_lines import red_lines
from holdfast.talks.setting import Credentials, Delegation
from holdfast.talks.settled import Agreement, Block, Bracket, EarlyHarvest
from holdfast.talks.shuttle import balance, board
from holdfast.talks.tasks import tasks
from holdfast.talks.values import written


@dataclass(frozen=True)
class Told:
    """An answer: ``plain`` for programs, ``words`` line by line for people."""

    question: str
    plain: Plain
    words: tuple[str, ...]

    @property
    def file(self) -> bytes:
        """The answer as a file: a calendar or dossier as it stands, anything else in words."""
        whole = self.plain[self.question]
        text = whole if isinstance(whole, str) else "".join(f"{line}\n" for line in self.words)
        return text.encode()


@dataclass(frozen=True)
class _Asked:
    """What an answer is worked out from."""

    record: Record
    naming: Naming
    now: datetime
    unread: tuple[Kept, ...] = ()

    @cached_property
    def dossier(self) -> Dossier | None:
        """What is known; None where nothing is filed that fits together."""
        try:
            return assemble(self.record).opened.dossier
        except (TalksError, DossierError):
            return None

    def issues(self) -> tuple[str, ...]:
        """The issues of the dossier where one is filed, and those that entries speak of."""
        known = tuple(self.dossier.issues) if self.dossier else ()
        spoken: set[str] = set()
        spoken |= {entry.content.issue for entry in self.record.all(Agreement)}
        spoken |= {entry.content.issue for entry in self.record.all(Bracket)}
        spoken |= {entry.content.issue for entry in self.record.all(Block)}
        for exception in self.record.latest(EarlyHarvest):
            spoken |= set(exception.content.issues)
        return (*known, *sorted(spoken - set(known)))

    def told(self, question: str, answers: object, words: Iterator[str]) -> Told:
        """An answer under the name of its question."""
        return Told(question, {question: plain(answers, self.naming)}, tuple(words))


def tell(talks: OpenTalks, question: str, moment: datetime | None = None) -> Told:
    """Answer one of the questions in ``QUESTIONS`` from what this account can open.

    Args:
        talks: the account's.
        question: such as ``board`` or ``readiness``.
        moment: as it stood then; None is now.

    Raises:
        TalksError: there is no such question.
    """
    if question not in QUESTIONS:
        message = (
            f"{question[:40]!r} is no question that the talks answer. Ask: {', '.join(QUESTIONS)}."
        )
        raise TalksError(message, code="unknown-question")
    record = talks.record if moment is None else talks.as_of(moment)
    rooms = {room: name for name, room in room_names(record.charters).items()}
    unread = tuple(kept for kept in talks.unread if moment is None or kept.at <= moment)
    naming = Naming(talks.people(), rooms)
    return QUESTIONS[question](_Asked(record, naming, moment or talks.now, unread))


def _rooms(asked: _Asked) -> Told:
    charters = asked.record.charters
    names = {asked.naming.room(room): charters[room] for room in charters}
    lines = (
        f"{name}: {charter.title} ({charter.purpose}). Seats: "
        f"{', '.join(seat.name for seat in charter.seats)}."
        for name, charter in sorted(names.items())
    )
    return asked.told("rooms", names, lines)


def _record(asked: _Asked) -> Told:
    entries = list(asked.record.entries())
    told = asked.told("record", entries, (entry_words(e, asked.naming) for e in entries))
    passed = plain(asked.record.irregular, asked.naming)
    more = tuple(
        f"Does not count: {entry_words(i.entry, asked.naming)} ({i.breach.why})"
        for i in asked.record.irregular
    )
    unread: Json = [
        {
            "compartment": asked.naming.room(kept.compartment),
            "seq": kept.seq,
            "by": asked.naming.account(kept.by),
            "at": written(kept.at),
        }
        for kept in asked.unread
    ]
    unknown = tuple(
        f"{asked.naming.room(kept.compartment)} {kept.seq}, {moment_words(kept.at)}, "
        f"{asked.naming.account(kept.by)}: not an entry that this version knows; it counts nothing"
        for kept in asked.unread
    )
    whole = told.plain | {"irregular": passed, "unread": unread}
    return Told(told.question, whole, (*told.words, *more, *unknown))


def _delegations(asked: _Asked) -> Told:
    known: list[Entry[Any]] = [*asked.record.latest(Delegation), *asked.record.latest(Credentials)]
    return asked.told("delegations", known, (entry_words(e, asked.naming) for e in known))


def _board(asked: _Asked) -> Told:
    carried = board(asked.record)
    return asked.told("board", carried, (board_words(one, asked.now) for one in carried))


def _balance(asked: _Asked) -> Told:
    found = balance(asked.record, asked.record.at_the_joint_table())
    lines = [
        f"{p}: {found.minutes[p]} minutes in {v} visit{'' if v == 1 else 's'}"
        for p, v in found.visits.items()
    ]
    return asked.told("balance", found, iter([*lines, f"Spread: {found.spread} minutes"]))


def _confidences(asked: _Asked) -> Told:
    held = confidences(asked.record)
    return asked.told("confidences", held, (confidence_words(one) for one in held))


def _red_lines(asked: _Asked) -> Told:
    lines = red_lines(asked.record)
    return asked.told("red-lines", lines, (w for line in lines for w in red_line_words(line)))


def _proposals(asked: _Asked) -> Told:
    tabled = proposals(asked.record)
    return asked.told("proposals", tabled, (w for one in tabled for w in proposal_words(one)))


def _programme(asked: _Asked) -> Told:
    planned = {"rounds": rounds(asked.record), "meetings": meetings(asked.record)}
    return asked.told("programme", planned, programme_words(asked.record))


def _tasks(asked: _Asked) -> Told:
    owed = tasks(asked.record)
    return asked.told("tasks", owed, (task_words(one, asked.now) for one in owed))


def _readiness(asked: _Asked) -> Told:
    issues = asked.issues()
    signers = asked.dossier.principals if asked.dossier else ()
    known = settled(asked.record, issues, signers)
    planned = steps(asked.record, issues, signers)
    answers = {"issues": known, "steps": planned}
    return asked.told("readiness", answers, readiness_words(known, planned))


def _statements(asked: _Asked) -> Told:
    stances = public_stances(asked.record)
    lines = (f"{s.party}: {s.option} on {s.issue} ({s.statement.content.terms})" for s in stances)
    return asked.told("statements", stances, lines)


def _briefings(asked: _Asked) -> Told:
    told = briefed(asked.record)
    lines = (entry_words(e, asked.naming) for entries in told.values() for e in entries)
    return asked.told("briefings", told, lines)


def _releases(asked: _Asked) -> Told:
    found, strays = releases(asked.record, asked.now), outside(asked.record)
    told = asked.told("releases", found, (w for one in found for w in release_words(one)))
    words = tuple(f"Never passed the gate: {entry_words(e, asked.naming)}" for e in strays)
    outside_ = {"outside": plain(strays, asked.naming)}
    return Told(told.question, told.plain | outside_, (*told.words, *words))


def _calendar(asked: _Asked) -> Told:
    text = calendar(asked.record)
    return Told("calendar", {"calendar": text}, tuple(text.splitlines()))


def _dossier(asked: _Asked) -> Told:
    """The dossier as this viewer has it, and who may see everything that it was made from."""
    assembled = assemble(asked.record)
    # As comments, so that what is saved from here is a dossier and says what is not in it.
    notes = "".join(f"# {' '.join(line.split())}\n" for line in left_out_words(assembled))
    text = notes + write(assembled.opened.dossier)
    label = label_of_dossier(asked.record, assembled, asked.naming)
    left = left_out_of_dossier(assembled, asked.naming)
    return Told("dossier", {"dossier": text} | label | left, (text,))


def _packages(asked: _Asked) -> Told:
    """What could be agreed by what this viewer knows, and who may see the answer."""
    return Told("packages", *compute(asked.record, asked.naming))


QUESTIONS: dict[str, Callable[[_Asked], Told]] = {
    "rooms": _rooms,
    "record": _record,
    "delegations": _delegations,
    "programme": _programme,
    "board": _board,
    "balance": _balance,
    "confidences": _confidences,
    "red-lines": _red_lines,
    "proposals": _proposals,
    "statements": _statements,
    "briefings": _briefings,
    "tasks": _tasks,
    "readiness": _readiness,
    "releases": _releases,
    "calendar": _calendar,
    "dossier": _dossier,
    "packages": _packages,
}
"""Everything that can be asked of the talks."""
