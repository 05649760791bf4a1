"""The plain sweep that Holdfast's is compared with: two fresh models solved for each point.

The epsilon-constraint method as it is written down: maximise the first party's total, then the
second's with the first held there, then ask for more for the second; each model is built anew and
solved with the solver's own settings, by as many threads as are named, or at a level of linear
relaxation.
"""

import argparse
from typing import Any

from ortools.sat.python import cp_model

from domains import rectangles
from holdfast.bargain.problem import Problem, compile_problem
from measuring import measured


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--threads", type=int, default=0)
    options.add_argument("--linear", type=int, default=1)
    asked = options.parse_args()
    settings = {"num_workers": asked.threads, "linearization_level": asked.linear}
    problem = compile_problem(rectangles())
    measured(lambda: len(sweep(problem, settings)))


def sweep(problem: Problem, settings: dict[str, int]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    while True:
        least = {} if not points else {1: points[-1][1] + 1}
        first = _most(problem, 0, least, settings)
        if first is None:
            return points
        second = _most(problem, 1, {**least, 0: first}, settings)
        assert second is not None
        points.append((first, second))


def _most(
    problem: Problem, party: int, least: dict[int, int], settings: dict[str, int]
) -> int | None:
    model: Any = cp_model.CpModel()
    taken = [[model.new_bool_var("") for _ in options] for options in problem.options]
    for own in taken:
        model.add_exactly_one(own)
    totals: list[Any] = [0] * len(problem.parties)
    for rule in problem.rules:
        counted = model.new_bool_var("")
        for issue, options in rule.when:
            inside = [taken[issue][option] for option in sorted(options)]
            model.add_bool_or([counted.negated(), *inside])
        for at, worth in enumerate(rule.worth):
            totals[at] += worth * counted
    for at, total in least.items():
        model.add(totals[at] >= total)
    model.maximize(totals[party])
    solver = cp_model.CpSolver()
    for name, value in settings.items():
        setattr(solver.parameters, name, value)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value)


if __name__ == "__main__":
    main()
