"""The picture of a space of packages, as plain numbers for the chart in the browser.

These are for looking at alone: every figure that is read as a figure is exact and stands in text.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from holdfast.desk.space import Space, Weighing
from holdfast.desk.story import PRINCIPLES
from holdfast.dossier import Dossier, midpoint

Plain = dict[str, Any]


def chart(dossier: Dossier, space: Space, across: str, up: str) -> Plain:
    """Points of the frontier, no deal, settlements; the staircase where two parties bargain."""
    pairs = [(p.values[across], p.values[up]) for p in space.frontier.packages]
    corner = [_no_deal(dossier, across), _no_deal(dossier, up)]
    is_curve = len(space.between) == 2 and bool(pairs)
    return {
        "names": [dossier.parties[across].name, dossier.parties[up].name],
        "points": [[float(x), float(y)] for x, y in pairs],
        "edge": _edge(sorted(pairs), corner) if is_curve else [],
        "noDeal": corner,
        "settled": [
            {
                "at": [float(package.values[across]), float(package.values[up])],
                "name": ", ".join(PRINCIPLES[each.by] for each in settlements),
            }
            for settlements, package in space.settled
        ],
    }


def mark(weighing: Weighing, across: str, up: str) -> list[float]:
    """Where the package at hand stands on the picture."""
    values = {effect.party: effect.value for effect in weighing.effects}
    return [float(values[across]), float(values[up])]


def _no_deal(dossier: Dossier, party: str) -> float | None:
    no_deal = dossier.views[party].no_deal
    return None if no_deal is None else float(midpoint(no_deal))


def _edge(
    pairs: Sequence[tuple[Fraction, Fraction]], corner: Sequence[float | None]
) -> list[list[float]]:
    """The staircase below which everything is bettered, from one no-deal line to the other."""
    edge: list[list[float]] = []
    if corner[0] is not None:
        edge.append([corner[0], float(pairs[0][1])])
    for index, (x, y) in enumerate(pairs):
        if index:
            edge.append([float(pairs[index - 1][0]), float(y)])
        edge.append([float(x), float(y)])
    return edge
