"""Answers as tables for other programs: comma-separated values, exact, and safe to open."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from holdfast.dossier.model import Dossier
from holdfast.dossier.number import exact_decimal

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_BEGINS_A_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


class Valued(Protocol):
    """A package with what it is worth, such as a frontier's or a settlement's."""

    @property
    def options(self) -> Mapping[str, str]:
        """One option for every issue, by id."""

    @property
    def values(self) -> Mapping[str, Fraction]:
        """The points of the parties between whom the question was asked, by id."""

    @property
    def others(self) -> Mapping[str, Fraction]:
        """The points of every other party that has values, by id."""


def to_csv(packages: Iterable[Valued], dossier: Dossier, *, ids: bool = False) -> str:
    """Packages as rows for a spreadsheet: an option for each issue, points for each party.

    Points are exact decimals. A text that a spreadsheet would take for a formula gets an apostrophe
    before it, so that opening a table can never run anything.

    Args:
        packages: in the order in which the rows are to stand; with none, the heading stands alone.
        dossier: names the issues, options and parties.
        ids: write ids in place of titles, for programs that read the table again.
    """
    rows = list(packages)
    valued = {party for each in rows for party in (*each.values, *each.others)}
    parties = [party for party in dossier.parties if party in valued]
    titles = [dossier.issues[issue].title for issue in dossier.issues]
    points = [f"{dossier.parties[party].name} (points)" for party in parties]
    heading = [*dossier.issues, *parties] if ids else [*_apart(titles, dossier), *points]
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([harmless(cell) for cell in heading])
    for each in rows:
        options = [
            option if ids else dossier.issues[issue].options[option].title
            for issue, option in ((issue, each.options[issue]) for issue in dossier.issues)
        ]
        worth = {**each.others, **each.values}
        cells = [exact_decimal(worth[party]) if party in worth else "" for party in parties]
        table.writerow([harmless(cell) for cell in (*options, *cells)])
    return written.getvalue()


def _apart(titles: Sequence[str], dossier: Dossier) -> list[str]:
    """Titles of issues, with the id where two issues have the same one."""
    return [
        title if titles.count(title) == 1 else f"{title} ({issue})"
        for title, issue in zip(titles, dossier.issues, strict=True)
    ]


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula; numbers stay numbers.

    >>> harmless("=HYPERLINK(1)"), harmless("-2.5"), harmless("-2.5+A1")
    ("'=HYPERLINK(1)", '-2.5', "'-2.5+A1")
    """
    begins = cell.lstrip(" ")[:1]
    if begins and begins in _BEGINS_A_FORMULA and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
