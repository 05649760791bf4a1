"""The opposite of a claim, put to a constraint solver: is there a package after all?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.bargain.judge import Judge, Tally, Totals
from holdfast.dossier.model import Pattern

_WHOLE_LIMIT = 2**60
"""Sums beyond this are not entrusted to a solver that counts in 64 bits."""


@dataclass(frozen=True, slots=True)
class Opposite:
    """The solver's answer: a package, or the proof that there is none, or neither."""

    package: dict[str, str] | None
    is_settled: bool


def find_beyond(
    judge: Judge, between: Sequence[str], points: Sequence[Totals], seconds: float
) -> Opposite:
    """Look for a package of the zone that none of the points equals or beats for everyone.

    With no points, any package of the zone will do.
    """
    from ortools.sat.python import cp_model

    tallies = [judge.tallies[party] for party in (*between, *judge.floors)]
    if any(_reach(tally) > _WHOLE_LIMIT for tally in tallies):
        return Opposite(None, is_settled=False)
    asked = _Question(judge, cp_model.CpModel())
    for party, floor in judge.floors.items():
        asked.model.add(asked.total(judge.tallies[party]) >= floor)
    sums = [asked.total(judge.tallies[party]) for party in between]
    for point in points:
        better = []
        for total, reached in zip(sums, point, strict=True):
            is_better = asked.model.new_bool_var("")
            asked.model.add(total >= reached + 1).only_enforce_if(is_better)
            better.append(is_better)
        asked.model.add_bool_or(better)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    status = solver.solve(asked.model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Opposite(asked.package(solver), is_settled=True)
    return Opposite(None, is_settled=status == cp_model.INFEASIBLE)


def _reach(tally: Tally) -> int:
    worths = [*tally.single.values(), *(worth for _, worth in tally.joint)]
    return sum(abs(worth) for worth in worths) + abs(tally.floor or 0)


class _Question:
    """A dossier's packages as a constraint model: one yes-or-no variable for each option."""

    def __init__(self, judge: Judge, model: Any) -> None:  # noqa: ANN401  an untyped library's model
        self.model = model
        self._issues = judge.dossier.issues
        self._taken = {
            (issue.id, option): model.new_bool_var("")
            for issue in self._issues.values()
            for option in issue.options
        }
        for issue in self._issues.values():
            model.add_exactly_one(self._taken[issue.id, option] for option in issue.options)
        for _, never in judge.bars:
            model.add(sum(self._matches(never)) <= len(never.options) - 1)

    def total(self, tally: Tally) -> Any:  # noqa: ANN401
        """A party's total as a linear expression."""
        whole = sum(worth * self._taken[choice] for choice, worth in tally.single.items())
        for when, worth in tally.joint:
            parts = self._matches(when)
            all_match = self.model.new_bool_var("")
            for part in parts:
                self.model.add(all_match <= part)
            self.model.add(all_match >= sum(parts) - len(parts) + 1)
            whole += worth * all_match
        return whole

    def package(self, solver: Any) -> dict[str, str]:  # noqa: ANN401
        """The package of a solution."""
        return {
            issue: option
            for (issue, option), taken in self._taken.items()
            if solver.boolean_value(taken)
        }

    def _matches(self, pattern: Pattern) -> list[Any]:
        """For each issue of a pattern, an expression that is one where the package matches it."""
        return [
            sum(self._taken[issue, option] for option in dict.fromkeys(options))
            for issue, options in pattern.options.items()
        ]
