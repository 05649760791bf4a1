"""``holdfast talks``: a round of talks from the command line, each account with its own keys."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click

from holdfast.cli.answer import Answer, answers
from holdfast.cli.screen import paragraph, screen
from holdfast.cli.signing_in import (
    LEDGER,
    PASSPHRASE_FILE,
    first_line,
    new_passphrase,
    place,
    read_text,
    signed_in,
)
from holdfast.cli.talks_filing import file
from holdfast.cli.talks_releasing import release
from holdfast.cli.talks_telling import as_of, show
from holdfast.desk import open_dossier
from holdfast.desk.convening import Convener, convene, seat_mediator, seat_party
from holdfast.desk.convening import invite as invite_to
from holdfast.desk.convening import unseat as take_seat_from
from holdfast.desk.keeping import write_private
from holdfast.desk.talks import OpenTalks, join_talks
from holdfast.desk.talks_plain import Naming, plain_entry
from holdfast.errors import InputError

ROOM = click.argument("room")


@click.group()
def talks() -> None:
    """Run a round of talks: everyone with an own account, nothing seen by who should not.

    LEDGER is the file that keeps the talks, its folder, or a postgresql:// URL. ROOM is a
    compartment by its short name: joint, own (the mediators'), or a party.
    """


talks.add_command(show)
talks.add_command(as_of)
talks.add_command(release)
talks.add_command(file)


def done(sentence: str, **result: object) -> Answer:
    """An answer of one sentence."""
    return Answer(result, lambda: paragraph(screen(), sentence))


@talks.command()
@LEDGER
@click.option("--as", "name", required=True, metavar="NAME", help="The first mediator's account.")
@click.option("--party", required=True, help="The mediator's own party, such as united-states.")
@click.option("--title", default="Talks", show_default=True, help="What the talks are called.")
@click.option("--dossier", type=click.Path(path_type=Path), help="What is known, to begin with.")
@PASSPHRASE_FILE
@answers
def init(
    ledger: str,
    name: str,
    party: str,
    title: str,
    dossier: Path | None,
    passphrase_file: Path | None,
) -> Answer:
    """Begin talks in a new LEDGER, with the first mediator's account.

    The dossier is divided: the public part is put on the joint table, each party's part into its
    own compartment once it has a seat, and the rest is for the mediators alone.
    """
    known = open_dossier(dossier).dossier if dossier is not None else None
    convener = Convener(name, party, new_passphrase(passphrase_file))
    begun = convene(place(ledger), convener, title, known)
    rooms = list(begun.rooms())
    begun.close()
    sentence = f"The talks begin. Next: holdfast talks invite {ledger} --as '{name}' SOMEBODY"
    return done(sentence, compartments=rooms)


@talks.command()
@answers
@signed_in
@click.argument("somebody")
@click.option("--mediator", is_flag=True, help="Invite a mediator, not a delegate.")
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the token to this new file instead of showing it.",
)
def invite(talks: OpenTalks, somebody: str, mediator: bool, save: Path | None) -> Answer:
    """Invite SOMEBODY to an account of their own; mediators only.

    The token is shown once. Hand it over in person: whoever has it first becomes this account.
    """
    token = invite_to(talks, somebody, is_mediator=mediator)
    if save is not None:
        write_private(save, [f"{token}\n".encode()])
        return done(f"Hand {save} to {somebody} in person.", name=somebody, file=str(save))
    return done(f"Hand this to {somebody} in person:\n{token}", name=somebody, token=token)


@talks.command()
@LEDGER
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file with the token, for scripts; without it, it is asked for.",
)
@PASSPHRASE_FILE
@answers
def join(ledger: str, token_file: Path | None, passphrase_file: Path | None) -> Answer:
    """Take up an invitation with a passphrase of your own; then ask a mediator for a seat."""
    token = (
        first_line(token_file)
        if token_file is not None
        else str(click.prompt("Token", hide_input=True, err=True))
    )
    joined = join_talks(place(ledger), token.strip(), new_passphrase(passphrase_file))
    name = joined.session.card.name
    joined.close()
    return done(f"You have an account now, {name}. Ask a mediator for a seat.", name=name)


@talks.command()
@answers
@signed_in
@click.argument("somebody")
@click.option("--party", required=True, help="For which party.")
@click.option(
    "--kind",
    type=click.Choice(["delegation", "guarantor", "stakeholder", "mediator"]),
    default="delegation",
    show_default=True,
)
@click.option("--not-at-table", is_flag=True, help="No seat in the joint compartment.")
def seat(talks: OpenTalks, somebody: str, party: str, kind: str, not_at_table: bool) -> Answer:
    """Give SOMEBODY who has joined a seat for a party; mediators only."""
    if kind == "mediator":
        seat_mediator(talks, somebody, party)
    else:
        seat_party(talks, somebody, party, kind=kind, is_at_table=not not_at_table)
    return done(f"{somebody} has a seat for {party}.", name=somebody, party=party, kind=kind)


@talks.command()
@answers
@signed_in
@click.argument("somebody")
def unseat(talks: OpenTalks, somebody: str) -> Answer:
    """Remove SOMEBODY from every compartment: what is written from now on they cannot read."""
    take_seat_from(talks, somebody)
    return done(f"{somebody} has no seat any more, and the keys were changed.", name=somebody)


@talks.command()
@answers
@signed_in
@ROOM
@click.argument("kind")
@click.argument("fields", nargs=-1)
@click.option(
    "--despite-clock",
    is_flag=True,
    help="Write though this machine's clock is far behind the last entry.",
)
@click.option(
    "--from",
    "source",
    type=click.File(encoding="utf-8"),
    help="A file with the fields in JSON; - is the standard input.",
)
def add(
    talks: OpenTalks,
    room: str,
    kind: str,
    fields: Sequence[str],
    despite_clock: bool,
    source: IO[str] | None,
) -> Answer:
    """Write an entry of a KIND into a ROOM.

    FIELDS are name=text, or name:=JSON for lists, numbers and true or false, such as
    party=ukraine 'may_go_to:=["russia"]'. The reference of entries has all kinds and their fields.
    What is confidential is better given by --from, where no list of processes shows it.
    """
    given = read_fields(fields, read_text(source) if source is not None else "")
    talks.despite_clock = despite_clock
    entry = talks.add(room, kind, **given)
    rooms = {compartment: name for name, compartment in talks.rooms().items()}
    plain = plain_entry(entry, Naming(talks.people(), rooms))
    return done(f"Kept: {room} {entry.seq}, {kind}, entry {entry.id}.", entry=plain)


@talks.command()
@answers
@signed_in
@ROOM
@click.argument("entry")
@click.option("--why", required=True, help="Why it no longer counts.")
def strike(talks: OpenTalks, room: str, entry: str, why: str) -> Answer:
    """Strike out an ENTRY by its id; it stays in the record and no longer counts."""
    struck = talks.strike(room, entry, why)
    return done("It no longer counts, and stays in the record.", entry=entry, by=struck.id)


def read_fields(given: Sequence[str], text: str) -> dict[str, object]:
    """Fields from name=text and name:=JSON, and from a text in JSON.

    Raises:
        InputError: one of them is neither.
    """
    fields: dict[str, object] = {}
    if text:
        read = _json(text, "What --from gives")
        if not isinstance(read, dict):
            message = 'What --from gives is no mapping of fields. Write {"name": value, ...}.'
            raise InputError(message, code="bad-fields")
        fields |= read
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            message = f"{name[:40]!r} is no field. Write name=text or name:=JSON."
            raise InputError(message, code="bad-fields")
        is_json = name.endswith(":")
        fields[name.rstrip(":")] = _json(value, name) if is_json else value
    return fields


def _json(text: str, what: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"{what} is not JSON: {error}."
        raise InputError(message, code="bad-fields") from None
