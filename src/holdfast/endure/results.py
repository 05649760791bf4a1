"""Whether a package would hold: the verdict, with what it rests on, as frozen results.

Every answer holds under the inputs it was asked with, and says nothing of how likely those are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from holdfast.dossier.number import counted
from holdfast.dossier.shown import Shown, records_frame
from holdfast.endure.inputs import Input

if TYPE_CHECKING:
    from pandas import DataFrame


class Holding(StrEnum):
    """Whether a compact holds under the inputs it was asked with.

    HOLDS: nobody ever gains by breaking it, whatever happens. The others say how the parties would
    really behave where somebody does. ONLY_WHILE: everyone complies at first, and somebody breaks
    it once something changes (resolve, the balance, the phase) or after somebody's breach. BROKEN:
    somebody breaks it in the very first period, in at least one of the conducts that behaviour may
    take. UNDECIDED: some margin is so close to zero that the work allowed could not tell its side.
    """

    HOLDS = "holds"
    ONLY_WHILE = "holds-only-while"
    BROKEN = "does-not-hold"
    UNDECIDED = "undecided"


class Rests(StrEnum):
    """What an obligation rests on.

    INTEREST: keeping it pays even if no breach were ever seen or answered. CONSEQUENCE: keeping it
    pays because a breach is seen and answered. PARTLY: in some situations it rests on trust alone.
    TRUST: nowhere does keeping it pay. UNDECIDED: see ``Holding``.
    """

    INTEREST = "interest"
    CONSEQUENCE = "consequence"
    PARTLY = "partly-trust"
    TRUST = "trust"
    UNDECIDED = "undecided"


class Ending(StrEnum):
    """Where behaviour settles when every profitable breach is followed up.

    AS_PRESCRIBED and ELSEWHERE are ends at which nobody gains any more. CIRCLE: breaches and
    answers follow one another without end. UNKNOWN: not settled within the work allowed.
    """

    AS_PRESCRIBED = "as-prescribed"
    ELSEWHERE = "elsewhere"
    CIRCLE = "circle"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a compact stands: its phase, its standing in words, resolve and balance by level."""

    phase: str
    standing: str
    resolve: Mapping[str, str]
    balance: str


@dataclass(frozen=True, slots=True)
class Temptation:
    """A breach open to a party in a situation, and what it costs the party: below zero it pays.

    ``margin`` is in the party's own points, counted at the time of the breach; ``sign`` is proven:
    -1, 0 or 1, or None when undecided.
    """

    party: str
    breach: str
    situation: Situation
    margin: float
    sign: int | None


@dataclass(frozen=True, slots=True)
class PartyMargin:
    """How much a party has to lose: its cheapest breach over all, and in each phase in force."""

    party: str
    cheapest: Temptation
    phases: Mapping[str, Temptation]


@dataclass(frozen=True, slots=True)
class Break:
    """A breach on the way that things go; ``gain`` is in the party's own points, at that time.

    ``period`` counts from 0 and is the earliest that it could come; when it does depends on chance.
    ``changed`` is what is no longer as at signature: resolve by party, and ``balance``, ``phase``
    and ``standing``; empty when nothing has to change.
    """

    party: str
    breach: str
    period: int
    gain: float
    situation: Situation
    changed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that a party owes, and what it rests on.

    ``verifiers`` are the instruments that could see a breach, by title; ``seen`` is the least and
    the greatest chance per period that a breach is seen while the compact is in force. ``then`` is
    the consequence in words. ``worst`` is the situation in which keeping it pays least;
    ``unanswered`` the smallest margin there would be if no breach were seen or answered.
    ``on_trust`` lists situations in which it rests on trust alone, the worst first.
    """

    id: str
    party: str
    title: str
    verifiers: tuple[str, ...]
    seen: tuple[Fraction, Fraction]
    then: str
    rests: Rests
    worst: Temptation
    unanswered: float
    on_trust: tuple[Temptation, ...]


@dataclass(frozen=True, slots=True)
class Mixture:
    """Two things that a party does by turns: the first with chance ``share``, else the second."""

    party: str
    situation: Situation
    actions: tuple[str, str]
    share: Fraction


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How the parties would really behave, under the inputs.

    ``core`` counts the situations in which everyone still complies, out of ``situations``: the
    self-enforcing core; in a circle those in which everyone complies in each of its conducts.
    ``first`` says who would depart first, and when, as others would then
    behave: once where behaviour settles, and for each conduct of a circle. ``departures`` are what
    would be done instead, each with the situation in which it gains most. ``rounds`` is how often
    breaches were followed up. ``mixtures`` are where a circle would come to rest, when that was
    found and proven. ``turning_points`` are the fewest changes since signature with which somebody
    departs on the way, each as in ``Break.changed`` (a phase only where nothing else has to
    change), the earliest first: as long as none of them has come about, everyone complies. An empty
    one says that somebody departs with nothing changed.
    """

    ending: Ending
    core: int
    situations: int
    first: tuple[tuple[Break, ...], ...]
    departures: tuple[Temptation, ...]
    rounds: int
    is_checked: bool
    mixtures: tuple[Mixture, ...] = ()
    turning_points: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """How far a verdict is proven.

    ``states`` and ``deviations`` count what was tested. ``error`` bounds the error of every margin;
    ``settled`` counts the margins that exact arithmetic had to settle, and ``undecided`` those that
    it could not, none of which is further from zero than ``doubt``. ``is_checked`` says that the
    independent checker, which shares no code with the solver, accepted the verdict; ``why_not`` is
    what it said otherwise.
    """

    states: int
    deviations: int
    error: float
    settled: int
    undecided: int
    is_checked: bool
    why_not: str = ""
    doubt: float = 0.0


@dataclass(frozen=True, slots=True, repr=False)
class Verdict(Shown):
    """Whether a package would hold under these inputs, and what it rests on.

    ``margins`` are by party that has a choice, ``first_to_break`` names whose breach pays first
    while everyone else complies, at the earliest; empty when none does on the way. ``inputs`` are
    all numbers that the verdict rests on, as they were read in ``reading``.
    """

    figures: ClassVar[str] = ",.4g"
    package: Mapping[str, str]
    cases: Mapping[str, str]
    holding: Holding
    margins: tuple[PartyMargin, ...]
    first_to_break: tuple[Break, ...]
    behaviour: Behaviour
    obligations: tuple[Obligation, ...]
    inputs: tuple[Input, ...]
    reading: Mapping[str, Fraction]
    proof: Proof
    period: str

    def __repr__(self) -> str:
        """The verdict, what of it rests on trust, and how much is assumed."""
        owed = counted(len(self.obligations), "obligation")
        inputs = counted(len(self.inputs), "input")
        return (
            f"<Verdict {self.holding}: {len(self.on_trust)} of {owed} on trust, "
            f"{len(self.assumed)} of {inputs} assumed>"
        )

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """One row for each obligation: what it rests on, its margin, and how surely it is seen."""
        return records_frame(
            (
                {
                    "party": owed.party,
                    "obligation": owed.id,
                    "rests": str(owed.rests),
                    "margin": owed.worst.margin,
                    "unanswered": owed.unanswered,
                    "seen_least": owed.seen[0],
                    "seen_most": owed.seen[1],
                    "verifiers": ", ".join(owed.verifiers),
                    "then": owed.then,
                }
                for owed in self.obligations
            ),
            exact=exact,
        )

    @property
    def assumed(self) -> tuple[Input, ...]:
        """The inputs that nothing in a source stands behind."""
        return tuple(each for each in self.inputs if each.is_assumed)

    @property
    def on_trust(self) -> tuple[Obligation, ...]:
        """The obligations that rest on trust alone, wholly or in part."""
        kinds = (Rests.TRUST, Rests.PARTLY)
        return tuple(each for each in self.obligations if each.rests in kinds)

    @property
    def shirkers(self) -> tuple[Obligation, ...]:
        """The guarantors' duties that would not be honoured everywhere."""
        return tuple(each for each in self.on_trust if each.id.startswith("honour-"))
