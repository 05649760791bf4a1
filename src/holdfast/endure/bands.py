"""How survival is spread over the admissible readings: bands around the curve."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.chain import is_over
from holdfast.endure.conduct import realise
from holdfast.endure.game import State
from holdfast.endure.moment import Moment
from holdfast.endure.outlook import Bands
from holdfast.endure.pieces import Progress, in_pieces
from holdfast.endure.question import Question
from holdfast.endure.reading import Reading
from holdfast.endure.sweep import draws
from holdfast.endure.tables import Floats, Tables

_PLACES = 6
_PIECE = 5


@dataclass(frozen=True, slots=True)
class _Task:
    """Some readings of a question, which is drawn up anew for them.

    So the bytes of a curve do not depend on what was asked of the question before.
    """

    dossier: Dossier
    package: Mapping[str, str]
    cases: tuple[ResolveCase, ...]
    free: frozenset[str]
    readings: tuple[Mapping[str, Fraction], ...]


def bands(
    question: Question,
    count: int = 50,
    seed: int = 1,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Bands:
    """Survival over readings drawn evenly from the ranges, each with behaviour of its own.

    Args:
        question: the package's compact.
        count: how many readings; each is followed to where behaviour settles, which takes a while.
        seed: the same seed gives the same readings.
        progress: told how many are done, and can stop it, as Ctrl-C does; the bands are then those
            of the readings done, and none are drawn when none was.
        executor: where to work; here, one after the other, unless given.

    Raises:
        QuestionError: every input is an exact number, so that there is nothing to draw.
    """
    drawn = draws(question, count, seed)
    readings = [{name: _rounded(column[k]) for name, column in drawn.items()} for k in range(count)]
    pieces = [tuple(readings[first : first + _PIECE]) for first in range(0, count, _PIECE)]
    asked = (question.dossier, question.package, question.cases, question.free)
    tasks = [(_Task(*asked, piece), len(piece)) for piece in pieces]
    parts, _ = in_pieces(_curves, tasks, executor, progress)
    found = [curve for part in parts for curve in part]
    low, middle, high = _quantiles([curve for curve, _ in found])
    return Bands(
        drawn=len(found),
        asked=count,
        seed=seed,
        unsettled=sum(not is_settled for _, is_settled in found),
        low=low,
        middle=middle,
        high=high,
    )


def _quantiles(curves: Sequence[Floats]) -> list[tuple[float, ...]]:
    if not curves:
        return [(), (), ()]
    cuts = np.quantile(np.array(curves), [0.05, 0.5, 0.95], axis=0)
    return [tuple(cut.tolist()) for cut in cuts]


def _curves(task: _Task) -> list[tuple[Floats, bool]]:
    question = Question(task.dossier, task.package, task.cases, task.free)
    return [_curve(question, question.read(reading)) for reading in task.readings]


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
