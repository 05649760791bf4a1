"""Why there is no zone: every smallest set of demands that no package meets together.

A smallest set of demands whose giving-up opens the zone hits every smallest conflict, and the other
way round [reiter-1987]. So the smallest sets that hit all conflicts found so far are tried: either
a package meets all other demands, and giving that set up opens the zone, or the other demands hold
a conflict not yet found. When none is left to try, all conflicts and all ways out are known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from holdfast.bargain.limit import LimitReached, Watch
from holdfast.bargain.problem import Choice, Problem
from holdfast.bargain.results import Conflict, Demand, Restriction
from holdfast.bargain.search import search

Demands = frozenset[Demand]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """The smallest conflicts, and the smallest sets of demands whose giving-up opens the zone.

    ``are_all`` is True when there are no others of either.
    """

    conflicts: tuple[Conflict, ...]
    ways_out: tuple[tuple[Demand, ...], ...]
    are_all: bool


_CONFLICTS = 20
"""Conflicts after which no more are looked for."""

_WAYS_OUT = 60
"""Ways out after which no more are looked for."""

_UNTRIED = 20_000
"""Sets still to be tried, beyond which they are no longer worked out."""


def find_conflicts(problem: Problem, watch: Watch) -> Conflicts:
    """The smallest conflicts of a problem without a zone, fewest demands first, and ways out."""
    demands = problem.demands
    meetings = _Meetings(problem, watch)
    found: list[Conflict] = []
    ways_out: list[Demands] = []
    are_all = True
    try:
        untried: list[Demands] = [frozenset()]
        while untried and len(found) < _CONFLICTS and len(ways_out) < _WAYS_OUT:
            given_up = untried.pop(0)
            others = [demand for demand in demands if demand not in given_up]
            is_met = meetings.is_met(frozenset(others))
            if is_met is None:
                are_all = False
            elif is_met:
                ways_out.append(given_up)
            else:
                found.append(_smallest(others, meetings))
                hitting = _hitting([frozenset(conflict.demands) for conflict in found])
                untried = [way for way in hitting if way not in ways_out]
        are_all = are_all and not untried and all(c.is_proven_smallest for c in found)
    except (LimitReached, KeyboardInterrupt) as stop:
        watch.stopped(stop)
        are_all = False
    place = {demand: at for at, demand in enumerate(demands)}
    return Conflicts(
        tuple(sorted(found, key=lambda c: (len(c.demands), [place[d] for d in c.demands]))),
        tuple(tuple(sorted(way, key=place.__getitem__)) for way in ways_out),
        are_all,
    )


def _smallest(demands: Sequence[Demand], meetings: "_Meetings") -> Conflict:
    """One smallest conflict among demands that no package meets together [chinneck-dravnieks-1991].

    Demands are left out one at a time; one is kept for good when a package meets all the others
    that are left. Every demand kept is therefore shown to be needed by a package.
    """
    kept = tuple(demands)
    is_proven = True
    for demand in demands:
        others = tuple(d for d in kept if d != demand)
        is_met = meetings.is_met(frozenset(others))
        if is_met is False:
            kept = others
        elif is_met is None:
            is_proven = False
    return Conflict(kept, is_proven)


def _hitting(conflicts: Iterable[Demands]) -> list[Demands]:
    """The smallest sets that hold a demand of every conflict, those with the fewest first."""
    sets: list[Demands] = [frozenset()]
    for conflict in conflicts:
        hit = [way for way in sets if way & conflict]
        grown = {way | {demand} for way in sets if not way & conflict for demand in conflict}
        # A set that was there before and hits the conflict makes those around it superfluous.
        sets = hit + [way for way in grown if not any(kept <= way for kept in hit)]
        if len(sets) > _UNTRIED:
            message = "there are too many conflicts to work out all ways out of them"
            raise LimitReached(message)
    return sorted(sets, key=lambda way: (len(way), sorted(map(_key, way))))


def _key(demand: Demand) -> tuple[str, str, str]:
    return (demand.kind, demand.party, demand.id)


class _Meetings:
    """Which sets of demands some package meets; what was once found is not searched for again."""

    def __init__(self, problem: Problem, watch: Watch) -> None:
        self._problem = problem
        self._watch = watch
        self._met: list[Demands] = []
        self._unmet: list[Demands] = []

    def is_met(self, demands: Demands) -> bool | None:
        """Whether some package meets all of these; None when that was not settled in time."""
        if any(demands <= met for met in self._met):
            return True
        if any(unmet <= demands for unmet in self._unmet):
            return False
        self._watch.check()
        found = search(self._problem.under(demands).seeking(), self._watch)
        if len(found.choices):
            choice = tuple(map(int, found.choices[0]))
            self._met.append(frozenset(met_by(self._problem, choice)))
            return True
        if found.proof.complete:
            self._unmet.append(demands)
            return False
        return None


def met_by(problem: Problem, choice: Choice) -> list[Demand]:
    """The demands that a package meets."""
    broken = {
        bar.demand
        for bar in problem.bars
        if all(choice[issue] in options for issue, options in bar.when)
    }
    for party, floor, total in zip(
        problem.parties, problem.floors, problem.totals(choice), strict=True
    ):
        if floor is not None and total < floor:
            broken.add(Demand(Restriction.NO_DEAL, party))
    return [demand for demand in problem.demands if demand not in broken]
