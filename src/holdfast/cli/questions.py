"""``redlines``, ``trades``, ``agenda`` and ``leakage``: mediators' questions, in the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfast.cli.analysis import BETWEEN, DOSSIER, SOURCES, between_parties, name
from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import note_text, paragraph, screen, table
from holdfast.desk import OpenDossier, open_dossier
from holdfast.desk.plain import plain_proof
from holdfast.desk.question_words import number_words
from holdfast.desk.questions import was_interrupted
from holdfast.desk.words import join_words, method_words, reading_words

if TYPE_CHECKING:
    from holdfast.desk.questions import RedLines, Trade, Trades

PACKAGE_HELP = "ISSUE=OPTION, a settlement such as nash, or a .json file; may be repeated."


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@click.option("--at", metavar="PACKAGE", multiple=True, help=f"Count from this. {PACKAGE_HELP}")
@answers
def redlines(
    dossier: Path, sources: tuple[Path, ...], between: str | None, at: tuple[str, ...]
) -> Answer:
    """What each red line does, what crossing it would take, and what would come of it.

    Prices are counted from the zone, or from the package named with --at.
    """
    from holdfast.desk.questions import ask_red_lines, plain_red_lines

    opened = open_dossier(dossier, sources)
    found = ask_red_lines(opened, between_parties(between), at)

    def show() -> None:
        _show_red_lines(opened, found)

    return Answer(
        plain_red_lines(found),
        show,
        plain_proof(found.proof),
        is_stopped=not found.lines and was_interrupted(found.proof),
        file=opened.path,
    )


def _show_red_lines(opened: OpenDossier, found: "RedLines") -> None:
    from holdfast.desk.question_words import (
        STANDINGS,
        curve_words,
        line_words,
        price_words,
        remark_words,
        unasked_words,
        worth_words,
    )

    console, dossier = screen(), opened.dossier
    console.print(f"[bold]{dossier.title}[/bold]")
    if not found.lines and not found.unasked:
        console.print("No party has drawn a red line.")
        return
    rows = [
        (
            line_words(dossier, effect),
            effect.standing.value,
            "never" if effect.stated is None else number_words(effect.stated),
            "-" if effect.price.points is None else number_words(effect.price.points),
        )
        for effect in found.lines
    ]
    if rows:
        table(console, ("Red line", "It is", "Stated", "Price"), rows)
    idle = {"slack", "moot"}
    told = [e for e in found.lines if e.standing.value not in idle or remark_words(dossier, e)]
    for effect in told:
        remark = remark_words(dossier, effect)
        console.print()
        paragraph(console, f"{line_words(dossier, effect)}. {STANDINGS[effect.standing.value]}")
        if remark:
            paragraph(console, f"- {remark}")
        if effect.standing.value in idle:
            continue
        for sentence in (
            price_words(dossier, effect),
            worth_words(dossier, effect),
            *curve_words(dossier, effect),
        ):
            if sentence:
                paragraph(console, f"- {sentence}")
    if found.unasked:
        names = "; ".join(unasked_words(dossier, *each) for each in found.unasked)
        paragraph(console, f"\nNot answered: {names}.")
    untold = dict.fromkeys(effect.standing.value for effect in found.lines if effect not in told)
    note_text(
        console,
        *(STANDINGS[each].removeprefix("It is ").capitalize() for each in untold),
        "A price is what would make crossing no loss to the owner, in its own points. What a line "
        "that says never is worth in itself, nobody has said. The product of gains is what the "
        "Nash settlement makes as large as it can be.",
        method_words(found.proof),
        reading_words(dossier),
    )


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@click.option(
    "--from",
    "draft",
    metavar="PACKAGE",
    multiple=True,
    required=True,
    help=f"The draft. {PACKAGE_HELP}",
)
@answers
def trades(
    dossier: Path, sources: tuple[Path, ...], between: str | None, draft: tuple[str, ...]
) -> Answer:
    """What could be traded from a draft on the table.

    What nobody would mind, who could give on what for what, the cheapest concessions, and the
    nearest package of the frontier. For example: --from nash --from status=deferred.
    """
    from holdfast.desk.questions import ask_trades, plain_trades

    opened = open_dossier(dossier, sources)
    found = ask_trades(opened, draft, between_parties(between))

    def show() -> None:
        _show_trades(opened, found)

    return Answer(plain_trades(found), show, plain_proof(found.proof), file=opened.path)


def _show_trades(opened: OpenDossier, found: "Trades") -> None:
    from holdfast.desk.question_words import change_words, concession_words, draft_words

    console, dossier = screen(), opened.dossier
    console.print(f"[bold]{dossier.title}[/bold]")
    for sentence in draft_words(dossier, found):
        paragraph(console, sentence)
    _list(opened, "Nobody would lose by", found.improvements)
    _list(opened, "The best that nobody would lose by, over any number of issues", found.best)
    _list(opened, "Give and take", found.logrolls, rolls=True)
    for title, nearest in (
        ("The nearest package of the frontier", found.nearest),
        ("The nearest that is no worse for any of them", found.nearest_unopposed),
    ):
        if nearest is not None and nearest.changes:
            console.print(f"\n[bold]{title}[/bold]")
            paragraph(console, f"- {change_words(dossier, nearest.changes)}")
    console.print("\n[bold]The cheapest concessions[/bold]")
    shown = {(own.giver, own.taker): own for own in reversed(found.concessions)}
    pairs = [(a, b) for a in found.between for b in found.between if (a, b) in shown]
    for pair in pairs:
        paragraph(console, f"- {concession_words(dossier, shown[pair])}")
    if not pairs:
        console.print("None: no open change costs one of them and pays another.")
    note_text(console, method_words(found.proof), reading_words(dossier))


def _list(
    opened: OpenDossier, title: str, trades_: Sequence["Trade"], *, rolls: bool = False
) -> None:
    """The first three trades of a kind; with ``rolls``, also who gives on what for what."""
    from holdfast.desk.question_words import roll_words, trade_words

    if not trades_:
        return
    console = screen()
    most = 3
    rest = f" ({most} of {len(trades_)})" if len(trades_) > most else ""
    console.print(f"\n[bold]{title}[/bold]{rest}")
    for trade in trades_[:most]:
        paragraph(console, f"- {trade_words(opened.dossier, trade)}")
        if rolls:
            paragraph(console, f"  {roll_words(opened.dossier, trade)}")


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@answers
def agenda(dossier: Path, sources: tuple[Path, ...], between: str | None) -> Answer:
    """What can be settled first at no loss, and in which order to take the rest.

    Exit 1 when there is no zone to settle in.
    """
    from holdfast.desk.questions import ask_agenda, plain_agenda

    opened = open_dossier(dossier, sources)
    found = ask_agenda(opened, between_parties(between))

    def show() -> None:
        from holdfast.desk.view_words import agenda_words, item_words, track_words

        console = screen()
        console.print(f"[bold]{opened.dossier.title}[/bold]")
        if found.count:
            paragraph(console, agenda_words(found))
        elif found.proof.complete:
            console.print("There is no zone, so there is nothing to settle early.")
        else:
            paragraph(console, "No package was found that is acceptable to all.")
        unknown = [own for own in found.order if own.option is None and own.loss is None]
        # Without a limit an item of which nothing is known has its own place and reason.
        unknown = [] if found.proof.complete else unknown
        told = [own for own in found.order if own not in unknown]
        for rank, item in enumerate(told, start=1):
            paragraph(console, f"{rank}. {item_words(opened.dossier, item)}")
        if unknown:
            titles = "; ".join(opened.dossier.issues[own.issue].title for own in unknown)
            paragraph(console, f"Not answered: {titles}.")
        if found.tracks:
            console.print("\n[bold]Whole tracks settled first[/bold]")
        for track in found.tracks:
            paragraph(console, f"- {' '.join(track_words(opened.dossier, track))}")
        note_text(console, method_words(found.proof), reading_words(opened.dossier))

    is_no = not found.count and found.proof.complete
    return Answer(
        plain_agenda(found),
        show,
        plain_proof(found.proof),
        is_no=is_no,
        is_stopped=not found.count and was_interrupted(found.proof),
        file=opened.path,
    )


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@click.option(
    "--proposal",
    metavar="PACKAGE",
    multiple=True,
    required=True,
    help=f"What is proposed. {PACKAGE_HELP}",
)
@click.option("--to", metavar="PARTY,PARTY", help="Who would see it; everybody unless said.")
@answers
def leakage(
    dossier: Path,
    sources: tuple[Path, ...],
    between: str | None,
    proposal: tuple[str, ...],
    to: str | None,
) -> Answer:
    """What a proposal would give away about each party, before it is made.

    It may leave issues open; then less can be inferred from it.
    """
    from holdfast.desk.questions import ask_leakage, plain_leakage

    opened = open_dossier(dossier, sources)
    found = ask_leakage(opened, proposal, between_parties(between), between_parties(to))

    def show() -> None:
        from holdfast.desk.view_words import leak_words

        console = screen()
        console.print(f"[bold]{opened.dossier.title}[/bold]")
        for leak in found.leaks:
            console.print(f"\n[bold]About {opened.dossier.parties[leak.subject].name}[/bold]")
            for sentence in leak_words(opened.dossier, leak):
                paragraph(console, f"- {sentence}")
        if found.unasked:
            names = join_words([name(opened, party) for party in found.unasked])
            paragraph(console, f"\nWhat could be inferred about {names} was not looked at.")
        note_text(
            console,
            "Every hypothesis counts as likely as any other, which is no claim about anybody. "
            "Those that name a measure are for an observer who lacks the private red lines "
            "alone: the most that could be inferred. To ask too high a price for crossing a line "
            "counts as ruling out. One bit halves the hypotheses.",
            method_words(found.proof) if found.is_whole else "",
        )

    return Answer(
        plain_leakage(found),
        show,
        plain_proof(found.proof),
        is_stopped=not found.leaks and was_interrupted(found.proof),
        file=opened.path,
    )
