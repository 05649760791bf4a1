"""Dossiers as files: checked, begun, imported and saved; nothing is written over by accident."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.dossier import Dossier, write
from holdfast.errors import InputError, display_path

if TYPE_CHECKING:
    from holdfast.bargain import Cover, Frontier
    from holdfast.exchange import Scale


@dataclass(frozen=True)
class ImportedText:
    """A case of another program as the text of a dossier, and what was not read as it stood."""

    text: str
    warnings: tuple[str, ...]


def new_dossier(folder: Path) -> Path:
    """Begin a dossier: a commented one in a new folder; returns its file.

    Raises:
        InputError: ``file-exists`` when the folder already holds a dossier or is a file;
            ``cannot-write`` with the system's reason.
    """
    file = folder / "dossier.yaml"
    try:
        if folder.exists() and not folder.is_dir():
            message = (
                f"{display_path(folder)} is a file and was left as it is; a dossier begins in a "
                "folder of its own. Choose another name."
            )
            raise InputError(message, code="file-exists")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    from holdfast.dossier import starter

    save_text(file, starter())
    return file


def import_case(
    program: str,
    files: Sequence[Path],
    names: Sequence[str] = (),
    *,
    scale: "Scale" = "raw",
    issue: str | None = None,
) -> ImportedText:
    """A case of another program as the text of a dossier; see ``holdfast.exchange.read_case``."""
    from holdfast.exchange import Program, read_case

    imported = read_case(files, Program(program), names or None, scale=scale, issue=issue)
    return ImportedText(write(imported.dossier), tuple(str(note) for note in imported.warnings))


def frontier_csv(found: "Frontier | Cover", dossier: Dossier | None = None) -> str:
    """A frontier, or a cover of it, as a table: a column for each issue and each party's points.

    With the dossier, in the titles that people read; without it, in ids for programs.
    """
    from holdfast.exchange import packages_csv

    rows = [(package.options, {**package.values, **package.others}) for package in found.packages]
    return packages_csv(rows, dossier)


def save_text(path: Path, text: str, *, force: bool = False) -> None:
    """Write a text as a file, whole or not at all; see ``save``."""
    save(path, text.encode(), force=force)


def save(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file whole or not at all.

    Args:
        path: where to.
        content: what it shall hold.
        force: write over a file that is already there.

    Raises:
        InputError: ``file-exists``, or ``cannot-write`` with the system's reason.
    """
    try:
        if path.exists() and not force:
            message = (
                f"{display_path(path)} is already there and was left as it is. "
                "Choose another name, or say --force to write over it."
            )
            raise InputError(message, code="file-exists")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".holdfast-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> InputError:
    message = f"{display_path(path)} cannot be written: {error.strerror}. Choose another place."
    return InputError(message, code="cannot-write")
