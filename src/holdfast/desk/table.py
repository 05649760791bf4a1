"""The table: the state of the talks at a glance, as far as whoever looks can open it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from holdfast.desk.viewer import Viewer
from holdfast.talks.calendar import calendar
from holdfast.talks.confidences import Held as Confided
from holdfast.talks.confidences import confidences
from holdfast.talks.entry import Entry
from holdfast.talks.gate import Release, Stage, releases
from holdfast.talks.positions import briefed
from holdfast.talks.programme import Held, Planned, meetings, rounds
from holdfast.talks.proposals import Tabled, proposals
from holdfast.talks.readiness import Readiness, Settled, settled, steps
from holdfast.talks.released import Received
from holdfast.talks.setting import Purpose
from holdfast.talks.settled import Agreement, Block, Bracket, EarlyHarvest, Level
from holdfast.talks.shuttle import Balance, Brought, Carried, Progress, balance, board, brought
from holdfast.talks.tasks import Owed, tasks
from holdfast.talks.told import Briefing, Statement


class Due(StrEnum):
    """What it is that comes next."""

    ROUND = "round"
    MEETING = "meeting"
    REPLY = "reply"
    TASK = "task"
    EXPIRY = "expiry"
    STEP = "step"


@dataclass(frozen=True)
class Coming:
    """Something with a date that is not over; ``whose`` is the party that it waits for."""

    due: Due
    title: str
    when: datetime
    is_late: bool = False
    whose: str = ""
    place: str = ""


@dataclass(frozen=True)
class Tally:
    """The talks in numbers: issues by how far they are, and what waits for somebody."""

    levels: Mapping[Level, int]
    blocked: int
    to_carry: int
    overdue: int
    late_tasks: int
    to_approve: int

    @property
    def issues(self) -> int:
        """How many issues there are in all."""
        return sum(self.levels.values())


@dataclass(frozen=True)
class Table:
    """Everything that the page shows; ``now`` is by this machine's clock.

    ``brought`` are the messages that were carried to the viewer's side, as it knows of them;
    ``loose`` are the meetings of no round; ``received`` is what was released to the viewer's side,
    ``releases`` the gate as the mediators see it, empty for everybody else.
    """

    viewer: Viewer
    now: datetime
    tally: Tally
    coming: tuple[Coming, ...]
    settled: tuple[Settled, ...]
    harvests: tuple[Entry[EarlyHarvest], ...]
    steps: tuple[Readiness, ...]
    board: tuple[Carried, ...]
    brought: tuple[Brought, ...]
    balance: Balance
    envelopes: tuple[Confided, ...]
    proposals: tuple[Tabled, ...]
    tasks: tuple[Owed, ...]
    rounds: tuple[Planned, ...]
    loose: tuple[Held, ...]
    statements: tuple[Entry[Statement], ...]
    briefings: tuple[Entry[Briefing], ...]
    received: tuple[Entry[Received], ...]
    releases: tuple[Release, ...]


def lay(viewer: Viewer, now: datetime) -> Table:
    """Lay the table for whoever looks.

    Args:
        viewer: whose table it is.
        now: the time, for what is late.
    """
    record = viewer.record
    issues = _issues(viewer)
    signers = viewer.principals()
    known, planned = settled(record, issues, signers), steps(record, issues, signers)
    carried, owed = board(record), tasks(record)
    to_us = _brought(viewer)
    gate = releases(record, now) if viewer.is_mediator else ()
    return Table(
        viewer=viewer,
        now=now,
        tally=_tally(known, (*carried, *to_us), owed, _to_approve(gate, viewer), now),
        coming=tuple(sorted(_coming(viewer, planned, now), key=lambda each: each.when)),
        settled=known,
        harvests=tuple(e for e in record.latest(EarlyHarvest) if not e.content.ended),
        steps=planned,
        board=carried,
        brought=to_us,
        balance=balance(record, _visited(viewer)),
        envelopes=confidences(record),
        proposals=proposals(record),
        tasks=owed,
        rounds=rounds(record),
        loose=_loose(viewer),
        statements=tuple(sorted(record.latest(Statement), key=lambda said: said.content.made)),
        briefings=tuple(entry for told in briefed(record).values() for entry in told),
        received=record.latest(Received) if not viewer.is_mediator else (),
        releases=gate,
    )


def settled_now(viewer: Viewer) -> tuple[Settled, ...]:
    """How far each issue is, as far as the viewer knows."""
    return settled(viewer.record, _issues(viewer), viewer.principals())


def calendar_text(viewer: Viewer) -> str:
    """Rounds, meetings and open tasks for any calendar program, as far as the viewer knows."""
    return calendar(viewer.record)


def _brought(viewer: Viewer) -> tuple[Brought, ...]:
    """What was carried to the viewer's side; mediators have every message itself."""
    return () if viewer.is_mediator else brought(viewer.record)


def _issues(viewer: Viewer) -> tuple[str, ...]:
    """The issues of the dossier where one is filed, and those that entries speak of."""
    record = viewer.record
    known = tuple(viewer.dossier.issues) if viewer.dossier else ()
    spoken = {entry.content.issue for entry in record.all(Agreement)}
    spoken |= {entry.content.issue for entry in record.all(Bracket)}
    spoken |= {entry.content.issue for entry in record.all(Block)}
    for exception in record.latest(EarlyHarvest):
        spoken |= set(exception.content.issues)
    return (*known, *sorted(spoken - set(known)))


def _visited(viewer: Viewer) -> tuple[str, ...]:
    """The delegations between which time is balanced; a delegation knows of its own time alone."""
    return tuple(
        party
        for party, room in viewer.own_rooms().items()
        if viewer.charter(room).purpose is Purpose.DELEGATION
    )


def _loose(viewer: Viewer) -> tuple[Held, ...]:
    known = {planned.round.content.id for planned in rounds(viewer.record)}
    return tuple(
        held for held in meetings(viewer.record) if held.meeting.content.round not in known
    )


def _to_approve(gate: tuple[Release, ...], viewer: Viewer) -> int:
    """How many releases wait for this mediator's eyes."""
    return sum(
        release.stage is Stage.REQUESTED and release.request.by != viewer.account
        for release in gate
    )


def _tally(
    known: tuple[Settled, ...],
    carried: tuple[Carried | Brought, ...],
    owed: tuple[Owed, ...],
    to_approve: int,
    now: datetime,
) -> Tally:
    return Tally(
        levels={level: sum(one.level is level for one in known) for level in Level},
        blocked=sum(one.is_blocked for one in known),
        to_carry=sum(one.progress is Progress.TO_CARRY for one in carried),
        overdue=sum(one.is_overdue(now) for one in carried),
        late_tasks=sum(one.is_late(now) for one in owed),
        to_approve=to_approve,
    )


def _coming(viewer: Viewer, planned: tuple[Readiness, ...], now: datetime) -> Iterator[Coming]:
    """What is not over yet, and what is late."""
    yield from _planned(viewer, now)
    yield from _promised(viewer, now)
    for step in planned:
        if step.step.content.when is not None:
            yield Coming(Due.STEP, step.step.content.title, step.step.content.when)


def _planned(viewer: Viewer, now: datetime) -> Iterator[Coming]:
    """Rounds that are not closed, and meetings that were not held yet."""
    record = viewer.record
    for each in rounds(record):
        held = each.round.content
        if held.ends >= now and not held.called_off and each.closed is None:
            yield Coming(Due.ROUND, held.title, held.starts, place=held.place or "")
    for one in meetings(record):
        meeting = one.meeting.content
        if meeting.ends >= now and not meeting.called_off and one.attendance is None:
            whose = meeting.visited or ""
            place = meeting.place or ""
            yield Coming(Due.MEETING, meeting.title, meeting.starts, whose=whose, place=place)


def _promised(viewer: Viewer, now: datetime) -> Iterator[Coming]:
    """Replies and tasks that are owed, and confidences that will expire."""
    record = viewer.record
    for carried in board(record):
        due = carried.reply_due
        if due is not None and carried.progress is not Progress.REPLIED:
            to = carried.message.content.to
            yield Coming(Due.REPLY, "", due, carried.is_overdue(now), whose=to)
    for one in _brought(viewer):
        if one.reply_due is not None and one.reply is None:
            late = one.is_overdue(now)
            yield Coming(Due.REPLY, "", one.reply_due, late, whose=viewer.party)
    for owed in tasks(record):
        task = owed.task.content
        if owed.is_open and task.due is not None:
            yield Coming(Due.TASK, task.title, task.due, owed.is_late(now), whose=task.owner)
    for confided in confidences(record):
        told = confided.told.content
        if told.expires is not None and told.expires >= now:
            yield Coming(Due.EXPIRY, "", told.expires, whose=told.party)
