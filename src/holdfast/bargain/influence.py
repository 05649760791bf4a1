"""Which judgment, if it were known better, would change the recommendation most."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from fractions import Fraction
from functools import partial

import numpy as np

from holdfast.bargain.draws import RESOLUTION
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.judgments import Judgment, judgments
from holdfast.bargain.learning import Lesson, Now
from holdfast.bargain.limit import LimitReached, ShouldStop
from holdfast.bargain.problem import Choice
from holdfast.bargain.recommendation import Recommendation, recommend
from holdfast.bargain.results import Proof
from holdfast.bargain.robust_answers import Influence, Influences
from holdfast.bargain.workers import Progress, work
from holdfast.dossier.model import Dossier

_WAYS = 60
"""Ways to respect an order that are drawn where its corners show that it matters."""


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
    recommended = recommend(dossier, named)
    now = Now(dossier, named, recommended, _unasked(dossier, named, recommended))
    every = judgments(dossier)
    found = work(
        partial(_influence, now), every, executor, progress, should_stop, is_whole=_is_whole
    )
    done = [own for own in found if own is not None]
    ranking = sorted(done, key=lambda own: (own.issues, own.share), reverse=True)
    asked = {own.judgment for own in done}
    inquiry = Inquiry(dossier, named)
    choice = np.array([c for c in (recommended.choice,) if c is not None], dtype=np.int32)
    packages = inquiry.packages(choice.reshape(len(choice), -1)) if len(choice) else ()
    return Influences(
        between=named,
        recommended=next(iter(packages), None),
        ranking=tuple(ranking),
        unasked=tuple(judgment for judgment in every if judgment not in asked),
        proof=_proof(recommended.proof, len(done), len(every)),
    )


def _unasked(
    dossier: Dossier, between: Sequence[str], recommended: Recommendation
) -> dict[str, Fraction | None]:
    """What could be reached if a party that only consents were not asked, for each of them."""
    found = {}
    for party, view in dossier.views.items():
        if party not in between and view.no_deal is not None:
            views = {**dossier.views, party: replace(view, no_deal=None)}
            open_ = replace(dossier, views=views)
            found[party] = recommend(open_, between, start=recommended.start).product
    return found


def _influence(now: Now, judgment: Judgment) -> Influence | None:
    """One judgment's influence; None when a search for it was cut short."""
    lesson = Lesson(now, judgment)
    try:
        return (
            _of_order(now, lesson, judgment)
            if judgment.is_order
            else _of_number(now, lesson, judgment)
        )
    except LimitReached:
        return None


def _is_whole(_judgment: Judgment, found: Influence | None) -> bool:
    return found is not None


def _of_number(now: Now, lesson: Lesson, judgment: Judgment) -> Influence:
    stretches = list(lesson.stretches())
    others = [s for s in stretches if s[2] != now.recommendation.choice]
    changed = sum(high - low + 1 for low, high, _ in others)
    issues = sum((high - low + 1) * _distance(now, choice) for low, high, choice in others)
    below = max((high for _, high, _ in others if high < RESOLUTION // 2), default=None)
    above = min((low for low, _, _ in others if low > RESOLUTION // 2), default=None)
    return Influence(
        judgment=judgment,
        share=Fraction(changed, RESOLUTION + 1),
        issues=Fraction(issues, RESOLUTION + 1),
        below=None if below is None else lesson.number(below),
        above=None if above is None else lesson.number(above),
        drawn=0,
    )


def _of_order(now: Now, lesson: Lesson, judgment: Judgment) -> Influence:
    recommended = now.recommendation.choice
    if all(choice == recommended for choice in lesson.corners()):
        return Influence(judgment, Fraction(0), Fraction(0), None, None, 0)
    drawn = lesson.drawn(_WAYS)
    changed = sum(choice != recommended for choice in drawn)
    issues = sum(_distance(now, choice) for choice in drawn)
    return Influence(judgment, Fraction(changed, _WAYS), Fraction(issues, _WAYS), None, None, _WAYS)


def _distance(now: Now, choice: Choice | None) -> int:
    """On how many issues a recommendation differs from today's; on all where one is missing."""
    today = now.recommendation.choice
    if choice is None or today is None:
        return 0 if choice == today else len(now.dossier.issues)
    return sum(a != b for a, b in zip(choice, today, strict=True))


def _proof(proof: Proof, done: int, count: int) -> Proof:
    if done == count:
        return proof
    return replace(proof, complete=False, limit=f"it was stopped after {done} of {count} judgments")
