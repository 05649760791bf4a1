"""How survival is spread over the admissible readings: bands around the curve."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from holdfast.endure.chain import is_over
from holdfast.endure.conduct import realise
from holdfast.endure.game import State
from holdfast.endure.moment import Moment
from holdfast.endure.outlook import Bands
from holdfast.endure.question import Question
from holdfast.endure.reading import Reading
from holdfast.endure.sweep import Progress, draws
from holdfast.endure.tables import Floats, Tables

_PLACES = 6


def bands(
    question: Question, count: int = 50, seed: int = 1, progress: Progress | None = None
) -> Bands:
    """Survival over readings drawn evenly from the ranges, each with behaviour of its own.

    Args:
        question: the package's compact.
        count: how many readings; each is followed to where behaviour settles, which takes a while.
        seed: the same seed gives the same readings.
        progress: told how many are done, and can stop it.
    """
    drawn = draws(question, count, seed)
    curves: list[Floats] = []
    unsettled = 0
    for k in range(count):
        reading = question.read({name: _rounded(column[k]) for name, column in drawn.items()})
        curve, is_settled = _curve(question, reading)
        curves.append(curve)
        unsettled += not is_settled
        if progress is not None and progress(k + 1, count) is False:
            break
    low, middle, high = np.quantile(np.array(curves), [0.05, 0.5, 0.95], axis=0)
    return Bands(
        drawn=len(curves),
        asked=count,
        seed=seed,
        unsettled=unsettled,
        low=tuple(low.tolist()),
        middle=tuple(middle.tolist()),
        high=tuple(high.tolist()),
    )


def _rounded(value: float) -> Fraction:
    """Short fractions make short work; a millionth is far below what any range is known to."""
    return Fraction(round(value * 10**_PLACES), 10**_PLACES)


def _curve(question: Question, reading: Reading) -> tuple[Floats, bool]:
    realised = realise(reading)
    conducts = realised.circling or (realised.conduct,)
    curves = []
    for conduct in conducts:
        layout = question.machine.layout(conduct)
        ended = np.array([_is_breakdown(question, state) for state in layout.states])
        curves.append(_standing(reading.tables(layout), ended, question.told.horizon))
    return np.mean(curves, axis=0), not realised.circling


def _is_breakdown(question: Question, state: State) -> bool:
    return isinstance(state, Moment) and is_over(question.compact, state)


def _standing(tables: Tables, ended: NDArray[np.bool_], horizon: int) -> Floats:
    """The chance of standing after each period, in floats."""
    at = np.zeros(len(ended))
    at[tables.start] = 1.0
    onward = tables.chances.T.tocsr()
    result = [1.0]
    for _ in range(horizon):
        after: Floats = np.asarray(onward @ at)
        called = np.where(tables.instant, after, 0.0)
        at = np.where(tables.instant, 0.0, after) + np.asarray(onward @ called)
        at[ended] = 0.0
        result.append(float(at.sum()))
    return np.array(result)
