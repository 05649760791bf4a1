"""The least fix: which single lever has to move least for a compact to hold."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from holdfast.endure.backstop import Fix, Turn
from holdfast.endure.batch import Batch
from holdfast.endure.least import Lever, pull, threshold
from holdfast.endure.question import Question

FAR = 64
"""An amount that would have to grow more than so many times is no fix."""

_DETECTION, _COST, _HONOUR = "detection", "cost to the violator", "honour"
_PRESENCE, _TRANCHE, _SNAPBACK = "presence", "tranche", "snapback"


def family(name: str) -> str:
    """What kind of lever an input is; empty when it is not for a text to change.

    >>> family("instruments.monitors.sees.probe"), family("stakes.ukraine.discount")
    ('detection', '')
    """
    parts = name.split(".")
    found = ""
    if parts[0] == "instruments":
        kinds = {"sees": _DETECTION, "makes_pay": _COST, "honour": _HONOUR, "neglect": _DETECTION}
        found = kinds.get(parts[2], "")
    elif parts[0] == "guarantors":
        kinds = {"honours": _HONOUR, "moves": _PRESENCE, "shirk_loss": _HONOUR}
        found = kinds.get(parts[2], "")
    elif parts[0] == "violations" and parts[2] == "seen":
        found = _DETECTION
    elif parts[0] == "tranches" and parts[2] == "amount":
        found = _TRANCHE
    elif parts[0] == "responses":
        found = _SNAPBACK
    return found


def fixes(question: Question, values: Mapping[str, Fraction] | None = None) -> tuple[Fix, ...]:
    """The levers that could each alone make a compact hold, the one that moves least first.

    Only inputs that a text could change are tried: detection, cost to the violator, honour,
    presence, tranches, and what a snapback takes. Each moves from where it stands towards either
    end, and is taken for enough when it is at that end; how far it moves is counted as a share of
    where it stands, so that what stands at 0 is left to be
    asked about by name. Empty when the compact holds already, or no lever is enough at an end.
    """
    question = _with_levers_open(question)
    levers = [pull(question, name, values) for name in question.sheet.inputs if family(name)]
    if not levers or levers[0].margin(levers[0].now) >= 0:
        return ()
    trials = [(lever, end) for lever in levers for end in _ends(lever) if lever.now not in (0, end)]
    found: dict[tuple[str, bool], Fix] = {}
    for (lever, end), is_enough in zip(trials, _are_enough(question, trials), strict=True):
        way = lever.input.name, end > lever.now
        if is_enough and way not in found and (fix := _fix(lever, end)) is not None:
            found[way] = fix
    return tuple(sorted(found.values(), key=lambda fix: (fix.moves_by, fix.threshold.lever.name)))


def _with_levers_open(question: Question) -> Question:
    """The same question with levers open for which the dossier gives exact numbers too.

    Not those that are sure or never: a text that says so is seldom meant to be bent.
    """
    exact = {
        name
        for name, each in question.inputs.items()
        if family(name) and each.range.is_exact and each.range.low not in (0, each.highest)
    }
    if exact <= question.sheet.inputs.keys():
        return question
    return Question(question.dossier, question.package, question.cases, question.free | exact)


def _ends(lever: Lever) -> tuple[Fraction, ...]:
    """How far a lever could go to either side; what may go below zero, to nothing first."""
    low, high = lever.input.lowest, lever.input.highest
    far = abs(lever.now) * FAR
    ends = (Fraction(0), -far) if low is None else (low,)
    return (*ends, far if high is None else high)


def _are_enough(question: Question, trials: Sequence[tuple[Lever, Fraction]]) -> list[bool]:
    """Which levers would make the compact hold at which of their ends: all tried at once."""
    if not trials:
        return []
    values = question.values(trials[0][0].values)
    inputs = {name: np.full(len(trials), float(value)) for name, value in values.items()}
    for row, (lever, end) in enumerate(trials):
        inputs[lever.input.name][row] = float(end)
    verdict = Batch(question.machine, question.layout).judge(inputs).verdict
    return [bool(each >= 0) for each in verdict]


def _fix(lever: Lever, end: Fraction) -> Fix | None:
    points = sorted((lever.now, end))
    found = threshold(lever.question, lever.input.name, lever.values, points)
    if found.turn not in (Turn.AT_LEAST, Turn.AT_MOST):
        return None
    moves_by = abs(found.holds_at - lever.now) / abs(lever.now)
    return Fix(family(lever.input.name), found, float(moves_by))
