"""``holdfast talks release``: the release gate, step by step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import IO

import click

from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import paragraph, screen
from holdfast.cli.signing_in import read_text, signed_in
from holdfast.desk import releasing
from holdfast.desk.releasing import Release
from holdfast.desk.talks import OpenTalks
from holdfast.desk.talks_plain import Naming, plain
from holdfast.desk.talks_words import release_words

RELEASE = click.argument("identity", metavar="RELEASE")


@click.group()
def release() -> None:
    """Let something pass from one compartment into another; there is no other way.

    One mediator asks, another looks at the exact bytes and approves them by their digest, then
    either lets them pass. Caveat and consent are looked at in the moment of passing.
    """


@release.command()
@answers
@signed_in
@click.argument("room")
@click.argument("text", type=click.File(encoding="utf-8"))
@click.option(
    "--manner",
    type=click.Choice(["own-idea", "attributed", "public"]),
    required=True,
    help="How it is told.",
)
@click.option(
    "--from",
    "sources",
    multiple=True,
    metavar="ROOM/CONFIDENCE",
    help="A confidence that it rests on; may be given more than once.",
)
@click.option(
    "--computed-from",
    "computed",
    multiple=True,
    metavar="ROOM",
    help="A compartment that went into it, such as each side's for a computed package.",
)
@click.option("--leakage", default="", help="What could be inferred, where nobody consented.")
@click.option(
    "--leakage-from",
    "leakage_file",
    type=click.File(encoding="utf-8"),
    help="The same in a file, where no list of processes shows it.",
)
def ask(
    talks: OpenTalks,
    room: str,
    text: IO[str],
    manner: str,
    sources: Sequence[str],
    computed: Sequence[str],
    leakage: str,
    leakage_file: IO[str] | None,
) -> Answer:
    """Ask that the TEXT in a file (- is the standard input) pass into a ROOM.

    The text goes as it stands, but for line ends at its end. Where it was computed rather than
    told, name with --computed-from every compartment of its label, as "talks show dossier" gives
    it.
    """
    pairs = tuple((room, name) for room, _, name in (source.partition("/") for source in sources))
    inferred = read_text(leakage_file) if leakage_file is not None else leakage
    said = read_text(text).rstrip("\r\n")
    wish = releasing.wish(room, said, manner, pairs, inferred.strip())
    wish = replace(wish, computed_from=tuple(computed))
    return shown(talks, releasing.ask_release(talks, wish))


@release.command()
@answers
@signed_in
@RELEASE
def look(talks: OpenTalks, identity: str) -> Answer:
    """Show a RELEASE: the exact bytes, their digest, and what is against it."""
    return shown(talks, releasing.look_at(talks, identity))


@release.command()
@answers
@signed_in
@RELEASE
@click.argument("sha256")
def approve(talks: OpenTalks, identity: str, sha256: str) -> Answer:
    """Approve exactly the bytes with this SHA256, as a second mediator."""
    return shown(talks, releasing.approve(talks, identity, sha256))


@release.command()
@answers
@signed_in
@RELEASE
@click.option("--why", required=True)
def decline(talks: OpenTalks, identity: str, why: str) -> Answer:
    """Decline a RELEASE, or take back your own request."""
    return shown(talks, releasing.decline(talks, identity, why))


@release.command("pass")
@answers
@signed_in
@RELEASE
def pass_(talks: OpenTalks, identity: str) -> Answer:
    """Let an approved RELEASE pass, if caveat and consent still allow it."""
    return shown(talks, releasing.pass_on(talks, identity))


def shown(talks: OpenTalks, found: Release) -> Answer:
    """A release with its exact bytes; the answer is no while something is against it."""
    rooms = {compartment: name for name, compartment in talks.rooms().items()}
    naming = Naming(talks.people(), rooms)

    def show() -> None:
        console = screen()
        for line in release_words(found):
            paragraph(console, line)

    return Answer({"release": plain(found, naming)}, show, is_no=bool(found.refusals))
