"""The package with the best worst case: the least that anyone gains is as large as it can be."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

import numpy as np

from holdfast.bargain.columns import Choices
from holdfast.bargain.extremes import worst_case
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.limit import Limit
from holdfast.bargain.narrowing import giving
from holdfast.bargain.problem import Literals, Problem, Rule
from holdfast.bargain.robust_answers import WorstCase
from holdfast.dossier.model import Dossier
from holdfast.dossier.worth import midpoint

_HALVINGS = 6
"""How often the interval is halved before single steps are taken; it changes only the time."""


def best_worst_case(
    dossier: Dossier, between: Sequence[str] | None = None, limit: Limit | None = None
) -> WorstCase | None:
    """Of all packages that could be agreed, the one that asks the least trust in our judgments.

    The packages are those of the zone as it stands, with every range at its middle, or all that
    break no link and no red line that says never where there is no zone. Every party whose no-deal
    value is known counts, for all must consent. A party's worst case is its least gain over no
    deal over all admissible views, below zero where it might refuse, as a share of the most that
    it could gain if it alone decided (at the middle of all ranges). The least share is made as
    large as it can be, then the second least, and so on.

    Returns:
        The package, or None when no no-deal value is known, when every package breaks some rule,
        or when the work was interrupted before one was found.
    """
    return worst_case_of(Inquiry(dossier, between, limit=limit), worst_case(dossier))


def worst_case_of(inquiry: Inquiry, worst: Dossier) -> WorstCase | None:
    """The same as part of an inquiry that is under way, with the dossier at its worst."""
    search = _Search(inquiry, worst)
    # Ctrl-C before it is known how much each could gain leaves nothing to share by.
    is_hopeless = not search.parties or inquiry.watch.is_interrupted
    return None if is_hopeless else search.answer()


class _Search:
    """The search for the highest bar that some package clears for all."""

    def __init__(self, inquiry: Inquiry, worst: Dossier) -> None:
        self._middle = inquiry
        self._worst = inquiry.about(worst)
        views = inquiry.dossier.views
        self.parties = [p for p in self._middle.problem.parties if views[p].no_deal is not None]
        self._reach = {party: self._alone(party) for party in self.parties}
        self._open = beside(self._free(self._worst.problem), self._middle.problem)
        if not len(self._worst.search(self._open.seeking())):
            self._open = self._free(self._worst.problem)

    def answer(self) -> WorstCase | None:
        """Halve the interval of bars a few times, then go up until nothing clears the bar."""
        found = self._worst.search(self._open.seeking())[:1]
        if len(found) == 0:
            return None
        low, high = min(self._shares(found)[0]), Fraction(1)
        for _ in range(_HALVINGS):
            better = self._above((low + high) / 2)
            if len(better):
                found, low = better, min(self._shares(better)[0])
            else:
                high = (low + high) / 2
        while len(better := self._above(low)):
            found, low = better, min(self._shares(better)[0])
        best = self._evenest(low, found)
        (package,) = self._middle.packages(best, waived=None)
        return WorstCase(
            package=package,
            gains=dict(zip(self.parties, self._gains(best)[0], strict=True)),
            shares=dict(zip(self.parties, self._shares(best)[0], strict=True)),
            is_proven=self._middle.is_complete,
        )

    def _above(self, bar: Fraction) -> Choices:
        """Any package whose shares are all above a bar; none once the work was stopped."""
        if self._worst.limit:
            return np.zeros((0, len(self._worst.problem.issues)), dtype=np.int32)
        least = {at: floor(total) + 1 for at, total in self._totals(bar).items()}
        return self._worst.search(giving(self._open, least).seeking())[:1]

    def _evenest(self, low: Fraction, found: Choices) -> Choices:
        """Of the packages whose least share is the highest, the one whose others are highest."""
        if self._worst.limit:
            return found
        least = {at: ceil(total) for at, total in self._totals(low).items()}
        choices = self._worst.search(giving(self._open, least).seeking(*least))
        shares = [sorted(line) for line in self._shares(choices)]
        best = shares.index(max(shares))
        return choices[best : best + 1]

    @staticmethod
    def _free(problem: Problem) -> Problem:
        """Every package that breaks no link and no red line that says never."""
        return replace(problem, floors=(None,) * len(problem.parties))

    def _totals(self, share: Fraction) -> dict[int, Fraction]:
        """The totals, by position, at which every party has a share."""
        problem = self._worst.problem
        found = {}
        for party in self.parties:
            at = problem.parties.index(party)
            points = share * self._reach[party] + self._no_deal(self._worst.dossier, party)
            found[at] = points * problem.scales[at]
        return found

    def _gains(self, choices: Choices) -> list[tuple[Fraction, ...]]:
        """Least gains over no deal, by party, for each package."""
        starts = [self._no_deal(self._worst.dossier, party) for party in self.parties]
        points = self._worst.points(choices, self.parties)
        return [tuple(v - s for v, s in zip(line, starts, strict=True)) for line in points]

    def _shares(self, choices: Choices) -> list[tuple[Fraction, ...]]:
        reaches = list(self._reach.values())
        gains = self._gains(choices)
        return [tuple(g / r for g, r in zip(line, reaches, strict=True)) for line in gains]

    def _alone(self, party: str) -> Fraction:
        """The most that a party could gain if it alone decided; one point where that is nothing."""
        choices = self._middle.most(self._free(self._middle.problem), party)
        most = [v for (v,) in self._middle.points(choices, (party,))]
        gain = most[0] - self._no_deal(self._middle.dossier, party) if most else Fraction(0)
        return gain if gain > 0 else Fraction(1)

    @staticmethod
    def _no_deal(dossier: Dossier, party: str) -> Fraction:
        no_deal = dossier.views[party].no_deal
        return Fraction(0) if no_deal is None else midpoint(no_deal)


def beside(one: Problem, other: Problem) -> Problem:
    """A problem with the totals, and the floors, of another put beside its own."""
    rules: dict[Literals, tuple[int, ...]] = {}
    nothing, nought = (0,) * len(one.parties), (0,) * len(other.parties)
    for rule in one.rules:
        rules[rule.when] = (*rule.worth, *nought)
    for rule in other.rules:
        rules[rule.when] = (*rules.get(rule.when, nothing)[: len(nothing)], *rule.worth)
    return replace(
        one,
        parties=(*one.parties, *other.parties),
        scales=(*one.scales, *other.scales),
        floors=(*one.floors, *other.floors),
        rules=tuple(Rule(when, worth) for when, worth in rules.items()),
    )
