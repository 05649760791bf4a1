"""Every package of the zone by name, dominated ones too: what a question beyond values is asked of.

The same elimination as everywhere, under an algebra that drops nothing but what cannot come up to
the no-deal values or matches a bar [dechter-2003].
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from holdfast.bargain.bag import packages
from holdfast.bargain.columns import Choices
from holdfast.bargain.elimination import Elimination
from holdfast.bargain.limit import Limit, LimitReached, Watch
from holdfast.bargain.network import Network, Whole, build_network
from holdfast.bargain.order import plan
from holdfast.bargain.pareto import Index
from holdfast.bargain.problem import compile_problem
from holdfast.bargain.results import ValuedPackage
from holdfast.bargain.valued import valued_packages
from holdfast.dossier.model import Dossier, Reading
from holdfast.dossier.worth import midpoint

MOST = 100_000
"""A zone of more packages than this is not listed."""

_HELD = 2_000_000
"""Parts of packages held at once, beyond which a zone is not listed either."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The packages of a zone, in the order of the dossier's options.

    Where they were too many to be listed, ``packages`` is empty and ``limit`` says why.
    """

    between: tuple[str, ...]
    packages: Sequence[ValuedPackage]
    limit: str = ""

    @property
    def is_complete(self) -> bool:
        """True when every package of the zone is listed, which may be none."""
        return not self.limit


class _Everything:
    """The algebra of lists: every total is kept."""

    def rounded(self, totals: Whole) -> Whole:
        """A list is exact."""
        return totals

    def thin(self, totals: Whole, segment: Index) -> Index | None:  # noqa: ARG002
        """All are kept."""
        return None

    def ways(self, network: Network, variable: int | None) -> None:
        """A list keeps nothing beside its totals."""

    def reduce(self, totals: Whole, segment: Index, ways: Whole | None) -> tuple[Index, None]:  # noqa: ARG002
        """All rows, in the order of their segments."""
        return np.argsort(segment, kind="stable").astype(np.int64), None


def list_packages(
    dossier: Dossier,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
    most: int = MOST,
) -> Listing:
    """Every package that breaks no rule, crosses no ``never`` line and is no worse than no deal.

    Args:
        dossier: what is known.
        between: the parties whose values are told beside each package; ``dossier.bargainers()``
            unless said. The consent of the others counts all the same.
        reading: how a range is read.
        limit: how long it may take and how much it may hold; no time limit unless said.
        most: a zone of more packages is not listed.

    Raises:
        QuestionError: when a party is unknown, named twice or without values.
    """
    problem = compile_problem(dossier, between, reading)
    network = build_network(problem.seeking())
    order = plan(network)
    allowed = limit or Limit()
    if order.cells > allowed.cells:
        why = f"packages were not listed: a table would have {order.cells:,} cases"
        return Listing(problem.between, (), why)
    try:
        watch = Watch(replace(allowed, rows=min(allowed.rows, _HELD)))
        elimination = Elimination(network, _Everything(), watch, gives_up=True)
        bag = elimination.run(order.variables)
    except LimitReached as stop:
        return Listing(problem.between, (), f"packages were not listed: {stop}")
    values = packages(bag, np.arange(len(bag)), len(network.sizes))
    if _count(network, values) > most:
        why = f"the zone holds more than {most:,} packages, which were not listed"
        return Listing(problem.between, (), why)
    choices = _spelt_out(network, values)
    found = valued_packages(dossier, problem.between, reading, choices, problem)
    return Listing(problem.between, found)


def _count(network: Network, values: Choices) -> int:
    """How many packages there are behind classes of options that nothing tells apart."""
    sizes = [np.array([len(group) for group in own], dtype=object) for own in network.classes]
    return sum(
        int(np.prod([own[at] for own, at in zip(sizes, row, strict=False)]))
        for row in values.tolist()
    )


def _spelt_out(network: Network, values: Choices) -> Choices:
    """Every package behind classes of options that nothing tells apart, in rising order."""
    rows = sorted(
        choice
        for row in values.tolist()
        for choice in product(*(own[at] for own, at in zip(network.classes, row, strict=False)))
    )
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(network.classes))
