"""The joint outcome of a set of points: which are non-dominated, and which one Nash would pick.

``holdfast.bargain.settlement`` answers for a whole dossier; this is the same reading of the same
principle for points that a question has in hand.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm, prod

import numpy as np

from holdfast.bargain.network import Whole
from holdfast.bargain.pareto import survivors
from holdfast.bargain.settlement import kalai_smorodinsky
from holdfast.dossier.model import Dossier, Reading

Point = tuple[Fraction, ...]


def frontier_rows(points: Sequence[Point]) -> list[int]:
    """The rows of the non-dominated points, in falling order; of equal points the first."""
    if not points:
        return []
    sums = _whole(points)
    return [int(row) for row in survivors(sums, np.zeros(len(sums), dtype=np.int64))]


def _whole(points: Sequence[Point]) -> Whole:
    """The same points with each column multiplied until it is whole."""
    columns = []
    for column in zip(*points, strict=True):
        scale = lcm(*(value.denominator for value in column))
        columns.append([value.numerator * (scale // value.denominator) for value in column])
    largest = max((abs(value) for column in columns for value in column), default=0)
    dtype = np.int64 if largest < 2**60 else object
    return np.array(columns, dtype=dtype).T


def counted_from(
    dossier: Dossier, between: Sequence[str], reading: Reading, points: Sequence[Point]
) -> Point:
    """From where the gains of each party are counted, as ``settle`` counts them unless told.

    From its no-deal value; where none is known from zero, or from the least of these points if
    that is below zero.
    """
    starts = []
    for column, party in enumerate(between):
        no_deal = dossier.views[party].no_deal
        least = min((point[column] for point in points), default=Fraction(0))
        starts.append(min(least, Fraction(0)) if no_deal is None else reading(no_deal))
    return tuple(starts)


def nash_row(points: Sequence[Point], start: Point) -> int | None:
    """The row with the greatest product of gains [nash-1950], ties broken as ``settle`` does.

    None when no point gives every party at least its start.
    """
    gains = [tuple(v - s for v, s in zip(point, start, strict=True)) for point in points]
    rows = [row for row, gain in enumerate(gains) if min(gain) >= 0]
    if not rows:
        return None
    most = tuple(max(column) for column in zip(*(gains[row] for row in rows), strict=True))
    best = max(prod(gains[row]) for row in rows)
    tied = [row for row in rows if prod(gains[row]) == best]
    return max(tied, key=lambda row: kalai_smorodinsky(gains[row], most))


def product_of_gains(point: Point, start: Point) -> Fraction:
    """The joint outcome that Nash makes as large as can be."""
    return prod((v - s for v, s in zip(point, start, strict=True)), start=Fraction(1))
