"""Numbers are exact decimals or ranges of them, as they are written."""

from fractions import Fraction

import pytest

from holdfast.dossier import Range, exact_decimal


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0", Fraction(0), Fraction(0)),
        ("0.1", Fraction(1, 10), Fraction(1, 10)),
        ("-0.10", Fraction(-1, 10), Fraction(-1, 10)),
        ("+5", Fraction(5), Fraction(5)),
        ("007", Fraction(7), Fraction(7)),
        ("20..30", Fraction(20), Fraction(30)),
        (" -3 .. 4.5 ", Fraction(-3), Fraction(9, 2)),
        ("5..5", Fraction(5), Fraction(5)),
        ("9" * 18, Fraction(10**18 - 1), Fraction(10**18 - 1)),
        ("0." + "0" * 29 + "1", Fraction(1, 10**30), Fraction(1, 10**30)),
    ],
)
def test_what_is_written_is_what_is_read(text: str, low: Fraction, high: Fraction) -> None:
    """No digit is lost or made up."""
    assert Range.parse(text) == Range(low, high)


OTHER_SPELLINGS = (
    "",
    "-",
    ".",
    "1.",
    ".5",
    "1e3",
    "0x1f",
    "1_000",
    "1,5",
    "inf",
    "nan",
    "1/3",
    "1...2",
    "1..",
    "..2",
    "4..3",
    "1..2..3",
    "20-30",
    "five",
    "1 000",
    "\u0663",
    "\u00bd",
    "9" * 19,
    "0." + "0" * 31,
)


@pytest.mark.parametrize("text", OTHER_SPELLINGS)
def test_what_is_no_number_is_refused(text: str) -> None:
    """Other spellings of numbers, words, digits of other scripts, and too many digits."""
    with pytest.raises(ValueError, match=r"."):
        Range.parse(text)


def test_the_middle_is_exact() -> None:
    """Half-way between the ends, and the number itself for one number."""
    assert Range.parse("0.1..0.2").midpoint == Fraction(3, 20)
    assert Range.parse("0.1").midpoint == Fraction(1, 10)
    assert Range.parse("0.1").is_exact
    assert not Range.parse("0.1..0.2").is_exact


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(100), "100"),
        (Fraction(-1, 3), "-1/3"),
    ],
)
def test_written_out_without_rounding(value: Fraction, text: str) -> None:
    """A decimal where there is one, else a fraction."""
    assert exact_decimal(value) == text


def test_a_range_is_written_as_it_is_read() -> None:
    """Text and number agree both ways."""
    assert [str(Range.parse(text)) for text in ("20..30", "0.50", "-3..-1")] == [
        "20..30",
        "0.5",
        "-3..-1",
    ]
