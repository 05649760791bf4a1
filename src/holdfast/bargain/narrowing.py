"""A problem narrowed down: to packages that match, that do not, or that give parties so much."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.columns import Choices
from holdfast.bargain.problem import Bar, Literals, Problem
from holdfast.bargain.results import Demand, Restriction
from holdfast.dossier.model import Dossier, Package, Pattern
from holdfast.errors import QuestionError

ASKED = Demand(Restriction.LINK)
"""Stands behind the bars of a question, which no dossier states."""


def whole_package(dossier: Dossier, options: Mapping[str, str]) -> dict[str, str]:
    """The options as a package, in the order of the dossier, if they are one.

    Raises:
        QuestionError: with every issue that is missing or unknown, and every unknown option.
    """
    wrong = unknown_options(dossier, options)
    missing = [issue for issue in dossier.issues if issue not in options]
    if missing:
        wrong.append(f"nothing is said of {', '.join(missing)}")
    if wrong:
        message = (
            f"This is not a package: {'; '.join(wrong)}. "
            "A package takes one option for every issue."
        )
        raise QuestionError(message, code="not-a-package")
    return {issue: options[issue] for issue in dossier.issues}


def unknown_options(dossier: Dossier, options: Mapping[str, str]) -> list[str]:
    """What is wrong with options that should be the dossier's, one sentence part for each."""
    wrong = []
    for issue, option in options.items():
        if issue not in dossier.issues:
            wrong.append(f"there is no issue {issue!r}")
        elif option not in dossier.issues[issue].options:
            known = ", ".join(dossier.issues[issue].options)
            wrong.append(f"{issue} has no option {option!r}, only {known}")
    return wrong


def position(problem: Problem, package: Package) -> Choices:
    """A package by position, as the one line of a table."""
    places = [
        options.index(package[issue])
        for issue, options in zip(problem.issues, problem.options, strict=True)
    ]
    return np.array([places], dtype=np.int32)


def literals(problem: Problem, pattern: Pattern) -> Literals:
    """A pattern by position."""
    found = []
    for issue, options in pattern.options.items():
        at = problem.issues.index(issue)
        found.append((at, frozenset(problem.options[at].index(option) for option in options)))
    return tuple(sorted(found, key=lambda literal: literal[0]))


def avoiding(problem: Problem, when: Literals) -> Problem:
    """The packages that do not match."""
    return replace(problem, bars=(*problem.bars, Bar(when, ASKED)))


def matching(problem: Problem, when: Literals) -> Problem:
    """The packages that match."""
    bars = [
        Bar(((issue, frozenset(range(len(problem.options[issue]))) - options),), ASKED)
        for issue, options in when
        if len(options) < len(problem.options[issue])
    ]
    return replace(problem, bars=(*problem.bars, *bars))


def giving(problem: Problem, least: Mapping[int, int]) -> Problem:
    """The packages that give parties, by position, at least these totals."""
    floors = list(problem.floors)
    for party, total in least.items():
        floor = floors[party]
        floors[party] = total if floor is None else max(floor, total)
    return replace(problem, floors=tuple(floors))


def freed(problem: Problem, party: int) -> Problem:
    """The same packages and those that are worth less than no deal to one party."""
    floors = tuple(None if p == party else floor for p, floor in enumerate(problem.floors))
    return replace(problem, floors=floors)


def match_mask(problem: Problem, when: Literals, choices: Choices) -> NDArray[np.bool_]:
    """Which of some packages match."""
    mask = np.ones(len(choices), dtype=np.bool_)
    for issue, options in when:
        named = np.zeros(len(problem.options[issue]), dtype=np.bool_)
        named[list(options)] = True
        mask &= named[choices[:, issue]]
    return mask


def bar_mask(problem: Problem, choices: Choices) -> NDArray[np.bool_]:
    """Which of some packages break a link or a red line that says never."""
    mask = np.zeros(len(choices), dtype=np.bool_)
    for bar in problem.bars:
        mask |= match_mask(problem, bar.when, choices)
    return mask
