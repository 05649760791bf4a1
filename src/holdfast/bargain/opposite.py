"""The opposite of a claim, put to a constraint solver: is there a package after all?"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from time import monotonic
from typing import Any

from holdfast.bargain.judge import Judge, Tally, Totals
from holdfast.bargain.solving import solve
from holdfast.dossier.model import Pattern

_WHOLE_LIMIT = 2**55
"""Sums beyond this are not entrusted to a solver that counts in 64 bits."""

_TRUSTED = 2**28
"""Sums below this are entrusted to the solver's presolve as well."""

_ABREAST = 4
"""Gaps searched in one go; measured: one at a time takes twice as long, more no less."""

Corner = tuple[int, int]
"""What both parties' totals must come to."""


@dataclass(frozen=True, slots=True)
class Opposite:
    """The solver's answer: a package, or the proof that there is none, or neither."""

    package: dict[str, str] | None
    is_settled: bool


def find_beyond(
    judge: Judge, between: Sequence[str], points: Sequence[Totals], seconds: float
) -> Opposite:
    """Look for a package of the zone that none of the points equals or beats for everyone.

    With no points, any package of the zone will do. Between two parties such a package would lie in
    one of the gaps between neighbouring points, and these are searched one by one.
    """
    tallies = [judge.tallies[party] for party in (*between, *judge.floors)]
    if any(_reach(tally) > _WHOLE_LIMIT for tally in tallies):
        return Opposite(None, is_settled=False)
    end = monotonic() + seconds
    question = _Question(judge, between)
    if len(between) != 2 or not points:
        question.require_beyond(points)
        return question.answer(end)
    gaps = list(_gaps(points))
    for at in range(0, len(gaps), _ABREAST):
        question.require_in(gaps[at : at + _ABREAST])
        found = question.answer(end)
        if found.package is not None or not found.is_settled:
            return found
    return Opposite(None, is_settled=True)


def _gaps(points: Sequence[Totals]) -> Iterator[Corner]:
    """A package that no point of a falling stair covers reaches one of these corners."""
    stairs = sorted(points)
    yield -_WHOLE_LIMIT, stairs[0][1] + 1
    yield from ((low[0] + 1, high[1] + 1) for low, high in pairwise(stairs))
    yield stairs[-1][0] + 1, -_WHOLE_LIMIT


def _reach(tally: Tally) -> int:
    worths = [*tally.single.values(), *(worth for _, worth in tally.joint)]
    return sum(abs(worth) for worth in worths) + abs(tally.floor or 0)


class _Question:
    """A dossier's packages as a constraint model.

    The options of an issue stand in a row, in their order, and a yes-or-no step before each but the
    first says whether the package takes that one or a later one. To take one of some options is
    then to skip every run of others, and each run is skipped by a clause of two steps.
    """

    def __init__(self, judge: Judge, between: Sequence[str]) -> None:
        from ortools.sat.python import cp_model

        self._library = cp_model
        model: Any = cp_model.CpModel()
        self._model = model
        self._rows = {issue.id: list(issue.options) for issue in judge.dossier.issues.values()}
        self._steps = {
            issue: [model.new_bool_var("") for _ in options[1:]]
            for issue, options in self._rows.items()
        }
        # Sums must hold no bare number: what they are asked to reach is set in place, later.
        self._one = model.new_constant(1)
        for steps in self._steps.values():
            for step, later in pairwise(steps):
                model.add_implication(later, step)
        for _, never in judge.bars:
            model.add_bool_or(self._missing(never))
        for party, floor in judge.floors.items():
            model.add(self._total(judge.tallies[party]) >= floor)
        self._totals = [self._total(judge.tallies[party]) for party in between]
        asked = {*between, *judge.floors}
        self._is_small = all(_reach(judge.tallies[party]) < _TRUSTED for party in asked)
        self._reached: list[tuple[Any, ...]] = []

    def require_in(self, corners: Sequence[Corner]) -> None:
        """Let the totals reach one of the corners, whatever was required of them before."""
        if not self._reached:
            chosen = [self._model.new_bool_var("") for _ in range(_ABREAST)]
            self._model.add_bool_or(chosen)
            self._reached = [
                tuple(self._model.add(t >= 0).only_enforce_if(one) for t in self._totals)
                for one in chosen
            ]
        for place, constraints in enumerate(self._reached):
            corner = corners[min(place, len(corners) - 1)]
            for constraint, least in zip(constraints, corner, strict=True):
                constraint.proto.linear.domain[0] = least

    def require_beyond(self, points: Sequence[Totals]) -> None:
        """Let some total be above each of the points."""
        for point in points:
            better = []
            for total, reached in zip(self._totals, point, strict=True):
                is_better = self._model.new_bool_var("")
                self._model.add(total >= reached + 1).only_enforce_if(is_better)
                better.append(is_better)
            self._model.add_bool_or(better)

    def answer(self, end: float) -> Opposite:
        """The solver's answer, if it has one by then."""
        solver = self._library.CpSolver()
        solver.parameters.max_time_in_seconds = max(end - monotonic(), 0.0)
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 0
        # With large numbers, presolve in version 9.15 was seen to lose packages.
        solver.parameters.cp_model_presolve = self._is_small
        status = solve(solver, self._model)
        if status not in (self._library.OPTIMAL, self._library.FEASIBLE):
            return Opposite(None, is_settled=status == self._library.INFEASIBLE)
        package = {
            issue: self._rows[issue][sum(map(solver.boolean_value, steps))]
            for issue, steps in self._steps.items()
        }
        return Opposite(package, is_settled=True)

    def _total(self, tally: Tally) -> Any:  # noqa: ANN401  the solver's library carries no types
        """A linear expression that can be as large as a party's total, and no larger.

        Totals are only ever asked to be large. So a variable that adds must not be true without its
        pattern, and one that takes away must be true with it; the other halves are left open, which
        lets the solver finish in seconds what takes it minutes with them.
        """
        whole: Any = 0
        for issue, row in self._rows.items():
            worths = [tally.single[issue, option] for option in row]
            whole += worths[0] * self._one + sum(
                (worth - before) * step
                for (before, worth), step in zip(pairwise(worths), self._steps[issue], strict=True)
            )
        for when, worth in tally.joint:
            counted = self._model.new_bool_var("")
            if worth < 0:
                self._model.add_bool_or([counted, *self._missing(when)])
            for issue, options in when.options.items() if worth > 0 else ():
                for clause in self._taking(issue, options):
                    self._model.add_bool_or([counted.negated(), *clause])
            whole += worth * counted
        return whole

    def _taking(self, issue: str, options: Collection[str]) -> Iterator[list[Any]]:
        """Clauses that all hold just when a package takes one of the options of an issue."""
        steps, begin = self._steps[issue], 0
        for is_named, run in groupby(self._rows[issue], lambda option: option in options):
            end = begin + len(list(run))
            if not is_named:
                before = [steps[begin - 1].negated()] if begin else []
                yield [*before, *steps[end - 1 : end]]
            begin = end

    def _missing(self, pattern: Pattern) -> list[Any]:
        """What can be true of a package only if it does not match."""
        found = []
        for issue, options in pattern.options.items():
            clauses = list(self._taking(issue, set(self._rows[issue]) - set(options)))
            if len(clauses) == 1:
                found.extend(clauses[0])
                continue
            misses = self._model.new_bool_var("")
            for clause in clauses:
                self._model.add_bool_or([misses.negated(), *clause])
            found.append(misses)
        return found
