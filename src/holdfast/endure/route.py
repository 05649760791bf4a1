"""How a state can be met at all: a way to it that the independent checker can follow."""

from collections import deque

from holdfast.endure.certificate import Route
from holdfast.endure.machine import Layout
from holdfast.endure.rows import Indices
from holdfast.endure.tables import Tables


def route_to(layout: Layout, tables: Tables, sought: int) -> Route:
    """The shortest way from the start to a state by the conduct and one-sided departures.

    Args:
        layout: the conduct.
        tables: its numbers, which say what has no chance at all.
        sought: the place of a state that matters.
    """
    departures: dict[int, list[int]] = {}
    for k, place in enumerate(layout.where.tolist()):
        departures.setdefault(place, []).append(k)
    came: dict[int, tuple[int, int]] = {tables.start: (-1, -1)}
    waiting = deque(came)
    while waiting and sought not in came:
        place = waiting.popleft()
        ways = [(-1, _targets(tables.chances, place))]
        ways += [(k, _targets(tables.deviations, k)) for k in departures.get(place, ())]
        for k, targets in ways:
            for target in targets:
                if target not in came:
                    came[target] = (place, k)
                    waiting.append(target)
    found = []
    at = sought
    while at != tables.start:
        before, k = came[at]
        profile = list(layout.profiles[before])
        if k >= 0:
            profile[int(layout.who[k])] = int(layout.choices[k])
        found.append((tuple(profile), layout.states[at]))
        at = before
    return tuple(reversed(found))


def _targets(matrix: object, row: int) -> list[int]:
    """The columns of a row that are not zero."""
    indptr, indices, data = (getattr(matrix, name) for name in ("indptr", "indices", "data"))
    span = slice(int(indptr[row]), int(indptr[row + 1]))
    columns: Indices = indices[span][data[span] != 0]
    return [int(column) for column in columns]
