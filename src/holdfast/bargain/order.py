"""In which order to eliminate the variables of a network, and what that will cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

from holdfast.bargain.network import Network


@dataclass(frozen=True, slots=True)
class Order:
    """An elimination order; ``width`` is the most variables that a message depends on.

    ``cells`` is the number of rows of the largest table that elimination by it would look at.
    """

    variables: tuple[int, ...]
    width: int
    cells: int


def plan(network: Network) -> Order:
    """In which order to eliminate the variables of a network; see ``plan_scopes``."""
    return plan_scopes(network.sizes, [factor.scope for factor in network.factors])


def plan_scopes(sizes: tuple[int, ...], scopes: Iterable[tuple[int, ...]]) -> Order:
    """The cheaper of the min-fill and the min-size order, by the largest table met.

    Both are greedy: eliminate next the variable whose neighbours lack the fewest ties among
    themselves, or whose table is the smallest [dechter-2003]. Ties go to the smaller table, then
    to the variable that continues the message made last, so that sets grow one issue at a time,
    then to the dossier's order.
    """
    tied = list(scopes)
    by_fill, by_size = (_greedy(sizes, tied, fill_first=first) for first in (True, False))
    return by_fill if by_fill.cells <= by_size.cells else by_size


def _greedy(
    sizes: tuple[int, ...], scopes: Sequence[tuple[int, ...]], *, fill_first: bool
) -> Order:
    ties = _ties(scopes)
    variables: list[int] = []
    width, largest = 0, 1
    recent: frozenset[int] = frozenset()
    costs: dict[int, tuple[int, int]] = {}
    while ties:
        for variable in ties.keys() - costs.keys():
            cells = prod(sizes[v] for v in ties[variable]) * sizes[variable]
            fill = sum(b not in ties[a] for a, b in combinations(sorted(ties[variable]), 2))
            costs[variable] = (fill, cells) if fill_first else (cells, fill)
        chosen = min(ties, key=lambda v: (costs[v], v not in recent, v))
        around = ties.pop(chosen)
        del costs[chosen]
        width = max(width, len(around))
        largest = max(largest, prod(sizes[v] for v in around) * sizes[chosen])
        touched = set(around)
        for a in around:
            ties[a].discard(chosen)
            ties[a] |= around - {a}
            touched |= ties[a]
        for variable in touched:
            costs.pop(variable, None)
        recent = frozenset(around)
        variables.append(chosen)
    return Order(tuple(variables), width, largest)


def _ties(scopes: Sequence[tuple[int, ...]]) -> dict[int, set[int]]:
    """For each variable in any table, the variables that share one with it."""
    ties: dict[int, set[int]] = {}
    for scope in scopes:
        for variable in scope:
            ties.setdefault(variable, set()).update(scope)
    for variable, around in ties.items():
        around.discard(variable)
    return dict(sorted(ties.items()))
