"""The choice of method: elimination where the issues hang together loosely, the sweep where not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.bargain.bag import packages
from holdfast.bargain.columns import Choices
from holdfast.bargain.elimination import Elimination, NonDominated
from holdfast.bargain.limit import Watch
from holdfast.bargain.network import Network, build_network
from holdfast.bargain.order import Order, plan
from holdfast.bargain.problem import Problem
from holdfast.bargain.results import ACCOUNTED, NO_OTHER, Method, Proof
from holdfast.bargain.sweep import Sweep


@dataclass(frozen=True, slots=True)
class Found:
    """Packages by position, one for each non-dominated point, and how far that is proven."""

    choices: Choices
    proof: Proof


def search(problem: Problem, watch: Watch) -> Found:
    """Find every non-dominated point of the zone, and a package for each.

    The points come in falling order of the first party sought, then of the second, and so on. The
    method is elimination, unless that would have to look at tables too large; then it is the sweep.
    """
    network = build_network(problem)
    order = plan(network)
    if order.cells > watch.limit.cells:
        return swept(problem, order, watch)
    return eliminated(network, order, watch, NonDominated())


def is_swept(problem: Problem, watch: Watch) -> bool:
    """True when ``search`` would sweep."""
    return plan(build_network(problem)).cells > watch.limit.cells


def eliminated(network: Network, order: Order, watch: Watch, algebra: NonDominated) -> Found:
    """What one elimination finds under an algebra of frontiers."""
    elimination = Elimination(network, algebra, watch)
    bag = elimination.run(order.variables)
    values = packages(bag, np.arange(len(bag)), len(network.sizes))
    first = [np.array([options[0] for options in classes]) for classes in network.classes]
    columns = [first[issue][values[:, issue]] for issue in range(len(first))]
    why = (
        f"Settling issues one at a time, no table had more than {order.cells:,} cases (each issue "
        f"is tied to at most {order.width} others when its turn comes){ACCOUNTED}"
    )
    proof = _proof(Method.ELIMINATION, order, why, elimination.limit)
    return Found(np.stack(columns, axis=1).astype(np.int32), proof)


def swept(
    problem: Problem, order: Order, watch: Watch, slack: Sequence[int] | None = None
) -> Found:
    """What one sweep finds; ``slack`` is what it may leave out, see ``Sweep``."""
    sweep = Sweep(problem, watch, slack)
    choices = sweep.run()
    why = (
        "The issues are tied together too tightly to be settled one at a time (a table would have "
        f"{order.cells:,} cases), so the points were found one after the other, each proven by a "
        f"constraint solver{NO_OTHER}"
    )
    rows = np.array(choices, dtype=np.int32).reshape(len(choices), len(problem.issues))
    return Found(rows, _proof(Method.SWEEP, order, why, sweep.limit))


def _proof(method: Method, order: Order, why: str, limit: str) -> Proof:
    proof = Proof(method=method, complete=True, checked=False, width=order.width, why=why)
    return proof.stopped(limit) if limit else proof
