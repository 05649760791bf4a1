"""How parties and cases are named, and the names of other programs made fit for a dossier."""

import re
from collections.abc import Sequence, Sized

from holdfast.dossier.number import counted
from holdfast.errors import QuestionError
from holdfast.exchange.files import File

LONGEST_TEXT = 2_000
_NO_LETTERS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def spaced(file: File) -> str:
    """A file's name without ending and underscores, as the name of a party or a case."""
    return " ".join(file.stem.replace("_", " ").split()) or file.name


def tidied(text: str) -> str:
    r"""A name or description as a dossier can hold it: on one line, of letters, not too long.

    >>> tidied("  two\n words\x07 ")
    'two words'
    """
    line = " ".join(_NO_LETTERS.sub("", " ".join(text.split())).split())
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}…"


def check_names(parties: Sized, names: Sequence[str] | None) -> None:
    """QuestionError where no party is named, or not each of them has a name that can be read."""
    if not parties:
        message = "Name a file for each party as well: there is none among those named."
        raise QuestionError(message, code="no-parties")
    if names is not None and len(names) != len(parties):
        message = (
            f"There are {counted(len(parties), 'party', 'parties')} and "
            f"{counted(len(names), 'name')}; give one each."
        )
        raise QuestionError(message, code="names")
    if names is not None and not all(name.strip() for name in names):
        message = "One of the names is empty; give each party a name."
        raise QuestionError(message, code="names")
