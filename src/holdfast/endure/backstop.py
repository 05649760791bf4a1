"""The least that makes a package hold: levers, amounts, combinations and menus, as results."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from holdfast.dossier.day_after import MenuItem, ResolveCase
from holdfast.dossier.number import counted
from holdfast.dossier.shown import Shown, records_frame
from holdfast.endure.inputs import Input
from holdfast.endure.results import Holding, Temptation, Verdict

if TYPE_CHECKING:
    from pandas import DataFrame


class Turn(StrEnum):
    """How the verdict turns as a lever grows.

    AT_LEAST: it holds from the threshold on; AT_MOST: up to it. ALWAYS and NEVER: it does not turn
    at any of the values tried, between the ends of what was searched.
    """

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Threshold:
    """How much of one lever makes a compact hold, everything else as it is.

    The compact fails at ``fails_at`` and holds at ``holds_at``. When ``is_exact`` the two are one:
    it is proven to hold there, and to fail a hair away. ``is_proven`` says that exact arithmetic
    confirmed both. ``turns`` counts how often the verdict turned where it was tried, between the
    ends of ``searched``; with more than one, the turn nearest to ``now`` is given. ``stretches``
    are all values at which it holds, from where to where, between the ends of ``searched``.
    """

    lever: Input
    now: Fraction
    turn: Turn
    fails_at: Fraction
    holds_at: Fraction
    is_exact: bool
    is_proven: bool
    turns: int
    searched: tuple[Fraction, Fraction]
    stretches: tuple[tuple[Fraction, Fraction], ...]

    @property
    def is_met(self) -> bool:
        """True when the lever already stands where the compact holds."""
        if self.turns > 1:
            return any(low <= self.now <= high for low, high in self.stretches)
        if self.turn is Turn.AT_LEAST:
            return self.now >= self.holds_at
        return self.turn is Turn.ALWAYS or (self.turn is Turn.AT_MOST and self.now <= self.holds_at)


@dataclass(frozen=True, slots=True)
class LeastAmount:
    """How much of a lever the cheapest combination takes, beside where the lever stands now.

    ``enough`` is the amount in as few figures as, paid together with the others' ``enough``, still
    make it hold; the amount itself where none do.
    """

    lever: Input
    now: Fraction
    amount: Fraction
    enough: Fraction


@dataclass(frozen=True, slots=True)
class Paid:
    """What the money buys: ``price`` is what one point less to gain by this breach would save."""

    breach: Temptation
    price: float


@dataclass(frozen=True, slots=True)
class Amounts:
    """The cheapest amounts that make a compact hold together; none when no amounts do.

    ``cost`` is their price at signature, None when there is none. ``is_enough`` says that exact
    arithmetic confirmed that the compact holds with them, ``is_least`` that exact prices prove
    nothing cheaper does; ``least_cost`` is then their price to the last digit. ``is_proven_none``
    says that it is proven that no amounts are enough.
    """

    amounts: tuple[LeastAmount, ...]
    cost: float | None
    is_enough: bool
    is_least: bool
    paid: tuple[Paid, ...]
    least_cost: Fraction | None = None
    is_proven_none: bool = False


@dataclass(frozen=True, slots=True)
class Saving:
    """How much less has to be paid for a compact to hold when some levers move a step.

    The levers move together from ``now`` to ``to``. ``before`` and ``after`` are the least costs,
    None where no amounts are enough; ``saved`` is what the step saves, ``share`` that as a part of
    the cost before, None where one of the two is not known or nothing has to be paid. ``is_exact``
    says that both costs are proven least.
    """

    levers: tuple[Input, ...]
    now: Mapping[str, Fraction]
    to: Mapping[str, Fraction]
    before: Fraction | None
    after: Fraction | None
    saved: Fraction | None
    share: Fraction | None
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Combination:
    """The cheapest combination of options, and of amounts where allowed, that makes a package hold.

    ``package`` and ``cost`` are None when none was found: with ``is_proven`` because there is none,
    otherwise because the trials allowed ran out. ``tried`` counts the combinations whose verdict
    was worked out; with ``is_proven`` every cheaper one was among them, and does not hold.
    """

    issues: tuple[str, ...]
    package: Mapping[str, str] | None
    cost: Fraction | None
    amounts: tuple[LeastAmount, ...]
    tried: int
    is_proven: bool
    keeps_red_lines: bool


@dataclass(frozen=True, slots=True)
class Fix:
    """One lever that would make a compact hold if it moved to its threshold.

    ``kind`` is the family of the lever; ``moves_by`` how far it moves, as a share of where it is.
    """

    kind: str
    threshold: Threshold
    moves_by: float


@dataclass(frozen=True, slots=True)
class MenuCell:
    """One guarantee under one course of resolve, with the fixes that would make it hold."""

    item: str
    case: str
    verdict: Verdict
    fixes: tuple[Fix, ...]

    @property
    def least_fix(self) -> Fix | None:
        """The single lever that moves least; None when it holds, or no single one is enough."""
        return self.fixes[0] if self.fixes else None


def _tightest(verdict: Verdict) -> dict[str, object]:
    least = min(verdict.margins, key=lambda each: each.cheapest.margin, default=None)
    if least is None:
        return {"tempted": None, "margin": None}
    return {"tempted": least.party, "margin": least.cheapest.margin}


@dataclass(frozen=True, slots=True, repr=False)
class Menu(Shown):
    """The guarantees of the menu (rows) against courses of resolve (columns), row by row.

    A comparison that was stopped has only the first of the ``cells``.
    """

    figures: ClassVar[str] = ",.4g"
    package: Mapping[str, str]
    items: tuple[MenuItem, ...]
    cases: tuple[ResolveCase, ...]
    cells: tuple[MenuCell, ...]

    def __repr__(self) -> str:
        """How many guarantees were compared under how many courses, and how many cells hold."""
        held = sum(cell.verdict.holding is Holding.HOLDS for cell in self.cells)
        courses = f" under {counted(len(self.cases), 'course')} of resolve" if self.cases else ""
        return (
            f"<Menu: {counted(len(self.items), 'guarantee')}{courses}, {held} of "
            f"{len(self.cells)} hold>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each cell: the verdict, the smallest margin, and the least fix."""
        return records_frame(
            (
                {
                    "guarantee": cell.item,
                    "resolve": cell.case,
                    "holding": str(cell.verdict.holding),
                    **_tightest(cell.verdict),
                    "fix": None if cell.least_fix is None else cell.least_fix.threshold.lever.name,
                    "fix_holds_at": None
                    if cell.least_fix is None
                    else cell.least_fix.threshold.holds_at,
                }
                for cell in self.cells
            ),
            exact=exact,
        )

    def cell(self, item: str, case: str) -> MenuCell:
        """The cell of one guarantee under one course of resolve."""
        return next(each for each in self.cells if (each.item, each.case) == (item, case))


@dataclass(frozen=True, slots=True)
class Spell:
    """The shortest length of a response with which a package holds.

    ``periods`` is None for one without end; ``is_enough`` is False when not even that is, and then
    no length is. ``tried`` are the lengths whose verdict was worked out.
    """

    response: str
    now: int | None
    is_enough: bool
    periods: int | None
    tried: tuple[int | None, ...]
    is_proven: bool
