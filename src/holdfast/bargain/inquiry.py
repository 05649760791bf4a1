"""An inquiry: one question that takes many searches, and how far together they are proven."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.judge import Judge
from holdfast.bargain.limit import Limit, Watch
from holdfast.bargain.narrowing import giving
from holdfast.bargain.problem import Problem, compile_problem
from holdfast.bargain.pruning import pruned_search
from holdfast.bargain.results import Demand, Method, Proof, ValuedPackage
from holdfast.bargain.valued import Choices, totals
from holdfast.dossier.model import Dossier, Reading
from holdfast.dossier.worth import midpoint
from holdfast.errors import CertificateError


class Inquiry:
    """What is searched for one question; every package that it hands on was judged independently.

    ``problem`` is the dossier's question with a column for every party that has values, those asked
    about first. When a search is stopped, ``limit`` says why, and no other should be begun.
    """

    def __init__(
        self,
        dossier: Dossier,
        between: Sequence[str] | None = None,
        reading: Reading = midpoint,
        limit: Limit | None = None,
    ) -> None:
        named = dossier.bargainers() if between is None else tuple(between)
        valued = [p for p, view in dossier.views.items() if view.has_values and p not in named]
        self.dossier = dossier
        self.reading = reading
        self.between = named
        self.valued = (*named, *valued)
        whole = compile_problem(dossier, self.valued, reading)
        self.problem = whole.seeking(*range(len(named)))
        self._watch = Watch(limit or Limit())
        self._proofs: list[Proof] = []
        self._refusing: set[str] = set()

    def about(self, dossier: Dossier) -> "Inquiry":
        """The same inquiry, put to another dossier; time, limit and proof are shared."""
        other = Inquiry(dossier, self.between, self.reading)
        other._watch, other._proofs, other._refusing = self._watch, self._proofs, self._refusing
        return other

    @property
    def limit(self) -> str:
        """What stopped the work; empty as long as nothing did."""
        return next((proof.limit for proof in self._proofs if proof.limit), "")

    @property
    def is_complete(self) -> bool:
        """True while every search so far accounted for every package."""
        return all(proof.complete for proof in self._proofs)

    def search(self, problem: Problem) -> Choices:
        """One package for every non-dominated point of a problem; none where it has no zone.

        Looked for first without asking those who only consent: when they consent to all that is
        found, no asking would have changed it.
        """
        silent = self._silent(problem)
        floors = [None if p in silent else floor for p, floor in enumerate(problem.floors)]
        found = pruned_search(replace(problem, floors=tuple(floors)), self._watch)
        refused = _refused(problem, silent, found.choices)
        if found.proof.complete and any(mask.any() for mask in refused.values()):
            self._refusing |= {problem.parties[p] for p, mask in refused.items() if mask.any()}
            return self.search(problem)
        self._proofs.append(found.proof)
        kept = np.ones(len(found.choices), dtype=np.bool_)
        for mask in refused.values():
            kept &= ~mask
        return np.compress(kept, found.choices, axis=0)

    def _silent(self, problem: Problem) -> set[int]:
        """Those who only consent, and have refused nothing that was found so far."""
        return {
            at
            for at, party in enumerate(problem.parties)
            if problem.floors[at] is not None
            and at not in problem.sought
            and party not in self.between
            and party not in self._refusing
        }

    def note(self, proof: Proof) -> None:
        """Take in how far an answer is proven that was found elsewhere for this inquiry."""
        self._proofs.append(proof)

    def most(self, problem: Problem, party: str, below: Fraction | None = None) -> Choices:
        """The package that is worth most to one party: one line, or none where there is no zone.

        Looked for close to the most that is conceivable first, then further and further below it:
        the higher the bar, the sooner a search is over, and what is found above a bar is the best.

        Args:
            problem: the packages among which to look.
            party: the party.
            below: points that no package of the problem is known to reach; None when none are.
        """
        at = problem.parties.index(party)
        alone = problem.seeking(at)
        lowest, highest = _bounds(problem, at)
        floor = problem.floors[at]
        if below is not None:
            highest = min(highest, ceil(below * problem.scales[at]))
        gap = max((highest - lowest) // 16, 1)
        while highest - gap > (lowest if floor is None else floor):
            choices = self.search(giving(alone, {at: highest - gap}))
            if len(choices) or self.limit:
                return choices
            gap *= 3
        return self.search(alone)

    def points(self, choices: Choices, parties: Sequence[str]) -> list[tuple[Fraction, ...]]:
        """What packages are worth to some parties."""
        sums = totals(self.problem, choices)
        at = [self.problem.parties.index(party) for party in parties]
        scales = [self.problem.scales[p] for p in at]
        return [
            tuple(int(total) / scale for total, scale in zip(line, scales, strict=True))
            for line in sums[:, at].tolist()
        ]

    def packages(
        self, choices: Choices, waived: Collection[Demand] | None = ()
    ) -> tuple[ValuedPackage, ...]:
        """Packages by name with their values, judged anew from the dossier.

        Args:
            choices: packages by position.
            waived: demands that they need not meet; None waives all.

        Raises:
            CertificateError: when the judge says otherwise.
        """
        judge = self._judge_without(waived)
        found = []
        for choice, line in zip(choices.tolist(), self.points(choices, self.valued), strict=True):
            values = dict(zip(self.valued, line, strict=True))
            package = ValuedPackage(
                options=self.problem.package(choice),
                values={p: values[p] for p in self.between},
                others={p: v for p, v in values.items() if p not in self.between},
            )
            wrong = judge.objection(package.options) or judge.misvalued(package.options, values)
            if wrong:
                message = f"The package {package.options} {wrong}. This is a defect of Holdfast."
                raise CertificateError(message)
            found.append(package)
        return tuple(found)

    def proof(self) -> Proof:
        """How far everything that was searched is proven."""
        if not self._proofs:
            why = "Every package that matters was looked at one by one."
            return Proof(Method.ELIMINATION, complete=True, checked=True, width=0, why=why)
        weakest = next((proof for proof in self._proofs if not proof.complete), self._proofs[0])
        return replace(
            weakest,
            checked=True,
            width=max(proof.width for proof in self._proofs),
            unchecked=("that no package better than those named was left out",),
        )

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.dossier, self.reading)

    def _judge_without(self, waived: Collection[Demand] | None) -> Judge:
        if waived is None:
            return self._judge.under(())
        if not waived:
            return self._judge
        return self._judge.under([d for d in self.problem.demands if d not in waived])


def _bounds(problem: Problem, party: int) -> tuple[int, int]:
    """Totals of a party that no package is below, and none above."""
    single = [[0] * len(options) for options in problem.options]
    lowest = highest = 0
    for rule in problem.rules:
        worth = rule.worth[party]
        if len(rule.when) == 1:
            ((issue, options),) = rule.when
            for option in options:
                single[issue][option] += worth
        else:
            lowest, highest = lowest + min(worth, 0), highest + max(worth, 0)
    return lowest + sum(map(min, single)), highest + sum(map(max, single))


def _refused(
    problem: Problem, parties: Collection[int], choices: Choices
) -> dict[int, NDArray[np.bool_]]:
    """For each of some parties, which of the packages it would refuse."""
    sums = totals(problem, choices)
    floors = ((party, problem.floors[party]) for party in parties)
    return {p: sums[:, p] < floor for p, floor in floors if floor is not None}
