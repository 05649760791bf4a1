"""The inputs that a verdict rests on: each with its name, its admissible values and its source.

A name is the way to the number through the day after, such as ``instruments.monitors.sees.probe``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from holdfast.dossier import Basis, IssueValues, Range, View
from holdfast.dossier.model import ASSUMED
from holdfast.endure.quantity import Number, Sheet

MOST_PATIENT = Fraction(999_999, 1_000_000)
HARDLY_EVER = Fraction(1, 1_000_000)


class Sort(StrEnum):
    """What an input measures, which says what values it could have at all.

    An amount is paid or borne and never below zero; a worth may be. ``HELP`` is the chance that a
    guarantor's help comes: above 0, for where it never does the guarantor is gone and its
    instruments with it, which is another compact and no value of an input.
    """

    CHANCE = "chance"
    HELP = "help"
    SHARE = "share"
    AMOUNT = "amount"
    WORTH = "worth"
    DISCOUNT = "discount"


@dataclass(frozen=True, slots=True)
class Input:
    """One number that a verdict rests on; ``basis`` says where its figure comes from."""

    name: str
    range: Range
    sort: Sort
    basis: Basis

    @property
    def is_assumed(self) -> bool:
        """True when nothing in a source stands behind the figure."""
        return self.basis.is_assumed

    @property
    def is_in_points(self) -> bool:
        """True for what is counted in a party's points; chances, shares and discounts are not."""
        return self.sort in (Sort.AMOUNT, Sort.WORTH)

    @property
    def lowest(self) -> Fraction | None:
        """The least that it could be at all; None where there is no such thing."""
        if self.sort is Sort.WORTH:
            return None
        return HARDLY_EVER if self.sort is Sort.HELP else Fraction(0)

    @property
    def highest(self) -> Fraction | None:
        """The most that it could be at all; None where there is no such thing."""
        if self.is_in_points:
            return None
        return MOST_PATIENT if self.sort is Sort.DISCOUNT else Fraction(1)

    @property
    def is_absence(self) -> bool:
        """True for the help of a guarantor that is gone, which is no lever."""
        return self.sort is Sort.HELP and self.range == Range.exactly(0)


@dataclass(slots=True)
class Register:
    """Keeps every input that a compact was drawn up from, and reads it.

    With a ``sheet``, ranges become quantities of it, and so do the inputs that ``free`` names;
    other exact numbers stay numbers. Without one, everything is read by ``values``, or at its
    midpoint.
    """

    sheet: Sheet | None = None
    free: Collection[str] = ()
    values: Mapping[str, Fraction] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)

    def __call__(self, name: str, number: Range, sort: Sort, basis: Basis = ASSUMED) -> Number:
        """Note an input and read it."""
        noted = self.inputs[name] = Input(name, number, sort, basis)
        if noted.is_absence:
            return number.midpoint
        if self.sheet is not None and (name in self.free or not number.is_exact):
            return self.sheet.input(name)
        return self.values.get(name, number.midpoint)


def read_worth(
    register: Register, view: View, package: Mapping[str, str], means: Collection[str] = ()
) -> Number:
    """What a package, once signed, is worth a period to the party whose view it is, in its points.

    Political costs and the prices of red lines are borne at signature and left out: breaking the
    deal does not give them back. So is what rests on an issue named among the ``means``.
    """
    name = f"views.{view.party}"
    total: Number = Fraction(0)
    for issue, values in view.values.items():
        if issue not in means:
            own, option = f"{name}.values.{issue}", package[issue]
            weight = register(f"{own}.weight", values.weight, Sort.AMOUNT, values.numbers)
            worth = _worth(values, option)
            good = register(f"{own}.worth.{option}", worth, Sort.WORTH, values.numbers)
            total = total + weight * good / 100
    for place, together in enumerate(view.together):
        is_means = any(issue in means for issue in together.when.options)
        if together.when.matches(package) and not is_means:
            drawn = f"{name}.together.{place}.worth"
            total = total + register(drawn, together.worth, Sort.WORTH, together.numbers)
    return total


def _worth(values: IssueValues, option: str) -> Range:
    """Evenly spaced where only an order is known, as everywhere."""
    if not values.order:
        return values.worth.get(option, Range.exactly(0))
    rank = next(k for k, group in enumerate(values.order) if option in group)
    steps = max(len(values.order) - 1, 1)
    return Range.exactly(Fraction(round(Fraction(10_000 * (steps - rank), steps)), 100))
