"""Numbers of other programs' files, read exactly and written as a dossier can hold them."""

import re
from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from holdfast.dossier.number import Range, exact_decimal

_NUMBER = re.compile(r"([+-]?)(\d{0,40})(?:\.(\d{0,60}))?(?:[eE]([+-]?\d{1,3}))?")
_MOST_POWER = 60


def read_figure(text: str) -> Fraction | None:
    """The exact value of ``"0.25"``, ``"3E-5"`` or ``"7"``; None for anything else.

    >>> read_figure("3.25E-2"), read_figure("NaN")
    (Fraction(13, 400), None)
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    sign, whole, part, power = match[1], match[2], match[3] or "", int(match[4] or 0)
    if not whole + part or abs(power) > _MOST_POWER:
        return None
    scale = power - len(part)
    value = Fraction(int(whole + part) * 10 ** max(scale, 0), 10 ** max(-scale, 0))
    return -value if sign == "-" else value


def is_writable(value: Fraction) -> bool:
    """True when the number has the finite decimal, of a length that a dossier takes."""
    try:
        return Range.parse(exact_decimal(value)) == Range.exactly(value)
    except ValueError:
        return False


def common_multiple(values: Iterable[Fraction]) -> int:
    """The least whole number that turns every value into a finite decimal.

    >>> common_multiple([Fraction(1, 12), Fraction(2, 9), Fraction(1, 8)])
    9
    """
    return lcm(*(_odd_part(value.denominator) for value in values))


def _odd_part(number: int) -> int:
    for prime in (2, 5):
        while number % prime == 0:
            number //= prime
    return number
