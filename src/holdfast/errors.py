"""Every error that Holdfast raises on purpose.

HoldfastError
├── DossierError      the dossier has faults; all of them are in ``faults``
├── InputError        a file that cannot be used at all (missing, not text, another format)
├── QuestionError     a question that the dossier cannot answer (an unknown party, three parties
│                     where a method is made for two)
├── CertificateError  the independent checker refuses an answer: a defect of Holdfast itself
├── LedgerError       the record cannot be kept or read as asked
│   ├── AccessError   sign-in refused, or a compartment that the account cannot open
│   ├── ChainError    something in the record was changed, dropped, reordered or forged
│   ├── ConflictError another writer came first
│   └── StorageError  the disk or the server cannot: full, read-only, torn, out of reach
└── TalksError        an entry or a release that the rules of the talks refuse

Only the faces (``cli``, ``web``) turn an error into text, an exit code or a status.
"""

from dataclasses import dataclass
from pathlib import Path

NAMED = 3
"""A trace names so many faults of a dossier, and counts the others."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file something stands; ``line`` and ``column`` count from 1, 0 is the whole file.

    ``file`` is named as the user named it, never as an absolute path of the machine.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``dossier.yaml, line 88``, as it stands at the end of a message."""
        return f"{self.file}, line {self.line}" if self.line else self.file


class HoldfastError(Exception):
    """The root of all errors; ``code`` is stable, and ``message`` says what, why and what to do."""

    code = "error"

    def __init__(
        self, message: str, *, code: str | None = None, where: tuple[Place, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.where = where


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a dossier: what, why it matters, what to do, and where.

    ``code`` is stable and documented in ``docs/reference/faults.md``; ``path`` is the way through
    the dossier's keys to the value at fault, such as ``("issues", "line", "options")``.
    """

    code: str
    what: str
    why: str
    do: str
    place: Place
    path: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        """One line: what, why, what to do (where). [code]."""
        return f"{self.what}, so {self.why}. {self.do} ({self.place}). [{self.code}]"


class DossierError(HoldfastError):
    """A dossier with faults; ``faults`` holds every one of them, in the order of the file."""

    code = "faults"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        count = len(faults)
        message = f"{count} fault{'s' if count != 1 else ''} in the dossier."
        super().__init__(message, where=tuple(fault.place for fault in faults))
        self.faults = faults

    def __str__(self) -> str:
        """How many faults there are, and the first of them in full."""
        told = [self.message, *map(str, self.faults[:NAMED])]
        left = len(self.faults) - NAMED
        return "\n".join([*told, f"And {left} more, all in `faults`."] if left > 0 else told)


class InputError(HoldfastError):
    """A file that cannot be used at all."""

    code = "unusable-input"


class QuestionError(HoldfastError):
    """A question that this dossier cannot answer."""

    code = "unanswerable"


class CertificateError(HoldfastError):
    """The independent checker refused an answer: a defect of Holdfast, never of the input."""

    code = "certificate-refused"


class LedgerError(HoldfastError):
    """The record cannot be kept or read as asked; nothing that was acknowledged is lost by it."""

    code = "ledger"


class AccessError(LedgerError):
    """A sign-in that is refused, or a compartment that the account cannot open.

    The message never says whether what was asked for exists.
    """

    code = "no-access"


class ChainError(LedgerError):
    """Something in the record was changed, dropped, reordered, or is not by whom it says."""

    code = "chain-broken"


class ConflictError(LedgerError):
    """Another writer came first; nothing was written."""

    code = "written-meanwhile"


class StorageError(LedgerError):
    """The disk or the database server cannot do what was asked."""

    code = "storage"


class TalksError(HoldfastError):
    """An entry or a release that the rules of the talks refuse."""

    code = "refused-by-rules"


def display_path(path: Path) -> str:
    """A file's name for messages: as given when relative, its last part alone when absolute."""
    return path.name if path.is_absolute() else path.as_posix()
