"""Settling in exact arithmetic what floating point cannot: is this margin above, below or at zero?

A factorisation in floats steers, whole numbers decide. Each round finds the exact residual of the
answer so far, as whole numbers, and corrects it; the residual bounds the error (see ``values``), so
the bracket around the true worth narrows by some forty bits a round, as far as is needed. A margin
of exactly zero is never met by narrowing: then the simplest fractions inside the brackets are put
into the equations, and either solve them, exactly, or the margin stays undecided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from holdfast.endure.tables import Exact, Floats

_FIRST_BITS = 120
_ROUND_BITS = 36


@dataclass(frozen=True, slots=True)
class Bracket:
    """A number known to lie between two fractions; ``low == high`` when it is known exactly."""

    low: Fraction
    high: Fraction

    @property
    def sign(self) -> int | None:
        """-1, 0 or 1; None when the bracket does not say."""
        if self.low > 0:
            return 1
        if self.high < 0:
            return -1
        return 0 if self.low == self.high else None


class ExactWorth:
    """The worth of a conduct to one player, as exactly as it is asked for.

    Args:
        exact: the tables.
        instant: for every state, whether it is reached within the period before.
        player: whose worth.
        sought: the states whose worth is wanted; the equations are those of the states that they
            lead to.
    """

    def __init__(
        self, exact: Exact, instant: Sequence[bool], player: int, sought: Iterable[int]
    ) -> None:
        self._discount = exact.discount(player)
        self._instant = instant
        self._states = _closure(exact, sought)
        self._place = {state: k for k, state in enumerate(self._states)}
        self._rows: list[list[tuple[int, int]]] = []
        self._right: list[int] = []
        self._scale: list[int] = []
        for state in self._states:
            self._add_equation(exact, state, player)
        periods = 2 if any(instant[state] for state in self._states) else 1
        self._reach = Fraction(periods) / (1 - self._discount)
        self._bits = 0
        self._worth = [0] * len(self._states)
        self._error = self._reach * self._worst()
        self._solved: list[Fraction] | None = None
        self._factors = self._factorise()

    def _add_equation(self, exact: Exact, state: int, player: int) -> None:
        """Write ``V - d P V = r`` for one state with whole coefficients."""
        entries = {self._place[state]: Fraction(1)}
        for target, chance in exact.row(state):
            place = self._place[target]
            entries[place] = entries.get(place, Fraction(0)) - self._weight(target) * chance
        reward = exact.reward(state, player)
        scale = lcm(reward.denominator, *(entry.denominator for entry in entries.values()))
        self._rows.append([(place, int(entry * scale)) for place, entry in entries.items()])
        self._right.append(int(reward * scale))
        self._scale.append(scale)

    def _weight(self, state: int) -> Fraction:
        return Fraction(1) if self._instant[state] else self._discount

    def _factorise(self) -> Any:  # noqa: ANN401 - a factorisation
        from scipy.sparse import csc_array
        from scipy.sparse.linalg import splu

        places = [(k, place) for k, row in enumerate(self._rows) for place, _ in row]
        data = [
            entry / s for row, s in zip(self._rows, self._scale, strict=True) for _, entry in row
        ]
        shape = (len(self._states),) * 2
        return splu(csc_array((data, tuple(np.array(places).T)), shape=shape))

    def narrow(self, bits: int) -> None:
        """Refine until the worth is held to that many binary places (or it stops improving)."""
        while self._bits < bits and self._error:
            self._worth = [worth << _ROUND_BITS for worth in self._worth]
            self._bits += _ROUND_BITS
            left = zip(self._residuals(), self._scale, strict=True)
            steps: Floats = self._factors.solve(np.array([r / scale for r, scale in left]))
            self._worth = [w + round(step) for w, step in zip(self._worth, steps, strict=True)]
            before, self._error = self._error, self._reach * self._worst()
            if self._error >= before:
                break

    def _worst(self) -> Fraction:
        """The largest residual."""
        left = zip(self._residuals(), self._scale, strict=True)
        return max(
            (Fraction(abs(r), scale << self._bits) for r, scale in left), default=Fraction(0)
        )

    def _residuals(self) -> list[int]:
        """What every equation leaves over, exact, in units of its scale and the last place."""
        worth = self._worth
        return [
            (right << self._bits) - sum(entry * worth[place] for place, entry in row)
            for right, row in zip(self._right, self._rows, strict=True)
        ]

    def solve_exactly(self) -> bool:
        """Try the simplest fractions inside the brackets; True when they solve every equation."""
        unit, common = 1 << self._bits, 1
        found: list[Fraction] = []
        for worth in self._worth:
            middle = Fraction(worth, unit)
            shared = Fraction(round(middle * common), common)
            if abs(shared - middle) > self._error:
                shared = simplest_between(middle - self._error, middle + self._error)
                common = lcm(common, shared.denominator)
            found.append(shared)
        whole = [int(worth * common) for worth in found]
        if any(
            sum(entry * whole[place] for place, entry in row) != right * common
            for right, row in zip(self._right, self._rows, strict=True)
        ):
            return False
        self._solved = found
        return True

    def of(self, state: int) -> Bracket:
        """The worth of one state."""
        place = self._place[state]
        if self._solved is not None:
            return Bracket(self._solved[place], self._solved[place])
        middle = Fraction(self._worth[place], 1 << self._bits)
        return Bracket(middle - self._error, middle + self._error)

    def margin(self, state: int, gain: Fraction, sequel: list[tuple[int, Fraction]]) -> Bracket:
        """What a deviation in a state costs: what staying is worth, less what deviating is."""
        here = self.of(state)
        after = [(chance * self._weight(target), self.of(target)) for target, chance in sequel]
        low = here.low - gain - sum((part * worth.high for part, worth in after), Fraction(0))
        high = here.high - gain - sum((part * worth.low for part, worth in after), Fraction(0))
        return Bracket(low, high)

    @property
    def size(self) -> int:
        """The number of equations."""
        return len(self._states)


def solved(
    exact: Exact, instant: Sequence[bool], player: int, sought: Iterable[int], bits: int
) -> ExactWorth | None:
    """The exact worth of some states to a player; None when the work allowed does not find it."""
    worth = ExactWorth(exact, instant, player, sought)
    places = _FIRST_BITS
    while places <= max(bits // worth.size, 2 * _FIRST_BITS):
        worth.narrow(places)
        if worth.solve_exactly():
            return worth
        places *= 2
    return None


def _closure(exact: Exact, sought: Iterable[int]) -> list[int]:
    waiting = list(dict.fromkeys(sought))
    found = set(waiting)
    for state in waiting:
        for target, _ in exact.row(state):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return waiting


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of smallest denominator between two others, both included.

    >>> simplest_between(Fraction(333, 1000), Fraction(334, 1000))
    Fraction(1, 3)
    """
    if low > high:
        message = f"Nothing lies between {low} and {high}: the first is the larger."
        raise ValueError(message)
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest_between(-high, -low)
    whole: list[int] = []
    while True:
        floor = low.numerator // low.denominator
        if floor == low or floor + 1 <= high:
            whole.append(floor if floor == low else floor + 1)
            break
        whole.append(floor)
        low, high = 1 / (high - floor), 1 / (low - floor)
    result = Fraction(whole.pop())
    while whole:
        result = whole.pop() + 1 / result
    return result


def settle(
    exact: Exact,
    instant: Sequence[bool],
    player: int,
    doubtful: Sequence[tuple[int, int]],
    bits: int,
) -> dict[int, Bracket]:
    """Bracket a player's doubtful margins closely enough to know their signs, if work allows.

    Args:
        exact: the tables.
        instant: for every state, whether it is reached within the period before.
        player: the deviator.
        doubtful: pairs of a deviation's number and the state in which it happens.
        bits: how many binary places may be spent on each worth before a margin is left undecided.

    Returns:
        A bracket for each deviation; where its sign is None the margin is undecided.
    """
    result: dict[int, Bracket] = {}
    open_ones: list[tuple[int, int]] = []
    moves = {k: exact.deviation(k) for k, _ in doubtful}
    for k, state in doubtful:
        gain, sequel = moves[k]
        if gain == exact.reward(state, player) and dict(sequel) == dict(exact.row(state)):
            result[k] = Bracket(Fraction(0), Fraction(0))
        else:
            open_ones.append((k, state))
    if not open_ones:
        return result
    sought = [s for _, s in open_ones] + [t for k, _ in open_ones for t, _ in moves[k][1]]
    worth = ExactWorth(exact, instant, player, sought)
    spend, places = max(bits // max(worth.size, 1), 2 * _FIRST_BITS), _FIRST_BITS
    while open_ones and places <= spend:
        worth.narrow(places)
        if places > _FIRST_BITS or worth.size <= _FIRST_BITS:
            worth.solve_exactly()
        for k, state in open_ones:
            result[k] = worth.margin(state, *moves[k])
        open_ones = [(k, state) for k, state in open_ones if result[k].sign is None]
        places *= 2
    return result
