"""The picture of survival: the chance that a compact still stands, period by period."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.desk.hold_story import Course
from holdfast.desk.words import join_words

Chances = Sequence[float]

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 14, 46
CONDUCTS = 4
"""A circle may go round in many conducts; so many are drawn, those that part the most first."""

MARKS = 5
"""So many periods stand in the table beside the picture."""


@dataclass(frozen=True)
class CurveLine:
    """One curve: its line, and the course of resolve or the conduct that it belongs to.

    ``kind`` counts courses from 1, so that each has its own stroke.
    """

    path: str
    name: str
    kind: int


@dataclass(frozen=True)
class CurveRow:
    """A course in numbers: the chances at the periods marked, low and high where they differ."""

    name: str
    chances: tuple[str, ...]
    is_settled: bool


@dataclass(frozen=True)
class Curves:
    """Survival drawn in the units of an SVG, and the same as a small table."""

    lines: tuple[CurveLine, ...]
    rows: tuple[CurveRow, ...]
    marks: tuple[int, ...]
    x_ticks: tuple[tuple[float, int], ...]
    y_ticks: tuple[tuple[float, str], ...]
    period: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def has_circle(self) -> bool:
        """True when some behaviour does not settle, so that a course has several curves."""
        return any(not row.is_settled for row in self.rows)

    @property
    def names(self) -> str:
        """The courses drawn."""
        return join_words([row.name for row in self.rows])


def draw_curves(courses: Sequence[Course]) -> Curves | None:
    """Draw survival under one or more courses of resolve; None where there is nothing to draw."""
    horizon = max((len(course.curves[0]) - 1 for course in courses), default=0)
    if horizon < 1:
        return None
    marks = tuple(dict.fromkeys(round(horizon * k / (MARKS - 1)) for k in range(MARKS)))
    lines, rows = [], []
    for kind, course in enumerate(courses, start=1):
        for curve in _parting_most(course.curves):
            lines.append(CurveLine(_path(curve, horizon), course.name, kind))
        rows.append(CurveRow(course.name, _chances(course, marks), course.is_settled))
    step = max(round(horizon / 8), 1)
    return Curves(
        lines=tuple(lines),
        rows=tuple(rows),
        marks=marks,
        x_ticks=tuple((_across(k, horizon), k) for k in range(0, horizon + 1, step)),
        y_ticks=tuple((_up(k / 4), f"{k * 25} %") for k in range(5)),
        period=courses[0].period,
    )


def _parting_most(curves: Sequence[Chances]) -> list[Chances]:
    """The lowest and the highest, and some between; a picture of more is a smear."""
    ranked = sorted(curves, key=sum)
    if len(ranked) <= CONDUCTS:
        return ranked
    last = len(ranked) - 1
    return [ranked[round(last * k / (CONDUCTS - 1))] for k in range(CONDUCTS)]


def _chances(course: Course, marks: Sequence[int]) -> tuple[str, ...]:
    found = []
    for period in marks:
        at = [curve[period] for curve in course.curves if period < len(curve)]
        ends = dict.fromkeys((f"{min(at):.0%}", f"{max(at):.0%}")) if at else {"": None}
        found.append(" to ".join(ends))
    return tuple(found)


def _path(curve: Chances, horizon: int) -> str:
    places = [(_across(k, horizon), _up(chance)) for k, chance in enumerate(curve)]
    return "M" + " L".join(f"{x:g},{y:g}" for x, y in places)


def _across(period: int, horizon: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * period / horizon, 1)


def _up(chance: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * chance, 1)
