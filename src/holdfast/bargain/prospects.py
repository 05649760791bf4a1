"""What is still to be had once a part of the issues is settled, exact for each party by itself.

The greatest total that everything else can add is worked out on the clusters of a layout, once
towards the last of them and once back. A part of a package that cannot reach a party's floor even
so is part of no package of the zone.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.layout import Layout, Scope
from holdfast.bargain.network import Whole

Marks = NDArray[np.bool_]

LOW = -(2**55)
"""Stands for what cannot be; sums with it stay well below everything that can be."""

REACH = 2**52
"""Below which all sums of worths must stay."""


class Prospects:
    """The greatest totals that the rest can add: by world, by case of a cluster, and by column.

    A column is a party's total, or any sum of totals. Where the rest can add nothing because every
    way is ruled out, the entry is far below ``LOW / 2``.

    Args:
        layout: the clusters.
        worth: for each cluster, what its own tables add, and ``LOW`` or less in cases ruled out.
    """

    def __init__(self, layout: Layout, worth: Sequence[Whole]) -> None:
        self._layout = layout
        self._handed_on: list[Whole] = []
        self._inside: list[Whole] = []
        for cluster, own in zip(layout.clusters, worth, strict=True):
            table = own
            for child in cluster.children:
                table = table + self._handed(child, cluster.scope)
            self._inside.append(table)
            best = layout.greatest(table, cluster.scope, cluster.kept)
            self._handed_on.append(np.maximum(best, LOW))

    @cached_property
    def _outside(self) -> list[Whole]:
        """For each cluster, what is neither in it nor was handed on to it, by its cases."""
        clusters = self._layout.clusters
        found: list[Whole] = [self._handed_on[-1] * 0] * len(clusters)
        for at in reversed(range(len(clusters))):
            cluster = clusters[at]
            found[at] = found[at][:, self._layout.cases(cluster.scope, cluster.kept)]
            for child in cluster.children:
                table = self._inside[at] + found[at] - self._handed(child, cluster.scope)
                best = self._layout.greatest(table, cluster.scope, clusters[child].kept)
                found[child] = np.maximum(best, LOW)
        return found

    def outside(self, at: int) -> Whole:
        """What all that is neither in a cluster nor was handed on to it can add."""
        return self._outside[at]

    def whole(self, at: int) -> Whole:
        """The greatest total of any package with each case of a cluster."""
        return self._inside[at] + self._outside[at]

    def waiting(self, at: int, joined: Sequence[int], scope: Scope) -> Whole:
        """What all can add but some children of a cluster, by case of a part of the cluster."""
        whole = self._layout.clusters[at].scope
        table = self.whole(at) - sum(self._handed(child, whole) for child in joined)
        best: Whole = np.maximum(self._layout.greatest(table, whole, scope), LOW)
        return best

    def _handed(self, child: int, scope: Scope) -> Whole:
        """What a cluster hands on, by case of the scope of another."""
        kept = self._layout.clusters[child].kept
        return self._handed_on[child][:, self._layout.cases(scope, kept)]
