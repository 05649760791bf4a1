"""Files of a dossier, read with limits: only regular files of a modest size, in UTF-8."""

import re
import stat
from pathlib import Path

from holdfast.errors import InputError, Place, display_path

FILE_NAME = "dossier.yaml"
FILE_LIMIT = 2 * 1024 * 1024
"""Bytes; a dossier of a thousand lines has some 60,000."""

SOURCE_LIMIT = 16 * 1024 * 1024
"""Bytes of a source."""

# Also what some readers of YAML take for the end of a line and others do not.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def dossier_file(path: Path) -> Path:
    """The file that a path means: of a folder, its ``dossier.yaml``."""
    try:
        return path / FILE_NAME if path.is_dir() else path
    except OSError:  # such as a name that is too long for any file; opening it says so
        return path


def is_there(path: Path) -> bool:
    """True for a file that is there, as far as the system lets one see."""
    try:
        return path.is_file()
    except OSError:
        return False


DOSSIERS = {"", ".yaml", ".yml"}
"""How the names of dossiers end, and of folders that hold one."""


def load(path: Path, name: str = "", limit: int = FILE_LIMIT) -> bytes:
    """The bytes of a regular file within the size limit; InputError where there is none."""
    name = name or display_path(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            message = f"{name} is not a file that can be read, so there is no dossier in it."
            raise InputError(message, code="not-a-file", where=(Place(name),))
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        anew = ", or write a new one: holdfast new" if path.suffix in DOSSIERS else ""
        message = f"There is no file {name}. Look at the name{anew}."
        raise InputError(message, code="file-missing", where=(Place(name),)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be a file's"
        message = f"{name} cannot be read: {reason}."
        raise InputError(message, code="file-unreadable", where=(Place(name),)) from None
    hold_size(len(data), name, limit)
    return data


def hold_size(size: int, name: str, limit: int = FILE_LIMIT) -> None:
    """InputError for a file over the limit, before anything else is done with it."""
    if size > limit:
        message = (
            f"{name} is larger than {limit // 1024:,} KiB, the most that is read of such a file."
            " Keep long texts in files of their own, as sources."
        )
        raise InputError(message, code="file-too-large", where=(Place(name),))


def decode(data: bytes, name: str) -> str:
    """The text of a file; InputError where it is not UTF-8 or holds what is no text."""
    if data.startswith(_OTHER_ENCODINGS):
        raise _not_utf8(name, 1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(name, data.count(b"\n", 0, error.start) + 1) from None
    hold_printable(text, name)
    return text


def _not_utf8(name: str, line: int) -> InputError:
    message = (
        f"{name} is not written in UTF-8, so its letters cannot be told for certain. Save it anew"
        " with the encoding UTF-8."
    )
    return InputError(message, code="not-utf8", where=(Place(name, line),))


def hold_printable(text: str, name: str, kind: str = "a dossier") -> None:
    """InputError where a text holds control characters, which no file in YAML may hold."""
    found = _UNPRINTABLE.search(text.removeprefix("\ufeff"))
    if found:
        line = text.count("\n", 0, found.start()) + 1
        message = (
            f"{name} holds a character that is no text (U+{ord(found[0]):04X}), so it may not be"
            f" {kind} at all. Remove the character, or look at the file's name."
        )
        raise InputError(message, code="not-text", where=(Place(name, line),))
