"""An inquiry: one question that takes many searches, and how far together they are proven."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import islice, takewhile

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.columns import Choices
from holdfast.bargain.judge import Judge
from holdfast.bargain.limit import INTERRUPTED, Limit, Watch
from holdfast.bargain.network import Whole
from holdfast.bargain.prepared import Prepared
from holdfast.bargain.problem import Problem, compile_problem
from holdfast.bargain.results import Demand, Method, Proof, ValuedPackage
from holdfast.bargain.search import Found
from holdfast.dossier.model import Dossier, Reading
from holdfast.dossier.worth import midpoint
from holdfast.errors import CertificateError

_TOGETHER = 24
"""Problems searched side by side at most: more would not fit in the near memory of a processor."""

_CASES = 200_000
"""Cases looked at side by side, beyond which fewer problems are."""


class Inquiry:
    """What is searched for one question; every package that it hands on was judged independently.

    ``problem`` is the dossier's question with a column for every party that has values, those asked
    about first. When a search is stopped, ``limit`` says why, and no other should be begun. One
    ``watch`` is kept on all of it.
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
        self.watch = Watch(limit or Limit())
        self._proofs: list[Proof] = []
        self._refusing: set[str] = set()
        self._other: Prepared | None = None

    def about(self, dossier: Dossier) -> "Inquiry":
        """The same inquiry, put to another dossier; time, limit and proof are shared."""
        other = Inquiry(dossier, self.between, self.reading)
        other.watch, other._proofs, other._refusing = self.watch, self._proofs, self._refusing
        return other

    @property
    def limit(self) -> str:
        """What stopped the work; empty as long as nothing did."""
        stopped = INTERRUPTED if self.watch.is_interrupted else ""
        return next((proof.limit for proof in self._proofs if proof.limit), stopped)

    @property
    def is_complete(self) -> bool:
        """True while every search so far accounted for every package."""
        return all(proof.complete for proof in self._proofs)

    def search(self, problem: Problem) -> Choices:
        """One package for every non-dominated point of a problem; none where it has no zone."""
        (choices,) = self.search_all([problem])
        return choices

    def search_all(self, problems: Sequence[Problem]) -> list[Choices]:
        """The same for several problems that seek the same, side by side where that can be.

        Looked for first without asking those who only consent: when they consent to all that is
        found, no asking would have changed it.
        """
        done: dict[int, Choices] = {}
        while len(done) < len(problems):
            waiting = [n for n in range(len(problems)) if n not in done]
            silent = [self._silent(problems[n]) for n in waiting]
            asked = [
                _without_floors(problems[n], own) for n, own in zip(waiting, silent, strict=True)
            ]
            for n, own, found in zip(waiting, silent, self._found(asked), strict=True):
                refused = self._refused(problems[n], own, found.choices)
                if found.proof.complete and any(mask.any() for mask in refused.values()):
                    names = {problems[n].parties[p] for p, mask in refused.items() if mask.any()}
                    self._refusing |= names
                    continue
                self._proofs.append(found.proof)
                kept = np.ones(len(found.choices), dtype=np.bool_)
                for mask in refused.values():
                    kept &= ~mask
                done[n] = np.compress(kept, found.choices, axis=0)
        return [done[n] for n in range(len(problems))]

    def _found(self, problems: Sequence[Problem]) -> list[Found]:
        """Searched side by side as far as they are variants of the same."""
        found: list[Found] = []
        while len(found) < len(problems):
            laid_out = self._laid_out(problems[len(found)])
            some = islice(takewhile(laid_out.holds, problems[len(found) :]), self.together)
            found += laid_out.search(list(some), self.watch)
        return found

    @property
    def together(self) -> int:
        """How many problems are best searched side by side; one where each is large."""
        return max(min(_TOGETHER, _CASES // self._prepared.cells), 1)

    def _laid_out(self, problem: Problem) -> Prepared:
        """The problem itself, or one with other rules, laid out; the last of those is kept."""
        if self._prepared.holds(problem):
            return self._prepared
        if self._other is None or not self._other.holds(problem):
            self._other = Prepared(problem, self.watch.limit)
        return self._other

    @cached_property
    def _prepared(self) -> Prepared:
        """The problem laid out for all searches of this inquiry."""
        return Prepared(self.problem, self.watch.limit)

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

    def _refused(
        self, problem: Problem, parties: Collection[int], choices: Choices
    ) -> dict[int, NDArray[np.bool_]]:
        """For each of some parties, which of the packages it would refuse."""
        if not parties or not len(choices):
            return {}
        sums = self._laid_out(problem).totals(choices)
        floors = ((party, problem.floors[party]) for party in parties)
        return {p: sums[:, p] < floor for p, floor in floors if floor is not None}

    def note(self, proof: Proof) -> None:
        """Take in how far an answer is proven that was found elsewhere for this inquiry.

        Where Ctrl-C cut that short, nothing else is begun here.
        """
        self._proofs.append(proof)
        self.watch.is_interrupted |= INTERRUPTED in proof.limit

    def most(self, problem: Problem, party: str) -> Choices:
        """The package that is worth most to one party: one line, or none where there is no zone."""
        (choices,) = self.most_of_all([problem], party)
        return choices

    def most_of_all(self, problems: Sequence[Problem], party: str) -> list[Choices]:
        """The same for several problems, side by side."""
        at = self.problem.parties.index(party)
        return self.search_all([problem.seeking(at) for problem in problems])

    def totals(self, choices: Choices) -> Whole:
        """Every party's whole total for packages."""
        return self._prepared.totals(choices)

    def points(self, choices: Choices, parties: Sequence[str]) -> list[tuple[Fraction, ...]]:
        """What packages are worth to some parties."""
        sums = self.totals(choices)
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
        if weakest.complete and self.limit:
            weakest = weakest.stopped(self.limit)
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


def _without_floors(problem: Problem, parties: Collection[int]) -> Problem:
    floors = (None if p in parties else floor for p, floor in enumerate(problem.floors))
    return replace(problem, floors=tuple(floors))
