"""Numbers of a dossier: exact decimals and ranges of them, never binary floats."""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

_DECIMAL = r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,30})?"
_RANGE = re.compile(rf"({_DECIMAL})(?:\s*\.\.\s*({_DECIMAL}))?")


@dataclass(frozen=True, slots=True)
class Range:
    """A set of admissible values, both ends included; a single exact number has equal ends.

    A range is not a distribution: it says that any value in it could be defended.

    >>> Range.parse("20..30").midpoint
    Fraction(25, 1)
    >>> str(Range.parse("0.10"))
    '0.1'
    """

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.low > self.high:
            message = f"A range runs from low to high, and {self.low} is above {self.high}."
            raise ValueError(message)

    @classmethod
    def exactly(cls, value: Fraction | int) -> "Range":
        """The range that holds one number alone."""
        number = Fraction(value)
        return cls(number, number)

    @classmethod
    def parse(cls, text: str) -> "Range":
        """Read ``"5"``, ``"0.25"``, ``"-3..4"`` or ``"20..30"``; ValueError for anything else."""
        match = _RANGE.fullmatch(text.strip())
        if match is None:
            message = f"{text[:40]!r} is not a number or a range such as 20..30."
            raise ValueError(message)
        low = Fraction(match[1])
        return cls(low, Fraction(match[2]) if match[2] is not None else low)

    @property
    def is_exact(self) -> bool:
        """True when the range holds one number alone."""
        return self.low == self.high

    @property
    def midpoint(self) -> Fraction:
        """The middle, exact: what is read where a single number is needed."""
        return self.low if self.is_exact else (self.low + self.high) / 2

    def __str__(self) -> str:
        """The range as it is written in a dossier."""
        low = exact_decimal(self.low)
        return low if self.is_exact else f"{low}..{exact_decimal(self.high)}"


def exact_decimal(value: Fraction) -> str:
    """A number as an exact decimal, or as ``n/d`` where no finite decimal exists.

    >>> exact_decimal(Fraction(25, 2)), exact_decimal(Fraction(395, 6))
    ('12.5', '395/6')
    """
    denominator, twos, fives = value.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def in_figures(value: Fraction, figures: int, *, up: bool) -> Fraction:
    """A number to so many figures, never less than it or never more; whole parts stay whole.

    >>> in_figures(Fraction(2, 3), 4, up=True), in_figures(Fraction(98765, 2), 4, up=False)
    (Fraction(6667, 10000), Fraction(49382, 1))
    """
    size = int(f"{float(abs(value)):e}".partition("e")[2])
    step = Fraction(1, 10 ** max(0, figures - 1 - size))
    return (ceil(value / step) if up else floor(value / step)) * step


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something, one of it in the singular.

    >>> counted(1, "package"), counted(1200, "package"), counted(0, "party", "parties")
    ('1 package', '1,200 packages', '0 parties')
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
