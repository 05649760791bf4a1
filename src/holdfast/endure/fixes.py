"""The least fix: which single lever has to move least for a compact to hold."""

from collections.abc import Mapping
from fractions import Fraction

from holdfast.endure.backstop import Fix, Turn
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
    end; how far is counted as a share of where it stands. Empty when the compact holds already, or
    when no single lever is enough.
    """
    found = []
    for name in question.sheet.inputs:
        if family(name):
            lever = pull(question, name, values)
            if lever.margin(lever.now) >= 0:
                return ()
            found += [fix for end in _ends(lever) if (fix := _fix(lever, end)) is not None]
    return tuple(sorted(found, key=lambda fix: (fix.moves_by, fix.threshold.lever.name)))


def _ends(lever: Lever) -> tuple[Fraction, ...]:
    if lever.input.sort in (Sort.CHANCE, Sort.SHARE):
        return (Fraction(0), Fraction(1))
    if lever.input.sort is Sort.DISCOUNT:
        return (Fraction(0), MOST_PATIENT)
    return (Fraction(0), lever.now * FAR)


def _fix(lever: Lever, end: Fraction) -> Fix | None:
    if lever.now in (0, end) or lever.margin(end) < 0:
        return None
    points = sorted((lever.now, end))
    found = threshold(lever.question, lever.input.name, lever.values, points)
    if found.turn not in (Turn.AT_LEAST, Turn.AT_MOST):
        return None
    moves_by = abs(found.holds_at - lever.now) / abs(lever.now)
    return Fix(family(lever.input.name), found, float(moves_by))
