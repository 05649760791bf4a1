"""The package that would be recommended: Nash's, the greatest product of gains over no deal.

Of the named principles it is the one that compares no points and moves in a straight line with
every single judgment, which is what makes exact answers on many views affordable.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, prod
from operator import sub

from holdfast.bargain.joint import Point, counted_from, nash_row, product_of_gains
from holdfast.bargain.limit import Limit, Watch
from holdfast.bargain.narrowing import giving
from holdfast.bargain.problem import Choice, Problem, compile_problem
from holdfast.bargain.pruning import pruned_search
from holdfast.bargain.results import Proof
from holdfast.bargain.valued import totals
from holdfast.dossier.model import Dossier
from holdfast.dossier.worth import midpoint


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The recommended package by position; None when there is none.

    ``start`` is from where gains were counted.
    """

    choice: Choice | None
    product: Fraction | None
    start: Point
    proof: Proof


@dataclass(frozen=True, slots=True)
class Rival:
    """A product of gains to be beaten, and the most that each party can have while it is."""

    product: Fraction
    most: Point


def recommend(
    dossier: Dossier,
    between: Sequence[str],
    limit: Limit | None = None,
    *,
    start: Point | None = None,
) -> Recommendation:
    """What Nash would pick from a dossier, as ``settle`` does, without its checks.

    Args:
        dossier: what is known.
        between: the parties whose gains are multiplied.
        limit: how long it may take and how much it may hold.
        start: from where gains are counted; as ``settle`` counts them unless said.
    """
    problem = compile_problem(dossier, between)
    # What nobody can better without the others' consent, and they consent to, nobody can with it.
    if start is not None or all(dossier.views[p].no_deal is not None for p in between):
        others = [p for p in range(len(problem.parties)) if p not in problem.sought]
        loose = _picked(dossier, _without_floors(problem, others), limit, start)
        if loose.is_settled and _consent(problem, others, loose.choice):
            return loose.recommendation
    return _picked(dossier, problem, limit, start).recommendation


@dataclass(frozen=True, slots=True)
class _Pick:
    """A recommendation; ``is_settled`` when no other point has the same product."""

    recommendation: Recommendation
    is_settled: bool

    @property
    def choice(self) -> Choice | None:
        return self.recommendation.choice


def _picked(dossier: Dossier, problem: Problem, limit: Limit | None, start: Point | None) -> _Pick:
    found = pruned_search(problem, Watch(limit or Limit()))
    points: list[Point] = [
        tuple(problem.points(p, line[p]) for p in problem.sought)
        for line in totals(problem, found.choices).tolist()
    ]
    origin = counted_from(dossier, problem.between, midpoint, points) if start is None else start
    row = nash_row(points, origin)
    if row is None:
        return _Pick(Recommendation(None, None, origin, found.proof), is_settled=not points)
    product = product_of_gains(points[row], origin)
    ties = sum(
        product_of_gains(point, origin) == product and min(map(sub, point, origin)) >= 0
        for point in points
    )
    choice = tuple(int(option) for option in found.choices[row])
    return _Pick(Recommendation(choice, product, origin, found.proof), is_settled=ties == 1)


def _without_floors(problem: Problem, parties: Collection[int]) -> Problem:
    floors = (None if p in parties else floor for p, floor in enumerate(problem.floors))
    return replace(problem, floors=tuple(floors))


def _consent(problem: Problem, parties: Sequence[int], choice: Choice | None) -> bool:
    """True when parties are given at least their floors, or nothing is asked of them."""
    if choice is None:
        return True
    totals_ = problem.totals(choice)
    floors = [(p, problem.floors[p]) for p in parties]
    return all(floor is None or totals_[p] >= floor for p, floor in floors)


def beating(problem: Problem, rival: Rival, start: Point) -> Problem:
    """The packages that give each party enough for their product to beat a rival's.

    With the others at their most, a party's gain must be above the rival's product divided by
    theirs.
    """
    gains = [m - s for m, s in zip(rival.most, start, strict=True)]
    least = {}
    for party, own in zip(problem.sought, range(len(start)), strict=True):
        others = prod(gain for at, gain in enumerate(gains) if at != own)
        if others > 0:
            total = (start[own] + rival.product / others) * problem.scales[party]
            least[party] = floor(total) + 1
    return giving(problem, least)
