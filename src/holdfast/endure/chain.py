"""The way things would go, period by period, as chances: the absorbing chain behind survival.

A breakdown is a collapse, or a response that never ends. What was answered last, a true breach or a
false alarm, is remembered as long as its answer runs, so that a breakdown can be traced to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from holdfast.endure.compact import Compact
from holdfast.endure.machine import Layout
from holdfast.endure.moment import Mode, Moment
from holdfast.endure.rules import Running
from holdfast.endure.tables import FractionTables


@dataclass(frozen=True, slots=True)
class Node:
    """A state of the chain: a place in the tables, and whether a false alarm is being answered."""

    place: int
    is_false: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One way to go on within or after a period, with its exact chance."""

    to: Node
    chance: Fraction
    takes_period: bool


class Chain:
    """The chain of one conduct."""

    def __init__(self, game: Running, layout: Layout, exact: FractionTables) -> None:
        self.game, self.layout, self._exact = game, layout, exact
        self.start = Node(layout.start)
        self.links: dict[Node, tuple[Link, ...]] = {}
        waiting = [self.start]
        while waiting:
            node = waiting.pop()
            if node not in self.links:
                self.links[node] = () if self.is_breakdown(node) else tuple(self._links(node))
                waiting.extend(link.to for link in self.links[node])

    def moment(self, node: Node) -> Moment:
        """The compact's state at a node."""
        state = self.layout.states[node.place]
        if not isinstance(state, Moment):
            message = f"{state!r} is no state of a compact."
            raise TypeError(message)
        return state

    def is_breakdown(self, node: Node) -> bool:
        """True when the compact has come to its end."""
        return is_over(self.game.compact, self.moment(node))

    def _links(self, node: Node) -> Iterator[Link]:
        moment = self.moment(node)
        profile = self.layout.profiles[node.place]
        committed = self.game.committed(moment, profile) if moment.mode is not Mode.CALLED else ()
        for place, chance in self._exact.row(node.place):
            after = self.layout.states[place]
            if not isinstance(after, Moment):
                continue
            is_false = node.is_false
            if after.mode is Mode.CALLED:
                is_false = after.about not in committed
            elif after.mode is Mode.IN_FORCE:
                is_false = False
            yield Link(Node(place, is_false), chance, after.mode is not Mode.CALLED)

    def period(self, node: Node) -> list[tuple[Node, Node, Fraction]]:
        """Where one period leads from a node: through which call, if any, and where to.

        Returns:
            Triples of the call gone through (or the node itself), the node a period later, and the
            chance.
        """
        found = []
        for link in self.links[node]:
            if link.takes_period:
                found.append((node, link.to, link.chance))
            else:
                found += [
                    (link.to, after.to, link.chance * after.chance) for after in self.links[link.to]
                ]
        return found


def is_over(compact: Compact, moment: Moment) -> bool:
    """True when a compact has come to its end: it collapsed, or its answer never ends."""
    if moment.mode is not Mode.ANSWERING:
        return moment.mode is Mode.COLLAPSED
    return compact.responses[moment.response].periods is None
