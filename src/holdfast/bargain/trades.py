"""What could be traded from a draft: improvements, concessions, the nearest of the frontier."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import prod

import numpy as np

from holdfast.bargain.answers import Concession, Trade, Trades
from holdfast.bargain.columns import Choices
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.limit import Limit
from holdfast.bargain.moves import Moves
from holdfast.bargain.narrowing import giving, match_mask, position, whole_package
from holdfast.bargain.network import Whole
from holdfast.bargain.pareto import survivors
from holdfast.bargain.problem import Problem, Rule
from holdfast.bargain.results import Demand, Restriction
from holdfast.bargain.trader import Trader
from holdfast.bargain.valued import totals
from holdfast.dossier.model import Dossier, Package, Reading
from holdfast.dossier.worth import midpoint


def trades(
    dossier: Dossier,
    draft: Package,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
) -> Trades:
    """What could be had from a draft: what nobody would mind, and what giving costs and brings.

    Args:
        dossier: what is known.
        draft: one option for every issue; it need not be in the zone.
        between: the parties between whom the frontier is drawn; ``dossier.bargainers()`` unless
            said. Nobody who has values loses by an improvement, whether named here or not.
        reading: how a range is read.
        limit: how long it may take and how much it may hold; no time limit unless said.

    Raises:
        QuestionError: when the draft is not a package, or a party is unknown or without values.
    """
    options = whole_package(dossier, draft)
    inquiry = Inquiry(dossier, between, reading, limit)
    problem = inquiry.problem
    choice = position(problem, options)
    (valued,) = inquiry.packages(choice, waived=None)
    trader = Trader(inquiry, valued)
    moves = Moves(inquiry, choice)
    own = totals(problem, choice)[0].tolist()
    at_draft = {p: own[p] for p in problem.sought}
    dominating = _better(inquiry, own, at_draft)
    nearest = [
        trader.trades(_nearest(inquiry, choice, least) if is_asked else choice[:0])
        for least, is_asked in (({}, True), (at_draft, len(dominating) > 0))
    ]
    return Trades(
        between=inquiry.between,
        draft=valued,
        objections=_objections(problem, choice, own),
        improvements=trader.trades(moves.improvements()),
        best=trader.trades(_better(inquiry, own, dict(enumerate(own[: len(inquiry.valued)])))),
        dominating=trader.trades(dominating),
        concessions=_concessions(inquiry.valued, trader.trades(moves.steps())),
        nearest=next(iter(nearest[0]), None),
        nearest_unopposed=next(iter(nearest[1]), None),
        proof=inquiry.proof(),
    )


def _objections(problem: Problem, draft: Choices, own: Sequence[int]) -> tuple[Demand, ...]:
    """What a draft breaks."""
    broken = [bar.demand for bar in problem.bars if match_mask(problem, bar.when, draft)[0]]
    broken += [
        Demand(Restriction.NO_DEAL, problem.parties[party])
        for party, floor in enumerate(problem.floors)
        if floor is not None and own[party] < floor
    ]
    return tuple(dict.fromkeys(broken))


def _better(inquiry: Inquiry, own: Sequence[int], least: Mapping[int, int]) -> Choices:
    """The frontier of what gives some parties no less than the draft, and one of them more."""
    if inquiry.limit:
        return np.zeros((0, len(inquiry.problem.issues)), dtype=np.int32)
    choices = inquiry.search(giving(inquiry.problem, least))
    parties = list(least)
    gains = totals(inquiry.problem, choices)[:, parties] - np.array([own[p] for p in parties])
    return np.compress((gains > 0).any(axis=1), choices, axis=0)


def _concessions(parties: Sequence[str], steps: Sequence[Trade]) -> tuple[Concession, ...]:
    """For each giver and taker, what costs the one and pays the other, by what it brings."""
    found: list[Concession] = []
    for giver, taker in permutations(parties, 2):
        own = [Concession(giver, taker, t) for t in steps if t.gains[giver] < 0 < t.gains[taker]]
        found += sorted(own, key=lambda c: (c.ratio, c.gain), reverse=True)
    return tuple(found)


def _nearest(inquiry: Inquiry, draft: Choices, least: Mapping[int, int]) -> Choices:
    """The package of the frontier that changes the fewest issues of a draft; none without a zone.

    Sameness is one more total to be large. Where a point of the frontier has several packages, the
    one that is most like the draft is not dominated by any of them, so none is missed. Ties go to
    the greatest product of gains over no deal.
    """
    if inquiry.limit:
        return draft[:0]
    problem = giving(_with_sameness(inquiry.problem, draft), least)
    choices = inquiry.search(problem)
    if len(choices) == 0:
        return choices
    sums = totals(problem, choices)
    sought = list(inquiry.problem.sought)
    points: list[tuple[int, ...]] = list(map(tuple, sums[:, sought].tolist()))
    kept = survivors(sums[:, sought], np.zeros(len(sums), dtype=np.int64))
    frontier = {points[row] for row in kept}
    rows = [row for row, point in enumerate(points) if point in frontier]
    starts = _starts(inquiry, sums, rows)

    def rank(row: int) -> tuple[int, Fraction]:
        gains = (int(sums[row, p]) - start for p, start in starts.items())
        return int(sums[row, -1]), prod(gains, start=Fraction(1))

    best = max(rows, key=rank)
    return choices[best : best + 1]


def _with_sameness(problem: Problem, draft: Choices) -> Problem:
    """The problem with one more total to be large: on how many issues a package is as the draft."""
    alike = {((issue, frozenset({int(option)})),) for issue, option in enumerate(draft[0])}
    rules = [Rule(r.when, (*r.worth, int(r.when in alike))) for r in problem.rules]
    nothing = (0,) * len(problem.parties)
    missing = alike - {rule.when for rule in problem.rules}
    rules += [Rule(when, (*nothing, 1)) for when in sorted(missing, key=lambda w: w[0][0])]
    return replace(
        problem,
        parties=(*problem.parties, ""),
        sought=(*problem.sought, len(problem.parties)),
        scales=(*problem.scales, Fraction(1)),
        floors=(*problem.floors, None),
        rules=tuple(rules),
    )


def _starts(inquiry: Inquiry, sums: Whole, rows: Sequence[int]) -> dict[int, Fraction]:
    """From where gains are counted: no deal, or the least found where nobody has said."""
    starts = {}
    for party in inquiry.problem.sought:
        no_deal = inquiry.dossier.views[inquiry.problem.parties[party]].no_deal
        if no_deal is None:
            starts[party] = Fraction(min(int(sums[row, party]) for row in rows))
        else:
            starts[party] = inquiry.reading(no_deal) * inquiry.problem.scales[party]
    return starts
