"""The sweep: points of the frontier one after the other, each with the proof that it is one."""

from collections.abc import Sequence

from holdfast.bargain.limit import LimitReached, Watch
from holdfast.bargain.package_model import PackageModel
from holdfast.bargain.problem import Choice, Problem

Corner = tuple[int, ...]
"""A part of what could still be found: every total above its corner, for each party sought."""


class Sweep:
    """Every non-dominated point by the epsilon-constraint method, in whole numbers.

    What could still be found is kept as corners. From each, the solver is asked for a non-dominated
    package with every total above it: it finds one, and the corner moves on, or proves that there
    is none. With two parties the best for the first is found first, and then only one corner is
    ever left [haimes-1971]; with more, each point splits the corners below it [klamroth-2015].

    With ``slack``, points that exceed one found by no more than that, for each party, need not be
    found. ``limit`` is empty as long as nothing was left out; otherwise the points found are true
    points of the frontier, but others may be missing.
    """

    def __init__(self, problem: Problem, watch: Watch, slack: Sequence[int] | None = None) -> None:
        self.limit = ""
        self._slack = slack or (0,) * len(problem.sought)
        self._problem = problem
        self._watch = watch

    def run(self) -> list[Choice]:
        """A package for each non-dominated point, in falling order of totals."""
        found: dict[Corner, Choice] = {}
        try:
            # A model takes a while to make, too long for each of many when all were stopped.
            self._watch.check()
            self._sweep(PackageModel(self._problem), found)
        except (LimitReached, KeyboardInterrupt) as stop:
            self.limit = self._watch.stopped(stop)
        return [found[point] for point in sorted(found, reverse=True)]

    def _sweep(self, model: PackageModel, found: dict[Corner, Choice]) -> None:
        sought = self._problem.sought
        reach = [
            1 + sum(abs(rule.worth[party]) for rule in self._problem.rules) for party in sought
        ]
        corners: list[Corner] = [tuple(-r for r in reach)]
        while corners:
            self._watch.check(len(corners))
            corner = corners.pop()
            least = {party: total + 1 for party, total in zip(sought, corner, strict=True)}
            choice = model.best(least, self._watch)
            if choice is None:
                continue
            totals = self._problem.totals(choice)
            point = tuple(totals[party] for party in sought)
            found[point] = choice
            reached = tuple(a + b for a, b in zip(point, self._slack, strict=True))
            if len(sought) < 2:
                corners = []
            elif len(sought) == 2:
                corners = [(corner[0], reached[1])]
            else:
                corners = _moved_on([corner, *corners], reached)


def _moved_on(corners: list[Corner], point: Corner) -> list[Corner]:
    """The corners left when a point is found: those below it split, and none within another."""
    kept = [corner for corner in corners if not _is_below(corner, point)]
    split = {
        (*corner[:party], point[party], *corner[party + 1 :])
        for corner in corners
        if _is_below(corner, point)
        for party in range(len(point))
    }
    rest: list[Corner] = kept
    for corner in sorted(split):
        if not any(all(a <= b for a, b in zip(other, corner, strict=True)) for other in rest):
            rest.append(corner)
    return rest


def _is_below(corner: Corner, point: Corner) -> bool:
    return all(a < b for a, b in zip(corner, point, strict=True))
