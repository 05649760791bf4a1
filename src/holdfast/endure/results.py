"""What the questions of this room are answered with: frozen results that say what they rest on.

Every answer holds under the inputs that it was asked with, and says nothing of how likely those
are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from holdfast.dossier.day_after import MenuItem, ResolveCase
from holdfast.endure.inputs import Input


class Holding(StrEnum):
    """Whether a compact holds under the inputs it was asked with.

    HOLDS: nobody ever gains by breaking it, whatever happens. ONLY_WHILE: everyone complies at
    first, and somebody gains by breaking it once something changes or after somebody's breach.
    BROKEN: somebody gains by breaking it in the very first period. UNDECIDED: some margin is so
    close to zero that the work allowed could not tell its side.
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
    """Who would break the compact first: ``period`` counts from 0, ``gain`` is in own points.

    ``periods`` is the earliest that it could come; when it does depends on chance.
    """

    party: str
    breach: str
    period: int
    gain: float
    situation: Situation


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
    self-enforcing core. ``departures`` are what would be done instead, each with the first
    situation of its kind. ``rounds`` is how often breaches were followed up. ``mixtures`` are where
    a circle would come to rest, when that was found and proven.
    """

    ending: Ending
    core: int
    situations: int
    departures: tuple[Temptation, ...]
    rounds: int
    is_checked: bool
    mixtures: tuple[Mixture, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """How far a verdict is proven.

    ``states`` and ``deviations`` count what was tested. ``error`` bounds the error of every margin;
    ``settled`` counts the margins that exact arithmetic had to settle, and ``undecided`` those that
    it could not. ``is_checked`` says that the independent checker, which shares no code with the
    solver, accepted the verdict; ``why_not`` is what it said otherwise.
    """

    states: int
    deviations: int
    error: float
    settled: int
    undecided: int
    is_checked: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a package would hold under these inputs, and what it rests on.

    ``margins`` are by party that has a choice, ``first_to_break`` is empty when nobody breaks it on
    the way. ``inputs`` are all numbers that the verdict rests on, as they were read in ``reading``.
    """

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


class Turn(StrEnum):
    """How the verdict turns as a lever grows.

    AT_LEAST: it holds from the threshold on; AT_MOST: up to it. ALWAYS and NEVER: it does not turn.
    """

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Threshold:
    """How much of one lever makes a compact hold, everything else as it is.

    The compact fails at ``fails_at`` and holds at ``holds_at``. When ``is_exact`` the two are one:
    there it holds with nothing to spare. ``is_proven`` says that exact arithmetic confirmed both.
    ``turns`` counts how often the verdict turned where it was tried, between the ends of
    ``searched``; with more than one, the turn nearest to ``now`` is given.
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

    @property
    def is_met(self) -> bool:
        """True when the lever already stands where the compact holds."""
        if self.turn is Turn.AT_LEAST:
            return self.now >= self.holds_at
        return self.turn is Turn.ALWAYS or (self.turn is Turn.AT_MOST and self.now <= self.holds_at)


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


@dataclass(frozen=True, slots=True)
class Survival:
    """For how long a package would hold, as the parties would really behave under these inputs.

    One curve when behaviour settles. Otherwise one for each conduct of the circle that it goes
    round in, and ``is_settled`` is False: nothing says which it would be.
    """

    package: Mapping[str, str]
    cases: Mapping[str, str]
    period: str
    curves: tuple[Curve, ...]
    is_settled: bool


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
    False where the verdict did not vary and a margin stood for it.
    """

    input: Input
    first: float
    total: float
    of_verdict: bool


@dataclass(frozen=True, slots=True)
class LeastAmount:
    """How much of a lever the cheapest combination takes, beside where the lever stands now."""

    lever: Input
    now: Fraction
    amount: Fraction


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
    nothing cheaper does.
    """

    amounts: tuple[LeastAmount, ...]
    cost: float | None
    is_enough: bool
    is_least: bool
    paid: tuple[Paid, ...]


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


@dataclass(frozen=True, slots=True)
class Menu:
    """The guarantees of the menu (rows) against courses of resolve (columns), row by row."""

    package: Mapping[str, str]
    items: tuple[MenuItem, ...]
    cases: tuple[ResolveCase, ...]
    cells: tuple[MenuCell, ...]

    def cell(self, item: str, case: str) -> MenuCell:
        """The cell of one guarantee under one course of resolve."""
        return next(each for each in self.cells if (each.item, each.case) == (item, case))


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
