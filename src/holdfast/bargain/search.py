"""The choice of method: elimination where the issues hang together loosely, the sweep where not."""

from dataclasses import dataclass

import numpy as np

from holdfast.bargain.bag import packages
from holdfast.bargain.elimination import Elimination, NonDominated
from holdfast.bargain.limit import Watch
from holdfast.bargain.network import Network, build_network
from holdfast.bargain.order import Order, plan
from holdfast.bargain.problem import Problem
from holdfast.bargain.results import Method, Proof
from holdfast.bargain.valued import Choices


@dataclass(frozen=True, slots=True)
class Found:
    """Packages by position, one for each non-dominated point, and how far that is proven."""

    choices: Choices
    proof: Proof


def search(problem: Problem, watch: Watch) -> Found:
    """Find every non-dominated point of the zone, and a package for each.

    The points come in falling order of the first party sought, then of the second, and so on.
    """
    network = build_network(problem)
    order = plan(network)
    return _eliminated(network, order, watch)


def _eliminated(network: Network, order: Order, watch: Watch) -> Found:
    elimination = Elimination(network, NonDominated(), watch)
    bag = elimination.run(order.variables)
    values = packages(bag, np.arange(len(bag)), len(network.sizes))
    first = [np.array([options[0] for options in classes]) for classes in network.classes]
    columns = [first[issue][values[:, issue]] for issue in range(len(first))]
    proof = Proof(
        method=Method.ELIMINATION,
        complete=not elimination.limit,
        checked=False,
        width=order.width,
        why=(
            f"No issue hangs together with more than {order.width} others at a time "
            f"({order.cells:,} cases in the largest table), so every package was accounted for."
        ),
        limit=elimination.limit,
    )
    return Found(np.stack(columns, axis=1).astype(np.int32), proof)
