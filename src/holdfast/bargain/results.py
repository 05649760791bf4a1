"""What questions are answered with: frozen results that say how far they are proven."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn

from holdfast.bargain.frames import packages_frame, points_figure
from holdfast.dossier.number import counted
from holdfast.dossier.shown import Shown
from holdfast.errors import QuestionError

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame


ACCOUNTED = ", so every package was accounted for."
"""What follows from an elimination that came to its end, as the close of its reason."""

NO_OTHER = ", and at the end that there is no other."
"""The same of a sweep."""


class Method(StrEnum):
    """How an answer was found."""

    ELIMINATION = "elimination"
    SWEEP = "sweep"
    DIVISION = "division"


@dataclass(frozen=True, slots=True)
class Proof:
    """How far an answer is proven, and by what.

    ``complete`` is claimed only when nothing can be missing: every point of the frontier, or the
    emptiness of a zone. ``checked`` says that the independent checker accepted the answer, and
    ``unchecked`` names what it had no second route to, or was not asked to check. ``width`` is the
    measured width of the elimination order, ``why`` the reason for the method, and ``limit`` what
    stopped the work early (empty when nothing did).
    """

    method: Method
    complete: bool
    checked: bool
    width: int
    why: str
    limit: str = ""
    unchecked: tuple[str, ...] = ()

    @property
    def standing(self) -> str:
        """``proven``, or ``not proven complete``."""
        return "proven" if self.complete else "not proven complete"

    def stopped(self, limit: str) -> "Proof":
        """The same of work that did not come to its end, and so claims nothing of what is left."""
        why = self.why
        if self.complete:
            start = why.removesuffix(ACCOUNTED).removesuffix(NO_OTHER).removesuffix(".")
            why = f"{start}. Not every package was accounted for."
        return replace(self, complete=False, why=why, limit=limit)


@dataclass(frozen=True, slots=True)
class ValuedPackage:
    """A package and what it is worth.

    ``values`` are the points of the parties between whom the question was asked; ``others`` those
    of every other party that has values.
    """

    options: Mapping[str, str]
    values: Mapping[str, Fraction]
    others: Mapping[str, Fraction]


class Restriction(StrEnum):
    """The kinds of things that can rule packages out."""

    LINK = "link"
    RED_LINE = "red-line"
    NO_DEAL = "no-deal"


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that rules packages out: a link, one party's ``never`` line or its no-deal value.

    ``party`` is empty for a link; ``id`` is the link's or red line's id, empty for a no-deal value.
    """

    kind: Restriction
    party: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A smallest set of demands that no package meets together: leave any one out and some does.

    ``is_proven_smallest`` is True when each of those was shown by a package.
    """

    demands: tuple[Demand, ...]
    is_proven_smallest: bool


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A smallest set of demands that, given up together, leaves a package that meets all others.

    Keep any one of them and no package does. ``package`` is the one that asks least of those who
    give up no-deal values or, where only links and red lines are given up, a good one for all.
    ``shortfalls`` are the points by which it stays below the no-deal values given up, by party, and
    ``shares`` the same as shares of all that lies between the party's best and worst package.
    """

    demands: tuple[Demand, ...]
    package: ValuedPackage
    shortfalls: Mapping[str, Fraction]
    shares: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True, repr=False)
class Zone(Shown):
    """The zone of possible agreement: what every party could accept, or why there is nothing.

    ``count`` is the exact number of packages in it, ``package_count`` the number there are at all.
    Where the count could not be completed, ``count`` packages are known to be in the zone and
    ``at_most`` could be; it is None where the count is exact.
    ``best`` holds, for each party between whom the question was asked, a package of the zone that
    is worth most to that party, and that value is the ``most`` it can reach; where the work was
    stopped, the best that was found.

    Where there is no zone, ``conflicts`` are the smallest sets of demands that no package meets
    together, the fewest demands first, and ``relaxations`` the smallest ways to open the zone,
    those that cost least first; ``are_all_found`` says that there are no others of either.
    """

    between: tuple[str, ...]
    count: int
    package_count: int
    best: Mapping[str, ValuedPackage]
    conflicts: tuple[Conflict, ...]
    proof: Proof
    at_most: int | None = None
    relaxations: tuple[Relaxation, ...] = ()
    are_all_found: bool = False

    @property
    def exists(self) -> bool | None:
        """Whether any package is acceptable to all; None where that is not known."""
        return True if self.count else None if self.at_most else False

    def __repr__(self) -> str:
        """How large the zone is, and how far that is proven."""
        size = f"{self.count:,}" if self.at_most is None else f"{self.count:,} to {self.at_most:,}"
        return (
            f"<Zone between {', '.join(self.between)}: {size} of {self.package_count:,} packages, "
            f"{self.proof.standing}>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """For each party asked, the best package of the zone; see ``packages_frame``."""
        return packages_frame(self.best.values(), list(self.best), exact=exact)

    def plot(self) -> "Figure":
        """The best packages for each party, by the points of the first two."""
        title = "The best of the zone for each party"
        labels = dict(enumerate(self.best))
        return points_figure(self.between, self.best.values(), title, labels)


@dataclass(frozen=True, slots=True, repr=False)
class Frontier(Shown):
    """The packages of the zone that cannot be bettered for one party without loss to another.

    One package for each point, in falling order of the first party's value; where several packages
    have the same values, one of them stands for all. Where the work was stopped, ``at_most`` says
    above how many points no package takes each party; it is empty where the frontier is complete.
    """

    between: tuple[str, ...]
    packages: Sequence[ValuedPackage]
    proof: Proof
    at_most: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of points."""
        return len(self.packages)

    def __repr__(self) -> str:
        """How many points there are, and how far that is proven."""
        return (
            f"<Frontier between {', '.join(self.between)}: {counted(self.count, 'point')}, "
            f"{self.proof.standing}>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each point; see ``packages_frame``."""
        return packages_frame(self.packages, exact=exact)

    def plot(self) -> "Figure":
        """The points of the first two parties."""
        return points_figure(self.between, self.packages, "The frontier")


@dataclass(frozen=True, slots=True, repr=False)
class Cover(Shown):
    """A few packages that stand for a frontier too large to be read or to be worked out.

    Whatever package of the zone anyone may name, one of these is worth at most ``margin`` points
    less to each party. Parties with a no-deal value must gain by at least their margin in the
    package that is named; of packages that are worth barely more than no deal nothing is said. The
    packages themselves need not be on the frontier.
    """

    between: tuple[str, ...]
    packages: Sequence[ValuedPackage]
    margin: Mapping[str, Fraction]
    proof: Proof

    @property
    def count(self) -> int:
        """The number of packages."""
        return len(self.packages)

    def __repr__(self) -> str:
        """How many packages stand for the frontier, and how far that is proven."""
        return (
            f"<Cover between {', '.join(self.between)}: {self.count:,} packages, "
            f"{self.proof.standing}>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each package; see ``packages_frame``."""
        return packages_frame(self.packages, exact=exact)

    def plot(self) -> "Figure":
        """The packages, by the points of the first two parties."""
        return points_figure(self.between, self.packages, "A cover of the frontier")


class Principle(StrEnum):
    """The named principles by which one package is picked."""

    NASH = "nash"
    KALAI_SMORODINSKY = "kalai-smorodinsky"
    EGALITARIAN = "egalitarian"
    UTILITARIAN = "utilitarian"
    ADJUSTED_WINNER = "adjusted-winner"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        message = (
            f"There is no principle {value!r}, so nothing is picked by it. Name one of "
            f"{', '.join(cls)}."
        )
        raise QuestionError(message, code="unknown-principle")


class Start(StrEnum):
    """Where a party's gains are counted from."""

    NO_DEAL = "no-deal"
    ZERO = "zero"
    LEAST = "least"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Share:
    """Who holds how much of an issue under Adjusted Winner; two shares add to one."""

    issue: str
    party: str
    share: Fraction


@dataclass(frozen=True, slots=True, repr=False)
class Settlement(Shown):
    """A package picked by a named principle.

    ``gains`` are the points above ``start``, and ``start_from`` says what each party's start is:
    its no-deal value; zero points, where no such value is known; or the least that it gets on the
    frontier. ``ties`` counts the other points that the principle ranks just as high. For Adjusted
    Winner, which divides issues rather than picking a package, ``package`` is None and ``shares``
    holds the division, with ``points`` for each party. Where the work was stopped, the package is
    picked from what was found, and ``at_most`` says above how many points none takes each party.
    """

    by: Principle
    between: tuple[str, ...]
    package: ValuedPackage | None
    start: Mapping[str, Fraction]
    gains: Mapping[str, Fraction]
    ties: int
    proof: Proof
    shares: tuple[Share, ...] = ()
    points: Mapping[str, Fraction] | None = None
    start_from: Mapping[str, Start] | None = None
    at_most: Mapping[str, Fraction] = field(default_factory=dict)

    def __repr__(self) -> str:
        """By what principle, and what each party ends with."""
        held = self.points if self.package is None else self.package.values
        points = ", ".join(f"{party} {float(value):g}" for party, value in (held or {}).items())
        return f"<Settlement by {self.by.value}: {points or 'none'}, {self.proof.standing}>"

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """The package as one row; empty where issues are divided, or there is no zone."""
        packages = () if self.package is None else (self.package,)
        return packages_frame(packages, [self.by.value] * len(packages), exact=exact)

    def plot(self) -> "Figure":
        """The package, by the points of the first two parties."""
        packages = () if self.package is None else (self.package,)
        labels = {0: self.by.value} if packages else {}
        return points_figure(self.between, packages, "The settlement", labels)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the independent checker confirmed of an answer, and what it did not look at.

    A checker that finds something wrong issues no certificate but raises ``CertificateError``.
    """

    confirmed: tuple[str, ...]
    unchecked: tuple[str, ...]
