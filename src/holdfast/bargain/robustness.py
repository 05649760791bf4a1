"""How far settlements and packages bear the ranges and orders that they rest on."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from holdfast.bargain.acceptance import DrawnView, wilson
from holdfast.bargain.counting import count_packages
from holdfast.bargain.draws import RESOLUTION, Distribution, Sample
from holdfast.bargain.extremes import best_case, worst_case
from holdfast.bargain.frontier import frontier
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.limit import Limit
from holdfast.bargain.narrowing import position, whole_package
from holdfast.bargain.problem import compile_problem
from holdfast.bargain.results import ValuedPackage
from holdfast.bargain.robust_answers import (
    Acceptance,
    DrawnShare,
    Draws,
    Extent,
    Robustness,
    RobustPackage,
)
from holdfast.bargain.settlement import settlements
from holdfast.bargain.worst_case import worst_case_of
from holdfast.dossier.model import Dossier, Package, View
from holdfast.dossier.worth import accepts, midpoint, value
from holdfast.errors import QuestionError


def robustness(  # noqa: PLR0913  each is a question's own part
    dossier: Dossier,
    packages: Mapping[str, Package] | None = None,
    between: Sequence[str] | None = None,
    limit: Limit | None = None,
    *,
    count: int = 1000,
    seed: int = 0,
    distribution: Distribution | str = Distribution.UNIFORM,
) -> Robustness:
    """Who would still accept a package if what is known as a range turned out otherwise.

    A range says that any value in it could be defended, not how likely each is. So two things are
    said of every package: what is proven for all admissible views (necessarily acceptable, possibly
    acceptable), and the share of views drawn at random, which depends on how they are drawn.

    Args:
        dossier: what is known.
        packages: packages to look at by name, beside the settlements.
        between: the parties between whom settlements are made; ``dossier.bargainers()`` unless
            said.
        limit: how long it may take and how much it may hold; no time limit unless said.
        count: how many views are drawn.
        seed: any whole number; the same one gives the same draws anywhere.
        distribution: how values are drawn from ranges.

    Raises:
        QuestionError: when a package is none, a party is unknown or without values, or nothing
            would be drawn.
    """
    if count < 1:
        message = f"{count} views cannot be drawn. Ask for one at least."
        raise QuestionError(message, code="bad-draws")
    inquiry = Inquiry(dossier, between, limit=limit)
    drawn = Sample(dossier, seed, 0, count, Distribution(distribution))
    named = {n: whole_package(dossier, package) for n, package in (packages or {}).items()}
    worst, best = worst_case(dossier), best_case(dossier)
    test = _Test(inquiry, drawn, worst, best)
    looked_at = [test.of(names, options) for names, options in _together(inquiry, limit, named)]
    return Robustness(
        between=inquiry.between,
        draws=Draws(count, seed, str(Distribution(distribution)), RESOLUTION),
        packages=tuple(looked_at),
        necessary=_extent(inquiry, worst),
        possible=_extent(inquiry, best),
        worst_case=worst_case_of(inquiry, worst),
        proof=inquiry.proof(),
    )


def tested_packages(
    dossier: Dossier,
    packages: Sequence[Package],
    between: Sequence[str] | None = None,
    *,
    count: int = 1000,
    seed: int = 0,
) -> tuple[RobustPackage, ...]:
    """The same of some packages alone, which takes no search: who accepts each, and how surely."""
    test = _Test(
        Inquiry(dossier, between),
        Sample(dossier, seed, 0, count, Distribution.UNIFORM),
        worst_case(dossier),
        best_case(dossier),
    )
    return tuple(test.of((), whole_package(dossier, package)) for package in packages)


def drawn_views(count: int, seed: int = 0) -> Draws:
    """Which views ``tested_packages`` draws."""
    return Draws(count, seed, str(Distribution.UNIFORM), RESOLUTION)


def _together(
    inquiry: Inquiry, limit: Limit | None, named: Mapping[str, Package]
) -> list[tuple[tuple[str, ...], Package]]:
    """Settlements and given packages, those that are one package under all of its names."""
    drawn = frontier(inquiry.dossier, inquiry.between, limit=limit)
    inquiry.note(drawn.proof)
    found = [
        (str(settled.by), settled.package.options)
        for settled in settlements(inquiry.dossier, inquiry.between, frontier=drawn)
        if settled.package is not None
    ]
    grouped: dict[tuple[tuple[str, str], ...], tuple[str, ...]] = {}
    for name, options in (*named.items(), *found):
        key = tuple((issue, options[issue]) for issue in inquiry.dossier.issues)
        grouped[key] = (*grouped.get(key, ()), name)
    return [(names, dict(key)) for key, names in grouped.items()]


class _Test:
    """Packages put to every party, in the worst case, in the best, and under every drawn view."""

    def __init__(self, inquiry: Inquiry, drawn: Sample, worst: Dossier, best: Dossier) -> None:
        self._inquiry = inquiry
        self._count = drawn.count
        self._views = {p: DrawnView(v, drawn) for p, v in inquiry.dossier.views.items()}
        self._worst = worst.views
        self._best = best.views

    def of(self, names: tuple[str, ...], options: Package) -> RobustPackage:
        """Everything that is said of one package."""
        inquiry = self._inquiry
        (package,) = inquiry.packages(position(inquiry.problem, options), waived=None)
        links = tuple(x.id for x in inquiry.dossier.links if x.never.matches(options))
        all_accept = np.full(self._count, not links)
        parties = []
        for party in self._views:
            accepted = self._views[party].accepts(options)
            all_accept &= accepted
            parties.append(self._acceptance(party, options, int(accepted.sum())))
        drawn = drawn_share(int(all_accept.sum()), self._count)
        return RobustPackage(names, package, links, tuple(parties), drawn)

    def _acceptance(self, party: str, options: Package, count: int) -> Acceptance:
        worst, best = self._worst[party], self._best[party]
        return Acceptance(
            party=party,
            drawn=drawn_share(count, self._count),
            is_necessary=accepts(worst, options),
            is_possible=accepts(best, options),
            least=_gain(worst, options),
            most=_gain(best, options),
        )


def drawn_share(successes: int, count: int) -> DrawnShare:
    """A share of draws with its sampling error; of no draws, nothing is known."""
    return DrawnShare(Fraction(successes, count or 1), *wilson(successes, count))


def _gain(view: View, options: Package) -> Fraction | None:
    """The gain over no deal where every number is exact; None where no deal has no value."""
    return None if view.no_deal is None else value(view, options) - midpoint(view.no_deal)


def _extent(inquiry: Inquiry, extreme: Dossier) -> Extent:
    """How many packages are in the zone of an extreme dossier, with one of them."""
    about = inquiry.about(extreme)
    example = about.search(about.problem.seeking())
    if len(example) == 0 and about.is_complete:
        return Extent(0, None, None)
    found = count_packages(compile_problem(extreme, inquiry.between), inquiry.watch)
    shown: tuple[ValuedPackage, ...] = inquiry.packages(example[:1], waived=None)
    return Extent(
        count=max(found.least, len(shown)),
        at_most=found.most if found.limit else None,
        example=next(iter(shown), None),
    )
