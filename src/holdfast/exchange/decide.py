"""Tables of positions, salience and power, as the challenge model and its kin use them."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from holdfast.dossier.model import Role
from holdfast.dossier.number import exact_decimal
from holdfast.errors import Place, QuestionError
from holdfast.exchange.assembly import assemble
from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import File, read_file
from holdfast.exchange.findings import Findings, refuse
from holdfast.exchange.naming import check_names, spaced
from holdfast.exchange.sheet import Case, Imported, Sheet, Topic
from holdfast.exchange.slugs import slug

ABOUT = (
    "Imported from a table of positions, salience and power, each from 0 to 100. A position is"
    " worth 100 less its distance from a party's own, and counts by that party's salience."
)
MOST_ROWS = 2_000
COLUMNS = {
    "party": ("actor", "stakeholder", "party", "player", "name", "group", "country"),
    "position": ("position", "pos", "preference", "ideal point"),
    "salience": ("salience", "sal", "importance"),
    "power": ("power", "capability", "capabilities", "cap", "influence", "resources", "clout"),
    "issue": ("issue", "question", "topic"),
}
"""The columns that are read, by the headings they go by; the last two may be missing."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One party's stand on one issue; ``position`` is None where it takes none."""

    party: str
    issue: str
    position: Fraction | None
    salience: Fraction
    power: Fraction | None
    line: int


def read_decide(
    path: Path, issue: str | None = None, names: Sequence[str] | None = None
) -> Imported:
    """Bring a table of stakeholders to the table, one issue at a time.

    The options are the positions that are taken. A party's worth of a position is 100 less its
    distance from the party's own, weighed by its salience; its power is told beside its name and
    enters no value, for a dossier compares no two parties.

    Args:
        path: a text file with a row a party, its columns parted by tabs, semicolons or commas,
            under headings such as ``actor``, ``position``, ``salience`` and ``power``.
        issue: which issue, where the file has a column for it with more than one.
        names: the parties' names in the order of the rows; without them, those of the table.

    Raises:
        InputError: the file cannot be read; the message names every fault with its line.
        QuestionError: several issues and none named, an unknown one, or not as many names as
            parties.
    """
    findings = Findings()
    file = read_file(path)
    rows = _rows(file, findings)
    findings.stop_if_faulty()
    chosen = _chosen(rows, issue)
    rows = [row for row in rows if row.issue == chosen]
    check_names(rows, names)
    _note_rows(rows, file, findings)
    taken = sorted({row.position for row in rows if row.position is not None})
    topic = Topic(chosen or spaced(file), tuple(f"Position {exact_decimal(at)}" for at in taken))
    sheets = tuple(
        _sheet(names[place] if names else row.party, row, taken, file)
        for place, row in enumerate(rows)
    )
    case = Case(chosen or spaced(file), ABOUT, file, (topic,), sheets, Role.STAKEHOLDER)
    return assemble(case, findings)


def _rows(file: File, findings: Findings) -> list[_Row]:
    heading = next((line for line in file.text.splitlines() if _is_data(line)), "")
    delimiter = max("\t;,", key=heading.count)
    lines = [line if _is_data(line) else "" for line in file.text.splitlines()]
    table = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter, strict=True)
    rows: list[_Row] = []
    columns: dict[str, int] = {}
    width = 0
    try:
        for cells in table:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(cells, file, table.line_num)
                width = _width(cells)
            elif len(rows) >= MOST_ROWS:
                what, why = (
                    f"{file.name} has over {MOST_ROWS} rows",
                    "it is no table of stakeholders",
                )
                refuse("too-large", what, why, "Name another file.", file.at(table.line_num))
            else:
                _hold_width(cells, width, file.at(table.line_num), findings)
                rows.append(_row(cells, columns, file, table.line_num, findings))
    except csv.Error as error:
        what, why = f"{file.name} is no table: {error}", "its columns cannot be told apart"
        refuse("not-well-formed", what, why, "Correct that line.", file.at(table.line_num))
    if not rows:
        what, why = f"{file.name} has no rows under a heading", "there are no parties in it"
        refuse("no-rows", what, why, "Give one row a party.", file.at())
    return rows


def _width(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that holds something."""
    return max((n for n, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _hold_width(cells: Sequence[str], width: int, place: Place, findings: Findings) -> None:
    """Note a row that goes on beyond the headings, as one does with a comma in a decimal."""
    if _width(cells) > width:
        what = f"The row of {cells[0].strip()!r:.40} has {_width(cells)} cells under "
        what += f"{width} headings"
        why = "it cannot be told which number is which"
        do = "Give one cell a heading, with points in decimals."
        findings.fault("too-many-cells", what, why, do, place)


def _is_data(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _columns(cells: Sequence[str], file: File, line: int) -> dict[str, int]:
    """Where each column stands, by its heading."""
    headings = [re.sub(r"[\s_]+", " ", cell).strip().lower() for cell in cells]
    found = {
        column: headings.index(heading)
        for column, known in COLUMNS.items()
        for heading in reversed(known)
        if heading in headings
    }
    for column in ("party", "position", "salience"):
        if column not in found:
            what = f"{file.name} has no column for the {column} among {', '.join(headings)!r:.80}"
            why = "its numbers cannot be told apart"
            do = f"Head it with one of: {', '.join(COLUMNS[column])}."
            refuse("no-column", what, why, do, file.at(line))
    return found


def _row(
    cells: Sequence[str],
    columns: Mapping[str, int],
    file: File,
    line: int,
    findings: Findings,
) -> _Row:
    given = {column: cells[n].strip() for column, n in columns.items() if n < len(cells)}
    figures: dict[str, Fraction | None] = {}
    for column in ("position", "salience", "power"):
        text = given.get(column, "")
        figure = figures[column] = read_figure(text)
        is_open = not text and (column != "salience" or not given.get("position"))
        if not is_open and (figure is None or not 0 <= figure <= 100):
            what = f"The {column} of {given.get('party', '')!r:.40} is {text!r:.20}"
            why, do = (
                "it is no number from 0 to 100",
                "Correct it, or bring the column to that scale.",
            )
            findings.fault("off-the-scale", what, why, do, file.at(line))
    if not given.get("party"):
        what, why = "A row names no party", "nobody holds its position"
        findings.fault("no-name", what, why, "Name the party, or take it out.", file.at(line))
    salience = figures["salience"] or Fraction(0)
    issue, party = given.get("issue", ""), given.get("party", "")
    return _Row(party, issue, figures["position"], salience, figures["power"], line)


def _chosen(rows: Sequence[_Row], issue: str | None) -> str:
    """The one issue that is asked for, by its name or its id."""
    known = list(dict.fromkeys(row.issue for row in rows))
    if issue is None and len(known) == 1:
        return known[0]
    if known == [""]:
        message = (
            "The table has no column for issues, so all of it is about one. Ask without naming an"
            " issue."
        )
        raise QuestionError(message, code="which-issue")
    for name in known:
        if issue and issue in {name, slug(name)}:
            return name
    listed = ", ".join(repr(name) for name in known[:20]) + ", ..." * (len(known) > 20)
    start = "Name one issue" if issue is None else f"There is no issue {issue!r:.40}"
    message = f"{start}; the file has: {listed}."
    raise QuestionError(message, code="which-issue")


def _note_rows(rows: Sequence[_Row], file: File, findings: Findings) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if first.setdefault(row.party, row.line) != row.line:
            what = f"{row.party!r:.40} stands in line {first[row.party]} as well"
            why, do = "it cannot be told which position it holds", "Leave one row a party."
            findings.fault("duplicate-party", what, why, do, file.at(row.line))
        if row.position is None:
            what, why = f"{row.party!r:.40} takes no position", "every option is alike to it"
            do = "Its consent was read as given to all of them."
            findings.warn("no-position", what, why, do, file.at(row.line))


def _sheet(party: str, row: _Row, taken: Sequence[Fraction], file: File) -> Sheet:
    about = "" if row.power is None else f"Power {exact_decimal(row.power)} of 100."
    if row.position is None:
        return Sheet(party, file, about=about)
    worths = {place: 100 - abs(at - row.position) for place, at in enumerate(taken)}
    return Sheet(party, file, {0: row.salience / 100}, {0: worths}, about=about)
