"""The picture of a frontier: where everything on it stands, in the units of an SVG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from holdfast.bargain import Frontier
from holdfast.desk.brief import Brief, Outcome

WIDTH, HEIGHT = 640, 440
LEFT, RIGHT, TOP, BOTTOM = 62, 16, 16, 52


@dataclass(frozen=True)
class Tick:
    """A number on an axis, and where it stands."""

    at: float
    text: str


@dataclass(frozen=True)
class Mark:
    """A settlement on the picture; ``letters`` are its key, one for each principle."""

    x: float
    y: float
    letters: str
    left: bool


@dataclass(frozen=True)
class Plot:
    """A frontier drawn between two parties.

    ``is_curve`` is False when more than two parties bargain: the points are then a projection, and
    no line is drawn through them.
    """

    across: str
    up: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    points: tuple[tuple[float, float], ...]
    steps: str
    zone: str
    no_deal_x: float | None
    no_deal_y: float | None
    marks: tuple[Mark, ...]
    is_curve: bool


class _Axis:
    """Turns points of one party into places along one side of the picture."""

    def __init__(self, values: Sequence[Fraction], start: float, end: float) -> None:
        numbers = [float(value) for value in values]
        low, high = min(numbers), max(numbers)
        pad = (high - low) * 0.06 or max(abs(high) * 0.05, 1.0)
        self.low, self.high, self.start, self.end = low - pad, high + pad, start, end

    def place(self, value: Fraction | float) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """About five round numbers."""
        rough = (self.high - self.low) / 5
        magnitude = 10 ** math.floor(math.log10(rough))
        step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= rough)
        first = math.ceil(self.low / step)
        last = math.floor(self.high / step)
        return tuple(Tick(self.place(k * step), f"{k * step:g}") for k in range(first, last + 1))


def draw(brief: Brief) -> Plot | None:
    """Draw the frontier between the first two parties; None when there is nothing to draw."""
    found: Frontier = brief.frontier
    if len(found.between) < 2 or not found.packages:
        return None
    across, up = found.between[:2]
    pairs = [(p.values[across], p.values[up]) for p in found.packages]
    floor_x, floor_y = _no_deal(brief, across), _no_deal(brief, up)
    x = _Axis([a for a, _ in pairs] + _known(floor_x), LEFT, WIDTH - RIGHT)
    y = _Axis([b for _, b in pairs] + _known(floor_y), HEIGHT - BOTTOM, TOP)
    is_curve = len(found.between) == 2
    places = tuple((x.place(a), y.place(b)) for a, b in pairs)
    corner_x = x.place(floor_x) if floor_x is not None else LEFT
    corner_y = y.place(floor_y) if floor_y is not None else HEIGHT - BOTTOM
    steps = _steps(sorted(places)) if is_curve else []
    return Plot(
        across=brief.dossier.parties[across].name,
        up=brief.dossier.parties[up].name,
        x_ticks=x.ticks(),
        y_ticks=y.ticks(),
        points=places,
        steps=_path(steps),
        zone=_region(steps, corner_x, corner_y) if is_curve else "",
        no_deal_x=x.place(floor_x) if floor_x is not None else None,
        no_deal_y=y.place(floor_y) if floor_y is not None else None,
        marks=tuple(_mark(o, x, y, across, up) for o in brief.outcomes),
        is_curve=is_curve,
    )


LETTERS = {"nash": "N", "kalai-smorodinsky": "K", "egalitarian": "E", "utilitarian": "U"}


def _mark(outcome: Outcome, x: _Axis, y: _Axis, across: str, up: str) -> Mark:
    place_x, place_y = x.place(outcome.values[across]), y.place(outcome.values[up])
    letters = "".join(LETTERS[s.by.value] for s in outcome.settlements)
    return Mark(place_x, place_y, letters, left=place_x > WIDTH * 0.8)


def _no_deal(brief: Brief, party: str) -> Fraction | None:
    no_deal = brief.dossier.views[party].no_deal
    return None if no_deal is None else no_deal.midpoint


def _known(value: Fraction | None) -> list[Fraction]:
    return [] if value is None else [value]


def _steps(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The staircase below which everything is bettered by some point of the frontier."""
    corners: list[tuple[float, float]] = []
    for index, (px, py) in enumerate(places):
        if index:
            corners.append((places[index - 1][0], py))
        corners.append((px, py))
    return corners


def _path(corners: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{px:g},{py:g}" for px, py in corners) if corners else ""


def _region(corners: Sequence[tuple[float, float]], corner_x: float, corner_y: float) -> str:
    if not corners:
        return ""
    outline = [
        (corner_x, corner_y),
        (corner_x, corners[0][1]),
        *corners,
        (corners[-1][0], corner_y),
    ]
    return _path(outline) + " Z"
