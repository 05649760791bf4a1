"""What the solver claims each state to be worth, handed to the independent checker to test."""

from fractions import Fraction

import numpy as np

from holdfast.endure.exact import ExactWorth
from holdfast.endure.game import State
from holdfast.endure.judge import PATIENCE, Judgment
from holdfast.endure.machine import Layout
from holdfast.endure.reading import Reading

_CLOSE = 240


def claimed_worths(
    reading: Reading, layout: Layout, judgment: Judgment
) -> dict[State, tuple[Fraction, ...]]:
    """The worth of every state that matters to every player.

    Floats at their word, except for a player with margins that floats could not tell from zero: its
    worths are given to many more places, and exactly where that can be had.
    """
    places = [int(place) for place in np.flatnonzero(judgment.matters)]
    columns = []
    for player in range(len(judgment.tables.discounts)):
        if any(layout.who[k] == player for k in judgment.settled):
            columns.append(_closer(reading, layout, player, places))
        else:
            worth = judgment.values.worth[:, player].tolist()
            columns.append([Fraction(worth[place]) for place in places])
    rows = zip(*columns, strict=True)
    return {layout.states[place]: row for place, row in zip(places, rows, strict=True)}


def _closer(reading: Reading, layout: Layout, player: int, places: list[int]) -> list[Fraction]:
    worth = ExactWorth(reading.exact(layout), layout.instant.tolist(), player, places)
    bits = _CLOSE
    while True:
        worth.narrow(bits)
        if worth.solve_exactly() or bits * worth.size > PATIENCE:
            return [(worth.of(place).low + worth.of(place).high) / 2 for place in places]
        bits *= 2
