"""Would it hold? The verdict on a package's compact, what it rests on, how far it is proven."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

import numpy as np

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.breaking import (
    departures,
    departures_on_the_way,
    first_departures,
    first_to_break,
    turning_points,
)
from holdfast.endure.certificate import Finding, check_departure, check_equilibrium
from holdfast.endure.claims import claimed_worths
from holdfast.endure.compact import Compact
from holdfast.endure.conduct import Realised, realise
from holdfast.endure.findings import Findings, party_margins
from holdfast.endure.judge import UNDECIDED, Judgment
from holdfast.endure.mixing import mix
from holdfast.endure.moment import Moment
from holdfast.endure.obligations import obligations
from holdfast.endure.question import Question
from holdfast.endure.reading import Reading
from holdfast.endure.results import Behaviour, Break, Ending, Holding, Mixture, Proof, Verdict
from holdfast.endure.route import route_to
from holdfast.endure.rules import Running
from holdfast.endure.situation import situation


def hold(
    dossier: Dossier,
    package: Mapping[str, str] | None = None,
    cases: Iterable[ResolveCase] = (),
    values: Mapping[str, Fraction] | None = None,
) -> Verdict:
    """Whether a package would hold without trust, and what in it rests on trust alone.

    Args:
        dossier: the talks, with a day after.
        package: one option for each issue; issues left out take the day after's own package.
        cases: courses of resolve that take the place of what the dossier says of those guarantors.
        values: inputs by name, read so instead of at the middle of their ranges.

    Raises:
        QuestionError: no day after; an issue without an option; an option or input not known.
    """
    return answer(Question(dossier, package, cases, values or ()), values)


def answer(question: Question, values: Mapping[str, Fraction] | None = None) -> Verdict:
    """The verdict on a question that was drawn up already."""
    reading = question.read(values)
    return conclude(question, reading, realise(reading))


def conclude(question: Question, reading: Reading, realised: Realised) -> Verdict:
    """The same for behaviour that was found already."""
    layout = question.layout
    judgment = reading.judge_layout(layout)
    findings = Findings(question.compact, question.machine, layout, judgment)
    on_the_way = departures_on_the_way(findings, realised, reading)
    first = first_departures(on_the_way)
    game = question.in_fractions(reading.inputs)
    return Verdict(
        package=question.package,
        cases={case.guarantor: case.id for case in question.cases},
        holding=_holding(findings, first),
        margins=party_margins(findings),
        first_to_break=first_to_break(findings),
        behaviour=replace(
            _behaviour(findings, realised, reading, game, first),
            turning_points=turning_points(on_the_way),
        ),
        obligations=obligations(findings, reading),
        inputs=tuple(question.inputs.values()),
        reading=reading.inputs,
        proof=_proof(findings, reading, game),
        period=question.told.period,
    )


def _holding(findings: Findings, first: tuple[tuple[Break, ...], ...]) -> Holding:
    """Broken when somebody departs at once, in any of the conducts that behaviour may take."""
    holds = findings.judgment.holds
    if holds is None:
        return Holding.UNDECIDED
    if holds:
        return Holding.HOLDS
    at_once = any(each.period == 0 for found in first for each in found)
    return Holding.BROKEN if at_once else Holding.ONLY_WHILE


def _proof(findings: Findings, reading: Reading, game: Running) -> Proof:
    judgment, layout = findings.judgment, findings.layout
    matters = judgment.matters[layout.where]
    worths = claimed_worths(reading, layout, judgment)
    if judgment.holds is False:
        worst = int(np.where(judgment.signs == -1, judgment.margins.margin, np.inf).argmin())
        route = route_to(layout, judgment.tables, int(layout.where[worst]))
        finding = check_departure(game, {}, worths, _departure(findings, worst), route)
    elif judgment.holds:
        finding = check_equilibrium(game, {}, worths)
    else:
        finding = Finding(False, "some margin is undecided", 0, 0, Fraction(0))
    return Proof(
        states=int(judgment.matters.sum()),
        deviations=int(matters.sum()),
        error=float(judgment.margins.error[matters].max(initial=0.0)),
        settled=sum(1 for bracket in judgment.settled.values() if bracket.sign is not None),
        undecided=int((judgment.signs == UNDECIDED).sum()),
        is_checked=finding.accepted,
        why_not=finding.why,
        doubt=_doubt(judgment),
    )


def _doubt(judgment: Judgment) -> float:
    """How far from zero the margins may be that nothing could tell from it."""
    furthest = 0.0
    for k in np.flatnonzero(judgment.signs == UNDECIDED).tolist():
        bracket = judgment.settled.get(k)
        if bracket is not None:
            far = float(max(abs(bracket.low), abs(bracket.high)))
        else:
            far = float(abs(judgment.margins.margin[k]) + judgment.margins.error[k])
        furthest = max(furthest, far)
    return furthest


def _departure(findings: Findings, k: int) -> tuple[object, int, tuple[int, ...]]:
    layout = findings.layout
    place, player = int(layout.where[k]), int(layout.who[k])
    profile = list(layout.profiles[place])
    profile[player] = int(layout.choices[k])
    return layout.states[place], player, tuple(profile)


def _behaviour(
    findings: Findings,
    realised: Realised,
    reading: Reading,
    game: Running,
    first: tuple[tuple[Break, ...], ...],
) -> Behaviour:
    is_checked = False
    if realised.is_equilibrium:
        worths = claimed_worths(reading, realised.layout, realised.judgment)
        matters = [
            realised.layout.states[int(k)] for k in np.flatnonzero(realised.judgment.matters)
        ]
        is_checked = check_equilibrium(game, realised.conduct, worths, matters).accepted
    return Behaviour(
        ending=_ending(realised),
        core=len(realised.core()),
        situations=int(realised.judgment.matters.sum()),
        first=first,
        departures=departures(findings, realised),
        rounds=realised.rounds,
        is_checked=is_checked,
        mixtures=tuple(_mixtures(findings.compact, realised, game)),
    )


def _mixtures(compact: Compact, realised: Realised, game: Running) -> Iterator[Mixture]:
    for each in mix(game, realised.circling) or ():
        if isinstance(each.state, Moment):
            place = situation(compact, each.state)
            yield Mixture(game.players[each.player], place, each.actions, each.share)


def _ending(realised: Realised) -> Ending:
    if realised.circling:
        return Ending.CIRCLE
    if not realised.is_equilibrium:
        return Ending.UNKNOWN
    return Ending.ELSEWHERE if realised.conduct else Ending.AS_PRESCRIBED
