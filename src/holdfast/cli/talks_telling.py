"""``holdfast talks show`` and ``as-of``: the talks as far as an account can open them."""

from datetime import UTC, datetime
from pathlib import Path

import click

from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import paragraph, screen
from holdfast.cli.signing_in import signed_in
from holdfast.desk.keeping import write_private
from holdfast.desk.talks import OpenTalks
from holdfast.desk.telling import QUESTIONS, Told, tell
from holdfast.errors import InputError

QUESTION = click.argument("question", type=click.Choice(list(QUESTIONS)), default="rooms")


SAVE = click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it to this new file, such as a calendar for any calendar program (.ics).",
)


@click.command()
@answers
@signed_in
@QUESTION
@SAVE
def show(talks: OpenTalks, question: str, save: Path | None) -> Answer:
    """Show what you can open of the talks: one QUESTION at a time."""
    return answered(tell(talks, question), save)


@click.command("as-of")
@answers
@signed_in
@click.argument("moment")
@QUESTION
def as_of(talks: OpenTalks, moment: str, question: str) -> Answer:
    """Show what stood at a MOMENT, such as 2026-01-24T18:00+04:00, of what you can open now."""
    return answered(tell(talks, question, read_moment(moment)))


def answered(told: Told, save: Path | None = None) -> Answer:
    """An answer of the talks for people and for programs, or in a file of its own."""
    if save is not None:
        write_private(save, [told.file])

    def show() -> None:
        if save is not None:
            paragraph(screen(), f"Wrote {save}; only you can read it on this machine.")
            return
        console = screen()
        for line in told.words:
            paragraph(console, line)
        if not told.words:
            console.print("Nothing that you can open.")

    return Answer(told.plain, show)


def read_moment(text: str) -> datetime:
    """A moment with its zone; a day alone is its end, UTC.

    Raises:
        InputError: it is no moment.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _no_moment(text) from None
    if len(text) <= len("2026-01-24"):
        moment = moment.replace(hour=23, minute=59, second=59)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise _no_moment(text) from None


def _no_moment(text: str) -> InputError:
    message = f"{text[:40]!r} is no moment. Write 2026-01-24T18:00+04:00, or a day."
    return InputError(message, code="bad-moment")
