"""The kinds of values that only the day after needs: chances, shares, discounts, spells."""

# ruff: noqa: D102 - what the methods of a shape are for is said once, in Shape

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from holdfast.dossier.day_after import ALL
from holdfast.dossier.findings import Refusal, shown
from holdfast.dossier.kinds import AMOUNT as GENERAL
from holdfast.dossier.kinds import NUMBER
from holdfast.dossier.node import MapNode, Node
from holdfast.dossier.number import Range
from holdfast.dossier.record import Or
from holdfast.dossier.shape import MapOf, Plain, Scalar, Schema, Shape, Spot

T = TypeVar("T")

LONGEST = 400
"""A spell of more periods than this would make a compact too large to be of use."""
MOST_PATIENT = Fraction(999_999, 1_000_000)


def _chance(text: str) -> Range | Refusal:
    number = NUMBER.meaning(text)
    if isinstance(number, Range) and (number.low < 0 or number.high > 1):
        return Refusal(
            "not-a-chance",
            f"{shown(text)} is not a chance from 0 to 1",
            "it would happen more than always, or less than never",
            "Write a decimal such as 0.25, or a range such as 0.2..0.4.",
        )
    return number


def _share(text: str) -> Range | Refusal:
    number = NUMBER.meaning(text)
    if isinstance(number, Range) and (number.low < 0 or number.high > 1):
        return Refusal(
            "not-a-share",
            f"{shown(text)} is not a share from 0 to 1",
            "more than all would be kept, or less than nothing",
            "Write a decimal such as 0.5, or a range such as 0.4..0.6; give what a period is worth"
            " as a number of its own under `pays`.",
        )
    return number


def _amount(text: str) -> Range | Refusal:
    number = NUMBER.meaning(text)
    if isinstance(number, Range) and number.low < 0:
        return Refusal(
            "negative-number",
            f"{shown(text)} goes below zero",
            "a cost would become a gain, or a payment go the other way",
            "Give zero or more; what else a period brings a party, or costs it, can be one of the"
            " `flows`.",
        )
    return number


def _discount(text: str) -> Range | Refusal:
    number = NUMBER.meaning(text)
    if isinstance(number, Range) and (number.low < 0 or number.high > MOST_PATIENT):
        return Refusal(
            "not-a-discount",
            f"{shown(text)} is not a discount from 0 to 0.999999",
            "what lies ahead would count for more than what is at hand, or without end",
            "Write what a payoff one period later counts for, such as 0.95.",
        )
    return number


def _periods_from(least: int) -> Scalar[int | None]:
    """A number of periods, ``least`` of them or more."""

    def count(text: str) -> int | Refusal | None:
        is_count = text.isascii() and text.isdigit() and len(text) <= 6
        if not (is_count and least <= int(text) <= LONGEST):
            return Refusal(
                "bad-periods",
                f"{shown(text)} is not a number of periods from {least} to {LONGEST}",
                "it is not known how long this lasts",
                "Write a whole number, or for-good where that is allowed; a longer period makes"
                " fewer of them.",
            )
        return int(text)

    zero = "" if least == 0 else r"(?!0+\s*$)"
    json = {
        "anyOf": [
            {"type": "integer", "minimum": least, "maximum": LONGEST},
            {"type": "string", "pattern": rf"^\s*{zero}[0-9]{{1,6}}\s*$"},
        ]
    }
    return Scalar("a number of periods", count, least, json)


CHANCE = Scalar("a chance such as 0.2..0.4", _chance, Range.exactly(0), GENERAL.json)
SHARE = Scalar("a share such as 0.4..0.6", _share, Range.exactly(0), GENERAL.json)
AMOUNT = Scalar(GENERAL.name, _amount, GENERAL.empty, GENERAL.json)
"""As elsewhere in a dossier, with advice of the day after's own."""
DISCOUNT = Scalar("a discount such as 0.95", _discount, Range.exactly(0), GENERAL.json)
PERIODS = _periods_from(0)
HORIZON = _periods_from(1)
SPELL: Or[int | None] = Or("for-good", None, PERIODS)


@dataclass(frozen=True)
class Each(Shape[dict[str, T]]):
    """One value for all, or a map of values by name."""

    item: Scalar[T]
    named: MapOf[T]

    @property
    def blank(self) -> dict[str, T]:
        return {}

    @property
    def called(self) -> str:
        return f"{self.item.called}, or {self.named.called}"

    def schema(self) -> Schema:
        return {"anyOf": [self.item.schema(), self.named.schema()]}

    def plain(self, value: dict[str, T]) -> Plain:
        return self.item.plain(value[ALL]) if ALL in value else self.named.plain(value)

    def reads(self, node: Node) -> bool:
        return self.item.reads(node) or isinstance(node, MapNode)

    def _value(self, at: Spot) -> dict[str, T]:
        if isinstance(at.node, MapNode):
            return self.named.read(at)
        return {ALL: self.item.read(at)}
