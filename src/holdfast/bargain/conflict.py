"""Why there is no zone: the smallest sets of demands that no package meets together."""

from collections.abc import Iterable

from holdfast.bargain.limit import Watch
from holdfast.bargain.problem import Problem
from holdfast.bargain.results import Conflict, Demand
from holdfast.bargain.search import search


def smallest_conflict(problem: Problem, demands: Iterable[Demand], watch: Watch) -> Conflict:
    """One smallest conflict among demands that no package meets together [chinneck-dravnieks-1991].

    Demands are left out one at a time; one is kept for good when a package meets all the others
    that are left. Every demand kept is therefore shown to be needed by a package.
    """
    kept = list(demands)
    is_proven = True
    for demand in tuple(kept):
        others = [d for d in kept if d != demand]
        found = search(problem.under(others).seeking(), watch)
        if len(found.choices) == 0 and found.proof.complete:
            kept = others
        elif len(found.choices) == 0:
            is_proven = False
    return Conflict(tuple(kept), is_proven)
