"""The frontier: the packages that cannot be bettered for one party without loss to another."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from holdfast.bargain.certificate import verify
from holdfast.bargain.limit import Limit, Watch
from holdfast.bargain.network import build_network
from holdfast.bargain.problem import Problem, compile_problem
from holdfast.bargain.results import Frontier, Method
from holdfast.bargain.search import search
from holdfast.bargain.valued import valued_packages
from holdfast.dossier.model import Dossier, Reading
from holdfast.dossier.worth import midpoint


def frontier(
    dossier: Dossier,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
) -> Frontier:
    """Every way to agree that leaves nothing on the table, one package for each.

    Args:
        dossier: what is known.
        between: the parties whose gains are weighed; ``dossier.bargainers()`` unless said. The
            consent of the others counts all the same.
        reading: how a range is read.
        limit: how long it may take and how much it may hold; no time limit unless said.

    Returns:
        The non-dominated packages of the zone, in falling order of the first party's points; none
        when no package is acceptable to all (and ``proof.complete`` says whether that is proven).

    Raises:
        QuestionError: when a party is unknown, named twice or without values.
        CertificateError: when the independent checker refuses the answer.
    """
    problem = compile_problem(dossier, between, reading)
    found = search(problem, Watch(limit or Limit()))
    packages = valued_packages(dossier, problem.between, reading, found.choices, problem)
    at_most = {} if found.proof.complete else _bounds(problem)
    answer = Frontier(problem.between, packages, found.proof, at_most)
    # A sweep rests on the word of one solver, so another way is always taken to confirm it.
    is_swept = found.proof.method is Method.SWEEP
    certificate = verify(dossier, answer, reading, thorough=is_swept)
    return replace(
        answer, proof=replace(found.proof, checked=True, unchecked=certificate.unchecked)
    )


def _bounds(problem: Problem) -> dict[str, Fraction]:
    """More than these points no package gives each party: each table at its best by itself."""
    network = build_network(problem)
    return {
        party: problem.points(
            at, sum(int(factor.worth[:, dim].max()) for factor in network.factors)
        )
        for dim, (at, party) in enumerate(zip(problem.sought, problem.between, strict=True))
    }
