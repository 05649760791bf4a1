"""Tasks between rounds: what is open, who owes it, what is late."""

from dataclasses import dataclass
from datetime import datetime

from holdfast.talks.entry import Entry, label_of
from holdfast.talks.label import Label
from holdfast.talks.record import Record
from holdfast.talks.sought import Task, TaskDone


@dataclass(frozen=True, slots=True)
class Owed:
    """A task, and the entry that closed it; None while it is open."""

    task: Entry[Task]
    done: Entry[TaskDone] | None
    label: Label

    @property
    def is_open(self) -> bool:
        """True until it is done or dropped."""
        return self.done is None

    def is_late(self, now: datetime) -> bool:
        """True when it should have been done by now."""
        due = self.task.content.due
        return self.is_open and due is not None and due < now


def tasks(record: Record) -> tuple[Owed, ...]:
    """Every task, those that are due first at the top, then those without a date.

    A task is closed in its own compartment, by its owner or by a mediator.
    """
    owed = [_owed(record, task) for task in record.latest(Task)]
    return tuple(sorted(owed, key=_urgency))


def open_tasks(record: Record) -> tuple[Owed, ...]:
    """The tasks that are not done."""
    return tuple(owed for owed in tasks(record) if owed.is_open)


def _owed(record: Record, task: Entry[Task]) -> Owed:
    closings = [
        entry
        for entry in record.at(TaskDone, task.compartment, task.content.id)
        if entry.seq > task.seq
        and (
            entry.content.party == task.content.owner
            or record.is_mediator(entry.compartment, entry.by)
        )
    ]
    done = closings[-1] if closings else None
    return Owed(task, done, label_of([task]))


def _urgency(owed: Owed) -> tuple[bool, str]:
    due = owed.task.content.due
    return (due is None, due.isoformat() if due else "")
