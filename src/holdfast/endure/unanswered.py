"""What an obligation would be worth keeping if no breach of it were ever answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from holdfast.endure.call import duties
from holdfast.endure.compact import Compact, Kind
from holdfast.endure.findings import Findings
from holdfast.endure.game import Outcome, Profile
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.reading import Reading
from holdfast.endure.rules import Running
from holdfast.endure.tables import Floats, Tables
from holdfast.endure.values import solve


def unanswered_margins(
    findings: Findings, reading: Reading, place: int, breaches: Sequence[int]
) -> list[float]:
    """The margin of each breach of a violation, were it to have no consequence.

    War is no consequence but what an attack is: an attack unanswered is one on which nobody acts.
    """
    violation = findings.compact.violations[place]
    margin = findings.judgment.margins.margin
    if violation.kind is Kind.ATTACK:
        charges = _Charges(findings.compact, reading, place)
        return [float(margin[k]) - _charged(findings, reading, k, charges) for k in breaches]
    game = _running(findings).without_answer(place)
    outcomes = [game.outcome(findings.moment(k), _profile(findings, k)) for k in breaches]
    worths = _worths(findings, reading, outcomes)
    return [
        _margin(findings, reading, k, outcome, worths)
        for k, outcome in zip(breaches, outcomes, strict=True)
    ]


def _running(findings: Findings) -> Running:
    game = findings.machine.game
    if not isinstance(game, Running):
        message = f"{game!r} is no compact."
        raise TypeError(message)
    return game


def _profile(findings: Findings, k: int) -> Profile:
    profile = list(findings.layout.profiles[int(findings.layout.where[k])])
    profile[int(findings.layout.who[k])] = int(findings.layout.choices[k])
    return tuple(profile)


@dataclass(frozen=True, slots=True, eq=False)
class _Worths:
    """What every state is worth to each player, and what it counts for in the state before."""

    worth: Floats
    tables: Tables


def _worths(findings: Findings, reading: Reading, outcomes: Iterable[Outcome]) -> _Worths:
    """The worths already known; anew where something leads to states that are never met as it is.

    A balance that nobody ever gets to shift unpunished is one.
    """
    machine, judgment = findings.machine, findings.judgment
    for outcome in outcomes:
        for state, _ in outcome.moves:
            machine.place(state)
    if len(machine.states) == len(judgment.values.worth):
        return _Worths(judgment.values.worth, judgment.tables)
    tables = reading.tables(machine.layout())
    return _Worths(solve(tables).worth, tables)


def _margin(
    findings: Findings, reading: Reading, k: int, outcome: Outcome, worths: _Worths
) -> float:
    player = int(findings.layout.who[k])
    worth, weights = worths.worth[:, player], worths.tables.discounting(player)
    total = float(worth[int(findings.layout.where[k])])
    total -= float(reading.number(outcome.rewards[player]))
    for state, chance in outcome.moves:
        place = findings.machine.place(state)
        total -= float(reading.number(chance)) * float(weights[place] * worth[place])
    return total


class _Charges:
    """What a violator is made to pay once its breach is called, by the guarantors' resolve."""

    def __init__(self, compact: Compact, reading: Reading, place: int) -> None:
        self.place = place
        self._compact, self._reading = compact, reading
        self._known: dict[tuple[int, ...], Fraction] = {}

    def at(self, call: Moment) -> Fraction:
        """The charge, whatever else is the case at the call."""
        found = self._known.get(call.resolve)
        if found is None:
            found = self._known[call.resolve] = _charge_at(self._compact, self._reading, call)
        return found


def _charged(findings: Findings, reading: Reading, k: int, charges: _Charges) -> float:
    """What a violator is made to pay, on average, when a breach is called in the same period."""
    game = findings.machine.game
    outcome = game.outcome(findings.moment(k), _profile(findings, k))
    total = Fraction(0)
    for state, chance in outcome.moves:
        if isinstance(state, Moment) and state.mode is Mode.CALLED and state.about == charges.place:
            total += reading.number(chance) * charges.at(state)
    return float(total)


def _charge_at(compact: Compact, reading: Reading, moment: Moment) -> Fraction:
    violation = compact.violations[moment.about]
    total = Fraction(0)
    for guarantor, level in zip(compact.guarantors, moment.resolve, strict=True):
        comes = reading.number(guarantor.honours.get(guarantor.levels[level], Fraction(0)))
        for instrument in duties(compact, moment, guarantor.player):
            charge = reading.number(instrument.charge(violation) or Fraction(0))
            total += comes * reading.number(instrument.honour) * charge
    return total
