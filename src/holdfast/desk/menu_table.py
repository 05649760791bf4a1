"""Guarantees compared with courses of resolve, as far as the comparison has come."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdfast.desk.hold_story import MenuWords, tell_menu
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.endure.backstop import Menu, MenuCell
    from holdfast.endure.pieces import Progress


@dataclass(frozen=True)
class ComparedSoFar:
    """Guarantees (rows, by title) against courses of resolve (columns); None where not reached."""

    courses: tuple[str, ...]
    rows: tuple[tuple[str, tuple[MenuWords | None, ...]], ...]


def compare_guarantees(
    dossier: Dossier, package: Mapping[str, str], progress: "Progress"
) -> "Menu":
    """The guarantees of the menu against the courses of resolve, cell by cell until it is stopped.

    Raises:
        QuestionError: the day after has no menu.
    """
    from holdfast.endure.menu import compare

    return compare(dossier, package, progress=progress)


def tell_so_far(dossier: Dossier, menu: "Menu") -> ComparedSoFar:
    """A comparison in words, as far as it went."""
    known = {(cell.item, cell.case): cell for cell in menu.cells}
    courses = tuple((case.id, case.title or case.id) for case in menu.cases) or (("", "Verdict"),)
    return ComparedSoFar(
        tuple(title for _, title in courses),
        tuple(
            (
                item.title or item.id,
                tuple(_told(dossier, menu, known.get((item.id, case))) for case, _ in courses),
            )
            for item in menu.items
        ),
    )


def _told(dossier: Dossier, menu: "Menu", cell: "MenuCell | None") -> MenuWords | None:
    """One cell as the whole table tells it."""
    if cell is None:
        return None
    alone = replace(
        menu,
        items=tuple(each for each in menu.items if each.id == cell.item),
        cases=tuple(each for each in menu.cases if each.id == cell.case),
        cells=(cell,),
    )
    ((_, (words,)),) = tell_menu(dossier, alone).rows
    return words
