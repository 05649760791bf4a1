"""Packages with what they are worth to everyone, from packages by position."""

from collections.abc import Sequence

import numpy as np

from holdfast.bargain.columns import Choices, Columns, Worths
from holdfast.bargain.network import Whole
from holdfast.bargain.problem import Problem, compile_problem
from holdfast.dossier.model import Dossier, Reading


def totals(problem: Problem, choices: Choices) -> Whole:
    """Every party's whole total for each package."""
    reach = max(
        (sum(abs(r.worth[p]) for r in problem.rules) for p in range(len(problem.parties))),
        default=0,
    )
    found = np.zeros(
        (len(choices), len(problem.parties)), dtype=np.int64 if reach < 2**62 else object
    )
    tables: dict[int, Whole] = {}
    for rule in problem.rules:
        worth = np.array(rule.worth, dtype=found.dtype)
        if len(rule.when) == 1:
            ((issue, options),) = rule.when
            if issue not in tables:
                shape = (len(problem.options[issue]), len(problem.parties))
                tables[issue] = np.zeros(shape, dtype=found.dtype)
            tables[issue][list(options)] += worth
            continue
        matches = np.ones(len(choices), dtype=np.bool_)
        for issue, options in rule.when:
            named = np.zeros(len(problem.options[issue]), dtype=np.bool_)
            named[list(options)] = True
            matches &= named[choices[:, issue]]
        found[matches] += worth
    for issue, table in tables.items():
        found += table[choices[:, issue]]
    return found


def valued_packages(
    dossier: Dossier,
    between: Sequence[str],
    reading: Reading,
    choices: Choices,
    problem: Problem | None = None,
) -> Columns:
    """Packages by name, with the points of those asked about and of all others with values."""
    others = [p for p, view in dossier.views.items() if view.has_values and p not in between]
    problem = problem or compile_problem(dossier, between, reading)
    return Columns(
        issues=problem.issues,
        options=problem.options,
        choices=choices,
        values=_worths(problem, choices),
        others=_worths(compile_problem(dossier, others, reading), choices) if others else {},
    )


def _worths(problem: Problem, choices: Choices) -> dict[str, Worths]:
    """What every package is worth to each party whose total is sought."""
    sums = totals(problem, choices)
    return {problem.parties[p]: Worths(sums[:, p], problem.scales[p]) for p in problem.sought}
