"""The guarantees that are argued about, side by side, against how a guarantor's resolve may go."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import MenuItem, ResolveCase
from holdfast.endure.backstop import Menu, MenuCell
from holdfast.endure.compact import Compact
from holdfast.endure.draft import day_after_of
from holdfast.endure.fixes import fixes
from holdfast.endure.pieces import Progress
from holdfast.endure.question import Question, complete
from holdfast.endure.results import Holding
from holdfast.endure.verdict import answer
from holdfast.errors import QuestionError


def compare(
    dossier: Dossier,
    package: Mapping[str, str] | None = None,
    values: Mapping[str, Fraction] | None = None,
    progress: Progress | None = None,
) -> Menu:
    """Every guarantee of the menu against every course of resolve: does it hold, who breaks it.

    Args:
        dossier: the talks, with a day after that has a menu.
        package: one option for each issue; issues left out take the day after's own package. Each
            guarantee takes the options of its own in place of the package's.
        values: inputs by name, read so instead of at the middle of their ranges.
        progress: told how many cells are worked out, and can stop it: the table then ends with the
            last of these.

    Raises:
        QuestionError: the day after has no menu.
    """
    told = day_after_of(dossier)
    if not told.menu:
        message = (
            "The day after has no menu, so there are no guarantees to compare. List some under"
            " `day_after: menu:`."
        )
        raise QuestionError(message, code="no-menu")
    base = complete(dossier, package)
    columns: Sequence[ResolveCase | None] = told.resolve_cases or (None,)
    count = len(told.menu) * len(columns)
    cells: list[MenuCell] = []
    met: list[tuple[Question, Compact, MenuCell]] = []
    for item, case in product(told.menu, columns):
        cases = (case,) if case is not None else ()
        question = Question(dossier, {**base, **item.take}, cases, values or ())
        compact = question.in_fractions(question.values(values)).compact
        cell = next((c for q, k, c in met if k == compact and q.inputs == question.inputs), None)
        if cell is None:
            cell = _cell(question, values)
            met.append((question, compact, cell))
        cells.append(_named(cell, question, item, case))
        if progress is not None and progress(len(cells), count) is False:
            break
    return Menu(base, told.menu, told.resolve_cases, tuple(cells))


def _cell(question: Question, values: Mapping[str, Fraction] | None) -> MenuCell:
    verdict = answer(question, values)
    holds = verdict.holding is Holding.HOLDS
    return MenuCell("", "", verdict, fixes=() if holds else fixes(question, values))


def _named(
    cell: MenuCell, question: Question, item: MenuItem, case: ResolveCase | None
) -> MenuCell:
    """A cell under its own names: where a guarantor provides nothing, all its courses are alike."""
    cases = {each.guarantor: each.id for each in question.cases}
    verdict = replace(cell.verdict, package=question.package, cases=cases)
    return MenuCell(item.id, case.id if case is not None else "", verdict, cell.fixes)
