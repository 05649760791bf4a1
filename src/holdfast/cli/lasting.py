"""``lasting``: what could be agreed and would hold, in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfast.cli.analysis import BETWEEN, DOSSIER, SOURCES, between_parties
from holdfast.cli.answer import Answer, answers
from holdfast.cli.endurance import CAUTION, RESOLVE
from holdfast.cli.screen import note_text, paragraph, screen, table
from holdfast.desk import OpenDossier, open_dossier

if TYPE_CHECKING:
    from holdfast.desk.lasting import Lasting

CHOICES = ("nash", "kalai-smorodinsky", "egalitarian", "utilitarian")


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@click.option(
    "--by",
    type=click.Choice(CHOICES),
    default="nash",
    show_default=True,
    help="The principle that picks the best.",
)
@RESOLVE
@click.option("--lines", is_flag=True, help="Ask the same without each red line in turn.")
@answers
def lasting(
    dossier: Path,
    sources: tuple[Path, ...],
    between: str | None,
    by: str,
    resolve: str | None,
    lines: bool,
) -> Answer:
    """What could be agreed and would hold, and the best of that?

    Every package of the zone is judged, dominated ones too: one of them may hold where what bests
    it does not. Of a zone too large to be listed, those that could be the best that holds. Exit 1
    when none holds.
    """
    from holdfast.desk.lasting_words import plain_lasting

    opened = open_dossier(dossier, sources)
    found = opened.lasting(by, between_parties(between), resolve=resolve, lines=lines)
    result = plain_lasting(found)
    proof = {
        "complete": found.is_proven,
        "searched": result["searched"],
        "settlement": result["settlement"].pop("proof", None),
        "verdict": result["verdict"].pop("proof") if result["verdict"] else None,
    }
    return Answer(
        result,
        lambda: _show(opened, found),
        proof,
        is_no=found.best is None,
        file=opened.path,
    )


def _show(opened: OpenDossier, found: "Lasting") -> None:
    from holdfast.desk.lasting_words import (
        BROKEN_NOTE,
        best_words,
        frontier_rows,
        is_best_of_all,
        lasting_words,
        line_words,
        pick_rows,
    )
    from holdfast.desk.story import PRINCIPLES

    console, dossier = screen(), opened.dossier
    console.print(f"[bold]{dossier.title}[/bold]")
    paragraph(console, lasting_words(found))
    paragraph(console, best_words(found))
    if found.best is not None:
        console.print(f"\n[bold]The best that holds, by {PRINCIPLES[found.by]}[/bold]")
        for id_, issue in dossier.issues.items():
            option = issue.options[found.best.package.options[id_]]
            paragraph(console, f"- {issue.title}: {option.title}")
    if found.best is not None and not is_best_of_all(found):
        console.print("\n[bold]What holding costs[/bold]")
        costs = ("Party", "Best that holds", "Best that can be broken", "Difference")
        table(console, costs, pick_rows(dossier, found))
    console.print("\n[bold]The frontier[/bold]")
    names = [dossier.parties[p].name for p in found.between]
    heads = (*names, "Verdict", "Margins", "First to break")
    table(console, heads, frontier_rows(dossier, found))
    note_text(console, BROKEN_NOTE)
    if found.lines:
        console.print("\n[bold]Without each red line in turn[/bold]")
        for turn in found.lines:
            paragraph(console, f"- {line_words(dossier, found, turn)}")
    note_text(console, CAUTION)
