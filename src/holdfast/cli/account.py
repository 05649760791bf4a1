"""``holdfast account``: looking after one's own account, and giving one back."""

from collections.abc import Sequence
from pathlib import Path

import click

from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import paragraph, screen
from holdfast.cli.signing_in import (
    LEDGER,
    PASSPHRASE_FILE,
    new_passphrase,
    passphrase,
    place,
    signed_in,
)
from holdfast.desk import caring
from holdfast.desk.talks import OpenTalks

NEW = click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file with the new passphrase, for scripts; without it, it is asked for.",
)
AGAIN = click.option(
    "--again",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The passphrase once more, in a file, for scripts.",
)


@click.group()
def account() -> None:
    """Look after your account: passphrase, second factor, guardians."""


def done(sentence: str, **result: object) -> Answer:
    """An answer of one sentence."""
    return Answer(result, lambda: paragraph(screen(), sentence))


@account.command("passphrase")
@answers
@signed_in
@AGAIN
@NEW
def passphrase_(talks: OpenTalks, again: Path | None, new_passphrase_file: Path | None) -> Answer:
    """Take another passphrase; older backups still open with the old one."""
    old = passphrase(again, "The present passphrase, once more")
    caring.take_passphrase(talks, old, new_passphrase(new_passphrase_file))
    return done("The passphrase was changed.")


@account.command("second-factor")
@answers
@signed_in
@AGAIN
@click.option("--drop", is_flag=True, help="Ask for no code any more.")
def second_factor(talks: OpenTalks, again: Path | None, drop: bool) -> Answer:
    """Enrol an authenticator: its code is asked for at every sign-in from then on."""
    if drop:
        caring.leave_second_factor(talks, passphrase(again, "The passphrase, once more"))
        return done("No code is asked for any more.")
    offered = caring.offer(talks)
    click.echo(f"Put this into an authenticator; it is a secret:\n{offered.uri}", err=True)
    code = str(click.prompt("The code that it shows now", err=True))
    words = passphrase(again, "The passphrase, once more")
    caring.take_second_factor(talks, offered, code, words)
    return done("From now on the code is asked for at every sign-in.")


@account.command()
@answers
@signed_in
@click.argument("names", nargs=-1, required=True)
@click.option("--needed", type=int, required=True, help="How many of them it takes.")
def guardians(talks: OpenTalks, names: Sequence[str], needed: int) -> Answer:
    """Choose who together can give this account back to you, by NAMES.

    Guardians who conspire can take the account over; choose how many it takes with that in mind.
    """
    caring.choose_guardians(talks, names, needed)
    return done(f"Any {needed} of {', '.join(names)} can give this account back to you.")


@account.command()
@LEDGER
@click.argument("name")
@PASSPHRASE_FILE
@answers
def recover(ledger: str, name: str, passphrase_file: Path | None) -> Answer:
    """Get the account NAME back with the slips of its guardians, and a new passphrase.

    Keep the command open until the slips are in: they open for this request alone.
    """

    def show(asked: caring.Asked) -> list[str]:
        click.echo(f"Send this to the guardians by any way:\n{asked.request}\n", err=True)
        click.echo(f"Read this to each in person or by voice: {asked.fingerprint}\n", err=True)
        slips = []
        while slip := click.prompt("A slip, or nothing to end", default="", err=True):
            slips.append(str(slip))
        return slips

    known = caring.recover_account(
        place(ledger), name, show, lambda: new_passphrase(passphrase_file)
    )
    return done(f"The account {known} is yours again; it has no second factor now.", name=known)


@account.command()
@answers
@signed_in
@click.argument("request")
@click.option("--fingerprint", required=True, help="As its holder read it to you.")
def slip(talks: OpenTalks, request: str, fingerprint: str) -> Answer:
    """As a guardian, hand out a slip for a REQUEST whose holder you recognised.

    Ask for the fingerprint in person or by voice: whoever has enough slips has the account.
    """
    if caring.fingerprint(request) != fingerprint.strip().upper():
        return Answer(
            {"slip": None},
            lambda: paragraph(
                screen(), "The fingerprint is not that of this request, so there is no slip."
            ),
            is_no=True,
        )
    handed = caring.hand_out(talks, request)
    return done(f"Give this to whoever asked:\n{handed}", slip=handed)
