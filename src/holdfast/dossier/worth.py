"""What a package is worth to a party: the definition that every method and every check rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from holdfast.dossier.model import IssueValues, Package, Pattern, Reading, View
from holdfast.dossier.number import Range


def midpoint(numbers: Range) -> Fraction:
    """Read a range by its middle."""
    return numbers.midpoint


@dataclass(frozen=True, slots=True)
class Term:
    """So many points for its party whenever a package matches the pattern."""

    when: Pattern
    worth: Fraction


def terms(view: View, reading: Reading = midpoint) -> Iterator[Term]:
    """Everything that moves a party's total, one term at a time; the total is their sum.

    An order without numbers is read as evenly spaced worths from 100 down to 0 (rounded to a
    hundredth), the middle of all the values that respect it. A red line with a price is a term of
    minus its price; one that means never is no term but a bar: see ``accepts``.
    """
    for values in view.values.values():
        hundredth = reading(values.weight) / 100
        for option, worth in _worths(values, reading).items():
            yield Term(Pattern({values.issue: (option,)}), hundredth * worth)
    for together in view.together:
        yield Term(together.when, reading(together.worth))
    for cost in view.political_costs:
        yield Term(cost.when, -reading(cost.cost))
    for line in view.red_lines:
        if line.price is not None:
            yield Term(line.never, -reading(line.price))


def _worths(values: IssueValues, reading: Reading) -> dict[str, Fraction]:
    if not values.order:
        return {option: reading(worth) for option, worth in values.worth.items()}
    steps = max(len(values.order) - 1, 1)
    return {
        option: Fraction(round(Fraction(10_000 * (steps - rank), steps)), 100)
        for rank, group in enumerate(values.order)
        for option in group
    }


def value(view: View, package: Package, reading: Reading = midpoint) -> Fraction:
    """A party's points for a package, exact; an issue on which it has no view counts nothing."""
    return total(terms(view, reading), package)


def total(terms: Iterable[Term], package: Package) -> Fraction:
    """The points of all terms that a package matches: the terms of a view give its value."""
    return sum((term.worth for term in terms if term.when.matches(package)), Fraction(0))


def accepts(view: View, package: Package, reading: Reading = midpoint) -> bool:
    """True when the package crosses no ``never`` red line and is worth at least no deal."""
    if any(line.price is None and line.never.matches(package) for line in view.red_lines):
        return False
    return view.no_deal is None or value(view, package, reading) >= reading(view.no_deal)
