"""The least fix: which single lever has to move least for a compact to hold."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from holdfast.endure.backstop import Fix, Turn
from holdfast.endure.batch import Batch
from holdfast.endure.inputs import Sort
from holdfast.endure.least import MOST_PATIENT, Lever, pull, threshold
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
    where it stands. Empty when the compact holds already, or when no lever is enough at an end.
    """
    levers = [pull(question, name, values) for name in question.sheet.inputs if family(name)]
    if not levers or levers[0].margin(levers[0].now) >= 0:
        return ()
    trials = [(lever, end) for lever in levers for end in _ends(lever) if lever.now not in (0, end)]
    found = [
        fix
        for (lever, end), is_enough in zip(trials, _are_enough(question, trials), strict=True)
        if is_enough and (fix := _fix(lever, end)) is not None
    ]
    return tuple(sorted(found, key=lambda fix: (fix.moves_by, fix.threshold.lever.name)))


def _ends(lever: Lever) -> tuple[Fraction, ...]:
    if lever.input.sort in (Sort.CHANCE, Sort.SHARE):
        return (Fraction(0), Fraction(1))
    if lever.input.sort is Sort.DISCOUNT:
        return (Fraction(0), MOST_PATIENT)
    return (Fraction(0), lever.now * FAR)


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
