"""``zone``, ``frontier`` and ``settle``: what could be agreed, in the terminal."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from holdfast.cli.answer import Answer, answers
from holdfast.cli.covering import COVER, covered
from holdfast.cli.screen import note_text, paragraph, screen, table
from holdfast.desk import OpenDossier, frontier_csv, open_dossier
from holdfast.desk.divided import plain_division
from holdfast.desk.plain import plain_frontier, plain_proof, plain_zone
from holdfast.desk.question_words import number_words
from holdfast.desk.questions import was_interrupted
from holdfast.desk.words import (
    conflict_words,
    join_words,
    method_words,
    reading_words,
    share_words,
    start_words,
)

if TYPE_CHECKING:
    from rich.console import Console

    from holdfast.desk.questions import Zone

POINTS = 60
"""Points of a frontier that are shown."""

WAYS_OUT = 6
"""Ways out that are shown; all of them are in the JSON."""

DOSSIER = click.argument("dossier", type=click.Path(path_type=Path))
SOURCES = click.option(
    "--sources",
    type=click.Path(path_type=Path, file_okay=False),
    multiple=True,
    help="A folder with the texts behind the evidence; may be given more than once.",
)
BETWEEN = click.option(
    "--between",
    metavar="PARTY,PARTY",
    help="The parties asked for; the principals unless said. The others' limits count too.",
)


def between_parties(named: str | None) -> tuple[str, ...] | None:
    """The parties named with ``--between``; None leaves it to the dossier."""
    return None if named is None else tuple(part.strip() for part in named.split(","))


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@answers
def zone(dossier: Path, sources: tuple[Path, ...], between: str | None) -> Answer:
    """Is there a package that every party could accept?

    If there is none, says which demands conflict (smallest sets of links, red lines and no-deal
    values that no package meets together), and what would open one, the cheapest first.
    """
    opened = open_dossier(dossier, sources)
    found = opened.zone(between_parties(between))

    def show() -> None:
        from holdfast.desk.question_words import no_deal_words

        console = screen()
        console.print(f"[bold]{opened.dossier.title}[/bold]")
        if found.exists:
            counted = "" if found.at_most is None else "at least "
            paragraph(
                console,
                f"There is a zone: {counted}{found.count:,} of {found.package_count:,} packages "
                f"{'is' if found.count == 1 else 'are'} acceptable to every party.",
            )
            rows = [
                (name(opened, party), *(number_words(best.values[p]) for p in found.between))
                for party, best in found.best.items()
            ]
            paragraph(console, no_deal_words(opened.dossier))
            known = " found so far" if was_interrupted(found.proof) else ""
            console.print(
                f"\nWhat the best package{known} for each is worth to each, in its own points"
            )
            heads = ("The best for", *(name(opened, p) for p in found.between))
            table(console, heads, rows)
        elif found.proof.complete:
            console.print("There is no zone: no package is acceptable to every party.")
            paragraph(console, no_deal_words(opened.dossier))
            for conflict in found.conflicts:
                paragraph(console, f"- {conflict_words(opened.dossier, conflict)}")
            show_ways_out(opened, found)
        else:
            paragraph(console, f"Not proven whether there is a zone: {found.proof.limit}.")
        note_text(console, method_words(found.proof), reading_words(opened.dossier))

    return Answer(
        plain_zone(found),
        show,
        plain_proof(found.proof),
        is_no=found.exists is False,
        is_stopped=found.exists is None and was_interrupted(found.proof),
        file=opened.path,
    )


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@click.option("--packages", is_flag=True, help="Print every package in full.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for a spreadsheet.")
@COVER
@answers
def frontier(
    dossier: Path,
    sources: tuple[Path, ...],
    between: str | None,
    packages: bool,
    as_csv: bool,
    cover: Fraction | None,
) -> Answer:
    """The packages that cannot be bettered for one party without loss to another.

    --cover lists a few that stand for all, where they are too many to be read.
    """
    opened = open_dossier(dossier, sources)
    if cover is not None:
        named = between_parties(between)
        return covered(opened, cover, named, in_full=packages, as_csv=as_csv)
    found = opened.frontier(between_parties(between))

    def show() -> None:
        if as_csv:
            click.echo(frontier_csv(found, opened.dossier), nl=False)
            return
        from holdfast.desk.question_words import no_deal_words

        console = screen()
        console.print(f"[bold]{opened.dossier.title}[/bold]")
        if not found.packages:
            show_nothing(console, dossier, "frontier", is_proven=found.proof.complete)
            note_text(console, method_words(found.proof), reading_words(opened.dossier))
            return
        complete = "all of them" if found.proof.complete else "there may be more"
        paragraph(
            console,
            f"The frontier has {found.count:,} point{'s' * (found.count != 1)} ({complete}): what "
            "packages that cannot be bettered for one party without loss to another are worth to "
            f"each, in its own points. {no_deal_words(opened.dossier)}",
        )
        heads = ("", *(name(opened, party) for party in found.between))
        # Both ends, and evenly between them.
        shown = min(found.count, POINTS)
        places = [n * (found.count - 1) // max(shown - 1, 1) for n in range(shown)]
        rows = [
            (str(at + 1), *(number_words(found.packages[at].values[p]) for p in found.between))
            for at in places
        ]
        table(console, heads, rows)
        if shown < found.count:
            paragraph(
                console,
                f"{shown} of them are shown, evenly taken; all with --csv or --json. A few that "
                "stand for all within a margin: --cover 2%.",
            )
        if found.at_most:
            paragraph(console, bound_words(opened, found.at_most))
        if packages:
            for rank, package in enumerate(found.packages, start=1):
                console.print(f"\n[bold]{rank}[/bold]")
                package_lines(opened, package.options.items())
        note_text(console, method_words(found.proof), reading_words(opened.dossier))

    return Answer(
        plain_frontier(found),
        show,
        plain_proof(found.proof),
        is_no=found.count == 0 and found.proof.complete,
        is_stopped=found.count == 0 and was_interrupted(found.proof),
        file=opened.path,
    )


@click.command()
@DOSSIER
@SOURCES
@BETWEEN
@click.option(
    "--by",
    type=click.Choice(
        ["nash", "kalai-smorodinsky", "egalitarian", "utilitarian", "adjusted-winner"]
    ),
    default="nash",
    show_default=True,
    help="The principle.",
)
@answers
def settle(dossier: Path, sources: tuple[Path, ...], between: str | None, by: str) -> Answer:
    """The package that a named principle picks."""
    opened = open_dossier(dossier, sources)
    found = opened.settle(by, between_parties(between))
    is_none = found.package is None and found.points is None

    def show() -> None:
        from holdfast.desk.divided import left_out_words
        from holdfast.desk.story import PRINCIPLE_MEANINGS, PRINCIPLES

        console = screen()
        console.print(f"[bold]{opened.dossier.title}[/bold]")
        if is_none:
            show_nothing(console, dossier, "settlement", is_proven=found.proof.complete)
        else:
            meaning = PRINCIPLE_MEANINGS[found.by]
            of = "The" if found.proof.complete else "Of the packages found so far, the"
            paragraph(console, f"{of} settlement by {PRINCIPLES[found.by]}: {meaning}.")
        if found.package is not None:
            package_lines(opened, found.package.options.items())
            heads = ("Points", *(name(opened, party) for party in found.between))
            rows = [
                ("its worth", *(number_words(found.package.values[p]) for p in found.between)),
                (start_words(found), *(number_words(found.start[p]) for p in found.between)),
                ("the gain", *(number_words(found.gains[p]) for p in found.between)),
            ]
            table(console, heads, rows)
            if found.ties:
                others = f"{found.ties:,} other point{'s' * (found.ties > 1)}"
                of = "of the frontier" if found.proof.complete else "found so far"
                paragraph(console, f"By this principle {others} {of} would do as well.")
        if found.at_most:
            paragraph(console, bound_words(opened, found.at_most))
        if found.points is not None:
            held = {(share.issue, share.party): share.share for share in found.shares}
            issues = dict.fromkeys(share.issue for share in found.shares)
            rows = [
                (
                    opened.dossier.issues[issue].title,
                    *(share_words(held[issue, party]) for party in found.between),
                )
                for issue in issues
            ]
            table(console, ("Issue", *(name(opened, p) for p in found.between)), rows)
            for party, total in found.points.items():
                console.print(
                    f"{name(opened, party)} ends with {number_words(total)} of its 100 points."
                )
            for sentence in left_out_words(opened.dossier, found):
                paragraph(console, sentence)
        note_text(console, method_words(found.proof), reading_words(opened.dossier))

    return Answer(
        plain_division(opened.dossier, found),
        show,
        plain_proof(found.proof),
        is_no=is_none and found.proof.complete,
        is_stopped=is_none and was_interrupted(found.proof),
        file=opened.path,
    )


def show_nothing(console: "Console", dossier: Path, what: str, *, is_proven: bool) -> None:
    """That nothing is acceptable to all, or that nothing was found that is."""
    if is_proven:
        paragraph(console, f"There is no {what}: no package is acceptable to all.")
        paragraph(console, f"What conflicts: holdfast zone {dossier}")
    else:
        paragraph(console, "No package was found that is acceptable to all.")


def show_ways_out(opened: OpenDossier, found: "Zone") -> None:
    """What would open a zone, the first few of it."""
    from holdfast.desk.mediation_story import found_words
    from holdfast.desk.question_words import way_out_words

    console, count = screen(), len(found.relaxations)
    if count:
        rest = f" (the first {WAYS_OUT} of {count})" if count > WAYS_OUT else ""
        console.print(f"\n[bold]Ways out, those that cost least first[/bold]{rest}")
    for way in found.relaxations[:WAYS_OUT]:
        paragraph(console, f"- {way_out_words(opened.dossier, way)}")
    paragraph(console, found_words(found))


def bound_words(opened: OpenDossier, at_most: Mapping[str, Fraction]) -> str:
    """Above how many points no package takes anybody, where not all packages are known."""
    # Rounded up, so that it is true as it is written.
    bounds = {party: Fraction(ceil(100 * points), 100) for party, points in at_most.items()}
    parts = [f"{number_words(most)} to {name(opened, party)}" for party, most in bounds.items()]
    return f"Whatever was not found, no package is worth more than {join_words(parts, 'or')}."


def name(opened: OpenDossier, party: str) -> str:
    """A party's name as people read it."""
    return opened.dossier.parties[party].name


def package_lines(opened: OpenDossier, options: Iterable[tuple[str, str]]) -> None:
    """A package, one line an issue, in the words of the dossier."""
    issues = opened.dossier.issues
    rows = [(issues[i].title, issues[i].options[option].title) for i, option in options]
    table(screen(), ("Issue", "Option"), rows)
