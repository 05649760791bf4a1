"""The independent checker: it accepts an answer, or says that Holdfast is wrong.

It shares no code with the solvers. Every package is valued anew from the dossier in exact
arithmetic; what is claimed of all packages together (that none is missing, that none exists) is
confirmed by looking at every package there is, where they are few, or by putting the opposite to a
constraint solver, where the checker is asked to be thorough.
"""

from collections.abc import Sequence
from itertools import pairwise
from operator import add
from typing import NoReturn

from holdfast.bargain.docket import Docket
from holdfast.bargain.judge import Coverage, Judge, Totals, covered_point
from holdfast.bargain.opposite import find_beyond
from holdfast.bargain.ranking import outranks, wrong_division
from holdfast.bargain.results import (
    Certificate,
    Conflict,
    Cover,
    Demand,
    Frontier,
    Principle,
    Relaxation,
    Settlement,
    ValuedPackage,
    Zone,
)
from holdfast.dossier.model import Dossier, Package, Reading
from holdfast.dossier.worth import midpoint
from holdfast.errors import CertificateError

_FEW = 5_000
"""Packages up to which all are looked at."""

_MANY = 20_000
"""Points of more than three parties up to which each is compared with each."""

_SAMPLE = 9
"""Packages judged straight from the definitions as well."""

_SECONDS = 120.0
"""How long a constraint solver may look for the opposite of one claim."""

Answer = Frontier | Zone | Settlement | Cover


def verify(
    dossier: Dossier, answer: Answer, reading: Reading = midpoint, *, thorough: bool = False
) -> Certificate:
    """Confirm an answer by a road that shares nothing with how it was found.

    Args:
        dossier: the dossier that was asked about.
        answer: a zone, a frontier, a cover or a settlement.
        reading: how ranges were read for it.
        thorough: also confirm by a constraint solver, where it is claimed, that nothing was left
            out; this can take longer than finding the answer did.

    Returns:
        What was confirmed, and what was not looked at.

    Raises:
        CertificateError: when anything is wrong with the answer.
    """
    checker = _Checker(Judge(dossier, reading), thorough=thorough)
    if isinstance(answer, Frontier):
        checker.check_frontier(answer)
    elif isinstance(answer, Cover):
        checker.check_cover(answer)
    elif isinstance(answer, Zone):
        checker.check_zone(answer)
    else:
        checker.check_settlement(answer)
    return Certificate(tuple(checker.confirmed), tuple(checker.unchecked))


class _Checker:
    """One check: what was confirmed and what was left open, as sentences."""

    def __init__(self, judge: Judge, *, thorough: bool) -> None:
        self.confirmed: list[str] = []
        self.unchecked: list[str] = []
        self._judge = judge
        self._are_few = judge.dossier.package_count <= _FEW
        self._thorough = thorough

    def check_frontier(self, answer: Frontier) -> None:
        """Every package is in the zone at its value, none dominates another, none is missing."""
        points = self._check_packages(answer.packages, answer.between)
        if any(a < b for a, b in pairwise(points)):
            _refuse("The points of the frontier are not in falling order.")
        if len(points) > _MANY and len(answer.between) > 3:
            self.unchecked.append("no package dominates another")
        else:
            covered = covered_point(points)
            if covered is not None:
                _refuse(f"Another package is no worse for anyone than {answer.packages[covered]}.")
            self.confirmed.append("no package dominates another")
        if answer.proof.complete:
            self._confirm_none_beyond("no point is missing", answer.between, points)

    def check_cover(self, answer: Cover) -> None:
        """Every package is in the zone at its value, and none of the zone is beyond the margin."""
        points = self._check_packages(answer.packages, answer.between)
        claim = "no package of the zone is worth more than the margin allows"
        if not answer.proof.complete or not self._are_few:
            self.unchecked.append(claim)
            return
        tallies = self._judge.tallies
        margin = [int(answer.margin[p] * tallies[p].unit) for p in answer.between]
        cover = Coverage([tuple(map(add, point, margin)) for point in points])
        for package, totals in self._judge.zone():
            point = tuple(totals[party] for party in answer.between)
            floors = (self._judge.floors.get(party) for party in answer.between)
            is_near = any(
                floor is not None and total < floor + allowed
                for total, floor, allowed in zip(point, floors, margin, strict=True)
            )
            if not is_near and not cover.covers(point):
                _refuse(f"It is not so that {claim}: {package}.")
        self.confirmed.append(claim)

    def check_zone(self, answer: Zone) -> None:
        """The best packages are the best and the count is right, or there is nothing to count."""
        if answer.exists:
            for party, best in answer.best.items():
                most = self._check_packages([best], (party,))
                name = self._judge.dossier.parties[party].name
                claim = f"no package of the zone is worth more to {name}"
                if answer.proof.complete:
                    self._confirm_none_beyond(claim, (party,), most)
        elif answer.at_most is None:
            self._confirm_none_beyond("no package is acceptable to all", (), [])
        self._check_count(answer)
        for conflict in answer.conflicts:
            self._check_conflict(conflict)
        for relaxation in answer.relaxations:
            self._check_relaxation(relaxation)

    def check_settlement(self, answer: Settlement) -> None:
        """The package is in the zone, and none in it is ranked higher by the principle."""
        if answer.by is Principle.ADJUSTED_WINNER:
            wrong = wrong_division(self._judge, answer)
            if wrong:
                _refuse(wrong)
            self.confirmed.append("the shares add up, and their points are right and equal")
            return
        if answer.package is None:
            if answer.proof.complete:
                self._confirm_none_beyond("no package is acceptable to all", (), [])
            return
        self._check_packages([answer.package], answer.between)
        values = answer.package.values
        if any(values[p] - answer.start[p] != answer.gains[p] for p in answer.between):
            _refuse(f"The gains {answer.gains} are not the values less the start {answer.start}.")
        self.confirmed.append("the gains are right")
        claim = "no package of the zone ranks higher by this principle"
        # Of what was found before a limit nobody has said that it ranks highest.
        if not self._are_few or not answer.proof.complete:
            self.unchecked.append(claim)
            return
        rival = outranks(self._judge, answer)
        if rival is not None:
            _refuse(f"{rival} ranks higher by {answer.by} than {answer.package.options}.")
        self.confirmed.append(claim)

    def _check_packages(
        self, packages: Sequence[ValuedPackage], between: Sequence[str]
    ) -> list[Totals]:
        """Refuse any package that is not in the zone or worth what is said; the totals of all."""
        docket = Docket(self._judge, packages)
        stranger = docket.stranger()
        if stranger is not None:
            _refuse(f"Package {stranger + 1} does not take one known option for every issue.")
        wrong = docket.objection() or docket.misvalued()
        if wrong:
            _refuse(f"The package {wrong}.")
        for at in range(0, len(packages), max(len(packages) // _SAMPLE, 1)):
            options, claimed = packages[at].options, {**packages[at].values, **packages[at].others}
            wrong = self._judge.objection_by_definition(options, claimed)
            if wrong:
                _refuse(f"The package {options} {wrong}.")
        if len(packages):
            self.confirmed.append("every package is in the zone, and worth what is said")
        return list(zip(*map(docket.totals, between), strict=True))

    def _totals(self, options: Package) -> dict[str, int]:
        """Everyone's totals for a package, if it is one."""
        if not self._judge.is_package(options):
            _refuse(f"{options} does not take one known option for every issue.")
        return self._judge.all_totals(options)

    def _check_count(self, answer: Zone) -> None:
        if not self._are_few:
            if answer.exists:
                self.unchecked.append("the number of packages in the zone")
            return
        count = sum(1 for _ in self._judge.zone())
        at_most = answer.count if answer.at_most is None else answer.at_most
        if not answer.count <= count <= at_most:
            _refuse(f"There are {count} packages in the zone, not {answer.count}.")
        self.confirmed.append(f"the zone holds {count} packages")

    def _check_conflict(self, conflict: Conflict) -> None:
        demands = conflict.demands
        judge = self._judge.under(demands)
        names = " and ".join(map(_in_words, demands))
        self._confirm_none_beyond(f"no package meets {names}", (), [], judge)
        for left_out in demands if conflict.is_proven_smallest else ():
            rest = [demand for demand in demands if demand != left_out]
            claim = f"without {_in_words(left_out)}, a package meets the rest of {names}"
            verdict = self._look_beyond((), [], self._judge.under(rest))
            if verdict is None:
                self.unchecked.append(claim)
            elif not verdict:
                _refuse(f"It is not so that {claim}.")
            else:
                self.confirmed.append(claim)

    def _check_relaxation(self, relaxation: Relaxation) -> None:
        """The package meets every demand but those given up, and falls short by what is said."""
        package, options = relaxation.package, relaxation.package.options
        claimed = {**package.values, **package.others}
        wrong = self._judge.misvalued(options, claimed, self._totals(options))
        if wrong:
            _refuse(f"The package {options} {wrong}.")
        if self._judge.unmet(options) != set(relaxation.demands):
            _refuse(f"The package {options} does not give up just {relaxation.demands}.")
        for party, points in relaxation.shortfalls.items():
            right = self._judge.shortfall(party, options)
            if points != right:
                _refuse(f"{options} falls short for {party} by {right} points, not {points}.")
        self.confirmed.append("a way out of the conflicts leaves the package that is said")

    def _confirm_none_beyond(
        self,
        claim: str,
        between: Sequence[str],
        points: Sequence[Totals],
        judge: Judge | None = None,
    ) -> None:
        """Confirm that every package is equalled or beaten for all by a point, or refuse."""
        found = self._look_beyond(between, points, judge or self._judge)
        if found is None:
            self.unchecked.append(claim)
        elif found:
            _refuse(f"It is not so that {claim}: {found}.")
        else:
            self.confirmed.append(claim)

    def _look_beyond(
        self, between: Sequence[str], points: Sequence[Totals], judge: Judge
    ) -> dict[str, str] | None:
        """A package that no point covers; an empty one when there is none; None if not settled."""
        cover = Coverage(points)
        if self._are_few:
            for package, totals in judge.zone():
                if not cover.covers(tuple(totals[party] for party in between)):
                    return package
            return {}
        if not self._thorough:
            return None
        try:
            verdict = find_beyond(judge, between, points, _SECONDS)
        except KeyboardInterrupt:
            # What was found stands as it is; nothing further is confirmed in this way.
            self._thorough = False
            return None
        if verdict.package is not None:
            package, totals = verdict.package, self._totals(verdict.package)
            is_beyond = not cover.covers(tuple(totals[party] for party in between))
            return package if is_beyond and not judge.objection(package, totals) else None
        return {} if verdict.is_settled else None


def _in_words(demand: Demand) -> str:
    return " ".join(word for word in (demand.party, str(demand.kind), demand.id) if word)


def _refuse(message: str) -> NoReturn:
    text = f"{message} This is a defect of Holdfast; please report it."
    raise CertificateError(text)
