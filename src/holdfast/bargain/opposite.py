"""The opposite of a claim, put to a constraint solver: is there a package after all?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic
from typing import Any

from holdfast.bargain.judge import Judge, Tally, Totals
from holdfast.dossier.model import Pattern

_WHOLE_LIMIT = 2**55
"""Sums beyond this are not entrusted to a solver that counts in 64 bits."""

_ABREAST = 4
"""Gaps searched in one go; measured: fewer or more take longer."""

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
    """A dossier's packages as a constraint model, with yes-or-no variables for options.

    Options of an issue that nothing asked here tells apart share one variable.
    """

    def __init__(self, judge: Judge, between: Sequence[str]) -> None:
        from ortools.sat.python import cp_model

        self._library = cp_model
        model: Any = cp_model.CpModel()
        self._model = model
        self._issues = judge.dossier.issues
        self._taken: dict[tuple[str, str], Any] = {}
        self._standing = self._classes(judge, between)
        for issue, standing in self._standing.items():
            variables = {option: model.new_bool_var("") for option in standing.values()}
            model.add_exactly_one(variables.values())
            self._taken |= {(issue, o): variables[other] for o, other in standing.items()}
        for _, never in judge.bars:
            model.add_bool_or(self._outside(never))
        for party, floor in judge.floors.items():
            model.add(self._total(judge.tallies[party]) >= floor)
        self._totals = [self._total(judge.tallies[party]) for party in between]
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
        status = solver.solve(self._model)
        if status not in (self._library.OPTIMAL, self._library.FEASIBLE):
            return Opposite(None, is_settled=status == self._library.INFEASIBLE)
        package = {
            issue: next(o for o in standing if solver.boolean_value(self._taken[issue, o]))
            for issue, standing in self._standing.items()
        }
        return Opposite(package, is_settled=True)

    def _classes(self, judge: Judge, between: Sequence[str]) -> dict[str, dict[str, str]]:
        """For each issue, by what other option each of its options may stand: the first like it."""
        tallies = [judge.tallies[party] for party in dict.fromkeys((*between, *judge.floors))]
        patterns = [when for tally in tallies for when, _ in tally.joint]
        patterns += [never for _, never in judge.bars]
        standing: dict[str, dict[str, str]] = {}
        for issue in self._issues.values():
            named = [set(p.options[issue.id]) for p in patterns if issue.id in p.options]
            firsts: dict[tuple[object, ...], str] = {}
            standing[issue.id] = {
                option: firsts.setdefault(
                    (
                        *(tally.single[issue.id, option] for tally in tallies),
                        *(option in options for options in named),
                    ),
                    option,
                )
                for option in issue.options
            }
        return standing

    def _total(self, tally: Tally) -> Any:  # noqa: ANN401  the solver's library carries no types
        """A linear expression that can be as large as a party's total, and no larger.

        Totals are only ever asked to be large. So a variable that adds must not be true without its
        pattern, and one that takes away must be true with it; the other halves are left open, which
        lets the solver finish in seconds what takes it minutes with them.
        """
        whole = sum(
            tally.single[issue, option] * self._taken[issue, option]
            for issue, standing in self._standing.items()
            for option in dict.fromkeys(standing.values())
        )
        for when, worth in tally.joint:
            counted = self._model.new_bool_var("")
            if worth < 0:
                self._model.add_bool_or([counted, *self._outside(when)])
            for issue, options in when.options.items() if worth > 0 else ():
                standing = {self._standing[issue][option] for option in options}
                inside = [self._taken[issue, option] for option in sorted(standing)]
                self._model.add_bool_or([counted.negated(), *inside])
            whole += worth * counted
        return whole

    def _outside(self, pattern: Pattern) -> list[Any]:
        """The variables any of which keeps a package from matching."""
        return [
            self._taken[issue, option]
            for issue, options in pattern.options.items()
            for option in dict.fromkeys(self._standing[issue].values())
            if option not in options
        ]
