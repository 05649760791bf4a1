"""What would open a zone: the smallest sets of demands to give up, and what giving up costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from holdfast.bargain.limit import Watch
from holdfast.bargain.problem import Problem
from holdfast.bargain.results import Demand, Relaxation, Restriction
from holdfast.bargain.search import search
from holdfast.bargain.valued import valued_packages
from holdfast.dossier.model import Dossier, Reading

Way = Sequence[Demand]
Points = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What giving demands up would cost, in a dossier without a zone."""

    dossier: Dossier
    reading: Reading
    problem: Problem
    watch: Watch

    def relaxations(self, ways: Sequence[Way]) -> tuple[Relaxation, ...]:
        """Each way out with the package that it asks least for, those that cost least first.

        First come those that break the fewest links and ``never`` lines, since these have no price;
        of those, the ones whose greatest shortfall is the smallest share of all that lies between
        its party's best and worst package; then those whose next shortfall is. A way whose cost
        there was no time to work out is left out.
        """
        if not ways:
            return ()
        reaches = [self._reach(party) for party in range(len(self.problem.parties))]
        known = [reach for reach in reaches if reach is not None]
        if len(known) < len(reaches):
            return ()
        found = [self._cheapest(way, known) for way in ways]
        return tuple(sorted((r for r in found if r is not None), key=_cost))

    def _reach(self, party: int) -> int | None:
        """All that lies between a party's best and worst package, no demand counted; at least 1.

        None when there was no time to find them.
        """
        free = self.problem.under(())
        ends = [search(free.weighing({party: sign}), self.watch) for sign in (1, -1)]
        if not all(end.proof.complete for end in ends):
            return None
        top, bottom = (free.totals(tuple(end.choices[0].tolist()))[party] for end in ends)
        return max(top - bottom, 1)

    def _cheapest(self, way: Way, reaches: Sequence[int]) -> Relaxation | None:
        """The package that a way out asks least for; None when there was no time to find one."""
        problem = self.problem
        givers = [
            at for at, p in enumerate(problem.parties) if Demand(Restriction.NO_DEAL, p) in way
        ]
        opened = problem.under(demand for demand in problem.demands if demand not in way)
        if givers:
            opened = opened.seeking(*givers)
        else:
            whole = lcm(*(reaches[p] for p in problem.sought))
            opened = opened.weighing({p: whole // reaches[p] for p in problem.sought})
        found = search(opened, self.watch)
        if not found.proof.complete:
            return None
        choices = found.choices
        totals = [problem.totals(tuple(choice.tolist())) for choice in choices]
        short = [
            {problem.parties[at]: self._shortfall(at, total[at]) for at in givers}
            for total in totals
        ]
        reach = {p: problem.points(at, reaches[at]) for at, p in enumerate(problem.parties)}
        shares = [{p: points / reach[p] for p, points in each.items()} for each in short]
        row = min(range(len(choices)), key=lambda n: sorted(shares[n].values(), reverse=True))
        (package,) = valued_packages(
            self.dossier, problem.between, self.reading, choices[row : row + 1]
        )
        return Relaxation(tuple(way), package, short[row], shares[row])

    def _shortfall(self, party: int, total: int) -> Fraction:
        no_deal = self.dossier.views[self.problem.parties[party]].no_deal
        points = self.problem.points(party, total)
        return Fraction(0) if no_deal is None else self.reading(no_deal) - points


def _cost(relaxation: Relaxation) -> tuple[int, list[Fraction]]:
    bars = len(relaxation.demands) - len(relaxation.shortfalls)
    return bars, sorted(relaxation.shares.values(), reverse=True)
