"""The morning brief: what was written since, what wants a decision, what the next days bring."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from holdfast.desk.table import Coming, Due, Table
from holdfast.talks.content import Content, name_of
from holdfast.talks.entry import Entry
from holdfast.talks.gate import Stage
from holdfast.talks.shuttle import Progress

SOON = timedelta(hours=48)


class Want(StrEnum):
    """What it is that somebody has to decide or do."""

    APPROVE = "approve"
    CARRY = "carry"
    ANSWER = "answer"
    REPLY = "reply"
    RETURN = "return"
    TASK = "task"
    STANCE = "stance"
    CONFIRM = "confirm"
    UNBLOCK = "unblock"
    RENEW = "renew"


_PLACES: Mapping[Want, str] = {
    Want.APPROVE: "gate",
    Want.CARRY: "board",
    Want.ANSWER: "board",
    Want.REPLY: "board",
    Want.RETURN: "board",
    Want.TASK: "tasks",
    Want.STANCE: "proposals",
    Want.CONFIRM: "readiness",
    Want.UNBLOCK: "readiness",
    Want.RENEW: "envelopes",
}


@dataclass(frozen=True)
class Decision:
    """Something that waits for somebody.

    ``whose`` is the party that it waits for, empty where that is the viewer; ``what`` is what it is
    about, and ``when`` by when, where there is a day for it.
    """

    want: Want
    what: str
    whose: str = ""
    when: datetime | None = None
    is_late: bool = False

    @property
    def place(self) -> str:
        """The section of the table where it is decided or done."""
        return _PLACES[self.want]


@dataclass(frozen=True)
class Morning:
    """One page for the first five minutes of a day.

    ``written`` counts the entries since then by kind; ``decisions`` begin with what is late, then
    go by their day; ``ahead`` is what the next 48 hours bring.
    """

    since: datetime
    written: Mapping[str, int]
    decisions: tuple[Decision, ...]
    ahead: tuple[Coming, ...]

    @property
    def is_quiet(self) -> bool:
        """True when nothing was written and nothing waits."""
        return not self.written and not self.decisions


def morning(table: Table, entries: Sequence[Entry[Content]], since: datetime) -> Morning:
    """The brief of a morning for whoever looks at this table.

    Args:
        table: as it is now.
        entries: all that the same viewer can open.
        since: from when on things are new.
    """
    counted = Counter(name_of(entry.content) for entry in entries if entry.at >= since)
    waiting = sorted(
        (*_at_the_gate(table), *_shuttled(table), *_owed(table), *_positions(table)),
        key=lambda each: (not each.is_late, each.when is None, each.when or since),
    )
    horizon = table.now + SOON
    return Morning(
        since=since,
        written=dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))),
        decisions=tuple(waiting),
        ahead=tuple(
            each
            for each in table.coming
            if each.due in {Due.ROUND, Due.MEETING, Due.STEP} and each.when <= horizon
        ),
    )


def _at_the_gate(table: Table) -> Iterator[Decision]:
    """Releases that wait for this mediator's eyes."""
    for release in table.releases:
        if release.stage is Stage.REQUESTED and release.request.by != table.viewer.account:
            yield Decision(Want.APPROVE, release.request.content.recipient)


def _shuttled(table: Table) -> Iterator[Decision]:
    """Messages to carry, replies that are owed, and replies to take back."""
    now, is_mediator = table.now, table.viewer.is_mediator
    for carried in table.board:
        message = carried.message.content
        if carried.progress is Progress.TO_CARRY and is_mediator:
            yield Decision(Want.CARRY, message.sender, message.to)
        elif carried.progress is Progress.DELIVERED and carried.reply_due is not None:
            late = carried.is_overdue(now)
            yield Decision(Want.ANSWER, message.sender, message.to, carried.reply_due, late)
        elif carried.reply and not carried.is_returned and is_mediator:
            yield Decision(Want.RETURN, message.sender, message.to)
    for one in table.brought:
        if one.delivery and not one.reply:
            by = one.delivery.content.carrier
            yield Decision(Want.REPLY, by, "", one.reply_due, one.is_overdue(now))


def _owed(table: Table) -> Iterator[Decision]:
    """Tasks, and confidences that soon may go nowhere any more."""
    mine, now = table.viewer.party, table.now
    for owed in table.tasks:
        task = owed.task.content
        is_near = task.due is not None and task.due <= now + SOON
        if owed.is_open and (task.owner == mine or is_near):
            yield Decision(Want.TASK, task.title, task.owner, task.due, owed.is_late(now))
    for held in table.envelopes:
        told = held.told.content
        if told.expires is not None and now <= told.expires <= now + SOON:
            yield Decision(Want.RENEW, "", told.party, told.expires)


def _positions(table: Table) -> Iterator[Decision]:
    """Papers without a stance, capitals that have yet to confirm, and what somebody blocks.

    Only who can read a paper is asked about it. A delegation is asked for its own stance; whether
    another took one in private it cannot know.
    """
    viewer = table.viewer
    for tabled in table.proposals:
        charter = viewer.record.charters[tabled.proposal.compartment]
        asked = sorted(charter.delegates) if viewer.is_mediator else (viewer.party,)
        for party in asked if tabled.is_current else ():
            if party and party not in tabled.stances:
                yield Decision(Want.STANCE, tabled.proposal.content.title, party)
    for one in table.settled:
        for party in one.waiting_for:
            yield Decision(Want.CONFIRM, viewer.issue_title(one.issue), party)
        for block in one.blocks:
            yield Decision(Want.UNBLOCK, viewer.issue_title(one.issue), block.content.party)
