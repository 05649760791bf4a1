"""``frontier --cover``: a few packages in the place of a frontier too large to be read."""

import re
from fractions import Fraction

import click

from holdfast.cli.answer import Answer
from holdfast.cli.screen import note_text, paragraph, screen, table
from holdfast.desk import OpenDossier, frontier_csv
from holdfast.desk.plain import plain_proof
from holdfast.desk.question_words import number_words
from holdfast.desk.questions import was_interrupted
from holdfast.desk.words import method_words, reading_words

_SHARE = re.compile(r"\d{1,20}/\d{1,20}|\d{1,20}(?:\.\d{1,20})?%?")


def _share(
    _context: click.Context, _parameter: click.Parameter, text: str | None
) -> Fraction | None:
    """The share that may be lost; None where no cover is asked for."""
    if text is None:
        return None
    try:
        number = Fraction(text.removesuffix("%")) if _SHARE.fullmatch(text) else None
    except ZeroDivisionError:
        number = None
    if number is None:
        message = f"{text!r} is no share. Write 2%, 0.02 or 1/50."
        raise click.BadParameter(message)
    return number / 100 if text.endswith("%") else number


COVER = click.option(
    "--cover",
    metavar="SHARE",
    callback=_share,
    help="A few packages that stand for the frontier, losing each party at most this share (2%) of "
    "what is at stake for it.",
)


def covered(
    opened: OpenDossier,
    share: Fraction,
    between: tuple[str, ...] | None,
    *,
    in_full: bool,
    as_csv: bool,
) -> Answer:
    """The answer of ``frontier`` where a cover of it is asked for."""
    from holdfast.desk.covered import cover_words, plain_cover

    found = opened.cover(share, between)
    dossier = opened.dossier
    is_no = found.count == 0 and found.proof.complete

    def show() -> None:
        if as_csv:
            click.echo(frontier_csv(found, dossier), nl=False)
            return
        console = screen()
        console.print(f"[bold]{dossier.title}[/bold]")
        if is_no:
            paragraph(console, "There is no frontier: no package is acceptable to all.")
        else:
            for sentence in cover_words(dossier, found):
                paragraph(console, sentence)
            points = [[number_words(p.values[o]) for o in found.between] for p in found.packages]
            rows = [(str(rank), *own) for rank, own in enumerate(points, start=1)]
            table(console, ("", *(dossier.parties[p].name for p in found.between)), rows)
        for rank, package in enumerate(found.packages if in_full else (), start=1):
            console.print(f"\n[bold]{rank}[/bold]")
            issues = [(dossier.issues[i], option) for i, option in package.options.items()]
            lines = [(issue.title, issue.options[option].title) for issue, option in issues]
            table(console, ("Issue", "Option"), lines)
        note_text(console, method_words(found.proof), reading_words(dossier))

    return Answer(
        plain_cover(found, share),
        show,
        plain_proof(found.proof),
        is_no=is_no,
        is_stopped=found.count == 0 and was_interrupted(found.proof),
        file=opened.path,
    )
