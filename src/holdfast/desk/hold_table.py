"""Would it hold, as tables for a terminal: margins, what obligations rest on, guarantees."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.desk.hold_story import MenuTable, margin_row, tell_menu, trust_row
from holdfast.dossier import Dossier

if TYPE_CHECKING:
    from holdfast.endure.backstop import Menu
    from holdfast.endure.results import Verdict

MARGIN_NOTE = (
    "In each party's own points, wherever the breach costs it least: at any later time, after "
    "others' breaches and false alarms as well. Below zero it pays. What is broken first may pay "
    "less than that."
)


def margin_rows(dossier: Dossier, verdict: "Verdict") -> list[tuple[str, ...]]:
    """Each party's smallest margin, by which breach, and where that is."""
    rows = [margin_row(dossier, each) for each in verdict.margins]
    return [(row.party, row.margin, row.breach, row.where) for row in rows]


def trust_rows(dossier: Dossier, verdict: "Verdict") -> list[tuple[str, ...]]:
    """Every obligation: what keeping it rests on, its margin, who sees a breach, what follows."""
    rows = [trust_row(dossier, each) for each in verdict.obligations]
    return [
        (
            row.rests,
            row.margin,
            f"{row.party}: {row.obligation}",
            f"{row.chance}, {row.verifier}; then {row.consequence}",
        )
        for row in rows
    ]


@dataclass(frozen=True)
class NumberedMenu:
    """Guarantees against courses of resolve; fixes stand below the table, by their numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fixes: tuple[str, ...]


def numbered_menu(dossier: Dossier, menu: "Menu") -> NumberedMenu:
    """The menu with a few words a cell, and the least fixes told once each."""
    table: MenuTable = tell_menu(dossier, menu)
    told = dict.fromkeys(cell.fix for _, cells in table.rows for cell in cells if cell.fix)
    numbers = {fix: place for place, fix in enumerate(told, start=1)}
    rows: list[tuple[str, ...]] = []
    for title, cells in table.rows:
        words = [title]
        for cell in cells:
            lines = [cell.holding, cell.margin]
            lines += [f"first {cell.first}"] if cell.first else []
            lines += [f"fix {numbers[cell.fix]}"] if cell.fix else []
            words.append("\n".join(line for line in lines if line))
        rows.append(tuple(words))
    return NumberedMenu(
        ("Guarantee", *table.courses),
        tuple(rows),
        tuple(f"Fix {number}: {fix}" for fix, number in numbers.items()),
    )
