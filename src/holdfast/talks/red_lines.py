"""Red lines as they were told over time: the probing of elasticity, seen by the mediator."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from holdfast.dossier import Elasticity, Pattern, Range, RedLine
from holdfast.talks.entry import Entry, label_of
from holdfast.talks.label import Label
from holdfast.talks.record import Record
from holdfast.talks.sought import RedLineTold

Never = Mapping[str, tuple[str, ...]]


class Movement(StrEnum):
    """How a red line moved since it was last told.

    LOOSER: it forbids less, or its price fell; TIGHTER: it forbids more, or its price rose; MIXED:
    some of each.
    """

    FIRST = "first-told"
    UNCHANGED = "unchanged"
    LOOSER = "looser"
    TIGHTER = "tighter"
    MIXED = "mixed"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True)
class Telling:
    """One time that a red line was told, and how it had moved."""

    told: Entry[RedLineTold]
    movement: Movement


@dataclass(frozen=True, slots=True)
class LineHistory:
    """A red line with every telling, the oldest first."""

    party: str
    id: str
    tellings: tuple[Telling, ...]
    label: Label

    @property
    def now(self) -> RedLineTold:
        """The line as it was last told."""
        return self.tellings[-1].told.content

    @property
    def elasticity(self) -> Elasticity:
        """What its history shows: shifting once it has loosened, firm when told again unmoved."""
        moves = {telling.movement for telling in self.tellings[1:]}
        if not moves:
            return Elasticity.NOT_REPORTED
        if moves & {Movement.LOOSER, Movement.MIXED, Movement.GIVEN_UP}:
            return Elasticity.SHIFTING
        return Elasticity.FIRM


def red_lines(record: Record) -> tuple[LineHistory, ...]:
    """Every red line told, with its history, by party and id."""
    shelf = record.shelves.get(RedLineTold)
    histories = [_history(told) for told in shelf.values()] if shelf else []
    return tuple(sorted(histories, key=lambda h: (h.party, h.id, h.tellings[0].told.order)))


def _history(told: tuple[Entry[RedLineTold], ...]) -> LineHistory:
    tellings = [Telling(told[0], Movement.FIRST)]
    for before, after in pairwise(told):
        tellings.append(Telling(after, movement(before.content, after.content)))
    first = told[0].content
    return LineHistory(first.party, first.id, tuple(tellings), label_of(told))


def movement(before: RedLineTold, after: RedLineTold) -> Movement:
    """How a red line moved from one telling to the next."""
    if after.given_up:
        return Movement.GIVEN_UP
    if before.given_up:
        return Movement.TIGHTER
    signs = {_reach(before.never, after.never), _dearness(before.price, after.price)} - {0}
    if not signs:
        return Movement.UNCHANGED
    if signs == {-1}:
        return Movement.LOOSER
    return Movement.TIGHTER if signs == {1} else Movement.MIXED


def _reach(before: Never, after: Never) -> int | None:
    """-1 when less is forbidden, 1 when more, 0 when the same, None when some of each.

    A line over fewer issues forbids more: whatever the issues left out say.
    """
    less, more = _is_within(after, before), _is_within(before, after)
    if less and more:
        return 0
    return None if not less and not more else (-1 if less else 1)


def _is_within(inner: Never, outer: Never) -> bool:
    """True when every package that matches ``inner`` matches ``outer``."""
    return all(issue in inner and set(inner[issue]) <= set(opts) for issue, opts in outer.items())


def _dearness(before: Range | None, after: Range | None) -> int | None:
    """-1 when crossing costs less than before, 1 when more, 0 the same, None when ends disagree."""
    if before == after:
        return 0
    if before is None or after is None:
        return -1 if before is None else 1
    ends = {_sign(after.low - before.low), _sign(after.high - before.high)} - {0}
    return ends.pop() if len(ends) == 1 else None


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def as_red_line(history: LineHistory) -> RedLine | None:
    """The line as a dossier's red line, for analysis; None when it was given up."""
    now = history.now
    if now.given_up:
        return None
    return RedLine(
        id=now.id,
        never=Pattern(dict(now.never)),
        price=now.price,
        title=now.title,
        elasticity=history.elasticity,
    )
