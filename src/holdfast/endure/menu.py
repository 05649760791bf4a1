"""The guarantees that are argued about, side by side, against how a guarantor's resolve may go."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

from holdfast.dossier import Dossier
from holdfast.dossier.day_after import ResolveCase
from holdfast.endure.backstop import Menu, MenuCell
from holdfast.endure.draft import day_after_of
from holdfast.endure.pieces import Progress
from holdfast.endure.question import complete
from holdfast.endure.study import Studies
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
    return compare_studied(Studies(dossier, values), package, progress)


def compare_studied(
    studies: Studies,
    package: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Menu:
    """The same, with what is known of some compacts already."""
    dossier = studies.dossier
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
    for item, case in product(told.menu, columns):
        study = studies.of({**base, **item.take}, (case,) if case is not None else ())
        name = case.id if case is not None else ""
        cells.append(MenuCell(item.id, name, study.verdict, study.fixes))
        if progress is not None and progress(len(cells), count) is False:
            break
    return Menu(base, told.menu, told.resolve_cases, tuple(cells))
