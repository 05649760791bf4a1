"""How issues hang together, as a tree: what has to be looked at together, and in which order.

Each issue has its turn in an elimination order. All that then still hangs together with it is its
cluster; what is found there is handed on to the cluster of the next of these issues to have its
turn, and so at last to a cluster of no issue, where everything comes together [dechter-2003].
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from numpy.typing import NDArray

from holdfast.bargain.bag import assignments, projection
from holdfast.bargain.order import plan_scopes
from holdfast.bargain.pareto import Index

Scope = tuple[int, ...]
"""Issues by position."""


@dataclass(frozen=True)
class Cluster:
    """An issue and what hangs together with it when its turn comes.

    ``kept`` are the issues that are handed on, ``scope`` these and then the issue itself; the last
    cluster has neither. ``children`` are the clusters, by position, that hand on to this one.
    """

    scope: Scope
    kept: Scope
    children: tuple[int, ...]

    @property
    def variable(self) -> int | None:
        """The issue whose turn it is."""
        return self.scope[-1] if self.scope else None


@dataclass(frozen=True)
class Layout:
    """The clusters of some issues, each after its children; ``sizes`` are the issues' options."""

    sizes: tuple[int, ...]
    clusters: tuple[Cluster, ...]
    _cases: dict[tuple[Scope, Scope], Index] = field(default_factory=dict, compare=False)

    @cached_property
    def cells(self) -> int:
        """The number of cases of the largest cluster."""
        return max(assignments(self.sizes, cluster.scope) for cluster in self.clusters)

    @cached_property
    def width(self) -> int:
        """The most issues that any cluster hands on."""
        return max(len(cluster.kept) for cluster in self.clusters)

    @cached_property
    def _turns(self) -> dict[int, int]:
        return {c.scope[-1]: at for at, c in enumerate(self.clusters) if c.scope}

    def home(self, scope: Scope) -> int | None:
        """The cluster in which a table over some issues is counted; None when none holds it."""
        last = len(self.clusters) - 1
        at = min((self._turns.get(issue, last) for issue in scope), default=last)
        return at if set(scope) <= set(self.clusters[at].scope) else None

    def handed_on(self, at: int) -> int:
        """The number of cases for which a cluster hands something on."""
        return assignments(self.sizes, self.clusters[at].kept)

    def cases(self, scope: Scope, onto: Scope) -> Index:
        """For each case of a scope, the number of its part within another; worked out once."""
        if (scope, onto) not in self._cases:
            self._cases[scope, onto] = projection(self.sizes, scope, onto)
        return self._cases[scope, onto]

    def greatest(self, table: NDArray[Any], scope: Scope, onto: Scope) -> NDArray[Any]:
        """The greatest entry over all cases of a scope that agree on some of its issues.

        The second axis of the table is that of the cases.
        """
        shape = (len(table), *(self.sizes[v] for v in scope), *table.shape[2:])
        gone = tuple(axis for axis, v in enumerate(scope, start=1) if v not in onto)
        left = [v for v in scope if v in onto]
        best = table.reshape(shape).max(axis=gone)
        axes = [0, *(1 + left.index(v) for v in onto), *range(1 + len(onto), best.ndim)]
        found: NDArray[Any] = best.transpose(axes).reshape(len(table), -1, *table.shape[2:])
        return found


def lay_out(sizes: Sequence[int], scopes: Iterable[Scope]) -> Layout:
    """The clusters of issues that are tied together by tables over some of them."""
    order = plan_scopes(tuple(sizes), scopes)
    ties: dict[int, set[int]] = {v: set() for v in order.variables}
    for scope in scopes:
        for v in scope:
            ties[v] |= set(scope) - {v}
    turns = {v: at for at, v in enumerate(order.variables)}
    last = len(turns)
    children: list[list[int]] = [[] for _ in range(last + 1)]
    scoped: list[tuple[Scope, Scope]] = []
    for v, at in turns.items():
        kept = tuple(sorted(ties.pop(v)))
        for other in kept:
            ties[other] |= set(kept) - {other}
            ties[other].discard(v)
        children[min((turns[other] for other in kept), default=last)].append(at)
        scoped.append(((*kept, v), kept))
    scoped.append(((), ()))
    clusters = tuple(
        Cluster(scope, kept, tuple(own))
        for (scope, kept), own in zip(scoped, children, strict=True)
    )
    return Layout(tuple(sizes), clusters)
