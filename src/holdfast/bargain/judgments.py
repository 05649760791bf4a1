"""The judgments of a dossier that are not known exactly: its ranges and its orders, one by one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from holdfast.dossier.model import Dossier, IssueValues, View
from holdfast.dossier.number import Range

Route = tuple[str, ...]
"""The way to a number within a view, such as ``("values", "line", "worth", "freeze")``."""

Number = Callable[[Route, Range], Range]
"""What a number is to be replaced with."""

Ordered = Callable[[Route, IssueValues], Mapping[str, Range] | None]
"""The worths that an order is to be replaced with; None leaves it an order."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """A number known as a range, or an order, in one party's view.

    ``route`` leads to it: ``("no_deal",)``, ``("values", issue, "weight")``, ``("values", issue,
    "worth", option)``, ``("values", issue, "order")``, ``("together", place)``,
    ``("political_costs", place)`` or ``("red_lines", id, "price")``, places counted from 0. The
    ``range`` of an order is that of the worths between its best and its worst option.
    """

    party: str
    route: Route
    range: Range

    @property
    def is_order(self) -> bool:
        """True for an order of options, False for a number."""
        return self.route[2:] == ("order",)

    def __str__(self) -> str:
        """``ukraine: values line weight``, for messages and tables."""
        return f"{self.party}: {' '.join(self.route)}"


def judgments(dossier: Dossier) -> tuple[Judgment, ...]:
    """Every range, and every order of three options or more, in the order of the dossier."""
    return tuple(judgment for view in dossier.views.values() for judgment in _view_judgments(view))


def _view_judgments(view: View) -> Iterator[Judgment]:
    found: list[Judgment] = []

    def number(route: Route, known: Range) -> Range:
        if not known.is_exact:
            found.append(Judgment(view.party, route, known))
        return known

    def order(route: Route, values: IssueValues) -> None:
        if len(values.order) > 2:
            found.append(Judgment(view.party, route, ORDERED))

    rebuilt(view, number, order)
    yield from found


ORDERED = Range(Fraction(0), Fraction(100))
"""Between which the worths of an order lie: the best option is worth 100, the worst 0."""


def rebuilt(view: View, number: Number, order: Ordered) -> View:
    """The view with each number and each order replaced, in the order of a view."""
    no_deal = None if view.no_deal is None else number(("no_deal",), view.no_deal)
    return replace(
        view,
        no_deal=no_deal,
        values={i: _values(("values", i), own, number, order) for i, own in view.values.items()},
        together=tuple(
            replace(own, worth=number(("together", str(n)), own.worth))
            for n, own in enumerate(view.together)
        ),
        political_costs=tuple(
            replace(own, cost=number(("political_costs", str(n)), own.cost))
            for n, own in enumerate(view.political_costs)
        ),
        red_lines=tuple(
            own
            if own.price is None
            else replace(own, price=number(("red_lines", own.id, "price"), own.price))
            for own in view.red_lines
        ),
    )


def _values(route: Route, own: IssueValues, number: Number, order: Ordered) -> IssueValues:
    weight = number((*route, "weight"), own.weight)
    if own.order:
        worth = order((*route, "order"), own)
        if worth is None:
            return replace(own, weight=weight)
        return replace(own, weight=weight, worth=worth, order=())
    known = {option: number((*route, "worth", option), w) for option, w in own.worth.items()}
    return replace(own, weight=weight, worth=known)


def order_worths(values: IssueValues, middle: list[Fraction]) -> dict[str, Range]:
    """An order as worths: 100 for the best group, 0 for the last, others for those between."""
    groups = values.order
    worths = [Fraction(100), *middle, Fraction(0)] if len(groups) > 1 else [Fraction(100)]
    return {
        option: Range.exactly(worth)
        for group, worth in zip(groups, worths, strict=True)
        for option in group
    }


def learned(dossier: Dossier, judgment: Judgment, number: Fraction) -> Dossier:
    """The dossier once one number is known exactly."""
    view = dossier.views[judgment.party]

    def known(route: Route, range_: Range) -> Range:
        return Range.exactly(number) if route == judgment.route else range_

    return with_view(dossier, rebuilt(view, known, lambda _path, _values: None))


def with_view(dossier: Dossier, view: View) -> Dossier:
    """The dossier with one party's view replaced."""
    return replace(dossier, views={**dossier.views, view.party: view})
