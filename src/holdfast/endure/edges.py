"""The nearest edges: how far each input could move before a compact that holds would hold no more.

The mirror of ``fixes``. All inputs are tried at ever longer steps at once, which finds those whose
turn is nearest; only these are then followed to the exact threshold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from holdfast.endure.backstop import Threshold, Turn
from holdfast.endure.batch import Batch
from holdfast.endure.inputs import Sort
from holdfast.endure.least import Lever, pull, threshold
from holdfast.endure.pieces import Progress
from holdfast.endure.question import Question

STEPS = tuple(Fraction(2**k, 64) for k in range(13))
"""How far an input is moved at a trial, as a share of its size."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One input, and where the verdict turns as it moves; ``moves_by`` is a share of its size.

    The size is the value where it stands now; for a discount it is what is wanting to 1. The
    compact holds at ``threshold.holds_at`` and on the side where the input stands now.
    """

    threshold: Threshold
    moves_by: float


@dataclass(frozen=True, slots=True)
class _Trial:
    """An input moved from where it stands; ``moves_by`` is a share of its size."""

    lever: Lever
    to: Fraction
    moves_by: Fraction


def edges(
    question: Question,
    values: Mapping[str, Fraction] | None = None,
    count: int = 3,
    progress: Progress | None = None,
) -> tuple[Edge, ...]:
    """The inputs that have least to move for a compact to hold no more, the nearest first.

    Values in views are left out: those are corrected, not moved. So is an input that stands at
    zero, which has no share of itself to move by.

    Args:
        question: the package's compact.
        values: inputs by name, read so instead of at the middle of their ranges.
        count: how many to follow to their threshold.
        progress: told how many are followed, and can stop it: those found until then come back.

    Returns:
        None at all where the compact does not hold, or where no input turns it within its reach.
    """
    levers = [pull(question, n, values) for n in question.sheet.inputs if not n.startswith("views")]
    if not levers or levers[0].margin(levers[0].now) < 0:
        return ()
    found: list[Edge] = []
    nearest = _nearest(question, [trial for lever in levers for trial in _trials(lever)])[:count]
    for place, trial in enumerate(nearest):
        edge = _edge(trial)
        if edge is not None:
            found.append(edge)
        if progress is not None and progress(place + 1, len(nearest)) is False:
            break
    return tuple(sorted(found, key=lambda e: (e.moves_by, e.threshold.lever.name)))


def _size(lever: Lever) -> Fraction:
    return 1 - lever.now if lever.input.sort is Sort.DISCOUNT else abs(lever.now)


def _trials(lever: Lever) -> list[_Trial]:
    """Ever longer steps to both sides, as far as the input goes, and its ends."""
    size = _size(lever)
    if size == 0:
        return []
    low, high = lever.input.lowest, lever.input.highest
    if low is None:
        low = min(lever.now, Fraction(0)) - size * STEPS[-1] * (lever.now < 0)
    steps = {lever.now + way * step * size for way in (-1, 1) for step in STEPS}
    ends = {low} if high is None else {low, high}
    return [
        _Trial(lever, to, abs(to - lever.now) / size)
        for to in sorted(steps | ends)
        if to >= low and (high is None or to <= high) and to != lever.now
    ]


def _nearest(question: Question, trials: list[_Trial]) -> list[_Trial]:
    """For each input the shortest trial at which the compact fails, the shortest of all first."""
    if not trials:
        return []
    values = question.values(trials[0].lever.values)
    inputs = {name: np.full(len(trials), float(value)) for name, value in values.items()}
    for row, trial in enumerate(trials):
        inputs[trial.lever.input.name][row] = float(trial.to)
    verdicts = Batch(question.machine, question.layout).judge(inputs).verdict
    failing = sorted(
        (trial for trial, verdict in zip(trials, verdicts, strict=True) if verdict < 0),
        key=lambda trial: (trial.moves_by, trial.lever.input.name),
    )
    shortest: dict[str, _Trial] = {}
    for trial in failing:
        shortest.setdefault(trial.lever.input.name, trial)
    return list(shortest.values())


def _edge(trial: _Trial) -> Edge | None:
    lever = trial.lever
    points = sorted((lever.now, trial.to))
    found = threshold(lever.question, lever.input.name, lever.values, points)
    if found.turn not in (Turn.AT_LEAST, Turn.AT_MOST):
        return None
    return Edge(found, float(abs(found.holds_at - lever.now) / _size(lever)))
