"""What is answered of robustness: how far results bear the ranges and orders they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.bargain.frames import shares_figure
from holdfast.bargain.judgments import Judgment
from holdfast.bargain.results import Proof, ValuedPackage
from holdfast.dossier.shown import Shown, records_frame

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Draws:
    """Which views were drawn: how many, from which seed, how, and in how many steps of a range."""

    count: int
    seed: int
    distribution: str
    resolution: int


@dataclass(frozen=True, slots=True)
class DrawnShare:
    """A share of drawn views, and the interval that holds the true share in 95 of 100 samples."""

    share: Fraction
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether one party accepts a package, over its admissible views.

    ``drawn`` is the share of drawn views under which it does. ``is_necessary``: under all
    admissible views; ``is_possible``: under some; both proven. ``least`` and ``most`` are the ends
    between which its gain over no deal lies; None where its no-deal value is not known.
    """

    party: str
    drawn: DrawnShare
    is_necessary: bool
    is_possible: bool
    least: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class RobustPackage:
    """One package under all admissible views; ``names`` are the principles that pick it, or given.

    ``links`` are the rules that it breaks: with any, it is no text at all, whoever accepts it.
    ``drawn`` is the share of drawn views under which all parties accept it together.
    """

    names: tuple[str, ...]
    package: ValuedPackage
    links: tuple[str, ...]
    parties: tuple[Acceptance, ...]
    drawn: DrawnShare

    @property
    def is_necessary(self) -> bool:
        """True when all accept the package under all admissible views."""
        return not self.links and all(own.is_necessary for own in self.parties)

    @property
    def is_possible(self) -> bool:
        """True when all accept the package under some admissible views."""
        return not self.links and all(own.is_possible for own in self.parties)


@dataclass(frozen=True, slots=True)
class Extent:
    """How many packages all accept, in the worst or in the best case, with one of them.

    Where the count could not be completed, ``count`` packages are known and there may be
    ``at_most``.
    """

    count: int
    at_most: int | None
    example: ValuedPackage | None


@dataclass(frozen=True, slots=True)
class WorstCase:
    """The package with the best worst case.

    A party's worst case is its least gain over no deal under all admissible views (``gains``, in
    points). ``shares`` divides it by the most that the party could gain if it alone decided, so
    that no points are compared; the least share is as large as it can be, then the second least.
    """

    package: ValuedPackage
    gains: Mapping[str, Fraction]
    shares: Mapping[str, Fraction]
    is_proven: bool


@dataclass(frozen=True, slots=True, repr=False)
class Robustness(Shown):
    """How far settlements and given packages bear what is not known.

    ``necessary`` are the packages that all accept under all admissible views, ``possible`` those
    that all accept under some. ``worst_case`` is None when no party has said what no deal is worth
    to it, or when no package breaks no rule.
    """

    between: tuple[str, ...]
    draws: Draws
    packages: tuple[RobustPackage, ...]
    necessary: Extent
    possible: Extent
    worst_case: WorstCase | None
    proof: Proof

    def __repr__(self) -> str:
        """How many packages are acceptable for certain, how many possibly, and what was drawn."""
        return (
            f"<Robustness between {', '.join(self.between)}: {self.necessary.count:,} packages "
            f"necessarily acceptable, {self.possible.count:,} possibly, {self.draws.count:,} views "
            f"(seed {self.draws.seed}), {self.proof.standing}>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each package and party: the share of drawn views, its interval, the ends."""
        return records_frame(
            (
                {
                    "package": ", ".join(robust.names),
                    "party": own.party,
                    "share": own.drawn.share,
                    "low": own.drawn.low,
                    "high": own.drawn.high,
                    "necessary": own.is_necessary,
                    "possible": own.is_possible,
                    "least gain": own.least,
                    "most gain": own.most,
                }
                for robust in self.packages
                for own in robust.parties
            ),
            exact=exact,
        )

    def plot(self) -> "Figure":
        """For each package, the share of drawn views in which each party, and all, accept it."""
        rows = [
            (f"{', '.join(robust.names)}: {who}", own.low, float(own.share), own.high)
            for robust in self.packages
            for who, own in (
                *((party.party, party.drawn) for party in robust.parties),
                ("all", robust.drawn),
            )
        ]
        label = f"share of {self.draws.count:,} drawn views"
        return shares_figure(rows, "Who would accept the settlements", label)


@dataclass(frozen=True, slots=True)
class Influence:
    """What learning one judgment exactly would do to the recommended package.

    ``share`` is the share of its admissible values under which another package would be
    recommended, ``issues`` the number of issues that would then be expected to be settled
    differently (0 where nothing changes), both with every other judgment read as it is. For a
    number they are exact on 10,001 evenly spaced values, and ``below`` and ``above`` are the
    values nearest to the middle at which the recommendation changes; for an order they come from
    ``drawn`` ways to respect it, and ``drawn`` is 0 where the answer is exact.
    """

    judgment: Judgment
    share: Fraction
    issues: Fraction
    below: Fraction | None
    above: Fraction | None
    drawn: int


@dataclass(frozen=True, slots=True, repr=False)
class Influences(Shown):
    """Judgments ranked by what learning each would do to the recommendation, the most first.

    ``unasked`` are those that a limit or a stop left without an answer.
    """

    between: tuple[str, ...]
    recommended: ValuedPackage | None
    ranking: tuple[Influence, ...]
    unasked: tuple[Judgment, ...]
    proof: Proof

    def __repr__(self) -> str:
        """Which judgment matters most, of how many."""
        first = next(iter(self.ranking), None)
        told = "none matters" if first is None or not first.issues else str(first.judgment)
        return f"<Influences of {len(self.ranking)} judgments: {told}, {self.proof.standing}>"

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each judgment, the most influential first."""
        return records_frame(
            (
                {
                    "party": own.judgment.party,
                    "judgment": " ".join(own.judgment.route),
                    "range": str(own.judgment.range),
                    "share": own.share,
                    "issues": own.issues,
                    "below": own.below,
                    "above": own.above,
                    "drawn": own.drawn,
                }
                for own in self.ranking
            ),
            exact=exact,
        )


@dataclass(frozen=True, slots=True)
class Recommended:
    """A package that is recommended under some drawn views, and under how many of them."""

    options: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True, repr=False)
class Outlook(Shown):
    """What would be recommended if everything were known, over many admissible views.

    ``done`` of ``draws.count`` draws were worked out, the first ones in order; fewer only when the
    work was stopped. ``zone`` is the share of them under which there is a zone, ``same`` the share
    under which the package recommended at the middle of all ranges is recommended; None where
    there is no zone at the middle, and so no such package. ``packages`` come by how often they are
    recommended; ``options`` gives, for each issue, the share of views with a zone whose
    recommendation takes each option.
    """

    between: tuple[str, ...]
    draws: Draws
    done: int
    zone: DrawnShare
    same: DrawnShare | None
    packages: tuple[Recommended, ...]
    options: Mapping[str, Mapping[str, Fraction]]
    proof: Proof

    def __repr__(self) -> str:
        """How many views were worked out, and how alike the recommendations are."""
        return (
            f"<Outlook over {self.done:,} views: {float(self.zone.share):.0%} have a zone, "
            f"{len(self.packages):,} packages recommended, {self.proof.standing}>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each option of each issue: how often the recommendation takes it."""
        return records_frame(
            (
                {"issue": issue, "option": option, "share": share}
                for issue, own in self.options.items()
                for option, share in own.items()
            ),
            exact=exact,
        )
