"""What questions are answered with: frozen results that say how far they are proven."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


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
class Zone:
    """The zone of possible agreement: what every party could accept, or why there is nothing.

    ``count`` is the exact number of packages in it, ``package_count`` the number there are at all.
    Where the count could not be completed, ``count`` packages are known to be in the zone and
    ``at_most`` could be; it is None where the count is exact.
    ``best`` holds, for each party between whom the question was asked, a package of the zone that
    is worth most to that party, and that value is the ``most`` it can reach. ``conflicts`` is empty
    when the zone is not.
    """

    between: tuple[str, ...]
    count: int
    package_count: int
    best: Mapping[str, ValuedPackage]
    conflicts: tuple[Conflict, ...]
    proof: Proof
    at_most: int | None = None

    @property
    def exists(self) -> bool:
        """True when at least one package is acceptable to all."""
        return self.count > 0


@dataclass(frozen=True, slots=True)
class Frontier:
    """The packages of the zone that cannot be bettered for one party without loss to another.

    One package for each point, in falling order of the first party's value; where several packages
    have the same values, one of them stands for all.
    """

    between: tuple[str, ...]
    packages: tuple[ValuedPackage, ...]
    proof: Proof

    @property
    def count(self) -> int:
        """The number of points."""
        return len(self.packages)


class Principle(StrEnum):
    """The named principles by which one package is picked."""

    NASH = "nash"
    KALAI_SMORODINSKY = "kalai-smorodinsky"
    EGALITARIAN = "egalitarian"
    UTILITARIAN = "utilitarian"
    ADJUSTED_WINNER = "adjusted-winner"


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


@dataclass(frozen=True, slots=True)
class Settlement:
    """A package picked by a named principle.

    ``gains`` are the points above ``start``, and ``start_from`` says what each party's start is:
    its no-deal value; zero points, where no such value is known; or the least that it gets on the
    frontier. ``ties`` counts the other points that the principle ranks just as high. For Adjusted
    Winner, which divides issues rather than picking a package, ``package`` is None and ``shares``
    holds the division, with ``points`` for each party.
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


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the independent checker confirmed of an answer, and what it did not look at.

    A checker that finds something wrong issues no certificate but raises ``CertificateError``.
    """

    confirmed: tuple[str, ...]
    unchecked: tuple[str, ...]
