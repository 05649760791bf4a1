"""What is answered of leakage: what a delegation could infer about another from a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from typing import TYPE_CHECKING

from holdfast.bargain.results import Proof
from holdfast.bargain.robust_answers import DrawnShare
from holdfast.dossier.shown import Shown, records_frame

if TYPE_CHECKING:
    from pandas import DataFrame


class Presumption(StrEnum):
    """What a delegation takes the mediator to do, and so what a proposal tells it.

    ``open``: to propose nothing that a party rules out. ``frontier``: to propose only what nobody
    can better for one party without loss to another. ``nash``: to propose the package with the
    greatest product of gains.
    """

    OPEN = "open"
    FRONTIER = "frontier"
    NASH = "nash"


@dataclass(frozen=True, slots=True)
class Inference:
    """How many hypotheses about a party's private red lines there are before a proposal and after.

    ``before`` and ``after`` are exact counts over the stated set of hypotheses. ``pointed`` holds,
    for each issue on which a red line could still explain the proposal, the options that it would
    have to rule out (none: it may rule out any that the proposal does not take). ``fits_none`` says
    that the proposal would be made without any private red line. With ``after`` zero, no hypothesis
    of the set explains the proposal under this presumption. ``explanations`` go beyond the set: the
    smallest sets of options, over any issues, that would explain it were they all ruled out; empty
    where nothing needs explaining, or nothing that may be ruled out explains it. ``is_proven`` is
    of the counts; ``has_all_explanations`` is false where looking for explanations ended early, so
    that there may be others, no smaller ones among them.
    """

    presumption: Presumption
    before: int
    after: int
    pointed: Mapping[str, tuple[str, ...]]
    fits_none: bool
    explanations: tuple[tuple[tuple[str, str], ...], ...]
    is_proven: bool
    has_all_explanations: bool

    @property
    def bits(self) -> float | None:
        """How much is learned: one bit halves the hypotheses; None where none of them is left."""
        return log2(self.before) - log2(self.after) if self.after else None


@dataclass(frozen=True, slots=True)
class CrossedLine:
    """A red line with a price that the proposal crosses, and whether it is publicly known."""

    id: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class Leak:
    """What could be inferred about one party, the subject, by every other that sees the proposal.

    ``cleared`` are the options of the proposal that the subject could have ruled out, as far as
    was known, and is now known not to. ``departures`` are the issues on which the proposal leaves
    the subject's public stance, ``crossed`` the priced lines of the subject that it crosses.
    ``broken`` names public red lines that say never and are broken: such a proposal contradicts
    the record, and nothing is inferred. ``views`` is the share of the subject's admissible views
    under which it accepts the proposal, which is what is left of them for an observer who judges
    as this dossier does; None for a proposal that leaves issues open.
    """

    subject: str
    observers: tuple[str, ...]
    inferences: tuple[Inference, ...]
    cleared: Mapping[str, str]
    departures: tuple[str, ...]
    crossed: tuple[CrossedLine, ...]
    broken: tuple[str, ...]
    views: DrawnShare | None


@dataclass(frozen=True, slots=True, repr=False)
class Leakage(Shown):
    """What a proposal would tell those who see it about every other party.

    ``unasked`` are the parties that a limit or a stop left without an answer.
    """

    proposal: Mapping[str, str]
    is_whole: bool
    leaks: tuple[Leak, ...]
    proof: Proof
    unasked: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """About whom something could be inferred, and how far that is proven."""
        subjects = ", ".join(leak.subject for leak in self.leaks) or "nobody"
        part = "" if self.is_whole else " of some issues"
        left = f", {len(self.unasked)} not asked" if self.unasked else ""
        return f"<Leakage of a proposal{part} about {subjects}{left}, {self.proof.standing}>"

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each subject and presumption: hypotheses before and after, and bits."""
        return records_frame(
            (
                {
                    "subject": leak.subject,
                    "presumption": str(own.presumption),
                    "before": own.before,
                    "after": own.after,
                    "bits": own.bits,
                }
                for leak in self.leaks
                for own in leak.inferences
            ),
            exact=exact,
        )
