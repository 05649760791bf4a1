"""How ready the talks are for a next step: what is settled, how far, and what stands in the way.

Nothing is agreed until everything is agreed: an agreement on one issue binds nobody until there is
one on every issue, unless the parties made an explicit exception for it (early harvest). And an
issue is agreed only when everybody who has to sign is named for the same option.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from holdfast.talks.entry import Entry, label_of
from holdfast.talks.label import Label
from holdfast.talks.record import Record
from holdfast.talks.setting import Purpose
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

    ``option`` is what was agreed on it by everybody who has to, ``agreed`` who is named for which
    option, whether or not that is everybody, and ``missing`` who has to agree and is named for
    none. ``waiting_for`` are the capitals that have yet to confirm, ``blocks`` what keeps it from
    being settled, as far as the viewer knows. ``is_in_force`` is True only under an early-harvest
    exception, or once everything is agreed.
    """

    issue: str
    level: Level
    option: str | None
    agreed: tuple[Alternative, ...]
    missing: tuple[str, ...]
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

    @property
    def is_touched(self) -> bool:
        """True when somebody is named for an option or stands in its way."""
        return bool(self.agreed or self.blocks)


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


def settled(
    record: Record, issues: Iterable[str], signers: Collection[str] = ()
) -> tuple[Settled, ...]:
    """How far each of these issues is; they are everything that there is to agree on.

    Args:
        record: what the viewer knows.
        issues: all issues of the talks.
        signers: who has to agree, such as the principals of the dossier; where nobody is named,
            whoever has a delegate's seat at the joint table.
    """
    needed, told_by = tuple(signers), frozenset[str]()
    if not needed:
        charters = record.charters.items()
        needed = record.at_the_joint_table()
        told_by = frozenset(room for room, c in charters if c.purpose is Purpose.JOINT)
    each = [_settled(record, issue, needed, told_by) for issue in issues]
    everything = bool(each) and all(
        one.level is Level.AGREED and not one.is_blocked for one in each
    )
    return tuple(_with_force(one, everything=everything) for one in each)


def readiness(
    record: Record,
    step: Entry[Step],
    issues: Iterable[str] = (),
    signers: Collection[str] = (),
) -> Readiness:
    """What a step still waits for.

    Args:
        record: what the viewer knows.
        step: the step, such as a leaders' summit.
        issues: all issues of the talks; those that the step needs are looked at in any case.
        signers: who has to agree, as for ``settled``.
    """
    needs = {need.issue: need.level for need in step.content.needs}
    all_issues = tuple(dict.fromkeys((*issues, *needs)))
    known = settled(record, all_issues, signers)
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


def steps(
    record: Record, issues: Iterable[str] = (), signers: Collection[str] = ()
) -> tuple[Readiness, ...]:
    """The readiness for every step that is planned, in the order of planning."""
    all_issues = tuple(issues)
    return tuple(readiness(record, step, all_issues, signers) for step in record.latest(Step))


def _settled(record: Record, issue: str, signers: tuple[str, ...], told_by: Label) -> Settled:
    changes: list[Entry[Bracket] | Entry[Reopened]] = [
        *record.on(Bracket, issue),
        *record.on(Reopened, issue),
    ]
    since = max(changes, key=lambda entry: entry.order, default=None)
    named = _named(record, issue, since)
    confirmed = [
        entry
        for entry in record.on(Confirmation, issue)
        if (agreed := named.get(entry.content.party)) and entry.order > agreed.order
    ]
    blocks = tuple(
        block
        for block in record.latest(Block)
        if block.content.issue == issue and not block.content.lifted
    )
    option = _common_option(named, signers)
    waiting = _waiting(named, {entry.content.party for entry in confirmed}, option)
    known = [*([since] if since else []), *named.values(), *confirmed, *blocks]
    brackets = since.content if since and option is None else None
    return Settled(
        issue=issue,
        level=_level(option, waiting, brackets),
        option=option,
        agreed=_by_option(named),
        missing=tuple(party for party in signers if party not in named) if named else (),
        alternatives=brackets.alternatives if isinstance(brackets, Bracket) else (),
        waiting_for=waiting,
        blocks=blocks,
        is_early_harvest=any(
            issue in exception.content.issues and not exception.content.ended
            for exception in record.latest(EarlyHarvest)
        ),
        is_in_force=False,
        label=label_of(known) | (told_by if named else frozenset()),
    )


def _named(
    record: Record, issue: str, since: Entry[Bracket] | Entry[Reopened] | None
) -> dict[str, Entry[Agreement]]:
    """The last agreement by which each party is named, after what undid the earlier ones."""
    named: dict[str, Entry[Agreement]] = {}
    for entry in record.on(Agreement, issue):
        if since is None or entry.order > since.order:
            now = dict.fromkeys((*entry.content.parties, *entry.content.ad_referendum), entry)
            # In the order of what still counts: what was agreed before must not show in it.
            named = {party: each for party, each in named.items() if party not in now} | now
    return named


def _common_option(named: dict[str, Entry[Agreement]], signers: tuple[str, ...]) -> str | None:
    """The one option for which everybody is named who has to agree; None where there is none."""
    needed = signers or tuple(named)
    options = {named[party].content.option if party in named else None for party in needed}
    return options.pop() if len(options) == 1 else None


def _waiting(
    named: dict[str, Entry[Agreement]], confirmed: set[str], option: str | None
) -> tuple[str, ...]:
    """The capitals that have yet to confirm the option that was agreed."""
    return tuple(
        party
        for party, entry in named.items()
        if party in entry.content.ad_referendum
        and entry.content.option == option
        and party not in confirmed
    )


def _by_option(named: dict[str, Entry[Agreement]]) -> tuple[Alternative, ...]:
    options = dict.fromkeys(entry.content.option for entry in named.values())
    return tuple(
        Alternative(
            option=option,
            parties=tuple(p for p, entry in named.items() if entry.content.option == option),
        )
        for option in options
    )


def _level(
    option: str | None, waiting: tuple[str, ...], brackets: Bracket | Reopened | None
) -> Level:
    if option is not None:
        return Level.AD_REFERENDUM if waiting else Level.AGREED
    return Level.BRACKETED if isinstance(brackets, Bracket) else Level.OPEN


def _with_force(one: Settled, *, everything: bool) -> Settled:
    is_agreed = one.level is Level.AGREED and not one.is_blocked
    return replace(one, is_in_force=everything or (is_agreed and one.is_early_harvest))


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
        if one.option is None and one.agreed:
            why = "not everybody who has to agree is named for the same option"
        found.append(Obstacle(why, issue=one.issue, parties=one.waiting_for or one.missing))
    return found
