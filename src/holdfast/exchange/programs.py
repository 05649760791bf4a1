"""The programs whose files can be imported, by name, and how their files are recognised."""

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from holdfast.errors import QuestionError
from holdfast.exchange.decide import COLUMNS, read_decide
from holdfast.exchange.files import read_file
from holdfast.exchange.findings import refuse
from holdfast.exchange.genius import read_genius
from holdfast.exchange.genius_evaluations import Scale
from holdfast.exchange.geniusweb import read_geniusweb
from holdfast.exchange.negmas import read_negmas
from holdfast.exchange.sheet import Imported


class Program(StrEnum):
    """Another program, or the form of file that goes by its name."""

    GENIUS = "genius"
    GENIUSWEB = "geniusweb"
    NEGMAS = "negmas"
    DECIDE = "decide"


_GENIUSWEB = re.compile(r'"(?:issuesValues|[A-Za-z]*UtilitySpace)"\s*+:')
_NEGMAS = re.compile(
    r"OutcomeSpace|UtilityFunction|DiscountedUFun|^\s*+[\"']?issues[\"']?\s*+:", re.M
)


def recognise(path: Path) -> Program:
    """The program that a file was made for, by what it holds.

    Raises:
        InputError: it looks like none of them (``unknown-program``), or cannot be read.
    """
    file = read_file(path)
    text = file.text.lstrip()
    if text.startswith("<"):
        return Program.GENIUS
    if text.startswith("{") and _GENIUSWEB.search(text):
        return Program.GENIUSWEB
    if _NEGMAS.search(text):
        return Program.NEGMAS
    headings = re.split(r"[\t;,]", text.partition("\n")[0].lower())
    if not {heading.strip() for heading in headings} & {*COLUMNS["position"]}:
        what = f"{file.name} looks like no file of {', '.join(Program)}"
        why, do = "it cannot be told how to read it", "Name the program, or another file."
        refuse("unknown-program", what, why, do, file.at())
    return Program.DECIDE


def read_case(
    files: Sequence[Path],
    program: Program | None = None,
    names: Sequence[str] | None = None,
    *,
    scale: Scale = "raw",
    issue: str | None = None,
) -> Imported:
    """Bring a case of any program to the table; see ``read_genius`` and its sisters.

    Args:
        files: for GENIUS the domain first, then a file a party; for GeniusWeb and NegMAS in any
            order, parties in theirs; for DECIDE one table.
        program: whose files they are; without it, as the first file is recognised.
        names: the parties' names.
        scale: for GENIUS alone.
        issue: for DECIDE alone.

    Raises:
        InputError: a file cannot be read, or is recognised as none.
        QuestionError: no file, or more than one table.
    """
    if not files:
        message = "Name at least one file to import."
        raise QuestionError(message, code="no-files")
    if program is None:
        program = recognise(files[0])
    if program is Program.GENIUS:
        return read_genius(files[0], files[1:], names, scale)
    if program is Program.GENIUSWEB:
        return read_geniusweb(files, names)
    if program is Program.NEGMAS:
        return read_negmas(files, names)
    if len(files) > 1:
        message = f"A table is imported on its own, and {len(files)} files were named; name one."
        raise QuestionError(message, code="one-file")
    return read_decide(files[0], issue, names)
