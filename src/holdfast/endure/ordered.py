"""What the inner loop of a sweep is handed: a layout's tables in the order of elimination."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from holdfast.endure.elimination import Entries, Fill, plan
from holdfast.endure.machine import Layout
from holdfast.endure.rows import Indices
from holdfast.endure.tables import Floats


class Stakes(NamedTuple):
    """By player (rows) each place's payoff as an expression; the discounts; which are instant."""

    rewards: Indices
    discounts: Indices
    instant: NDArray[np.bool_]


class Answer(NamedTuple):
    """Where the answers go: by reading and player, as ``Sweep`` has them."""

    margin: Floats
    which: Indices
    scale: Floats

    @classmethod
    def room(cls, readings: int, players: int) -> "Answer":
        """Room for so many answers."""
        shape = (readings, players)
        return cls(np.empty(shape), np.empty(shape, dtype=np.int64), np.empty(shape))


class Departures(NamedTuple):
    """The deviations, sorted by player: where, for how much at once, leading where.

    ``of_player[i]`` is the first of player i's.
    """

    where: Indices
    gains: Indices
    entries: Entries
    of_player: Indices


Alike = tuple[Indices, NDArray[np.bool_]]
"""Readings in which the same chances are zero, and which deviations matter in them."""


class Ordered(NamedTuple):
    """A layout in the order of elimination: the same for every reading of the inputs."""

    stakes: Stakes
    entries: Entries
    fill: Fill
    departures: Departures


def ordered(layout: Layout, discounts: Indices) -> Ordered:
    """Put a layout into an order of little fill; ``discounts`` are expressions, by player."""
    steps = plan(layout)
    deviations = Entries(
        layout.deviations.indptr, steps.place[layout.deviations.columns], layout.deviations.nodes
    )
    departures = Departures(
        steps.place[layout.where],
        layout.gains,
        deviations,
        np.searchsorted(layout.who, np.arange(len(discounts) + 1)),
    )
    rewards = np.ascontiguousarray(layout.rewards[steps.order].T)
    stakes = Stakes(rewards, discounts, layout.instant[steps.order])
    return Ordered(stakes, steps.entries, steps.fill, departures)
