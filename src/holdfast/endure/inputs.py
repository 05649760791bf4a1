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


class Sort(StrEnum):
    """What an input measures, which says what values it could have at all."""

    CHANCE = "chance"
    AMOUNT = "amount"
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
        self.inputs[name] = Input(name, number, sort, basis)
        if self.sheet is not None and (name in self.free or not number.is_exact):
            return self.sheet.input(name)
        return self.values.get(name, number.midpoint)


def worth_range(
    view: View, package: Mapping[str, str], means: Collection[str] = ()
) -> tuple[Range, Basis]:
    """The least and the most that a package, once signed, can be worth a period under a view.

    Political costs and the prices of red lines are borne at signature and left out: breaking the
    deal does not give them back. So is what rests on an issue named among the ``means``. It rests
    on evidence only when every figure in it does.
    """
    low = high = Fraction(0)
    evidence: list[str] = []
    is_assumed = False
    for part, basis in _parts(view, package, means):
        low, high = low + part.low, high + part.high
        evidence += basis.evidence
        is_assumed = is_assumed or basis.is_assumed
    basis = ASSUMED if is_assumed else Basis(tuple(dict.fromkeys(evidence)))
    return Range(low, high), basis


def _parts(
    view: View, package: Mapping[str, str], means: Collection[str]
) -> list[tuple[Range, Basis]]:
    parts: list[tuple[Range, Basis]] = []
    for values in view.values.values():
        if values.issue in means:
            continue
        option = package[values.issue]
        parts.append((_product(values.weight, _worth(values, option)), values.numbers))
    for together in view.together:
        is_means = any(issue in means for issue in together.when.options)
        if together.when.matches(package) and not is_means:
            parts.append((together.worth, together.numbers))
    return parts


def _worth(values: IssueValues, option: str) -> Range:
    """Evenly spaced where only an order is known, as everywhere."""
    if not values.order:
        return values.worth.get(option, Range.exactly(0))
    rank = next(k for k, group in enumerate(values.order) if option in group)
    steps = max(len(values.order) - 1, 1)
    return Range.exactly(Fraction(round(Fraction(10_000 * (steps - rank), steps)), 100))


def _product(weight: Range, worth: Range) -> Range:
    corners = [w * x / 100 for w in (weight.low, weight.high) for x in (worth.low, worth.high)]
    return Range(min(corners), max(corners))
