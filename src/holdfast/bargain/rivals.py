"""What is better than a proposal, and what would have to be ruled out for it to be proposed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from holdfast.bargain.columns import Choices
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.joint import Point, counted_from, product_of_gains
from holdfast.bargain.narrowing import avoiding, giving, literals, matching, position
from holdfast.bargain.problem import Problem
from holdfast.bargain.recommendation import Rival, beating
from holdfast.dossier.model import Package, Pattern
from holdfast.dossier.worth import accepts

Taken = Mapping[str, frozenset[str]]
"""For each issue, some of its options."""

Explanation = tuple[tuple[str, str], ...]
"""Options, each with its issue, that would all have to be ruled out."""

_MOST_OPTIONS = 4
"""Options up to which explanations are looked for."""

_MOST_SEARCHES = 80
"""Searches after which looking for explanations is given up."""


@dataclass(frozen=True, slots=True)
class Better:
    """The packages of a problem that are better than a proposal, by one measure."""

    inquiry: Inquiry
    problem: Problem
    is_better: Callable[[Point], bool]

    def some(self, problem: Problem | None = None) -> list[dict[str, str]]:
        """Some of them, of those that a narrower problem holds; none only where there is none."""
        choices = self.inquiry.search(problem or self.problem)
        points = self.inquiry.points(choices, self.inquiry.between)
        mask = np.array([self.is_better(point) for point in points], dtype=np.bool_)
        kept: Choices = choices[mask]
        return [self.problem.package(tuple(line)) for line in kept.tolist()]

    def without(self, ruled_out: Explanation) -> list[dict[str, str]]:
        """Some of them that take none of some options."""
        problem = self.problem
        for issue, option in ruled_out:
            problem = avoiding(problem, literals(problem, Pattern({issue: (option,)})))
        return self.some(problem)


class Rivals:
    """The packages of a zone that are better than one proposal, by one measure or another."""

    def __init__(self, inquiry: Inquiry, proposal: Package) -> None:
        self._inquiry = inquiry
        self._proposal = proposal
        (self._point,) = inquiry.points(position(inquiry.problem, proposal), inquiry.between)

    @property
    def is_acceptable(self) -> bool:
        """True when the proposal itself is in the zone."""
        dossier, reading = self._inquiry.dossier, self._inquiry.reading
        return not any(link.never.matches(self._proposal) for link in dossier.links) and all(
            accepts(view, self._proposal, reading) for view in dossier.views.values()
        )

    def dominating(self) -> Better:
        """The packages that are better for one party and worse for none."""
        problem = self._inquiry.problem
        pairs = zip(problem.sought, self._point, strict=True)
        least = {party: int(points * problem.scales[party]) for party, points in pairs}
        return Better(self._inquiry, giving(problem, least), lambda point: point != self._point)

    def with_greater_product(self) -> Better | None:
        """The packages with a greater product of gains.

        None when the proposal gives some party less than that from which gains are counted, and so
        has no product.
        """
        inquiry = self._inquiry
        every = inquiry.points(inquiry.search(inquiry.problem), inquiry.between)
        start = counted_from(inquiry.dossier, inquiry.between, inquiry.reading, every)
        if any(v < s for v, s in zip(self._point, start, strict=True)):
            return None
        product = product_of_gains(self._point, start)
        most = tuple(max(column) for column in zip(*every, self._point, strict=True))

        def is_better(point: Point) -> bool:
            has_gains = all(v >= s for v, s in zip(point, start, strict=True))
            return has_gains and product_of_gains(point, start) > product

        open_ = beating(inquiry.problem, Rival(product, most), start)
        return Better(inquiry, open_, is_better)


def taken(better: Better, may_bar: Taken) -> Taken:
    """On each issue, the options that better packages take, as far as it matters.

    An issue on which one of them takes an option that nobody could have ruled out explains nothing
    by itself, so it is not looked at further.
    """
    seen = _options(better.some(), may_bar)
    if not any(seen.values()):
        return seen
    problem = better.problem
    for issue, options in zip(problem.issues, problem.options, strict=True):
        for option in sorted(options, key=may_bar[issue].__contains__):
            if better.inquiry.limit or not seen[issue] <= may_bar[issue]:
                break
            if option not in seen[issue]:
                when = literals(better.problem, Pattern({issue: (option,)}))
                found = _options(better.some(matching(better.problem, when)), may_bar)
                seen = {i: seen[i] | found[i] for i in seen}
    return seen


def _options(packages: list[dict[str, str]], issues: Taken) -> dict[str, frozenset[str]]:
    return {issue: frozenset(package[issue] for package in packages) for issue in issues}


def smallest_explanations(better: Better, may_bar: Taken) -> tuple[tuple[Explanation, ...], bool]:
    """The fewest options that, if they were ruled out, would leave nothing better.

    Sets of options that every better package known so far takes something of are tried out, the
    smallest first; a better package that escapes one is added to those known [reiter-1987].

    Returns:
        Smallest explanations, and whether it is proven that they are all; none where nothing that
        may be ruled out would explain the proposal, or only more than four options would.
    """
    known = [_barred(package, may_bar) for package in better.some()]
    searches = 0
    for size in range(1, _MOST_OPTIONS + 1):
        found: dict[Explanation, bool] = {}
        while (candidate := next(_untried(known, size, found), None)) is not None:
            searches += 1
            if searches > _MOST_SEARCHES or better.inquiry.limit:
                return tuple(e for e, holds in found.items() if holds), False
            escaping = better.without(candidate)
            known += [_barred(package, may_bar) for package in escaping]
            found[candidate] = not escaping
        explained = tuple(e for e, holds in found.items() if holds)
        if explained:
            return explained, better.inquiry.is_complete
    return (), better.inquiry.is_complete and any(not own for own in known)


def _barred(package: Package, may_bar: Taken) -> frozenset[tuple[str, str]]:
    """What could be ruled out of a package."""
    return frozenset((i, package[i]) for i, options in may_bar.items() if package[i] in options)


def _untried(
    known: list[frozenset[tuple[str, str]]], size: int, tried: Mapping[Explanation, bool]
) -> Iterator[Explanation]:
    """Sets of at most so many options that meet every known package, and were not tried yet."""
    open_sets: list[frozenset[tuple[str, str]]] = [frozenset()]
    seen = set(open_sets)
    while open_sets:
        chosen = open_sets.pop()
        missed = next((own for own in known if not own & chosen), None)
        if missed is None:
            explanation = tuple(sorted(chosen))
            if explanation not in tried:
                yield explanation
        elif len(chosen) < size:
            for option in sorted(missed, reverse=True):
                larger = chosen | {option}
                if larger not in seen:
                    seen.add(larger)
                    open_sets.append(larger)
