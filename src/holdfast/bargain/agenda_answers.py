"""What is answered of the agenda: what can be settled early, at what loss, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.bargain.results import Proof
from holdfast.dossier.shown import Shown, records_frame

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Harvest:
    """Some issues settled first, in a certain way, and what that leaves of the frontier.

    ``kept`` of ``whole`` points of the frontier can still be reached. ``loss`` is what must be
    given up at worst: for some point of the frontier, the nearest that is left gives some party
    less by this share of the most that it could gain; zero where all are kept, None where nothing
    is left that all accept. ``joint`` is the greatest product of gains left, as a share of that of
    the whole (None where that is zero), and ``less`` how much less the most is that each party can
    have.
    """

    settled: Mapping[str, str]
    kept: int
    whole: int
    loss: Fraction | None
    joint: Fraction | None
    less: Mapping[str, Fraction]

    @property
    def is_free(self) -> bool:
        """True when settling so closes off nothing."""
        return self.kept == self.whole


@dataclass(frozen=True, slots=True)
class IssueHarvest:
    """Every way to settle one issue first, the least loss first.

    ``tied`` are the issues that some rule, or some points for options in combination, tie it to.
    """

    issue: str
    options: tuple[Harvest, ...]
    tied: tuple[str, ...]

    @property
    def best(self) -> Harvest:
        """The way that loses least."""
        return self.options[0]


@dataclass(frozen=True, slots=True)
class TrackHarvest:
    """The way to settle all issues of a track first that loses least, of those looked at.

    ``is_proven`` says that no other way loses less: because this one loses nothing, or because
    every way was looked at. ``no_free_way`` says that it is proven that every way loses something.
    ``joint`` is the way, of those looked at, that keeps most of the joint outcome.
    """

    track: str
    issues: tuple[str, ...]
    best: Harvest
    joint: Harvest
    is_proven: bool
    no_free_way: bool


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One issue in the suggested order.

    An issue with an ``option`` can be settled so, after all that stands before it, without closing
    off anything; ``shares`` is then how much of what it could have on the issue each party gets,
    from 0 to 1. One without is left to the package; ``loss`` is what settling it alone, in the
    best way, would then lose.
    """

    issue: str
    option: str | None
    loss: Fraction | None
    shares: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True, repr=False)
class Agenda(Shown):
    """What to settle first, and what to leave for the package; ``count`` points are at stake.

    Where the work was stopped, ``count`` points were found, and there may be more; ``issues`` is
    empty unless all were looked at, tracks that were not are left out, and ``order`` ends with the
    issues of which nothing is known. Only with a complete proof does a ``count`` of zero mean that
    there is no zone.
    """

    between: tuple[str, ...]
    count: int
    issues: tuple[IssueHarvest, ...]
    tracks: tuple[TrackHarvest, ...]
    order: tuple[AgendaItem, ...]
    proof: Proof

    def __repr__(self) -> str:
        """How many issues can be settled early, and how far that is proven."""
        early = sum(item.option is not None for item in self.order)
        return (
            f"<Agenda between {', '.join(self.between)}: {early} of {len(self.order)} issues "
            f"{'can' if self.proof.complete else 'were found that can'} be settled early, "
            f"{self.proof.standing}>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each option of each issue: what settling it first would keep and lose."""
        return records_frame(
            (
                {
                    "issue": issue.issue,
                    "option": harvest.settled[issue.issue],
                    "kept": harvest.kept,
                    "whole": harvest.whole,
                    "loss": harvest.loss,
                    "joint": harvest.joint,
                }
                for issue in self.issues
                for harvest in issue.options
            ),
            exact=exact,
        )
