"""The zone of possible agreement: what every party could accept, or why there is nothing."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from holdfast.bargain.certificate import verify
from holdfast.bargain.columns import Choices
from holdfast.bargain.conflict import Conflicts, find_conflicts
from holdfast.bargain.counting import Count, count_packages
from holdfast.bargain.limit import Limit, Watch
from holdfast.bargain.problem import Problem, compile_problem
from holdfast.bargain.relaxation import WaysOut
from holdfast.bargain.results import Method, Proof, Zone
from holdfast.bargain.search import Found, is_swept, search
from holdfast.bargain.valued import valued_packages
from holdfast.dossier.model import Dossier, Reading
from holdfast.dossier.worth import midpoint


def zone(
    dossier: Dossier,
    between: Sequence[str] | None = None,
    reading: Reading = midpoint,
    limit: Limit | None = None,
    *,
    counts: bool = True,
) -> Zone:
    """Whether the parties could agree at all: how many packages, how good for each, or why none.

    Args:
        dossier: what is known.
        between: the parties asked about; ``dossier.bargainers()`` unless said. The consent of the
            others counts all the same.
        reading: how a range is read.
        limit: how long it may take and how much it may hold; no time limit unless said.
        counts: whether packages are counted, which takes longest where few parties hold them back.

    Returns:
        The zone. Where it is proven to be empty, ``conflicts`` are the smallest sets of demands
        that no package meets together, and ``relaxations`` the smallest ways to open it.

    Raises:
        QuestionError: when a party is unknown, named twice or without values.
        CertificateError: when the independent checker refuses the answer.
    """
    problem = compile_problem(dossier, between, reading)
    watch = Watch(limit or Limit())
    bests = _bests(problem, watch)
    if any(len(found.choices) for found in bests):
        answer = _full(dossier, problem, reading, bests, watch if counts else None)
    else:
        answer = _empty(dossier, problem, reading, bests, watch)
    # A sweep rests on the word of one solver, so another way is always taken to confirm it.
    is_thorough = answer.proof.method is Method.SWEEP
    certificate = verify(dossier, answer, reading, thorough=is_thorough)
    return replace(
        answer, proof=replace(answer.proof, checked=True, unchecked=certificate.unchecked)
    )


def _bests(problem: Problem, watch: Watch) -> list[Found]:
    """The best for each party; where one search proves that there is nothing, that one alone.

    A sweep is asked for any package first, which it finds, or proves that there is none, long
    before it knows the best ones. That one stands in where there was no time for a best one.
    """
    choices: Choices = np.zeros((0, len(problem.issues)), dtype=np.int32)
    if is_swept(problem, watch):
        some = search(problem.seeking(), watch)
        choices = some.choices
        if not len(choices):
            return [some]
    bests: list[Found] = []
    for party in problem.sought:
        found = search(problem.preferring(party), watch)
        if found.proof.complete and not len(found.choices):
            return [found]
        bests.append(found if len(found.choices) else replace(found, choices=choices))
    return bests


def _full(
    dossier: Dossier,
    problem: Problem,
    reading: Reading,
    bests: Sequence[Found],
    watch: Watch | None,
) -> Zone:
    named = problem.between
    choices = np.concatenate([found.choices for found in bests])
    packages = iter(valued_packages(dossier, named, reading, choices, problem))
    best = {p: next(packages) for p, found in zip(named, bests, strict=True) if len(found.choices)}
    if watch is None:
        count = Count(1, problem.package_count, "packages were not counted")
    else:
        count = count_packages(problem, watch)
    proof, limit = _weakest(bests), count.limit
    return Zone(
        between=named,
        count=max(count.least, 1),
        package_count=problem.package_count,
        best=best,
        conflicts=(),
        proof=proof.stopped(limit) if proof.complete and limit else proof,
        at_most=count.most if count.limit else None,
    )


def _empty(
    dossier: Dossier, problem: Problem, reading: Reading, bests: Sequence[Found], watch: Watch
) -> Zone:
    proof = _weakest(bests)
    why = Conflicts((), (), are_all=False)
    if proof.complete:
        why = find_conflicts(problem, watch)
    relaxations = WaysOut(dossier, reading, problem, watch).relaxations(why.ways_out)
    return Zone(
        between=problem.between,
        count=0,
        package_count=problem.package_count,
        best={},
        conflicts=why.conflicts,
        proof=proof,
        at_most=None if proof.complete else problem.package_count,
        relaxations=relaxations,
        are_all_found=why.are_all and len(relaxations) == len(why.ways_out),
    )


def _weakest(bests: Sequence[Found]) -> Proof:
    """The proof of a search that was stopped, if any; for emptiness one that was not will do."""
    proofs = [found.proof for found in bests]
    if not any(len(found.choices) for found in bests):
        return next((proof for proof in proofs if proof.complete), proofs[0])
    return next((proof for proof in proofs if not proof.complete), proofs[0])
