"""Admissible views drawn at random: a value out of every range, a way to respect every order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.judgments import Route, judgments, order_worths, rebuilt
from holdfast.dossier.model import Dossier, IssueValues, View
from holdfast.dossier.number import Range

Steps = NDArray[np.int64]

RESOLUTION = 10_000
"""Steps into which a range is divided; draws fall on the steps, both ends included."""


class Distribution(StrEnum):
    """How values are drawn from ranges; a range itself says nothing of how likely its values are.

    ``uniform``: every step is as likely as any other. ``triangular``: the middle is likeliest, the
    ends least likely. The worths of an order are always drawn uniformly from all that respect it.
    """

    UNIFORM = "uniform"
    TRIANGULAR = "triangular"


def draws(
    dossier: Dossier,
    count: int,
    seed: int = 0,
    distribution: Distribution | str = Distribution.UNIFORM,
) -> Iterator[Dossier]:
    """Dossiers as they could be if everything were known: each range one of its values.

    Every number is an exact decimal, one of 10,001 evenly spaced values of its range. The draw of
    a given place depends on the seed, on the place and on the name of the number, and on nothing
    else: the same draws come out wherever and in whatever pieces they are made, and a change to
    one range leaves the draws of all others as they were.

    Args:
        dossier: what is known.
        count: how many draws.
        seed: any whole number; another one gives other draws.
        distribution: how values are drawn from ranges.
    """
    sample = Sample(dossier, seed, 0, count, Distribution(distribution))
    for place in range(count):
        yield sample.dossier(place)


class Readings:
    """Ways to read a dossier: in each of them, every number stands on some step of its range.

    Args:
        dossier: what is known.
        count: how many ways.
        steps: by party and route, the step above the low end of its range on which a number stands
            in each of them; for an order, a line for each of its groups but the first and the last.
            A number that is not named stands in the middle, as it is usually read.
    """

    def __init__(
        self, dossier: Dossier, count: int, steps: Mapping[tuple[str, Route], Steps]
    ) -> None:
        self.known = dossier
        self.count = count
        self._steps = dict(steps)

    def steps(self, party: str, route: Route) -> Steps:
        """The steps of one number, or of the middle groups of an order."""
        if (party, route) not in self._steps:
            self._steps[party, route] = self._middle(party, route)
        return self._steps[party, route]

    def _middle(self, party: str, route: Route) -> Steps:
        if route[2:] != ("order",):
            return np.full(self.count, RESOLUTION // 2, dtype=np.int64)
        last = len(self.known.views[party].values[route[1]].order) - 1
        evenly = [round(Fraction(RESOLUTION * (last - n), last)) for n in range(1, last)]
        return np.repeat(np.array(evenly, dtype=np.int64)[:, None], self.count, axis=1)

    def dossier(self, place: int) -> Dossier:
        """One of them as a dossier in which every number is exact."""
        views = {party: self._view(view, place) for party, view in self.known.views.items()}
        return replace(self.known, views=views)

    def _view(self, view: View, place: int) -> View:
        def number(route: Route, range_: Range) -> Range:
            if range_.is_exact:
                return range_
            step = int(self.steps(view.party, route)[place])
            return Range.exactly(range_.low + (range_.high - range_.low) * step / RESOLUTION)

        def order(route: Route, values: IssueValues) -> dict[str, Range]:
            if len(values.order) < 3:
                return order_worths(values, [])
            middle = self.steps(view.party, route)[:, place].tolist()
            return order_worths(values, [Fraction(100 * step, RESOLUTION) for step in middle])

        return rebuilt(view, number, order)


class Sample(Readings):
    """The draws from ``start`` up to ``stop``.

    Args:
        dossier: what is known.
        seed: any whole number.
        start: the place of the first draw.
        stop: the place after the last one.
        distribution: how values are drawn from ranges.
    """

    def __init__(
        self, dossier: Dossier, seed: int, start: int, stop: int, distribution: Distribution
    ) -> None:
        found: dict[tuple[str, Route], Steps] = {}
        for judgment in judgments(dossier):
            name = f"{seed}|{judgment.party}|{'|'.join(judgment.route)}"
            if judgment.is_order:
                values = dossier.views[judgment.party].values[judgment.route[1]]
                middle = [
                    _uniform(f"{name}|{n}", start, stop) for n in range(len(values.order) - 2)
                ]
                # Sorted uniform values are uniform over all falling sequences.
                steps = -np.sort(-np.stack(middle), axis=0)
            elif distribution is Distribution.TRIANGULAR:
                halves = [_uniform(f"{name}|{n}", start, stop, RESOLUTION // 2) for n in range(2)]
                steps = halves[0] + halves[1]
            else:
                steps = _uniform(name, start, stop)
            found[judgment.party, judgment.route] = steps
        super().__init__(dossier, stop - start, found)


def _uniform(name: str, start: int, stop: int, top: int = RESOLUTION) -> Steps:
    """Whole numbers from 0 to ``top``, both included, evenly likely to one part in a billion.

    Numbers of their own for every name, by a counter-based generator whose stream is fixed.
    """
    key = int.from_bytes(blake2b(name.encode(), digest_size=16).digest(), "little")
    generator = np.random.Philox(key=key)
    # Each block of the generator holds four numbers.
    generator.advance(start // 4)
    raw = generator.random_raw(stop - start // 4 * 4)[start % 4 :] >> np.uint64(20)
    return ((raw * np.uint64(top + 1)) >> np.uint64(44)).astype(np.int64)
