"""The backstop, one lever at a time: the least of a lever that makes a compact hold, others fixed.

A scan finds where the verdict turns, a root search closes in on it, and exact arithmetic has the
last word: the compact is proven to hold on one side of the answer and to fail on the other. Where
the turn is at a fraction that can be written down, it is found, and the binding margin there is
exactly zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.backstop import Threshold, Turn
from holdfast.endure.exact import ExactWorth, simplest_between
from holdfast.endure.inputs import MOST_PATIENT, Input, Sort
from holdfast.endure.judge import PATIENCE, Judgment, judge
from holdfast.endure.machine import Layout
from holdfast.endure.question import Question, unknown_input
from holdfast.endure.reading import Reading
from holdfast.endure.root import root_between

_SCAN = 32
_DOUBLINGS = 24
_BITS = 360
_HALVINGS = 44
_CLOSE = 1e-9
_HAIR = 40
_WIDENINGS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Lever:
    """A question as a function of one input.

    ``ties`` are deviations that change nothing for the one who deviates, wherever the lever stands:
    such a margin is zero throughout, and no verdict turns on it.
    """

    question: Question
    layout: Layout
    input: Input
    values: Mapping[str, Fraction]
    ties: frozenset[int] = frozenset()
    _margins: dict[Fraction, float] = field(init=False, default_factory=dict)
    _scales: dict[Fraction, float] = field(init=False, default_factory=dict)
    _judged: dict[Fraction, Judgment] = field(default_factory=dict)

    def read(self, at: Fraction) -> Reading:
        """The compact with the lever at a value."""
        return self.question.read({**self.values, self.input.name: at})

    def margin(self, at: Fraction) -> float:
        """The smallest margin, in floats: above zero it holds."""
        if at not in self._margins:
            judgment = judge(self.question.float_tables({**self.values, self.input.name: at}))
            counts = judgment.matters[self.layout.where]
            counts[list(self.ties)] = False
            self._margins[at] = float(judgment.margins.margin[counts].min(initial=np.inf))
            self._scales[at] = float(np.abs(judgment.values.worth).max(initial=1.0))
        return self._margins[at]

    def holds(self, at: Fraction) -> bool:
        """Whether it holds there; where floats are too close to zero, exact arithmetic says so."""
        margin = self.margin(at)
        if abs(margin) > _CLOSE * self._scales[at]:
            return margin > 0
        return self.judged(at).holds is True

    def judged(self, at: Fraction) -> Judgment:
        """The exact verdict."""
        if at not in self._judged:
            reading = self.read(at)
            tables, exact = reading.tables(self.layout), reading.exact(self.layout)
            self._judged[at] = judge(tables, exact, PATIENCE)
        return self._judged[at]

    @property
    def now(self) -> Fraction:
        """Where the lever stands in the dossier: in the middle of its range."""
        return self.values.get(self.input.name, self.input.range.midpoint)


def least(
    dossier: Dossier,
    lever: str,
    package: Mapping[str, str] | None = None,
    cases: Iterable[ResolveCase] = (),
    values: Mapping[str, Fraction] | None = None,
) -> Threshold:
    """How much of one lever makes a package hold, everything else as it is.

    Args:
        dossier: the talks, with a day after.
        lever: the name of an input, such as ``instruments.monitors.sees.probe``.
        package: one option for each issue; issues left out take the day after's own package.
        cases: courses of resolve in place of the dossier's.
        values: other inputs that are read otherwise than at the middle of their ranges.

    Raises:
        QuestionError: there is no such input in this package's compact.
    """
    question = Question(dossier, package, cases, {lever, *(values or {})})
    return threshold(question, lever, values)


def threshold(
    question: Question,
    lever: str,
    values: Mapping[str, Fraction] | None = None,
    points: Sequence[Fraction] = (),
) -> Threshold:
    """The same for a question drawn up already, in which the lever is open.

    ``points`` are where the verdict is tried first, in rising order; over all that the lever could
    be, unless given.
    """
    pulled = pull(question, lever, values)
    points = points or _points(pulled)
    pulled = replace(pulled, ties=_ties(pulled, [points[0], points[-1], pulled.now]))
    holds = [pulled.holds(point) for point in points]
    turns = [pair for pair in pairwise(zip(points, holds, strict=True)) if pair[0][1] != pair[1][1]]
    if not turns:
        return _without_turn(pulled, points, always=holds[0])
    searched = (points[0], points[-1])
    found: list[Threshold] = []
    for (low, holds_low), (high, _) in turns:
        fails, works = _close_in(pulled, *((high, low) if holds_low else (low, high)))
        found.append(_settled(pulled, fails, works, len(turns), searched))
    places = range(len(turns))
    nearest = min(places, key=lambda k: _distance(turns[k][0][0], turns[k][1][0], pulled.now))
    return replace(
        found[nearest],
        is_proven=all(each.is_proven for each in found),
        stretches=_stretches(found, searched, holds_first=holds[0]),
    )


def _stretches(
    turns: Sequence[Threshold], searched: tuple[Fraction, Fraction], *, holds_first: bool
) -> tuple[tuple[Fraction, Fraction], ...]:
    """From where to where it holds: turn by turn, which take turns in their direction."""
    ends = [each.holds_at for each in turns]
    ends = [searched[0], *ends] if holds_first else ends
    ends = [*ends, searched[1]] if len(ends) % 2 else ends
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def pull(question: Question, lever: str, values: Mapping[str, Fraction] | None = None) -> Lever:
    """A question as a function of one of its open inputs."""
    if lever not in question.sheet.inputs:
        raise unknown_input(question, lever)
    return Lever(question, question.layout, question.inputs[lever], dict(values or {}))


def _ties(lever: Lever, points: Sequence[Fraction]) -> frozenset[int]:
    """The deviations whose margin is zero at all of some points."""
    found = [lever.judged(point) for point in dict.fromkeys(points)]
    zero = [{k for k, bracket in each.settled.items() if bracket.sign == 0} for each in found]
    return frozenset(set.intersection(*zero))


def _distance(low: Fraction, high: Fraction, now: Fraction) -> Fraction:
    return max(low - now, now - high, Fraction(0))


def _points(lever: Lever) -> list[Fraction]:
    """Where the verdict is tried: evenly from end to end, or ever further out for an amount."""
    if lever.input.sort is Sort.DISCOUNT:
        return [*(Fraction(k, _SCAN) for k in range(_SCAN)), MOST_PATIENT]
    if not lever.input.is_in_points:
        lowest = lever.input.lowest or Fraction(0)
        return [lowest, *(Fraction(k, _SCAN) for k in range(1, _SCAN + 1))]
    size = max(abs(lever.input.range.low), abs(lever.input.range.high), Fraction(1)) / 16
    steps = [size * 2**k for k in range(_DOUBLINGS)]
    now = lever.now
    if lever.input.lowest is not None:
        return sorted({Fraction(0), now, *steps})
    return sorted({now, Fraction(0), *steps, *(-step for step in steps)})


def _close_in(lever: Lever, fails: Fraction, works: Fraction) -> tuple[Fraction, Fraction]:
    """Halve, or better, between a value that fails and one that works, in floats."""

    def margin(at: float) -> float:
        return lever.margin(Fraction(at))

    low, high = sorted((float(fails), float(works)))
    at_low, at_high = margin(low), margin(high)
    if at_low == 0 or at_high == 0 or (at_low < 0) == (at_high < 0):
        return _halved(lever, fails, works)
    beside = works + (fails - works) / 2**_HALVINGS
    if lever.margin(beside) < 0:
        return beside, works
    root = Fraction(root_between(margin, low, high))
    side = 1 if works > fails else -1
    ends = sorted((fails, works))
    for places in range(44, 8, -4):
        slack = max(abs(root), Fraction(1)) / 2**places
        near, far = (min(max(root + way * slack, ends[0]), ends[1]) for way in (-side, side))
        if lever.margin(near) < 0 <= lever.margin(far):
            return near, far
    return _halved(lever, fails, works)


def _halved(lever: Lever, fails: Fraction, works: Fraction) -> tuple[Fraction, Fraction]:
    """Halve between the two where the margin does not cross zero but jumps, or touches it."""
    for _ in range(_HALVINGS):
        middle = (fails + works) / 2
        fails, works = (middle, works) if lever.margin(middle) < 0 else (fails, middle)
    return fails, works


def _widened(lever: Lever, fails: Fraction, works: Fraction) -> tuple[Fraction, Fraction]:
    """Move either side outwards where floats, so near the turn, had its verdict wrong."""
    low, high = _bounds(lever.input)
    for _ in range(_WIDENINGS):
        away = works - fails
        if lever.judged(fails).holds is not False:
            fails = min(max(fails - away, low), high)
        elif lever.judged(works).holds is not True:
            works = min(max(works + away, low), high)
        else:
            break
    return fails, works


def _bounds(each: Input) -> tuple[Fraction, Fraction]:
    """The values that an input could have at all."""
    far = 2**_DOUBLINGS * max(abs(each.range.low), abs(each.range.high), Fraction(1))
    low, high = each.lowest, each.highest
    return -far if low is None else low, far if high is None else high


def _settled(
    lever: Lever, fails: Fraction, works: Fraction, turns: int, reach: tuple[Fraction, Fraction]
) -> Threshold:
    """Prove both sides of the bracket, and find the turn itself where it can be written down."""
    fails, works = _widened(lever, fails, works)
    judged = lever.judged(fails)
    is_proven = judged.holds is False and lever.judged(works).holds is True
    exact = _exact_turn(lever, fails, works, judged) if is_proven else None
    low, high = (exact, exact) if exact is not None else (fails, works)
    return Threshold(
        lever=lever.input,
        now=lever.now,
        turn=Turn.AT_LEAST if works > fails else Turn.AT_MOST,
        fails_at=low,
        holds_at=high,
        is_exact=exact is not None,
        is_proven=is_proven,
        turns=turns,
        searched=reach,
        stretches=(),
    )


def _without_turn(lever: Lever, points: Sequence[Fraction], *, always: bool) -> Threshold:
    ends = [lever.judged(point).holds for point in (points[0], points[-1])]
    return Threshold(
        lever=lever.input,
        now=lever.now,
        turn=Turn.ALWAYS if always else Turn.NEVER,
        fails_at=points[-1],
        holds_at=points[0],
        is_exact=False,
        is_proven=all(end is always for end in ends),
        turns=0,
        searched=(points[0], points[-1]),
        stretches=((points[0], points[-1]),) if always else (),
    )


def _exact_turn(
    lever: Lever, fails: Fraction, works: Fraction, judged: Judgment
) -> Fraction | None:
    """The fraction at which the compact just holds; None when it is not one that can be found."""
    low, high = sorted((fails, works))
    if (simple := simplest_between(low, high)) is not None and _is_turn(lever, simple, fails):
        return simple
    binding = int(np.where(judged.signs == -1, judged.margins.margin, np.inf).argmin())
    root = _secant(lever, binding, fails, works)
    if root is None:
        return None
    slack = Fraction(1, 2 ** (_BITS // 2))
    candidate = simplest_between(root - slack, root + slack)
    return candidate if low <= candidate <= high and _is_turn(lever, candidate, fails) else None


def _is_turn(lever: Lever, at: Fraction, fails: Fraction) -> bool:
    """True when it is proven that the compact holds there, and a hair towards ``fails`` does not.

    A margin that is zero there is not enough: it may be zero everywhere.
    """
    hair = (fails - at) / 2**_HAIR
    return lever.judged(at).holds is True and lever.judged(at + hair).holds is False


def _secant(lever: Lever, k: int, first: Fraction, second: Fraction) -> Fraction | None:
    """The root of one deviation's margin to many places."""
    at_first, at_second = _margin_to(lever, k, first), _margin_to(lever, k, second)
    for _ in range(12):
        if at_first == at_second:
            return None
        step = at_second * (second - first) / (at_second - at_first)
        first, at_first = second, at_second
        second = _shortened(second - step)
        if abs(step) < Fraction(1, 2 ** (_BITS // 2 + 20)):
            return second
        at_second = _margin_to(lever, k, second)
    return None


def _shortened(number: Fraction) -> Fraction:
    return Fraction(round(number * 2**_BITS), 2**_BITS)


def _margin_to(lever: Lever, k: int, at: Fraction) -> Fraction:
    exact = lever.read(at).exact(lever.layout)
    state, player = int(lever.layout.where[k]), int(lever.layout.who[k])
    gain, sequel = exact.deviation(k)
    worth = ExactWorth(exact, lever.layout.instant.tolist(), player, [state, *dict(sequel)])
    worth.narrow(_BITS)
    bracket = worth.margin(state, gain, sequel)
    return _shortened((bracket.low + bracket.high) / 2)
