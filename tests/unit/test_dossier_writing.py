"""A dossier is written as a person would write it."""

from fractions import Fraction

import pytest

from holdfast.dossier import Range, check_text, parse, starter, write
from holdfast.dossier.writing import scalar

SMALL = """\
holdfast: 1
title: "Talks: the second round"

about: >-
  A text that is too long for one line is folded, so that a comparison of two files shows the line
  that has changed and not the whole.
date: 2026-01-24

parties:
  north:
    name: North
    roles: [principal, donor]
  south:
    name: "# South"
    roles: principal
    at_table: no

issues:
  line:
    title: Line
    options: {stay: Stay, go: Go, none: "no, thanks"}

links:
  - {id: l1, never: {line: [stay, go]}, why: "yes: or no"}

views:
  north:
    no_deal: 30..45.5
    values:
      line: {weight: 20, order: [stay, [go, none]]}
"""


def test_the_style() -> None:
    """Sections apart, long texts folded, small maps on one line, quotes where they are needed."""
    assert write(parse(SMALL)) == SMALL


def test_what_says_nothing_is_not_written() -> None:
    """Empty sections and what is as it would be unless said are left out."""
    text = write(parse(SMALL.replace("at_table: no", "at_table: yes")))
    assert "at_table" not in text
    assert "evidence" not in text
    assert "because" not in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("two words", "two words"),
        ("20..30", "20..30"),
        ("-5", "-5"),
        ("no", "no"),
        ("null", '"null"'),
        ("~", '"~"'),
        ("a: b", '"a: b"'),
        ("a, b", '"a, b"'),
        ("#x", '"#x"'),
        ("x #y", '"x #y"'),
        ("- x", '"- x"'),
        ("-", '"-"'),
        ("'x'", "\"'x'\""),
        ('say "x"', '"say \\"x\\""'),
        ("a\\b", '"a\\\\b"'),
        ("two\nlines", '"two\\nlines"'),
        ("a\u2028b\u0085", '"a\\u2028b\\x85"'),
        ("\U000e0001", '"\\U000e0001"'),
        ("", '""'),
    ],
)
def test_quotes_where_they_are_needed(text: str, written: str) -> None:
    """What another reader of YAML might break stands in quotes."""
    assert scalar(text) == written


def test_the_starting_dossier_is_sound_and_survives() -> None:
    """It passes the check, without any notice but that its figures are assumed."""
    report = check_text(starter())
    assert report.faults == ()
    assert {notice.code for notice in report.notices} == {"assumed-figures"}
    assert report.dossier is not None
    assert parse(write(report.dossier)) == report.dossier


def test_what_no_decimal_expresses_is_named_when_read() -> None:
    """A third is written as it is, and the reader says that it is no number."""
    dossier = parse(SMALL)
    line = dossier.views["north"].values["line"]
    object.__setattr__(line, "weight", Range.exactly(Fraction(1, 3)))
    assert [fault.code for fault in check_text(write(dossier)).faults] == ["bad-number"]
