"""``brief``: the whole assessment, in the terminal and as a page."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfast.cli.analysis import BETWEEN, DOSSIER, SOURCES, between_parties
from holdfast.cli.answer import Answer, answers
from holdfast.cli.endurance import show_menu
from holdfast.cli.files import FORCE
from holdfast.cli.screen import note_text, paragraph, screen, table
from holdfast.cli.show import serve_page
from holdfast.desk import example_folder, open_dossier, save
from holdfast.desk.divided import plain_division
from holdfast.desk.plain import plain_frontier, plain_proof, plain_zone
from holdfast.desk.question_words import number_words
from holdfast.errors import InputError, display_path

if TYPE_CHECKING:
    from holdfast.desk.brief import Brief
    from holdfast.desk.story import Story

GENERATED = '<meta name="generator" content="Holdfast'
PRIVATE = "Holds every view in the dossier, private ones included: for those who may see them all."


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the page goes; NAME-brief.html in the current folder unless said. A name that ends "
    "in .pdf makes it a PDF.",
)
@click.option(
    "--no-menu",
    "is_without_menu",
    is_flag=True,
    help="Leave out the comparison of guarantees and courses of resolve, which takes some seconds.",
)
@FORCE
@answers
def brief(
    dossier: Path,
    sources: tuple[Path, ...],
    between: str | None,
    output: Path | None,
    is_without_menu: bool,
    force: bool,
) -> Answer:
    """The whole assessment: a summary here, and a page to read or print.

    Who wants what, what rests on evidence and what on assumption, whether there is a zone of
    possible agreement, its frontier, the named settlements, and what is not known. Ctrl-C ends it
    without a page.
    """
    from holdfast.desk.story import tell

    opened = open_dossier(dossier, sources)
    with stopped_as_a_whole():
        found = opened.brief(between_parties(between), menu=not is_without_menu)
    story = tell(found)
    page = output or Path(f"{_stem(opened.path)}-brief.html")
    save(page, _page(page, found, story), force=force or _is_ours(page))
    result = {
        "page": str(page),
        "summary": list(story.summary),
        "unknown": list(story.unknowns),
        "footing": {
            "judgments": found.footing.judgments,
            "judgments_assumed": found.footing.judgments_assumed,
            "numbers": found.footing.numbers,
            "numbers_assumed": found.footing.numbers_assumed,
        },
        "sources_verified": sorted(found.sources.verified),
        "zone": plain_zone(found.zone),
        "frontier": plain_frontier(found.frontier),
        "settlements": [plain_division(opened.dossier, each) for each in found.settlements],
    }

    def show() -> None:
        show_brief(found, story)
        paragraph(screen(), f"\nThe page: {page}")

    return Answer(
        result,
        show,
        plain_proof(found.frontier.proof),
        is_no=not found.zone.exists and found.zone.proof.complete,
        file=opened.path,
    )


@contextmanager
def stopped_as_a_whole() -> Iterator[None]:
    """Ctrl-C ends the command, and does not cut short the one question that is being worked on."""

    def end(*_: object) -> None:
        raise click.Abort

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    before = signal.signal(signal.SIGINT, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def demonstrate_brief(port: int | None, *, once: bool = False) -> None:
    """Assess the Abu Dhabi talks and show the page in a browser, on this machine alone."""
    from holdfast.desk.story import tell
    from holdfast.pages import brief_html

    opened = open_dossier(example_folder("abu-dhabi"))
    with stopped_as_a_whole():
        found = opened.brief()
    story = tell(found)
    show_brief(found, story)
    serve_page(brief_html(found, story), port, once=once)


def show_brief(found: "Brief", story: "Story") -> None:
    """The brief in the terminal."""
    from holdfast.desk.assessed import Assessed
    from holdfast.desk.hold_table import numbered_menu
    from holdfast.desk.story import principle_names
    from holdfast.desk.words import start_words

    console = screen()
    dossier = found.dossier
    console.print(f"[bold]{dossier.title}[/bold]")
    if dossier.about:
        paragraph(console, dossier.about)
    console.print()
    for sentence in story.summary:
        paragraph(console, f"- {sentence}")
    for outcome in () if story.is_alone else found.outcomes:
        console.print(f"\n[bold]{principle_names(outcome)}[/bold]")
        issues = dossier.issues
        table(
            console,
            ("Issue", "Option"),
            [(issues[i].title, issues[i].options[o].title) for i, o in outcome.package.items()],
        )
        parts = [
            f"{dossier.parties[party].name} {number_words(value)}"
            + (f" (+{number_words(outcome.gains[party])})" if party in outcome.gains else "")
            for party, value in outcome.values.items()
        ]
        start = start_words(outcome.settlements[0])
        paragraph(console, f"Points (gain over {start}): {', '.join(parts)}")
    if story.division:
        console.print("\n[bold]Adjusted Winner, which divides issues[/bold]")
        for sentence in story.division:
            paragraph(console, f"- {sentence}")
    if isinstance(found.assessed, Assessed) and found.assessed.menu is not None:
        console.print("\n[bold]Would it hold: guarantees against resolve[/bold]")
        show_menu(numbered_menu(dossier, found.assessed.menu))
    if story.red_lines:
        console.print("\n[bold]Red lines that say never[/bold]")
        for sentence in story.red_lines:
            paragraph(console, f"- {sentence}")
    console.print("\n[bold]What this does not know[/bold]")
    for line in story.unknowns:
        paragraph(console, f"- {line}")
    note_text(console, *story.notes)


def _stem(file: Path) -> str:
    name = file.stem if file.stem != "dossier" else file.resolve().parent.name
    return name or "dossier"


def _page(page: Path, found: "Brief", story: "Story") -> bytes:
    """The brief as the name of its file asks for it."""
    from holdfast.pages import brief_html, brief_pdf

    if page.suffix.lower() == ".pdf":
        return brief_pdf(found, PRIVATE, story)
    return brief_html(found, story).encode()


def _is_ours(page: Path) -> bool:
    """A page that a brief wrote before may be written anew; anything else may not."""
    if not page.exists():
        return False
    try:
        with page.open(encoding="utf-8", errors="replace") as file:
            return GENERATED in file.read(2000)
    except OSError as error:
        message = f"{display_path(page)} cannot be read: {error.strerror}. Choose another place."
        raise InputError(message, code="cannot-write") from error
