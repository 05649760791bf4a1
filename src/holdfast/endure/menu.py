"""The guarantees that are argued about, side by side, against how a guarantor's resolve may go."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import MenuItem, ResolveCase
from holdfast.endure.backstop import Menu, MenuCell
from holdfast.endure.draft import day_after_of
from holdfast.endure.fixes import fixes
from holdfast.endure.question import Question, complete
from holdfast.endure.results import Holding
from holdfast.endure.verdict import answer
from holdfast.errors import QuestionError


def compare(
    dossier: Dossier,
    package: Mapping[str, str] | None = None,
    values: Mapping[str, Fraction] | None = None,
) -> Menu:
    """Every guarantee of the menu against every course of resolve: does it hold, who breaks it.

    Args:
        dossier: the talks, with a day after that has a menu.
        package: one option for each issue; issues left out take the day after's own package. Each
            guarantee takes the options of its own in place of the package's.
        values: inputs by name, read so instead of at the middle of their ranges.

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
    columns: Iterable[ResolveCase | None] = told.resolve_cases or (None,)
    cells = [_cell(dossier, base, item, case, values) for item in told.menu for case in columns]
    return Menu(base, told.menu, told.resolve_cases, tuple(cells))


def _cell(
    dossier: Dossier,
    package: Mapping[str, str],
    item: MenuItem,
    case: ResolveCase | None,
    values: Mapping[str, Fraction] | None,
) -> MenuCell:
    cases = (case,) if case is not None else ()
    question = Question(dossier, {**package, **item.take}, cases, values or ())
    verdict = answer(question, values)
    holds = verdict.holding is Holding.HOLDS
    return MenuCell(
        item=item.id,
        case=case.id if case is not None else "",
        verdict=verdict,
        fixes=() if holds else fixes(question, values),
    )
