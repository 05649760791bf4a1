"""The terminal: tables and paragraphs that read well at 80 columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 80


def screen() -> "Console":
    """A console at most 80 columns wide; colour only where a terminal shows it."""
    from rich.console import Console

    console = Console(highlight=False)
    console.width = min(WIDTH, console.width)
    return console


def paragraph(console: "Console", text: str) -> None:
    """A paragraph of running text, never read as markup."""
    from rich.text import Text

    console.print(Text(text))


def note_text(console: "Console", *notes: str) -> None:
    """What a reader must know about the answer above."""
    from rich.text import Text

    console.print()
    for note in notes:
        if note:
            console.print(Text(note, style="dim"))


def table(console: "Console", heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table: numbers to the right, words to the left."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for index, head in enumerate(heads):
        numeric = index > 0 and all(_is_number(row[index]) for row in rows)
        grid.add_column(Text(head), justify="right" if numeric else "left")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    console.print(grid)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").lstrip("-\N{MINUS SIGN}").isdigit()
