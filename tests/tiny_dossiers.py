"""Tiny random days after: drawn from a seed, written as a dossier, and readable part by part.

The parts bear the names of docs/reference/day-after.md, so that an input's own name is the way to
it. One or two parties that may breach, at most one guarantor; no moods, tranches or
neglect; at most one party with a veto. Every number is drawn in tenths (discounts in hundredths).
"""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random
from typing import Any

F = Fraction
NOTHING = Fraction(0)
GUARANTOR = "g"
COLLAPSE = "collapse"
EVEN, RISEN = "even", "risen"
STEADY, GONE = "steady", "gone"

Amounts = dict[str, Fraction]
Moves = dict[str, Amounts]
"""From one level to others, with the chance per period; what is left over stays put."""


@dataclass
class Stake:
    """What peace and war are worth to one that acts."""

    discount: Fraction
    peace: Fraction = NOTHING
    war: Amounts = field(default_factory=dict)
    outbreak: Fraction = NOTHING


@dataclass
class Response:
    """What follows a breach; ``periods`` is None for good."""

    periods: int | None
    pays: Amounts
    keeps: Amounts
    once: Amounts
    collapses: bool


@dataclass
class Violation:
    """How an obligation could be breached; ``phase`` is empty where it is open in all of them."""

    by: tuple[str, ...]
    gain: Fraction
    is_attack: bool = False
    seen: Fraction = NOTHING
    false_alarm: Fraction = NOTHING
    then: str = COLLAPSE
    harm: Fraction | None = None
    phase: str = ""
    during: tuple[str, ...] = ()
    shifts: dict[str, Moves] = field(default_factory=dict)


@dataclass
class Instrument:
    """What the guarantor stands behind the deal with."""

    sees: Amounts
    false_alarm: Amounts
    makes_pay: Amounts
    cost: Amounts
    upkeep: Fraction
    honour: Fraction


@dataclass
class Guarantor:
    """How surely the guarantor stands by its word, level by level."""

    moves: Moves
    honours: Amounts
    shirk_loss: Fraction
    after_shirking: str


@dataclass
class TinyDossier:
    """A day after. The last phase is for good, every other one lasts a period."""

    stakes: dict[str, Stake]
    phases: tuple[str, ...]
    flows: dict[tuple[str, str], Fraction]
    levels: tuple[str, ...]
    drift: Moves
    violations: dict[str, Violation]
    responses: dict[str, Response]
    guarantors: dict[str, Guarantor]
    instruments: dict[str, Instrument]
    vetoes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def principals(self) -> tuple[str, ...]:
        """All that act, but for the guarantor."""
        return tuple(party for party in self.stakes if party != GUARANTOR)

    @property
    def guarantor(self) -> Guarantor | None:
        """The one guarantor, or none."""
        return self.guarantors.get(GUARANTOR)

    def levers(self) -> list[str]:
        """Inputs whose threshold may be asked for, by their names."""
        names = [f"violations.{id_}.gain" for id_ in self.violations]
        conduct = [id_ for id_, each in self.violations.items() if not each.is_attack]
        names += [f"violations.{id_}.seen" for id_ in conduct]
        for party in self.principals:
            names += [f"stakes.{party}.discount", f"stakes.{party}.peace"]
        for party in self.guarantors:
            names += [f"guarantors.{party}.shirk_loss", f"guarantors.{party}.honours.{STEADY}"]
        for id_, each in self.instruments.items():
            names += [f"instruments.{id_}.makes_pay.{about}" for about in each.makes_pay]
        return names

    def at(self, lever: str, amount: Fraction) -> "TinyDossier":
        """The same day after with one input at another amount."""
        changed = deepcopy(self)
        *way, last = lever.split(".")
        part: Any = changed
        for name in way:
            part = part[name] if isinstance(part, dict) else getattr(part, name)
        if isinstance(part, dict):
            part[last] = amount
        else:
            setattr(part, last, amount)
        return changed


def _tenths(random: Random, low: int, high: int) -> Fraction:
    return F(random.randint(low, high), 10)


def _some(random: Random, names: tuple[str, ...], share: float, low: int, high: int) -> Amounts:
    """An amount in tenths for each name that a draw takes."""
    return {name: _tenths(random, low, high) for name in names if random.random() < share}


def draw(seed: int) -> TinyDossier:
    """A day after from a seed, the same one every time."""
    random = Random(seed)
    principals = ("a", "b") if random.random() < 0.7 else ("a",)
    levels = (EVEN, RISEN) if random.random() < 0.4 else (EVEN,)
    phases = ("first", "second", "rest")[random.choice([0, 1, 2, 2]) :]
    responses = {f"r{n}": _response(random, principals) for n in range(random.randint(0, 2))}
    count = random.randint(1, 4 - len(principals))
    violations = {
        f"v{n}": _violation(random, principals, levels, phases, tuple(responses))
        for n in range(count)
    }
    tiny = TinyDossier(
        stakes={party: _stake(random, levels) for party in principals},
        phases=phases,
        flows={("a", phase): _tenths(random, -30, 30) for phase in phases[:-1]},
        levels=levels,
        drift=_drift(random) if len(levels) > 1 else {},
        violations=violations,
        responses=responses,
        guarantors={},
        instruments={},
    )
    if random.random() < 0.55:
        _add_guarantor(random, tiny)
    if responses and random.random() < 0.3:
        over = tuple(each for each in responses if random.random() < 0.8)
        tiny.vetoes |= {random.choice(tuple(tiny.stakes)): over} if over else {}
    return tiny


def _discount(random: Random) -> Fraction:
    return F(random.choice([0, 30, 50, 70, 80, 90, 95]), 100)


def _stake(random: Random, levels: tuple[str, ...]) -> Stake:
    war = {level: _tenths(random, -30, 40) for level in levels}
    return Stake(_discount(random), _tenths(random, 0, 60), war, _tenths(random, 0, 30))


def _drift(random: Random) -> Moves:
    drift = {EVEN: {RISEN: _tenths(random, 0, 5)}}
    if random.random() < 0.5:
        drift[RISEN] = {EVEN: _tenths(random, 0, 6)}
    return drift


def _response(random: Random, principals: tuple[str, ...]) -> Response:
    periods = random.choice([0, 1, 1, 2, None])
    pays = _some(random, principals, 0.6, -20, 30)
    others = tuple(party for party in principals if party not in pays)
    return Response(
        periods,
        pays,
        keeps=_some(random, others, 0.3, 0, 10),
        once=_some(random, principals, 0.3, -30, 10),
        collapses=periods is not None and random.random() < 0.2,
    )


def _violation(
    random: Random,
    principals: tuple[str, ...],
    levels: tuple[str, ...],
    phases: tuple[str, ...],
    responses: tuple[str, ...],
) -> Violation:
    by = random.choice([*((party,) for party in principals), principals])
    gain = _tenths(random, 0, 40)
    harm = _tenths(random, 0, 30) if random.random() < 0.5 else None
    phase = random.choice(phases) if random.random() < 0.3 else ""
    if random.random() < 0.25:
        return Violation(by, gain, True, harm=harm, phase=phase, during=responses)
    shifts = {}
    if len(levels) > 1 and random.random() < 0.4:
        shifts = {p: {EVEN: {RISEN: _tenths(random, 1, 9)}} for p in by if random.random() < 0.8}
    return Violation(
        by,
        gain,
        seen=_tenths(random, 0, 10),
        false_alarm=_tenths(random, 0, 3) if random.random() < 0.4 else F(0),
        then=random.choice(["", *responses, *responses, COLLAPSE]),
        harm=harm,
        phase=phase,
        during=tuple(each for each in responses if random.random() < 0.4),
        shifts=shifts,
    )


def _add_guarantor(random: Random, tiny: TinyDossier) -> None:
    honours, moves, after = {STEADY: _tenths(random, 1, 10)}, {}, ""
    if random.random() < 0.5:
        honours[GONE] = F(0)
        moves = {STEADY: {GONE: _tenths(random, 0, 5)}}
        after = random.choice(["", GONE])
    tiny.stakes[GUARANTOR] = Stake(_discount(random), war=dict.fromkeys(tiny.levels, F(0)))
    tiny.guarantors[GUARANTOR] = Guarantor(moves, honours, _tenths(random, 0, 30), after)
    for n in range(random.randint(1, 2)):
        tiny.instruments[f"i{n}"] = _instrument(random, tiny.violations)


def _instrument(random: Random, violations: dict[str, Violation]) -> Instrument:
    conduct = tuple(id_ for id_, each in violations.items() if not each.is_attack)
    makes_pay = _some(random, tuple(violations), 0.7, 0, 60)
    drawn = Instrument(
        sees=_some(random, conduct, 0.5, 0, 10),
        false_alarm=_some(random, conduct, 0.2, 0, 2),
        makes_pay=makes_pay,
        cost=_some(random, tuple(makes_pay), 0.5, 0, 30),
        upkeep=_tenths(random, 0, 10),
        honour=F(1) if random.random() < 0.6 else _tenths(random, 2, 10),
    )
    # What is never called upon has no chance of working that could count.
    return drawn if makes_pay else replace(drawn, honour=F(1))
