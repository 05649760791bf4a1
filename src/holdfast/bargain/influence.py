"""Which judgment, if it were known better, would change the recommendation most."""

from collections.abc import Sequence
from concurrent.futures import Executor
from fractions import Fraction
from functools import partial

import numpy as np

from holdfast.bargain.draws import RESOLUTION, Readings
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.joint import counted_from
from holdfast.bargain.judgments import Judgment, judgments
from holdfast.bargain.learning import Lesson, Now, learn_all
from holdfast.bargain.limit import LimitReached, ShouldStop
from holdfast.bargain.problem import Choice
from holdfast.bargain.recommendations import recommendations
from holdfast.bargain.results import Proof
from holdfast.bargain.robust_answers import Influence, Influences
from holdfast.bargain.workers import Progress, work
from holdfast.dossier.model import Dossier
from holdfast.dossier.worth import midpoint

_PIECE = 12
"""Judgments learned in one piece; it changes only how often progress is told."""


def influences(
    dossier: Dossier,
    between: Sequence[str] | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Influences:
    """Where another hour with a delegation would change the recommendation most.

    One judgment at a time is learned, and all others are read as they are, at the middle of their
    ranges; what two judgments do only together is not seen, and ``outlook`` shows what all of them
    do at once. The recommendation is Nash's. For a number the answer is exact: where it turns from
    one package to another is found, not sampled (see ``holdfast.bargain.learning``).

    Args:
        dossier: what is known.
        between: the parties between whom; ``dossier.bargainers()`` unless said.
        executor: where the work is done; here, one judgment after the other, unless said.
        progress: told how many judgments are done, and of how many.
        should_stop: asked between judgments; True gives what is done so far, as Ctrl-C does.
    """
    named = dossier.bargainers() if between is None else tuple(between)
    inquiry = Inquiry(dossier, named)
    now = _now(inquiry)
    every = judgments(dossier)
    pieces = [every[at : at + _PIECE] for at in range(0, len(every), _PIECE)]
    told = None if progress is None else partial(_told, progress, len(every))
    found = work(partial(_piece, now), pieces, executor, told, should_stop, is_whole=_is_whole)
    done = [own for piece in found for own in piece]
    ranking = sorted(done, key=lambda own: (own.issues, own.share), reverse=True)
    asked = {own.judgment for own in done}
    recommended = [] if now.choice is None else [now.choice]
    choices = np.array(recommended, dtype=np.int32).reshape(-1, len(dossier.issues))
    return Influences(
        between=named,
        recommended=next(iter(inquiry.packages(choices)), None),
        ranking=tuple(ranking),
        unasked=tuple(judgment for judgment in every if judgment not in asked),
        proof=_proof(inquiry.proof(), len(done), len(every)),
    )


def _now(inquiry: Inquiry) -> Now:
    """What is recommended as things stand."""
    dossier, named = inquiry.dossier, inquiry.between
    pool = inquiry.search(inquiry.problem)
    start = counted_from(dossier, named, midpoint, inquiry.points(pool, named))
    (choice,) = recommendations(Readings(dossier, 1, {}), named, pool, start=start)
    return Now(dossier, named, choice, start, pool)


def _told(progress: Progress, count: int, pieces: int, _all: int) -> None:
    """Pieces that are done, told as judgments."""
    progress(min(pieces * _PIECE, count), count)


def _piece(now: Now, some: Sequence[Judgment]) -> list[Influence]:
    """The influence of some judgments; of none when a search for them was cut short."""
    lessons = [Lesson(now, judgment) for judgment in some]
    try:
        learn_all(now, lessons)
    except LimitReached:
        return []
    return [
        _of_order(now, own) if own.judgment.is_order else _of_number(now, own) for own in lessons
    ]


def _is_whole(piece: Sequence[Judgment], found: list[Influence]) -> bool:
    return len(found) == len(piece)


def _of_number(now: Now, lesson: Lesson) -> Influence:
    stretches = list(lesson.stretches())
    others = [s for s in stretches if s[2] != now.choice]
    changed = sum(high - low + 1 for low, high, _ in others)
    issues = sum((high - low + 1) * _distance(now, choice) for low, high, choice in others)
    below = max((high for _, high, _ in others if high < RESOLUTION // 2), default=None)
    above = min((low for low, _, _ in others if low > RESOLUTION // 2), default=None)
    return Influence(
        judgment=lesson.judgment,
        share=Fraction(changed, RESOLUTION + 1),
        issues=Fraction(issues, RESOLUTION + 1),
        below=None if below is None else lesson.number(below),
        above=None if above is None else lesson.number(above),
        drawn=0,
    )


def _of_order(now: Now, lesson: Lesson) -> Influence:
    drawn = lesson.drawn()
    changed = sum(choice != now.choice for choice in drawn)
    issues = sum(_distance(now, choice) for choice in drawn)
    ways = len(drawn) or 1
    shares = Fraction(changed, ways), Fraction(issues, ways)
    return Influence(lesson.judgment, *shares, None, None, len(drawn))


def _distance(now: Now, choice: Choice | None) -> int:
    """On how many issues a recommendation differs from today's; on all where one is missing."""
    today = now.choice
    if choice is None or today is None:
        return 0 if choice == today else len(now.dossier.issues)
    return sum(a != b for a, b in zip(choice, today, strict=True))


def _proof(proof: Proof, done: int, count: int) -> Proof:
    if done == count:
        return proof
    return proof.stopped(f"it was stopped after {done} of {count} judgments")
