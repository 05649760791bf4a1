"""What could be inferred from a proposal is what trying every hypothesis says."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import prod
from random import Random

import pytest

from bargaining import non_dominated, random_dossier
from enumeration import all_accept, every_package
from holdfast.bargain.draws import draws
from holdfast.bargain.leakage import leakage
from holdfast.bargain.leakage_answers import Leak, Presumption
from holdfast.dossier import (
    Basis,
    Dossier,
    Evidence,
    Package,
    Pattern,
    RedLine,
    Stance,
    Terms,
    accepts,
    midpoint,
    value,
)

Barred = frozenset[tuple[str, str]]
"""Options ruled out, each with its issue."""


def with_record(dossier: Dossier, rng: Random) -> Dossier:
    """The dossier with some lines and stances on the public record."""
    said = Evidence("said", "report", "It was said in public.", terms=Terms.ON_THE_RECORD)
    hinted = Evidence("hinted", "report", "It was hinted at.", terms=Terms.BACKGROUND)
    views = {}
    for party, view in dossier.views.items():
        lines = tuple(
            replace(line, basis=rng.choice([Basis(("said",)), Basis(("hinted",)), Basis()]))
            for line in view.red_lines
        )
        stances = {
            i: Stance(i, rng.choice(list(issue.options)))
            for i, issue in dossier.issues.items()
            if rng.random() < 0.3
        }
        views[party] = replace(view, red_lines=lines, stances=stances)
    return replace(dossier, views=views, evidence={"said": said, "hinted": hinted})


class Case:
    """A proposal, a party, and every hypothesis about its private red lines."""

    def __init__(self, dossier: Dossier, party: str, proposal: Package) -> None:
        self.dossier, self.party, self.proposal = dossier, party, proposal
        view = dossier.views[party]
        public = [r for r in view.red_lines if "said" in r.basis.evidence]
        self.barred = {
            (issue, option)
            for line in public
            if line.price is None and len(line.never.options) == 1
            for issue, options in line.never.options.items()
            for option in options
        }
        self.defended = {(i, stance.option) for i, stance in view.stances.items()}
        known = {**dossier.views, party: replace(view, red_lines=tuple(public))}
        self.known = replace(dossier, views=known)
        self.between = dossier.bargainers()
        self.zone = [p for p in every_package(self.known) if all_accept(self.known, p)]
        self.points = [(frozenset(p.items()), self.point(p)) for p in self.zone]
        self.start = self._start()

    def may_bar(self, issue: str) -> list[tuple[str, str]]:
        """The options of an issue that nobody can tell whether the party rules out."""
        every = [(issue, option) for option in self.dossier.issues[issue].options]
        return [x for x in every if x not in self.barred and x not in self.defended]

    def hypotheses(self) -> Iterator[Barred]:
        """Nothing ruled out, or some options of one issue that leave one open."""
        yield frozenset()
        for issue in self.dossier.issues.values():
            unknown = self.may_bar(issue.id)
            for size in range(1, len(unknown) + 1):
                for some in combinations(unknown, size):
                    out = {*some, *self.barred}
                    if any((issue.id, option) not in out for option in issue.options):
                        yield frozenset(some)

    def explains(self, barred: Barred, presumption: Presumption) -> bool:
        """True when the proposal could have been made if these options were ruled out."""
        if barred & set(self.proposal.items()):
            return False
        if presumption is Presumption.OPEN:
            return True
        if self.proposal not in self.zone:
            return False
        points = [point for options, point in self.points if not barred & options]
        own = self.point(self.proposal)
        if presumption is Presumption.FRONTIER:
            return not any(
                p != own and all(a >= b for a, b in zip(p, own, strict=True)) for p in points
            )
        if any(v < s for v, s in zip(own, self.start, strict=True)):
            return False
        product = self.product(own)
        return all(self.product(point) <= product for point in points)

    def point(self, package: Package) -> tuple[Fraction, ...]:
        """What a package is worth to those asked between."""
        return tuple(value(self.known.views[p], package) for p in self.between)

    def _start(self) -> tuple[Fraction, ...]:
        """No deal, or zero, or the least on the frontier where that is below zero."""
        frontier = non_dominated([point for _, point in self.points])
        starts = []
        for place, party in enumerate(self.between):
            no_deal = self.known.views[party].no_deal
            least = [point[place] for point in frontier]
            starts.append(min([Fraction(0), *least]) if no_deal is None else midpoint(no_deal))
        return tuple(starts)

    def product(self, point: tuple[Fraction, ...]) -> Fraction:
        """The product of gains; below all others where someone loses."""
        gains = [v - s for v, s in zip(point, self.start, strict=True)]
        return prod(gains, start=Fraction(1)) if min(gains) >= 0 else Fraction(-1)


def check(case: Case, leak: Leak) -> dict[str, int]:
    """Every count, and the smallest explanations."""
    seen = {"explained": 0, "empty": 0}
    broken = [
        r.id
        for r in case.dossier.views[case.party].red_lines
        if r.price is None and "said" in r.basis.evidence and r.never.matches(case.proposal)
    ]
    assert broken == list(leak.broken)
    if broken:
        assert leak.inferences == ()
        return seen
    hypotheses = list(case.hypotheses())
    for own in leak.inferences:
        left = [h for h in hypotheses if case.explains(h, own.presumption)]
        assert len(hypotheses) == own.before
        assert len(left) == own.after
        assert (frozenset() in left) == own.fits_none
        assert own.is_proven
        issues = {issue for h in left for issue, _ in h}
        if not own.fits_none:
            assert issues == set(own.pointed)
            for issue, options in own.pointed.items():
                common = frozenset.intersection(*(h for h in left if {i for i, _ in h} == {issue}))
                assert {(issue, o) for o in options} == common
        everything = [x for issue in case.dossier.issues for x in case.may_bar(issue)]
        if own.explanations:
            assert own.has_all_explanations
            seen["explained"] += 1
            size = len(own.explanations[0])
            smaller = [frozenset(s) for n in range(size) for s in combinations(everything, n)]
            assert not any(case.explains(s, own.presumption) for s in smaller)
            same = {frozenset(s) for s in combinations(everything, size)}
            explaining = {s for s in same if case.explains(s, own.presumption)}
            assert explaining == {frozenset(e) for e in own.explanations}
        elif own.presumption is not Presumption.OPEN and not own.fits_none:
            seen["empty"] += 1
            rest = frozenset(everything) - set(case.proposal.items())
            assert not case.explains(rest, own.presumption)
    return seen


@pytest.mark.parametrize("block", range(3))
def test_inferences_are_those_of_every_hypothesis(block: int) -> None:
    """Random dossiers and proposals, some of them the settlement that hides a private line."""
    seen = {"explained": 0, "empty": 0}
    prices = 0
    for seed in range(15 * block, 15 * block + 15):
        rng = Random(seed)
        dossier = with_record(random_dossier(rng, most_issues=3), rng)
        zone = [p for p in every_package(dossier) if all_accept(dossier, p)]
        proposal = rng.choice(zone or list(every_package(dossier)))
        found = leakage(dossier, proposal, count=25, seed=seed)
        assert found.is_whole
        assert found.proof.complete
        for leak in found.leaks:
            counts = check(Case(dossier, leak.subject, proposal), leak)
            seen = {key: seen[key] + counts[key] for key in seen}
            drawn = [own.views[leak.subject] for own in draws(dossier, 25, seed)]
            assert leak.views is not None
            share = Fraction(sum(accepts(view, proposal) for view in drawn), 25)
            assert share == leak.views.share
            lines = dossier.views[leak.subject].red_lines
            prices += any(r.price is not None and "said" not in r.basis.evidence for r in lines)
    assert seen["explained"] > 2
    assert seen["empty"] > 0
    assert prices > 2


def test_a_proposal_that_leaves_issues_open_clears_only_what_it_names() -> None:
    """Every hypothesis that rules out none of the named options remains."""
    for seed in range(40):
        rng = Random(seed)
        dossier = with_record(random_dossier(rng, most_issues=3), rng)
        package = rng.choice(list(every_package(dossier)))
        named = rng.sample(list(dossier.issues), rng.randint(1, len(dossier.issues)))
        found = leakage(dossier, {i: package[i] for i in named}, count=5)
        for leak in found.leaks:
            if leak.broken or found.is_whole:
                continue
            case = Case(dossier, leak.subject, {i: package[i] for i in named})
            hypotheses = list(case.hypotheses())
            left = [h for h in hypotheses if case.explains(h, Presumption.OPEN)]
            (own,) = leak.inferences
            assert (len(hypotheses), len(left)) == (own.before, own.after)


def test_a_line_that_hides_the_best_package_is_found_out() -> None:
    """A private line that keeps the mediator from the better package is among what explains it."""
    looked_at = 0
    for seed in range(120):
        rng = Random(seed)
        dossier = random_dossier(rng, most_issues=3)
        party = dossier.bargainers()[0]
        issue = rng.choice(list(dossier.issues))
        option = rng.choice(list(dossier.issues[issue].options))
        line = RedLine("secret", Pattern({issue: (option,)}), None)
        view = replace(dossier.views[party], red_lines=(line,))
        hidden = replace(dossier, views={**dossier.views, party: view})
        case = Case(hidden, party, {})
        open_ = [(p, point) for p, (_, point) in zip(case.zone, case.points, strict=True)]
        left = [(p, case.product(point)) for p, point in open_ if p[issue] != option]
        if not left:
            continue
        proposal, product = max(left, key=lambda pair: pair[1])
        if product < 0 or product >= max(case.product(point) for _, point in open_):
            continue
        looked_at += 1
        leak = next(x for x in leakage(hidden, proposal, count=1).leaks if x.subject == party)
        own = next(x for x in leak.inferences if x.presumption is Presumption.NASH)
        assert not own.fits_none
        assert option in own.pointed[issue]
        assert ((issue, option),) in own.explanations
    assert looked_at > 3
