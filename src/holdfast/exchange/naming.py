"""How parties and cases are named: after their files, unless names are given."""

from collections.abc import Sequence, Sized

from holdfast.errors import QuestionError
from holdfast.exchange.files import File


def spaced(file: File) -> str:
    """A file's name without ending and underscores, as the name of a party or a case."""
    return " ".join(file.stem.replace("_", " ").split()) or file.name


def check_names(parties: Sized, names: Sequence[str] | None) -> None:
    """QuestionError where no party is named, or not each of them has a name that can be read."""
    if not parties:
        message = "Name a file for each party as well: there is none among those named."
        raise QuestionError(message, code="no-parties")
    if names is not None and len(names) != len(parties):
        message = f"There are {len(parties)} parties and {len(names)} names; give one each."
        raise QuestionError(message, code="names")
    if names is not None and not all(name.strip() for name in names):
        message = "One of the names is empty; give each party a name."
        raise QuestionError(message, code="names")
