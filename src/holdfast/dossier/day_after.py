"""What is known of the day after signature: who could gain by what, who watches, what follows.

Numbers are ranges, as everywhere in a dossier. Parts with a ``when`` count only for packages that
match it. What the parts do period by period is written in ``docs/reference/day-after.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from holdfast.dossier.model import ASSUMED, Basis, Pattern
from holdfast.dossier.number import Range

ALL = ""
"""Stands for everybody in a map from parties to numbers."""

ANYWAY = Pattern({})
"""Matches every package."""

NONE, SURE = Range.exactly(0), Range.exactly(1)

Amounts = Mapping[str, Range]
Shifts = Mapping[str, Mapping[str, Range]]
"""From one level to other levels, with the chance per period."""


class Breach(StrEnum):
    """What a violation does at once: something hurtful, or the war itself."""

    CONDUCT = "conduct"
    ATTACK = "attack"


class Worth(StrEnum):
    """Where a worth is taken from that is not written as a number."""

    PACKAGE = "worth"
    NO_DEAL = "no-deal"


class How(StrEnum):
    """How a guarantor's resolve goes, in a case to compare."""

    STEADY = "steady"
    AS_GIVEN = "as-given"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stake:
    """What a party has at stake after signature, a period at a time.

    ``peace`` is what a period in force is worth: a range, or the party's points for the package,
    without the political costs and the prices of red lines, which are borne at signature.
    ``war`` is a period's worth of war by level of the balance (``ALL``: at every level), or its
    no-deal value; ``outbreak`` what war's breaking out costs it once. ``discount`` is what it
    counts a payoff one period later for.
    """

    party: str
    discount: Range
    peace: Range | Worth = Worth.PACKAGE
    war: Amounts | Worth = Worth.NO_DEAL
    outbreak: Range = NONE
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Power:
    """The balance of power: its levels, where it stands, and how it drifts."""

    levels: tuple[str, ...] = ("even",)
    start: str = "even"
    drift: Shifts = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of implementation; ``lasts`` counts periods, None is for good."""

    id: str
    lasts: int | None
    title: str = ""
    basis: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Flow:
    """Something more that a period in force brings a party, or below zero costs it."""

    to: str
    amount: Range
    phases: tuple[str, ...] = ()
    when: Pattern = ANYWAY
    why: str = ""
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Violation:
    """A way in which parties could breach an obligation.

    ``gain`` and ``shifts`` are by violator, ``harm`` by who suffers it. ``seen`` is the chance per
    period of its being seen without any instrument, ``false_alarm`` that of its being seen when it
    did not happen. ``then`` names what follows: the first response that the package switches on, or
    ``collapse``. It is open in the ``phases`` named (none: all), and ``during`` the responses
    named.
    """

    id: str
    by: tuple[str, ...]
    title: str = ""
    obligation: str = ""
    kind: Breach = Breach.CONDUCT
    phases: tuple[str, ...] = ()
    during: tuple[str, ...] = ()
    gain: Amounts = field(default_factory=dict)
    harm: Amounts = field(default_factory=dict)
    seen: Range = NONE
    false_alarm: Range = NONE
    then: tuple[str, ...] = ()
    shifts: Mapping[str, Shifts] = field(default_factory=dict)
    when: Pattern = ANYWAY
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Response:
    """What follows a violation that was seen.

    ``once``, ``pays`` and ``keeps`` are by party, or by the words ``violator`` and ``others``.
    """

    id: str
    periods: int | None = 0
    title: str = ""
    once: Amounts = field(default_factory=dict)
    pays: Amounts = field(default_factory=dict)
    keeps: Amounts = field(default_factory=dict)
    ends_in_collapse: bool = False
    when: Pattern = ANYWAY
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Mood:
    """How dear acting may be to a guarantor on the day: ``times`` the cost, with a chance."""

    chance: Range
    times: Range


@dataclass(frozen=True, slots=True)
class Variant:
    """How a guarantor's resolve differs for the packages that ``when`` matches; None: as it is."""

    when: Pattern
    start: str | None = None
    moves: Shifts | None = None
    honours: Amounts | None = None
    shirk_loss: Range | None = None


@dataclass(frozen=True, slots=True)
class Resolve:
    """How surely a guarantor stands by its word, and how that may change.

    ``honours`` is by level: the chance that help which it means to give does come; a level where
    that is exactly 0 means that it is gone. One that shirks when called bears ``shirk_loss``, and
    counts as being at ``after_shirking`` from then on (empty: nothing changes).
    """

    party: str
    levels: tuple[str, ...] = ("steady",)
    start: str = "steady"
    moves: Shifts = field(default_factory=dict)
    honours: Amounts = field(default_factory=lambda: {"steady": SURE})
    moods: tuple[Mood, ...] = ()
    shirk_loss: Range = NONE
    after_shirking: str = ""
    variants: tuple[Variant, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Neglect:
    """That a provider could let an instrument lie idle, and what follows if that is seen."""

    seen: Range = NONE
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument of guarantee; the maps are by violation.

    What it makes a violator pay, and what acting costs the provider, are then by violator (``ALL``:
    whoever it is).
    """

    id: str
    provider: str
    title: str = ""
    sees: Amounts = field(default_factory=dict)
    false_alarm: Amounts = field(default_factory=dict)
    makes_pay: Mapping[str, Amounts] = field(default_factory=dict)
    cost: Mapping[str, Amounts] = field(default_factory=dict)
    upkeep: Range = NONE
    honour: Range = SURE
    neglect: Neglect | None = None
    when: Pattern = ANYWAY
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Tranche:
    """A payment due when a phase begins; ``cost`` is the donor's, its amount unless said.

    ``then`` names what follows when it is withheld. The donor needs no stake: without one, the
    tranche is paid by itself.
    """

    id: str
    donor: str
    recipient: str
    phase: str
    amount: Range
    cost: Range | None = None
    then: tuple[str, ...] = ()
    when: Pattern = ANYWAY
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class Veto:
    """That a party could stop some responses when they are called for."""

    by: str
    over: tuple[str, ...]
    when: Pattern = ANYWAY
    basis: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A guarantee to compare with others: the options that it takes in place of the package's."""

    id: str
    take: Mapping[str, str]
    title: str = ""
    basis: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class ResolveCase:
    """A course of a guarantor's resolve to compare with others; ``after`` counts periods."""

    id: str
    guarantor: str
    how: How
    after: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """What an option, or several together, cost those who would pay for the peace."""

    when: Pattern
    cost: Range
    why: str = ""
    basis: Basis = ASSUMED
    numbers: Basis = ASSUMED


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How often comparable agreements held; shown beside results, never multiplied into them."""

    says: str
    source: str
    share: Range | None = None


@dataclass(frozen=True, slots=True)
class DayAfter:
    """Everything that decides whether a package would hold.

    ``package`` is the one that is tested when none is named; issues that it leaves out take
    whatever the question says. ``horizon`` is the number of periods that survival is drawn for.
    """

    stakes: Mapping[str, Stake]
    phases: tuple[Phase, ...]
    violations: Mapping[str, Violation] = field(default_factory=dict)
    responses: Mapping[str, Response] = field(default_factory=dict)
    power: Power = field(default_factory=Power)
    flows: tuple[Flow, ...] = ()
    guarantors: Mapping[str, Resolve] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    tranches: tuple[Tranche, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    resolve_cases: tuple[ResolveCase, ...] = ()
    prices: tuple[Price, ...] = ()
    base_rates: tuple[BaseRate, ...] = ()
    package: Mapping[str, str] = field(default_factory=dict)
    means: tuple[str, ...] = ()
    period: str = "period"
    horizon: int = 40
    about: str = ""
