"""The checker's own reading of the principles by which a settlement is picked."""

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from holdfast.bargain.judge import Judge
from holdfast.bargain.results import Principle, Settlement

Gains = Mapping[str, Fraction]
Rank = tuple[Fraction, ...]


def outranks(judge: Judge, answer: Settlement) -> dict[str, str] | None:
    """A package that the principle ranks above the settlement; the whole zone is looked at."""
    found = list(judge.zone())
    packages = [package for package, _ in found]
    gains = [_gains(judge, answer, totals) for _, totals in found]
    acceptable = [g for g in gains if min(g.values()) >= 0]
    most = {p: max((g[p] for g in acceptable), default=Fraction(0)) for p in answer.between}
    reached = _rank(answer.by, answer.gains, most)
    for package, gain in zip(packages, gains, strict=True):
        if min(gain.values()) >= 0 and _rank(answer.by, gain, most) > reached:
            return package
    return None


def _gains(judge: Judge, answer: Settlement, totals: Mapping[str, int]) -> dict[str, Fraction]:
    return {
        party: judge.tallies[party].points(totals[party]) - answer.start[party]
        for party in answer.between
    }


def _rank(by: Principle, gains: Gains, most: Gains) -> Rank:
    """What a principle looks at, so that a larger tuple is a better package."""
    if by is Principle.NASH:
        return (prod(gains.values(), start=Fraction(1)),)
    if by is Principle.UTILITARIAN:
        return (sum(gains.values(), start=Fraction(0)),)
    if by is Principle.EGALITARIAN:
        return tuple(sorted(gains.values()))
    return tuple(sorted(g / most[p] if most[p] else Fraction(1) for p, g in gains.items()))


def wrong_division(judge: Judge, answer: Settlement) -> str:
    """What is wrong with a division of the issues between two parties; empty when nothing is."""
    held: dict[str, dict[str, Fraction]] = {}
    for share in answer.shares:
        held.setdefault(share.issue, {})[share.party] = share.share
    for issue, shares in held.items():
        if sum(shares.values()) != 1 or min(shares.values()) < 0:
            return f"The shares of {issue} are {shares}, which do not add up to one."
    points = {}
    for party in answer.between:
        reach = {issue: _reach(judge, party, issue) for issue in held}
        got = sum((reach[i] * shares.get(party, Fraction(0)) for i, shares in held.items()))
        points[party] = Fraction(100 * got, sum(reach.values()))
    if points != dict(answer.points or {}):
        return f"The shares are worth {points} points, not {answer.points}."
    first, second = points.values()
    return "" if first == second else f"The points {points} of the two parties are not equal."


def _reach(judge: Judge, party: str, issue: str) -> Fraction:
    """How far a party's worth of an issue's options reaches from the worst to the best."""
    tally = judge.tallies[party]
    options = judge.dossier.issues[issue].options
    worths = [tally.points(tally.single.get((issue, option), 0)) for option in options]
    return max(worths) - min(worths)
