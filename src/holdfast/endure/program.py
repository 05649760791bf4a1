"""Small linear programs proven in fractions: a basis found in floats is solved exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Row = Sequence[Fraction]


@dataclass(frozen=True, slots=True)
class Optimum:
    """The least of cost . x with base + slope x >= 0 and x >= 0, with prices that prove it."""

    amounts: tuple[Fraction, ...]
    prices: tuple[Fraction, ...]
    cost: Fraction


def optimum(base: Row, slope: Sequence[Row], cost: Row, free: Sequence[int]) -> Optimum | None:
    """Solve for the unknowns in ``free`` with every row tight, all others at zero.

    Args:
        base: each row's margin at zero.
        slope: how each row's margin grows with each unknown.
        cost: what a unit of each unknown costs.
        free: the unknowns that are not zero, as many as there are rows.

    Returns:
        The optimum; None when the rows do not determine it, an unknown would be below zero, or the
        prices do not prove that nothing is cheaper. That the rows left out hold is for the caller
        to see.

    >>> one = Fraction(1)
    >>> optimum([-one], [[Fraction(2)]], [one], [0]).amounts
    (Fraction(1, 2),)
    """
    count = len(base)
    if len(free) != count:
        return None
    square = [[row[k] for k in free] for row in slope]
    amounts = _solve(square, [-value for value in base])
    prices = _solve([list(column) for column in zip(*square, strict=True)], [cost[k] for k in free])
    if amounts is None or prices is None or min((*amounts, *prices), default=Fraction(0)) < 0:
        return None
    for unknown, price in enumerate(cost):
        bought = sum((p * row[unknown] for p, row in zip(prices, slope, strict=True)), Fraction(0))
        if bought > price:
            return None
    whole = [Fraction(0)] * len(cost)
    for k, amount in zip(free, amounts, strict=True):
        whole[k] = amount
    total = sum((p * a for p, a in zip(cost, whole, strict=True)), Fraction(0))
    return Optimum(tuple(whole), tuple(prices), total)


def _solve(matrix: Sequence[Row], right: Row) -> list[Fraction] | None:
    """Solve a square system; None when it has no single solution."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for k in range(len(rows)):
        pivot = next((r for r in range(k, len(rows)) if rows[r][k]), None)
        if pivot is None:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for other in range(len(rows)):
            if other != k and rows[other][k]:
                factor = rows[other][k]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[k], strict=True)]
    return [row[-1] for row in rows]
