"""``holdfast talks file``: a dossier divided among the compartments of talks that run."""

from collections.abc import Sequence
from pathlib import Path

import click

from holdfast.cli.answer import Answer, Plain, answers
from holdfast.cli.screen import paragraph, screen
from holdfast.cli.signing_in import signed_in
from holdfast.desk import open_dossier
from holdfast.desk.division import division, file_division
from holdfast.desk.division_words import division_words, plain_division
from holdfast.desk.talks import OpenTalks


@click.command()
@answers
@signed_in
@click.argument("dossier", type=click.Path(path_type=Path))
@click.option(
    "--only",
    multiple=True,
    metavar="PART",
    help="File this part alone: joint, mediators or a party; may be given more than once.",
)
@click.option("--yes", is_flag=True, help="File it without asking.")
@click.option(
    "--despite-clock",
    is_flag=True,
    help="Write though this machine's clock is far behind the last entry.",
)
def file(
    talks: OpenTalks, dossier: Path, only: Sequence[str], yes: bool, despite_clock: bool
) -> Answer:
    """Divide a DOSSIER among the compartments of these talks, and file every part or none.

    What goes where, what it changes and who can read it there is shown first. A mediator files the
    whole; a delegate the part of the own party, from a dossier that holds no other's. With --json
    nothing is asked: the plan is the answer, and it is filed with --yes alone.
    """
    wanted = division(talks, open_dossier(dossier).dossier, only)
    talks.despite_clock = despite_clock
    names = talks.people()
    plain = plain_division(wanted, names)
    is_asked = not click.get_current_context().params["as_json"]
    if is_asked:
        console = screen()
        for line in division_words(wanted, names):
            paragraph(console, line)
    if not wanted.writes:
        return _answered(plain, "Nothing is to be filed: all of it stands already.", filed=False)
    if not yes and (not is_asked or not click.confirm("File this?", err=True)):
        return _answered(plain, "Nothing was filed.", filed=False, is_no=is_asked)
    file_division(talks, wanted)
    return _answered(plain, "Filed, all of it in one step.", filed=True)


def _answered(plain: Plain, sentence: str, *, filed: bool, is_no: bool = False) -> Answer:
    return Answer(plain | {"filed": filed}, lambda: paragraph(screen(), sentence), is_no=is_no)
