"""What is known of the talks, as frozen values; the words are those of the glossary.

A view is a sum of small terms: a term is worth so many points to its party when a package matches
its pattern. Values, orders, ``together``, political costs and red lines with a price are all terms,
which is why one elimination answers every question about them (``holdfast.bargain``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from holdfast.dossier.number import Range
from holdfast.errors import Place

if TYPE_CHECKING:
    from holdfast.dossier.day_after import DayAfter

Package = Mapping[str, str]
"""One option for every issue: issue id to option id."""

Reading = Callable[[Range], Fraction]
"""How a range is read where one number is needed, such as by its midpoint."""


class Role(StrEnum):
    """What a party is at these talks; a party may have several roles."""

    PRINCIPAL = "principal"
    MEDIATOR = "mediator"
    GUARANTOR = "guarantor"
    DONOR = "donor"
    STAKEHOLDER = "stakeholder"
    IMPLEMENTER = "implementer"


class Terms(StrEnum):
    """Attribution terms: how far a speaker lets words be told on."""

    ON_THE_RECORD = "on-the-record"
    BACKGROUND = "background"
    DEEP_BACKGROUND = "deep-background"
    UNATTRIBUTED = "unattributed"
    PUBLISHED = "published"


class Elasticity(StrEnum):
    """What the sources report of a red line under probing; not what is computed of it."""

    FIRM = "firm"
    TESTED = "tested"
    SHIFTING = "shifting"
    NOT_REPORTED = "not-reported"


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a judgment comes from: evidence by id; with none, it is assumed."""

    evidence: tuple[str, ...] = ()

    @property
    def is_assumed(self) -> bool:
        """True when nothing in a source stands behind the judgment."""
        return not self.evidence


ASSUMED = Basis()


@dataclass(frozen=True, slots=True)
class Source:
    """A text that evidence comes from; the text itself is another's and need not be at hand."""

    id: str
    title: str
    publisher: str = ""
    author: str = ""
    date: str = ""
    sha256: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a source, what is said there in our own words, and at most a dozen of its words.

    ``paragraph`` counts the source's non-empty lines from 1; 0 means that no place is named.
    """

    id: str
    source: str
    says: str
    paragraph: int = 0
    words: str = ""
    speaker: str = ""
    terms: Terms = Terms.UNATTRIBUTED


@dataclass(frozen=True, slots=True)
class Party:
    """Someone whose consent or conduct matters, at the table or not.

    ``in_sentences`` is what the party is called within a sentence, such as with an article; empty
    where that is its name.
    """

    id: str
    name: str
    roles: tuple[Role, ...]
    at_table: bool = True
    about: str = ""
    basis: Basis = ASSUMED
    in_sentences: str = ""


@dataclass(frozen=True, slots=True)
class Track:
    """A line of work at the talks, with its own working group."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a unit that options imply, such as km2, people, MWh or money."""

    id: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle an issue; ``measures`` are amounts by measure id."""

    id: str
    title: str
    says: str = ""
    basis: Basis = ASSUMED
    measures: Mapping[str, Range] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """A question that the text must settle, with the options on the table."""

    id: str
    title: str
    options: Mapping[str, Option]
    track: str = ""
    about: str = ""
    basis: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which packages are meant: for each issue named, one of the options named."""

    options: Mapping[str, tuple[str, ...]]

    def matches(self, package: Package) -> bool:
        """True when the package takes one of the options named, on every issue named."""
        return all(package[issue] in options for issue, options in self.options.items())


@dataclass(frozen=True, slots=True)
class Link:
    """A rule between issues: no package may match ``never``."""

    id: str
    never: Pattern
    why: str = ""
    basis: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class IssueValues:
    """What the options of one issue are worth to a party.

    An option is worth ``weight * worth / 100`` points: ``weight`` says how much the issue counts,
    ``worth`` how good the option is, usually from 0 (worst) to 100 (best). Where only an ``order``
    is known (best first, ties in one group), ``worth`` is empty.
    """

    issue: str
    weight: Range
    worth: Mapping[str, Range] = field(default_factory=dict)
    order: tuple[tuple[str, ...], ...] = ()
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Together:
    """Points, above or below zero, that options are worth only in combination."""

    when: Pattern
    worth: Range
    why: str = ""
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class PoliticalCost:
    """Points that a package costs a party's leader at home."""

    when: Pattern
    cost: Range
    why: str = ""
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class RedLine:
    """What a party says it will not accept; ``price`` is None when it means never.

    With a price, crossing costs the party that many points; without, no package that crosses it is
    in the zone.
    """

    id: str
    never: Pattern
    price: Range | None
    title: str = ""
    elasticity: Elasticity = Elasticity.NOT_REPORTED
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Stance:
    """The option that a party defends in public on an issue."""

    issue: str
    option: str
    basis: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class View:
    """What one party wants, in its own points; no two parties' points are ever compared.

    ``no_deal`` is the worth of walking away; None when nobody has said, and then every package that
    crosses no red line is acceptable.
    """

    party: str
    no_deal: Range | None = None
    no_deal_basis: Basis = ASSUMED
    no_deal_numbers: Basis = ASSUMED
    values: Mapping[str, IssueValues] = field(default_factory=dict)
    together: tuple[Together, ...] = ()
    political_costs: tuple[PoliticalCost, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    stances: Mapping[str, Stance] = field(default_factory=dict)

    @property
    def has_values(self) -> bool:
        """True when the view says what packages are worth, not only what is out of the question."""
        return bool(self.values or self.together or self.political_costs)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that is known of one set of talks.

    ``name`` and ``sha256`` are those of its file, ``included`` the sums of the files that it
    includes by name, and ``places`` says where each value stands by its way through the keys, such
    as ``("issues", "line")``. Two dossiers that say the same are equal, whatever files they are in.
    """

    title: str
    parties: Mapping[str, Party]
    issues: Mapping[str, Issue]
    about: str = ""
    date: str = ""
    tracks: Mapping[str, Track] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    views: Mapping[str, View] = field(default_factory=dict)
    day_after: "DayAfter | None" = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    name: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)
    included: Mapping[str, str] = field(default_factory=dict, compare=False)
    places: Mapping[tuple[str | int, ...], Place] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def package_count(self) -> int:
        """The number of packages before any link or red line is looked at."""
        count = 1
        for issue in self.issues.values():
            count *= len(issue.options)
        return count

    def told_apart(self, pattern: Pattern) -> tuple[str, ...]:
        """The issues of which a pattern names some options and not all: on those it turns."""
        return tuple(
            issue
            for issue, options in pattern.options.items()
            if len(set(options)) < len(self.issues[issue].options)
        )

    @property
    def principals(self) -> tuple[str, ...]:
        """The parties whose dispute this is, in the order of the dossier."""
        return tuple(p.id for p in self.parties.values() if Role.PRINCIPAL in p.roles)

    def bargainers(self) -> tuple[str, ...]:
        """The parties between whom a frontier is drawn unless the user names others.

        The principals that have values; with fewer than two of them, every party that has values.
        The consent of the others counts all the same: their red lines and no-deal values bound the
        zone.
        """
        valued = tuple(p for p in self.parties if p in self.views and self.views[p].has_values)
        principals = tuple(p for p in valued if p in self.principals)
        return principals if len(principals) >= 2 else valued
