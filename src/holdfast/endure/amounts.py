"""The smallest carrot: the least amounts that make a compact hold, and what each of them buys.

Tranches and sanctions enter payoffs alone and enter them linearly, so that every margin is a linear
function of them and the cheapest amounts are a linear program. Its dual prices say which breach the
money is paid against. Where the compact is small enough, amounts and prices are found in fractions
and prove each other; elsewhere the amounts are proven to be enough, and not to be the least.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdfast.dossier import in_figures
from holdfast.endure.backstop import Amounts, LeastAmount, Paid
from holdfast.endure.exact import solved
from holdfast.endure.findings import Findings
from holdfast.endure.judge import PATIENCE, judge
from holdfast.endure.program import Optimum, optimum
from holdfast.endure.question import Question, unknown_input
from holdfast.endure.reading import Reading
from holdfast.endure.tables import Floats
from holdfast.errors import QuestionError

_TIGHT = 1e-7
_ROUND_UP = 1e-9
FEWEST, MOST = 4, 15
"""Figures in which an amount is told."""


@dataclass(frozen=True, slots=True, eq=False)
class _Program:
    """Minimise cost . x with margins base + slope x >= 0 and x >= 0, all in floats.

    ``recipients`` are the seats of those in whose present value a lever is priced, None where its
    price was given.
    """

    levers: tuple[str, ...]
    readings: tuple[Reading, ...]
    base: Floats
    slope: Floats
    cost: Floats
    recipients: tuple[int | None, ...]
    matters: NDArray[np.bool_]


def least_amounts(
    question: Question,
    levers: Sequence[str],
    values: Mapping[str, Fraction] | None = None,
    prices: Mapping[str, Fraction] | None = None,
) -> Amounts:
    """The cheapest amounts of some levers that make a compact hold together.

    Args:
        question: the package's compact, in which the levers are open.
        levers: inputs that enter payoffs alone, such as ``tranches.first.amount``.
        values: other inputs that are read otherwise than at the middle of their ranges.
        prices: what one unit of each lever costs; a tranche costs its present value at signature to
            the one who receives it unless said, anything else one point.

    Raises:
        QuestionError: no lever, or one that is not known, or that does more than change payoffs in
            proportion.
    """
    from scipy.optimize import linprog

    _hold_linear(question, levers)
    fixed = dict(values or {})
    program = _program(question, tuple(levers), fixed, prices or {})
    rows = np.flatnonzero(program.matters)
    found = linprog(
        program.cost, A_ub=-program.slope[rows], b_ub=program.base[rows], bounds=(0, None)
    )
    if found.status == 2:
        proven = _is_hopeless(question, program)
        return Amounts((), None, is_enough=False, is_least=False, paid=(), is_proven_none=proven)
    if found.status != 0:
        message = f"The linear program was not solved ({found.message}), so the least is not known."
        raise QuestionError(message, code="not-solved")
    least: Floats = np.asarray(found.x)
    duals = np.zeros(len(program.base))
    duals[rows] = -found.ineqlin.marginals
    exact = _exactly(question, program, prices or {}, least, duals)
    if exact is not None:
        amounts = dict(zip(program.levers, exact.amounts, strict=True))
    else:
        up = 1 + _ROUND_UP
        amounts = {
            lever: Fraction(amount * up) if amount > _TIGHT else Fraction(0)
            for lever, amount in zip(program.levers, least.tolist(), strict=True)
        }
    return _answer(question, program, fixed, amounts, duals, exact)


def _is_hopeless(question: Question, program: _Program) -> bool:
    """True when it is proven that some breach pays and that no amount makes it pay less.

    Other ways in which no amounts are enough are left unproven.
    """
    helps = (program.slope > _TIGHT * (1 + np.abs(program.base[:, None]))).any(axis=1)
    stuck = np.flatnonzero(program.matters & ~helps & (program.base < -_TIGHT))
    if not len(stuck):
        return False
    k = int(stuck[program.base[stuck].argmin()])
    margins = [_margins(question, reading, program, [k]) for reading in program.readings]
    if any(margin is None for margin in margins):
        return False
    base, *ones = [margin[0][0] for margin in margins if margin is not None]
    return base < 0 and all(one <= base for one in ones)


def _hold_linear(question: Question, levers: Sequence[str]) -> None:
    if not levers:
        message = "No amount is named, so there is nothing to be paid less of. Name one at least."
        raise QuestionError(message, code="no-amounts")
    for lever in levers:
        if lever not in question.sheet.inputs:
            raise unknown_input(question, lever)
    layout = question.layout
    discounts = [question.sheet.node(d) for d in question.machine.game.discounts]
    degrees = np.array(question.sheet.degrees(levers))
    fixed = np.concatenate([layout.chances.nodes, layout.deviations.nodes, discounts])
    payoffs = np.concatenate([layout.rewards.ravel(), layout.gains])
    if degrees[fixed].any() or (degrees[payoffs] > 1).any():
        message = (
            f"{', '.join(levers)} do more together than change payoffs in proportion, so there is"
            " no linear program for them. Ask for the least of each by itself."
        )
        raise QuestionError(message, code="not-linear")


def _program(
    question: Question,
    levers: tuple[str, ...],
    fixed: Mapping[str, Fraction],
    prices: Mapping[str, Fraction],
) -> _Program:
    none = {**fixed, **dict.fromkeys(levers, Fraction(0))}
    readings = [question.read(none)]
    readings += [question.read({**none, lever: Fraction(1)}) for lever in levers]
    judged = [judge(reading.tables(question.layout)) for reading in readings]
    base, ones = judged[0], judged[1:]
    recipients = tuple(None if lever in prices else _recipient(question, lever) for lever in levers)
    start = question.layout.start
    cost = [
        float(prices.get(lever, 1))
        if seat is None
        else float(one.values.worth[start, seat] - base.values.worth[start, seat])
        for lever, seat, one in zip(levers, recipients, ones, strict=True)
    ]
    return _Program(
        levers=levers,
        readings=tuple(readings),
        base=base.margins.margin,
        slope=np.array([one.margins.margin - base.margins.margin for one in ones]).T,
        cost=np.array(cost),
        recipients=recipients,
        matters=base.matters[question.layout.where],
    )


def _recipient(question: Question, lever: str) -> int | None:
    """The seat of the one who receives a tranche, when the lever is the amount of one."""
    parts = lever.split(".")
    if parts[0] != "tranches" or parts[2:] != ["amount"]:
        return None
    tranche = next(t for t in question.compact.tranches if t.id == parts[1])
    players = question.machine.game.players
    return players.index(tranche.recipient) if tranche.recipient in players else None


def _exactly(
    question: Question,
    program: _Program,
    prices: Mapping[str, Fraction],
    amounts: Floats,
    duals: Floats,
) -> Optimum | None:
    """The optimum in fractions, with the prices that prove it; None where that is out of reach."""
    free = [int(k) for k in np.flatnonzero(amounts > _TIGHT)]
    tight = _basis(program, amounts, duals, free)
    if len(tight) != len(free):
        return None
    margins = [_margins(question, reading, program, tight) for reading in program.readings]
    if any(margin is None for margin in margins):
        return None
    base, *ones = [margin for margin in margins if margin is not None]
    count = len(tight)
    slope = [[one[0][row] - base[0][row] for one in ones] for row in range(count)]
    cost = [
        prices.get(lever, Fraction(1)) if seat is None else one[1][seat] - base[1][seat]
        for lever, seat, one in zip(program.levers, program.recipients, ones, strict=True)
    ]
    return optimum(base[0], slope, cost, free)


def _basis(program: _Program, amounts: Floats, duals: Floats, free: list[int]) -> list[int]:
    """Margins that are tight, as many as there are amounts, each adding something to the others."""
    slack = program.base + program.slope @ amounts
    near = np.flatnonzero(program.matters & (np.abs(slack) <= _TIGHT * (1 + np.abs(program.base))))
    chosen: list[int] = []
    for k in near[np.argsort(-duals[near], kind="stable")].tolist():
        trial = program.slope[np.ix_([*chosen, k], free)]
        if len(chosen) < len(free) and np.linalg.matrix_rank(trial) == len(chosen) + 1:
            chosen.append(k)
    return chosen


def _margins(
    question: Question, reading: Reading, program: _Program, tight: Sequence[int]
) -> tuple[list[Fraction], dict[int, Fraction]] | None:
    """The tight margins, and the worth at signature to every recipient, exact at one reading."""
    layout = question.layout
    exact, instant = reading.exact(layout), layout.instant.tolist()
    worth: dict[int, Any] = {}
    for player in {int(layout.who[k]) for k in tight} | set(program.recipients):
        if player is not None:
            worth[player] = solved(exact, instant, player, range(len(layout.states)), PATIENCE)
            if worth[player] is None:
                return None
    found = []
    for k in tight:
        gain, sequel = exact.deviation(k)
        bracket = worth[int(layout.who[k])].margin(int(layout.where[k]), gain, sequel)
        found.append(bracket.low)
    return found, {seat: one.of(layout.start).low for seat, one in worth.items()}


def _answer(  # noqa: PLR0913, PLR0917 - the parts of an answer
    question: Question,
    program: _Program,
    fixed: Mapping[str, Fraction],
    amounts: Mapping[str, Fraction],
    duals: Floats,
    exact: Optimum | None,
) -> Amounts:
    reading = question.read({**fixed, **amounts})
    layout, judgment = reading.judge()
    findings = Findings(question.compact, question.machine, layout, judgment)
    costs = zip(program.levers, program.cost.tolist(), strict=True)
    paid = [
        Paid(findings.temptation(int(k)), float(duals[k]))
        for k in np.argsort(-duals)
        if duals[k] > _TIGHT
    ]
    is_enough = judgment.holds is True
    enough = _in_few_figures(question, fixed, amounts) if is_enough else amounts
    now = question.values(fixed)
    return Amounts(
        amounts=tuple(
            LeastAmount(question.inputs[lever], now[lever], amounts[lever], enough[lever])
            for lever in program.levers
        ),
        cost=float(sum(cost * float(amounts[lever]) for lever, cost in costs)),
        is_enough=is_enough,
        is_least=exact is not None and is_enough,
        paid=tuple(paid),
        least_cost=exact.cost if exact is not None and is_enough else None,
    )


def _in_few_figures(
    question: Question, fixed: Mapping[str, Fraction], amounts: Mapping[str, Fraction]
) -> Mapping[str, Fraction]:
    """The amounts rounded up to as few figures as still make it hold.

    More is not always enough: who pays more has more to gain by paying nothing.
    """
    for figures in range(FEWEST, MOST):
        tried = {lever: in_figures(each, figures, up=True) for lever, each in amounts.items()}
        if question.read({**fixed, **tried}).judge()[1].holds is True:
            return tried
    return amounts
