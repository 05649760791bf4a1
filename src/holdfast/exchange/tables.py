"""Answers as tables for other programs: comma-separated values, exact, and safe to open."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from holdfast.dossier.model import Dossier
from holdfast.dossier.number import exact_decimal

Row = tuple[Mapping[str, str], Mapping[str, Fraction]]
"""A package: one option for every issue, and its points for each party, all by id."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_BEGINS_A_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def packages_csv(rows: Iterable[Row], dossier: Dossier | None = None) -> str:
    """Packages as rows for a spreadsheet: an option for each issue, points for each party.

    Points are exact decimals. A text that a spreadsheet would take for a formula gets an apostrophe
    before it, so that opening a table can never run anything.

    Args:
        rows: in the order in which they are to stand; with none, only a heading is left.
        dossier: for titles and names, in its order; without it, ids stand in their place, as
            programs want them that read the table again.
    """
    packages = list(rows)
    issues = list(dict.fromkeys(issue for options, _ in packages for issue in options))
    parties = list(dict.fromkeys(party for _, values in packages for party in values))
    heading = [*issues, *parties]
    titles: Mapping[str, Mapping[str, str]] = {}
    if dossier is not None:
        issues, parties = list(dossier.issues), [p for p in dossier.parties if p in parties]
        points = [f"{dossier.parties[party].name} (points)" for party in parties]
        heading = [*_headings(dossier), *points]
        titles = {
            i.id: {o.id: o.title for o in i.options.values()} for i in dossier.issues.values()
        }
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([harmless(cell) for cell in heading])
    for options, values in packages:
        chosen = [(issue, options.get(issue, "")) for issue in issues]
        cells = [titles.get(issue, {}).get(option, option) for issue, option in chosen]
        cells += [exact_decimal(values[party]) if party in values else "" for party in parties]
        table.writerow([harmless(cell) for cell in cells])
    return written.getvalue()


def _headings(dossier: Dossier) -> list[str]:
    """Titles of issues, with the id where two issues have the same one."""
    titles = [issue.title for issue in dossier.issues.values()]
    return [
        issue.title if titles.count(issue.title) == 1 else f"{issue.title} ({issue.id})"
        for issue in dossier.issues.values()
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
