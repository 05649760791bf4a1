"""Signing in from the command line, with a passphrase that is not seen."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from holdfast.cli.answer import Answer
from holdfast.desk.talks import LEDGER_FILE, OpenTalks, open_talks
from holdfast.errors import InputError

LEDGER = click.argument("ledger")
AS = click.option("--as", "name", required=True, metavar="NAME", help="The account's name.")
PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file with the passphrase, for scripts; without it, it is asked for.",
)
CODE = click.option("--code", default="", help="The authenticator's code, if one is enrolled.")


def place(ledger: str) -> str:
    """Where a ledger is: a URL, a file, or the ledger in a folder."""
    if "://" in ledger:
        return ledger
    path = Path(ledger)
    return str(path / LEDGER_FILE if path.is_dir() else path)


def read_text(opened: IO[str]) -> str:
    """What stands in an opened file.

    Raises:
        InputError: it is no text.
    """
    try:
        return opened.read()
    except ValueError:
        message = "What was given is no text in UTF-8. Give it as a plain text file."
        raise InputError(message, code="unusable-input") from None


def first_line(file: Path) -> str:
    """The first line of a file, such as a passphrase or a token; it is never repeated.

    Raises:
        InputError: the file cannot be read, or is no text.
    """
    try:
        with file.open(encoding="utf-8") as opened:
            return read_text(opened).split("\n", 1)[0].rstrip("\r")
    except OSError as error:
        message = f"{file.name} cannot be read: {error.strerror}."
        raise InputError(message, code="unusable-input") from None


def passphrase(file: Path | None, what: str = "Passphrase") -> str:
    """The passphrase from a file's first line, or asked for without being shown."""
    if file is not None:
        return first_line(file)
    asked: str = click.prompt(what, hide_input=True, err=True)
    return asked


def new_passphrase(file: Path | None) -> str:
    """A new passphrase: from a file, or asked for twice."""
    if file is not None:
        return passphrase(file)
    asked: str = click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return asked


def signed_in(command: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the talks as an account has them, and close them afterwards."""

    @LEDGER
    @AS
    @PASSPHRASE_FILE
    @CODE
    @functools.wraps(command)
    def run(
        *, ledger: str, name: str, passphrase_file: Path | None, code: str, **options: object
    ) -> Answer:
        talks: OpenTalks = open_talks(place(ledger), name, passphrase(passphrase_file), code)
        try:
            return command(talks, **options)
        finally:
            talks.close()

    return run
