"""``robust``: how far settlements bear what is not known, in the terminal."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfast.cli.analysis import BETWEEN, DOSSIER, SOURCES, between_parties, package_lines
from holdfast.cli.answer import Answer, answers
from holdfast.cli.questions import PACKAGE_HELP
from holdfast.cli.screen import note_text, paragraph, screen, table
from holdfast.desk import OpenDossier, open_dossier
from holdfast.desk.plain import plain_proof
from holdfast.desk.words import method_words

if TYPE_CHECKING:
    from holdfast.desk.questions import RobustAnswer


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@click.option(
    "--from", "draft", metavar="PACKAGE", multiple=True, help=f"A draft too. {PACKAGE_HELP}"
)
@click.option("--draws", type=click.IntRange(1, 1_000_000), default=1000, show_default=True)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="The same draws again.",
)
@click.option(
    "--distribution",
    type=click.Choice(["uniform", "triangular"]),
    default="uniform",
    show_default=True,
    help="How values are drawn from ranges.",
)
@click.option("--outlook", is_flag=True, help="Also what each drawn view would recommend.")
@click.option("--influence", is_flag=True, help="Also which judgment matters most.")
@click.option("--workers", type=click.IntRange(1, 1024), help="Processes; all cores unless said.")
@click.option("--dask", metavar="ADDRESS", help="The scheduler of a Dask cluster to work on.")
@answers
def robust(
    dossier: Path,
    sources: tuple[Path, ...],
    between: str | None,
    draft: tuple[str, ...],
    draws: int,
    seed: int,
    distribution: str,
    outlook: bool,
    influence: bool,
    workers: int | None,
    dask: str | None,
) -> Answer:
    """Who would still accept a settlement if what is known as a range turned out otherwise.

    --outlook and --influence take longer; they show how far they are, use all cores, and give what
    they have when stopped with Ctrl-C, which begins none that was not begun.
    """
    from holdfast.desk.questions import (
        Drawn,
        Means,
        RobustAnswer,
        ask_influences,
        ask_outlook,
        ask_robust,
        plain_robust,
        was_interrupted,
        workers_for,
    )

    opened = open_dossier(dossier, sources)
    parties, drawn = between_parties(between), Drawn(draws, seed, distribution)
    found = ask_robust(opened, draft, parties, drawn)
    long = outlook or influence
    with workers_for(workers, dask) if long else nullcontext() as executor:
        ahead, mattering = None, None
        is_stopped = was_interrupted(found.proof)
        if outlook and not is_stopped:
            with _progress("Views") as told:
                ahead = ask_outlook(opened, parties, drawn, Means(executor, told))
            is_stopped = ahead.done < ahead.draws.count
        if influence and not is_stopped:
            with _progress("Judgments") as told:
                mattering = ask_influences(opened, parties, Means(executor, told))
    answer = RobustAnswer(found, ahead, mattering)
    unasked = [
        what
        for what, is_asked, own in (
            ("What would be recommended", outlook, ahead),
            ("Which judgment would change the recommendation most", influence, mattering),
        )
        if is_asked and own is None
    ]

    def show() -> None:
        _show(opened, answer, unasked)

    return Answer(plain_robust(answer), show, plain_proof(found.proof), file=opened.path)


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], object] | None]:
    """A bar on standard error where somebody is watching, and nothing where nobody is."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def tell(done: int, count: int) -> None:
            bar.length = max(count, 1)
            bar.update(done - bar.pos)

        yield tell


def _show(opened: OpenDossier, answer: "RobustAnswer", unasked: Sequence[str]) -> None:
    from holdfast.desk.question_words import party_name
    from holdfast.desk.story import PRINCIPLES
    from holdfast.desk.view_words import drawn_words, extent_words, share_interval, worst_case_words

    names = {str(principle): title for principle, title in PRINCIPLES.items()}
    console, found = screen(), answer.robustness
    console.print(f"[bold]{opened.dossier.title}[/bold]")
    for sentence in extent_words(found):
        paragraph(console, sentence)
    if found.packages:
        heads = [", ".join(names.get(n, "The draft") for n in own.names) for own in found.packages]
        drawn = [[p.drawn for p in own.parties] + [own.drawn] for own in found.packages]
        parties = [party_name(opened.dossier, p.party) for p in found.packages[0].parties]
        rows = [
            (who, *map(share_interval, shares))
            for who, *shares in zip((*parties, "All together"), *drawn, strict=True)
        ]
        if not found.proof.complete:
            paragraph(console, "Settlements are the best that were found so far.")
        console.print("\n[bold]Accepted in so many of the drawn views[/bold]")
        table(console, ("By", *heads), rows)
    if found.worst_case is not None:
        best = "The package with the best worst case"
        best = best if found.worst_case.is_proven else "The best worst case found so far"
        console.print(f"\n[bold]{best}[/bold]")
        package_lines(opened, found.worst_case.package.options.items())
        paragraph(console, worst_case_words(opened.dossier, found.worst_case))
    elif not found.proof.complete:
        paragraph(console, "The package with the best worst case was not found.")
    _show_more(opened, answer)
    for asked in unasked:
        paragraph(console, f"{asked} was not looked at.")
    note_text(console, drawn_words(opened.dossier, found.draws), method_words(found.proof))


def _show_more(opened: OpenDossier, answer: "RobustAnswer") -> None:
    from holdfast.desk.view_words import influence_row, outlook_rows, outlook_words

    console = screen()
    if answer.outlook is not None:
        console.print("\n[bold]What would be recommended[/bold]")
        paragraph(console, outlook_words(answer.outlook))
        if answer.outlook.packages:
            table(console, ("Issue", "Options"), outlook_rows(opened.dossier, answer.outlook))
    if answer.influences is not None:
        console.print("\n[bold]Which judgment would change the recommendation most[/bold]")
        rows = [influence_row(opened.dossier, own) for own in answer.influences.ranking[:10]]
        heads = ("If it were known exactly", "Range", "Changes in", "Issues")
        table(console, heads, rows)
        if answer.influences.unasked:
            console.print(f"{len(answer.influences.unasked)} judgments were not looked at.")
