"""Answers as comma-separated values: exact, whole, and harmless in a spreadsheet."""

import csv
import io
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from holdfast.dossier import parse
from holdfast.exchange import packages_csv
from holdfast.exchange.tables import harmless

DOSSIER = parse(
    """
holdfast: 1
title: A bridge
parties: {north: {name: North, roles: principal}, south: {name: '=South', roles: principal},
  bank: {name: The bank, roles: donor}}
issues:
  site: {title: Site, options: {ford: At the ford, gorge: "@gorge, upper"}}
  toll: {title: Site, options: {free: Free, paid: '-5%'}}
"""
)


ROWS = [
    (
        {"toll": "paid", "site": "gorge"},
        {"south": Fraction(-5, 2), "north": Fraction(1, 3)},
    ),
    ({"site": "ford", "toll": "free"}, {"north": Fraction(7), "bank": Fraction(1, 10**20)}),
]


def read(text: str) -> list[list[str]]:
    """The cells of a table."""
    return list(csv.reader(io.StringIO(text), strict=True))


def test_rows_hold_titles_and_exact_points() -> None:
    """Columns stand in the dossier's order; a value that is not given stays empty."""
    text = packages_csv(ROWS, DOSSIER)
    assert read(text) == [
        ["Site (site)", "Site (toll)", "North (points)", "'=South (points)", "The bank (points)"],
        ["'@gorge, upper", "'-5%", "1/3", "-2.5", ""],
        ["At the ford", "Free", "7", "", "0.00000000000000000001"],
    ]
    assert text.count("\r\n") == 3


def test_ids_serve_programs() -> None:
    """The same table, to be read again."""
    assert read(packages_csv(ROWS))[:2] == [
        ["toll", "site", "south", "north", "bank"],
        ["paid", "gorge", "-2.5", "1/3", ""],
    ]


def test_no_packages_leave_the_heading() -> None:
    """So that an empty frontier is still a table."""
    assert read(packages_csv([], DOSSIER)) == [["Site (site)", "Site (toll)"]]


@given(st.text(max_size=20))
def test_no_cell_begins_a_formula(text: str) -> None:
    """Unless it is a plain number."""
    cell = harmless(text)
    assert cell in {text, f"'{text}"}
    begins = cell.lstrip(" ")[:1]
    assert begins not in set("=+-@\t\r\n") or cell.lstrip("-").replace(".", "", 1).isdigit()
