"""What an obligation would be worth keeping if no breach of it were ever answered."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from holdfast.endure.call import duties
from holdfast.endure.compact import Compact, Instrument, Kind, Violation
from holdfast.endure.findings import Findings
from holdfast.endure.game import Outcome, Profile
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.reading import Reading
from holdfast.endure.rules import Running


def unanswered_margins(
    findings: Findings, reading: Reading, place: int, breaches: Sequence[int]
) -> list[float]:
    """The margin of each breach of a violation, were it to have no consequence.

    War is no consequence but what an attack is: an attack unanswered is one on which nobody acts.
    """
    violation = findings.compact.violations[place]
    margin = findings.judgment.margins.margin
    if violation.kind is Kind.ATTACK:
        return [float(margin[k]) - _charged(findings, reading, k, place) for k in breaches]
    game = Running(_without_answer(findings.compact, place))
    return [_margin(findings, reading, k, game) for k in breaches]


def _without_answer(compact: Compact, place: int) -> Compact:
    """The compact in which seeing one violation leads to nothing."""
    violation = compact.violations[place]
    violations = list(compact.violations)
    violations[place] = replace(violation, then="")
    others = [v.player for v in violations if v.id == violation.id and v.player != violation.player]
    instruments = tuple(_without(each, violation, others) for each in compact.instruments)
    return replace(compact, violations=tuple(violations), instruments=instruments)


def _without(instrument: Instrument, violation: Violation, others: list[str]) -> Instrument:
    """The instrument as it is for everyone but one violator."""
    name, charges = violation.id, instrument.makes_pay
    left_out = (name, f"{name}/{violation.player}")
    kept = {key: amount for key, amount in charges.items() if key not in left_out}
    if name in charges:
        kept = {f"{name}/{other}": charges[name] for other in others} | kept
    return replace(instrument, makes_pay=kept)


def _profile(findings: Findings, k: int) -> Profile:
    profile = list(findings.layout.profiles[int(findings.layout.where[k])])
    profile[int(findings.layout.who[k])] = int(findings.layout.choices[k])
    return tuple(profile)


def _margin(findings: Findings, reading: Reading, k: int, game: Running) -> float:
    player = int(findings.layout.who[k])
    outcome = game.outcome(findings.moment(k), _profile(findings, k))
    worth = findings.judgment.values.worth[:, player]
    here = float(worth[int(findings.layout.where[k])])
    return here - _worth_after(findings, reading, outcome, player)


def _worth_after(findings: Findings, reading: Reading, outcome: Outcome, player: int) -> float:
    worth = findings.judgment.values.worth[:, player]
    weights = findings.judgment.tables.discounting(player)
    total = float(reading.number(outcome.rewards[player]))
    for state, chance in outcome.moves:
        place = findings.machine.place(state)
        total += float(reading.number(chance)) * float(weights[place] * worth[place])
    return total


def _charged(findings: Findings, reading: Reading, k: int, place: int) -> float:
    """What a violator is made to pay, on average, when a breach is called in the same period."""
    game = findings.machine.game
    outcome = game.outcome(findings.moment(k), _profile(findings, k))
    total = Fraction(0)
    for state, chance in outcome.moves:
        if isinstance(state, Moment) and state.mode is Mode.CALLED and state.about == place:
            total += reading.number(chance) * _charge_at(findings.compact, reading, state)
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
