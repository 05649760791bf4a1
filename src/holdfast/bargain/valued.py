"""Packages with what they are worth to everyone, from packages by position."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.network import Whole
from holdfast.bargain.problem import Problem, compile_problem
from holdfast.bargain.results import ValuedPackage
from holdfast.dossier.model import Dossier, Reading

Value = TypeVar("Value")

Choices = NDArray[np.int32]
"""Packages by position, one a line: for each issue, which of its options."""


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
) -> tuple[ValuedPackage, ...]:
    """Packages by name, with the points of those asked about and of all others with values."""
    others = [p for p, view in dossier.views.items() if view.has_values and p not in between]
    problem = problem or compile_problem(dossier, between, reading)
    values = _points(problem, between, choices)
    beside = _points(compile_problem(dossier, others, reading), others, choices) if others else ()
    names = [tuple(issue.options) for issue in dossier.issues.values()]
    columns = [
        [options[at] for at in column.tolist()]
        for options, column in zip(names, choices.T, strict=True)
    ]
    count = len(choices)
    lines = (_lines(dossier.issues, columns, count), _lines(between, values, count))
    return tuple(map(ValuedPackage, *lines, _lines(others, beside, count)))


def _lines(
    names: Iterable[str], columns: Iterable[Sequence[Value]], count: int
) -> list[dict[str, Value]]:
    """Columns as so many lines by name; thousands are made in one go, so each step is plain."""
    lines: list[dict[str, Value]] = [{} for _ in range(count)]
    for name, column in zip(names, columns, strict=True):
        for line, value in zip(lines, column, strict=True):
            line[name] = value
    return lines


def _points(problem: Problem, parties: Sequence[str], choices: Choices) -> list[Sequence[Fraction]]:
    """For each party, its points for every package."""
    sums = totals(problem, choices)
    columns: list[Sequence[Fraction]] = []
    for party in range(len(parties)):
        column = sums[:, party].tolist()
        points = {total: problem.points(party, total) for total in set(column)}
        columns.append([points[total] for total in column])
    return columns
