"""How ready the talks are for a next step: what is settled, how far, and what stands in the way.

Nothing is agreed until everything is agreed: an agreement on one issue binds nobody until there is
one on every issue, unless the parties made an explicit exception for it (early harvest).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.talks.entry import Entry, label_of
from holdfast.talks.label import Label
from holdfast.talks.record import Record
from holdfast.talks.settled import (
    Agreement,
    Alternative,
    Block,
    Bracket,
    Confirmation,
    EarlyHarvest,
    Level,
    Reopened,
    Step,
)
from holdfast.talks.tasks import open_tasks


@dataclass(frozen=True, slots=True)
class Settled:
    """How far one issue is.

    ``option`` is what was agreed on it, ``waiting_for`` the capitals that have yet to confirm,
    ``blocks`` what keeps it from being settled, as far as the viewer knows. ``is_in_force`` is True
    only under an early-harvest exception, or once everything is agreed.
    """

    issue: str
    level: Level
    option: str | None
    alternatives: tuple[Alternative, ...]
    waiting_for: tuple[str, ...]
    blocks: tuple[Entry[Block], ...]
    is_early_harvest: bool
    is_in_force: bool
    label: Label

    @property
    def is_blocked(self) -> bool:
        """True when somebody stands in its way."""
        return bool(self.blocks)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that a step still waits for; ``issue`` or ``task`` says which."""

    why: str
    issue: str = ""
    task: str = ""
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a step can be taken, by what the viewer knows; ready means no obstacle is known."""

    step: Entry[Step]
    settled: tuple[Settled, ...]
    obstacles: tuple[Obstacle, ...]
    label: Label

    @property
    def is_ready(self) -> bool:
        """True when nothing is known that stands in the way."""
        return not self.obstacles


def settled(record: Record, issues: Iterable[str]) -> tuple[Settled, ...]:
    """How far each of these issues is; they are everything that there is to agree on."""
    each = [_settled(record, issue) for issue in issues]
    everything = bool(each) and all(
        one.level is Level.AGREED and not one.is_blocked for one in each
    )
    return tuple(_with_force(one, everything=everything) for one in each)


def readiness(record: Record, step: Entry[Step], issues: Iterable[str] = ()) -> Readiness:
    """What a step still waits for.

    Args:
        record: what the viewer knows.
        step: the step, such as a leaders' summit.
        issues: all issues of the talks; those that the step needs are looked at in any case.
    """
    needs = {need.issue: need.level for need in step.content.needs}
    all_issues = tuple(dict.fromkeys((*issues, *needs)))
    known = settled(record, all_issues)
    obstacles = [
        obstacle for one in known if one.issue in needs for obstacle in _missing(one, needs)
    ]
    labels = [label_of([step]), *(one.label for one in known)]
    for task in open_tasks(record):
        is_meant = task.task.compartment == step.compartment or record.is_mediator(
            task.task.compartment, task.task.by
        )
        if is_meant and task.task.content.id in step.content.tasks:
            why = "the task is not done"
            parties = (task.task.content.owner,)
            obstacles.append(Obstacle(why, task=task.task.content.id, parties=parties))
            labels.append(task.label)
    return Readiness(step, known, tuple(obstacles), frozenset().union(*labels))


def steps(record: Record, issues: Iterable[str] = ()) -> tuple[Readiness, ...]:
    """The readiness for every step that is planned, in the order of planning."""
    all_issues = tuple(issues)
    return tuple(readiness(record, step, all_issues) for step in record.latest(Step))


def _settled(record: Record, issue: str) -> Settled:
    changes: list[Entry[Agreement] | Entry[Bracket] | Entry[Reopened]] = [
        *record.on(Agreement, issue),
        *record.on(Bracket, issue),
        *record.on(Reopened, issue),
    ]
    last = max(changes, key=lambda entry: entry.order, default=None)
    confirmed = [
        e for e in record.on(Confirmation, issue) if last is not None and e.order > last.order
    ]
    blocks = tuple(
        block
        for block in record.latest(Block)
        if block.content.issue == issue and not block.content.lifted
    )
    level, option, waiting = _level(last, {e.content.party for e in confirmed})
    content = last.content if last else None
    known = [*([last] if last else []), *confirmed, *blocks]
    return Settled(
        issue=issue,
        level=level,
        option=option,
        alternatives=content.alternatives if isinstance(content, Bracket) else (),
        waiting_for=waiting,
        blocks=blocks,
        is_early_harvest=any(
            issue in exception.content.issues and not exception.content.ended
            for exception in record.latest(EarlyHarvest)
        ),
        is_in_force=False,
        label=label_of(known),
    )


def _level(
    last: Entry[Agreement] | Entry[Bracket] | Entry[Reopened] | None, confirmed: set[str]
) -> tuple[Level, str | None, tuple[str, ...]]:
    match last.content if last else None:
        case Agreement() as agreement:
            waiting = tuple(p for p in agreement.ad_referendum if p not in confirmed)
            level = Level.AD_REFERENDUM if waiting else Level.AGREED
            return level, agreement.option, waiting
        case Bracket():
            return Level.BRACKETED, None, ()
        case _:
            return Level.OPEN, None, ()


def _with_force(one: Settled, *, everything: bool) -> Settled:
    is_agreed = one.level is Level.AGREED and not one.is_blocked
    return Settled(
        issue=one.issue,
        level=one.level,
        option=one.option,
        alternatives=one.alternatives,
        waiting_for=one.waiting_for,
        blocks=one.blocks,
        is_early_harvest=one.is_early_harvest,
        is_in_force=everything or (is_agreed and one.is_early_harvest),
        label=one.label,
    )


def _missing(one: Settled, needs: dict[str, Level]) -> list[Obstacle]:
    found = [
        Obstacle("it is blocked", issue=one.issue, parties=(block.content.party,))
        for block in one.blocks
    ]
    if one.level.rank < needs[one.issue].rank:
        why = {
            Level.OPEN: "nothing is settled on it",
            Level.BRACKETED: "its alternatives stand between brackets",
            Level.AD_REFERENDUM: "a capital has yet to confirm it",
            Level.AGREED: "",
        }[one.level]
        found.append(Obstacle(why, issue=one.issue, parties=one.waiting_for))
    return found
