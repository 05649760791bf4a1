"""For how long a package would hold, and what that hinges on, as frozen results."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from holdfast.dossier.number import counted
from holdfast.dossier.shown import Shown, records_frame
from holdfast.endure.inputs import Input

if TYPE_CHECKING:
    from pandas import DataFrame


class Cause(StrEnum):
    """What a breakdown is owed to.

    FALSE_ALARM: it came of answering what had not happened. BREACH: of answering what had.
    WAVERING: it would not have come, had every guarantor's resolve been as at signature.
    SHIFT: had the balance of power been as at signature. BOTH: had either been. TOGETHER: only had
    both been. INTEREST: it pays even with all as it was at signature.
    """

    FALSE_ALARM = "false-alarm"
    BREACH = "breach"
    WAVERING = "wavering"
    SHIFT = "shift-of-power"
    BOTH = "wavering-with-shift"
    TOGETHER = "wavering-or-shift"
    INTEREST = "interest"


@dataclass(frozen=True, slots=True)
class CauseShare:
    """How often a cause ends the compact in the long run, and after how many periods on average."""

    cause: Cause
    share: float
    mean_periods: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The chance that a compact still stands, exact, at signature and after each period.

    ``broken`` holds by cause the chance of having broken down by then. ``causes`` and
    ``mean_periods`` look beyond the horizon: the latter is None where it may stand for ever.
    """

    standing: tuple[Fraction, ...]
    broken: Mapping[Cause, tuple[Fraction, ...]]
    causes: tuple[CauseShare, ...]
    mean_periods: float | None

    def median(self) -> int | None:
        """The first period after which it stands with a chance of at most one half; None: later."""
        return next((k for k, chance in enumerate(self.standing) if chance * 2 <= 1), None)


@dataclass(frozen=True, slots=True, repr=False)
class Survival(Shown):
    """For how long a package would hold, as the parties would really behave under these inputs.

    One curve when behaviour settles. Otherwise one for each conduct of the circle that it goes
    round in, and ``is_settled`` is False: nothing says which it would be.
    """

    figures: ClassVar[str] = ",.4g"
    package: Mapping[str, str]
    cases: Mapping[str, str]
    period: str
    curves: tuple[Curve, ...]
    is_settled: bool

    def __repr__(self) -> str:
        """The chance of standing at the horizon; of a circle, from the least to the greatest."""
        ends = [float(curve.standing[-1]) for curve in self.curves]
        chance = " to ".join(dict.fromkeys((f"{min(ends):.1%}", f"{max(ends):.1%}")))
        periods = counted(len(self.curves[0].standing) - 1, "period")
        circle = "" if self.is_settled else f", {counted(len(self.curves), 'conduct')} of a circle"
        return f"<Survival: stands after {periods} with {chance}{circle}>"

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each period of each conduct: the chance that it stands after it."""
        return records_frame(
            (
                {"conduct": place, "period": period, "standing": chance}
                for place, curve in enumerate(self.curves)
                for period, chance in enumerate(curve.standing)
            ),
            exact=exact,
        )


@dataclass(frozen=True, slots=True)
class PartySpread:
    """A party's smallest margin over admissible readings, in its own points.

    ``cuts`` are the values below which 5, 25, 50, 75 and 95 percent of them lie; ``tempted`` is the
    share of readings in which some breach pays.
    """

    party: str
    cuts: tuple[float, ...]
    tempted: float


@dataclass(frozen=True, slots=True)
class Robustness:
    """For how many of the admissible readings drawn a package holds.

    ``held`` of ``drawn``; the share lies between ``low`` and ``high`` with 95 percent confidence.
    ``too_close`` could not be called in floats and count as not holding. ``drawn`` is less than
    ``asked`` when the sweep was stopped. A share of admissible readings, never a probability.
    """

    package: Mapping[str, str]
    cases: Mapping[str, str]
    drawn: int
    asked: int
    seed: int
    held: int
    too_close: int
    low: float
    high: float
    parties: tuple[PartySpread, ...]

    @property
    def share(self) -> float:
        """The share that holds."""
        return self.held / self.drawn if self.drawn else 0.0


@dataclass(frozen=True, slots=True)
class Influence:
    """How much of the verdict's variation an input carries: by itself, and in all.

    Estimates by sampling, so that small ones may come out a little below zero. ``of_verdict`` is
    False where the verdict hardly varied and a margin stood for it.
    """

    input: Input
    first: float
    total: float
    of_verdict: bool


@dataclass(frozen=True, slots=True)
class Bands:
    """How survival is spread over admissible readings: by period, low to high.

    ``low``, ``middle`` and ``high`` are the chances of standing below which 5, 50 and 95 percent of
    the readings lie. ``unsettled`` counts readings in which behaviour goes round in a circle; each
    stands with the average of its circle.
    """

    drawn: int
    asked: int
    seed: int
    unsettled: int
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]
