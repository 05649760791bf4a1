"""The least and the most that packages can be worth over all admissible views.

What a package is worth to a party is a sum of terms, and no number stands in two of the terms that
one package picks up: an issue's weight is multiplied with the worth of the one option taken, and
everything else stands alone. Each term is therefore at its least, or most, independently of all
others, and a product of two ranges is so at one of its four corners. The sum of the least terms is
the least value, attained; and since it is a sum of terms again, all that elimination answers of a
dossier it answers of the worst and of the best case.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from holdfast.bargain.judgments import ORDERED
from holdfast.dossier.model import Dossier, IssueValues, View
from holdfast.dossier.number import Range

Pick = Callable[[Iterable[Fraction]], Fraction]


def worst_case(dossier: Dossier) -> Dossier:
    """Every package at the least that it can be worth above no deal, to every party at once.

    A package is in the zone of this dossier just when all accept it under all admissible views.
    """
    return _extreme(dossier, min, max)


def best_case(dossier: Dossier) -> Dossier:
    """Every package at the most that it can be worth above no deal, to every party at once.

    A package is in the zone of this dossier just when all accept it under some admissible views.
    """
    return _extreme(dossier, max, min)


def _extreme(dossier: Dossier, gain: Pick, cost: Pick) -> Dossier:
    views = {party: _view(view, gain, cost) for party, view in dossier.views.items()}
    return replace(dossier, views=views)


def _view(view: View, gain: Pick, cost: Pick) -> View:
    """One party's view at an end: of what it gains, and the other of what it pays or could have."""

    def at(pick: Pick, known: Range) -> Range:
        return Range.exactly(pick((known.low, known.high)))

    return replace(
        view,
        no_deal=None if view.no_deal is None else at(cost, view.no_deal),
        values={issue: _values(own, gain) for issue, own in view.values.items()},
        together=tuple(replace(own, worth=at(gain, own.worth)) for own in view.together),
        political_costs=tuple(
            replace(own, cost=at(cost, own.cost)) for own in view.political_costs
        ),
        red_lines=tuple(
            own if own.price is None else replace(own, price=at(cost, own.price))
            for own in view.red_lines
        ),
    )


def _values(values: IssueValues, pick: Pick) -> IssueValues:
    """An issue at its end, in points: a weight of 100 makes a worth its points."""
    worth = {
        option: Range.exactly(pick(_corners(values.weight, known)))
        for option, known in _worths(values).items()
    }
    return replace(values, weight=Range.exactly(100), worth=worth, order=())


def _worths(values: IssueValues) -> dict[str, Range]:
    """The worths of an issue's options; in an order, only the best and the worst are known."""
    if not values.order:
        return dict(values.worth)
    last = len(values.order) - 1
    found = {}
    for rank, group in enumerate(values.order):
        known = Range.exactly(100) if rank == 0 else Range.exactly(0) if rank == last else ORDERED
        found.update(dict.fromkeys(group, known))
    return found


def _corners(weight: Range, worth: Range) -> list[Fraction]:
    return [w * u / 100 for w in (weight.low, weight.high) for u in (worth.low, worth.high)]
