"""A question under many readings of its dossier at once, in whole numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from holdfast.bargain.acceptance import DrawnView
from holdfast.bargain.columns import Choices
from holdfast.bargain.draws import Readings
from holdfast.bargain.joint import Point
from holdfast.bargain.layout import Layout, Scope, lay_out
from holdfast.bargain.limit import Limit
from holdfast.bargain.narrowing import literals
from holdfast.bargain.network import Whole
from holdfast.bargain.prepared import allowed_by_cluster, cells_of, scope_of, worth_by_cluster
from holdfast.bargain.problem import Problem, compile_problem
from holdfast.bargain.prospects import REACH
from holdfast.bargain.worlds import NO_FLOOR, Worlds
from holdfast.dossier.model import Pattern


@dataclass(frozen=True)
class Spread:
    """What every pattern is worth to each party under each reading, each party in its own unit.

    ``tables`` hold, for each scope, worths by reading, case and party; ``floors`` the no-deal
    values by reading and party, and ``starts`` from where the gains of those asked between are
    counted.
    """

    problem: Problem
    layout: Layout
    tables: dict[Scope, Whole]
    floors: Whole
    starts: Whole

    def totals(self, places: Sequence[int], choices: Choices) -> Whole:
        """What packages are worth, by reading, package and party."""
        sizes, count = self.layout.sizes, len(choices)
        found: Whole = np.zeros((len(places), count, len(self.problem.parties)), dtype=np.int64)
        for scope, table in self.tables.items():
            case = np.zeros(count, dtype=np.int64)
            for issue in scope:
                case = case * sizes[issue] + choices[:, issue]
            found += table[np.array(places)[:, None], case]
        return found

    def worlds(
        self, places: Sequence[int], floors: Whole, cuts: Whole, cut_floors: Whole
    ) -> Worlds:
        """Some readings as worlds to be searched side by side."""
        rows = list(places)
        return Worlds(
            layout=self.layout,
            worth=worth_by_cluster(
                self.layout,
                {scope: table[rows] for scope, table in self.tables.items()},
                len(self.problem.parties),
            ),
            allowed=allowed_by_cluster(self.layout, [self.problem]),
            floors=floors,
            sought=self.problem.sought,
            cuts=cuts,
            cut_floors=cut_floors,
        )


def spread(
    readings: Readings, between: Sequence[str], start: Point | None, limit: Limit
) -> Spread | None:
    """A question under many readings; None where it cannot be put in whole numbers and tables.

    That is where its numbers are too large, where the gains of a party without a no-deal value are
    counted from nowhere, or where a table would have more cases than the limit allows.

    Args:
        readings: the readings.
        between: the parties whose totals are to be large.
        start: from where gains are counted where no no-deal value is known.
        limit: how many cases may be looked at together.
    """
    problem = compile_problem(readings.known, between)
    sizes, parties = tuple(len(own) for own in problem.options), len(problem.parties)
    views = [DrawnView(readings.known.views[party], readings) for party in problem.parties]
    scopes = {scope_of(literals(problem, when)): None for view in views for when in view.patterns()}
    bars = {scope_of(bar.when) for bar in problem.bars}
    layout = lay_out(sizes, [*scopes, *sorted(bars)])
    if layout.cells > limit.cells:
        return None
    tables: dict[Scope, Whole] = {}
    floors: Whole = np.full((readings.count, parties), NO_FLOOR, dtype=np.int64)
    starts: Whole = np.zeros((readings.count, len(problem.sought)), dtype=np.int64)
    for at, view in enumerate(views):
        begin = start[at] if start is not None and at < len(problem.sought) else Fraction(0)
        own = _column(view, begin)
        if own is None:
            return None
        for when, worth in own.terms:
            cells = literals(problem, when)
            scope = scope_of(cells)
            if scope not in tables:
                shape = (readings.count, *(sizes[v] for v in scope), parties)
                tables[scope] = np.zeros(shape, dtype=np.int64)
            tables[scope][(slice(None), *cells_of(cells), at)] += worth.reshape(
                -1, *(1 for _ in scope)
            )
        if own.no_deal is not None:
            floors[:, at] = own.no_deal
        if at < len(problem.sought):
            if own.no_deal is not None:
                starts[:, at] = own.no_deal
            elif start is not None and (begin * own.scale).denominator == 1:
                starts[:, at] = int(begin * own.scale)
            else:
                return None
    flat = {scope: t.reshape(readings.count, -1, parties) for scope, t in tables.items()}
    return Spread(problem, layout, flat, floors, starts)


@dataclass(frozen=True, slots=True)
class _Column:
    """One party's terms in whole numbers: points times the scale."""

    terms: list[tuple[Pattern, Whole]]
    no_deal: Whole | None
    scale: Fraction


def _column(view: DrawnView, start: Fraction) -> _Column | None:
    """The least whole numbers that say what a view says; None where they would be too large."""
    terms, no_deal = list(view.terms()), view.no_deal
    every = [worth for _, worth in terms] + ([] if no_deal is None else [no_deal])
    if any(numbers.dtype == object for numbers in every):
        return None
    units = (int(np.gcd.reduce(numbers)) for numbers in every)
    unit = max(gcd(*units, (start * view.scale).numerator), 1)
    if sum(int(np.abs(numbers).max()) // unit for numbers in every) >= REACH:
        return None
    return _Column(
        [(when, worth // unit) for when, worth in terms],
        None if no_deal is None else no_deal // unit,
        Fraction(view.scale, unit),
    )
