"""A cover: a few packages that stand for a frontier too large to be read or worked out."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from holdfast.bargain.certificate import verify
from holdfast.bargain.columns import Choices
from holdfast.bargain.elimination import NonDominated
from holdfast.bargain.limit import Limit, Watch
from holdfast.bargain.network import Whole, build_network
from holdfast.bargain.order import plan
from holdfast.bargain.pareto import Index, survivors
from holdfast.bargain.problem import Problem, compile_problem
from holdfast.bargain.results import Cover, Proof
from holdfast.bargain.search import eliminated, search, swept
from holdfast.bargain.valued import totals, valued_packages
from holdfast.dossier.model import Dossier, Reading
from holdfast.dossier.worth import midpoint
from holdfast.errors import QuestionError

_FEW = 1_000
"""Totals of a step that are all kept."""


class Covering(NonDominated):
    """The algebra of covers: where totals are many, one stands for all within a small box.

    What that can lose for a party adds up over the steps in ``lost`` and never exceeds ``slack``.
    A total kept is at most that much less than any it stands for, and what is done with totals
    afterwards keeps that difference.
    """

    def __init__(self, slack: Sequence[int], steps: int) -> None:
        self.lost = [0] * len(slack)
        self._slack = slack
        self._steps = steps

    def thin(self, totals: Whole, segment: Index) -> Index | None:
        """One of the totals that fall into the same box, for boxes that no other box beats."""
        steps_left, self._steps = self._steps, max(self._steps - 1, 1)
        if len(totals) <= _FEW:
            return None
        sizes = [(s - lost) // steps_left for s, lost in zip(self._slack, self.lost, strict=True)]
        kept = _one_a_box(totals, segment, sizes)
        if len(kept) == len(totals):
            return None
        self.lost = [lost + size for lost, size in zip(self.lost, sizes, strict=True)]
        return kept


def _one_a_box(totals: Whole, segment: Index, sizes: Sequence[int]) -> Index:
    """Rows, in their order, none of which is more than the sizes below one that is left out."""
    boxes = totals.copy()
    for dim, size in enumerate(sizes):
        boxes[:, dim] //= size + 1
    return np.sort(survivors(boxes, segment))


def cover(
    dossier: Dossier,
    share: Fraction,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
) -> Cover:
    """A few packages, such that none anyone may name is much better for anyone than one of them.

    For many parties the frontier can hold millions of packages. Its cover is found by the same
    elimination, in which totals that differ little stand for each other [papadimitriou-2000].

    Args:
        dossier: what is known.
        share: how much may be lost: for each party this share of all that lies between what it gets
            at least (no deal, or the least in the zone) and at most in the zone; above 0, below 1.
        between: the parties whose gains are weighed; ``dossier.bargainers()`` unless said.
        reading: how a range is read.
        limit: how long it may take and how much it may hold.

    Returns:
        The packages, and the ``margin`` in points that they are guaranteed to come within, which is
        zero where the whole frontier was kept.

    Raises:
        QuestionError: when the share is not between 0 and 1, or a party cannot be asked about.
    """
    if not 0 < share < 1:
        message = f"A cover may lose a share between 0 and 1 (such as 1/50), not {share}."
        raise QuestionError(message, code="share-out-of-range")
    problem = compile_problem(dossier, between, reading)
    watch = Watch(limit or Limit())
    slack = [int(share * _reach(problem, party, watch)) for party in problem.sought]
    choices, lost, proof = _covered(problem, slack, watch)
    answer = Cover(
        between=problem.between,
        packages=valued_packages(dossier, problem.between, reading, choices, problem),
        margin={
            party: problem.points(at, lost[n])
            for n, (at, party) in enumerate(zip(problem.sought, problem.between, strict=True))
        },
        proof=proof,
    )
    certificate = verify(dossier, answer, reading)
    return replace(answer, proof=replace(proof, checked=True, unchecked=certificate.unchecked))


def _reach(problem: Problem, party: int, watch: Watch) -> int:
    """All that lies between what a party gets at least and at most in the zone."""
    ends: list[int] = []
    for sign in (1, -1):
        choices = search(problem.weighing({party: sign}), watch).choices
        ends.extend(problem.totals(tuple(choice.tolist()))[party] for choice in choices[:1])
    floor = problem.floors[party]
    return max(ends, default=0) - (min(ends, default=0) if floor is None else floor)


def _covered(
    problem: Problem, slack: Sequence[int], watch: Watch
) -> tuple[Choices, Sequence[int], Proof]:
    network = build_network(problem)
    order = plan(network)
    if order.cells > watch.limit.cells:
        found = swept(problem, order, watch, slack)
        return found.choices, slack, found.proof
    # Half of what may be lost is kept for the end, where it makes the cover small.
    covering = Covering([size // 2 for size in slack], steps=2 * len(order.variables) + 1)
    found = eliminated(network, order, watch, covering)
    left = [size - lost for size, lost in zip(slack, covering.lost, strict=True)]
    reached = totals(problem, found.choices)[:, list(problem.sought)]
    kept = _one_a_box(reached, np.zeros(len(reached), dtype=np.int64), left)
    lost = covering.lost if len(kept) == len(reached) else slack
    return found.choices[kept], lost, found.proof
