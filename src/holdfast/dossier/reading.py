"""Reading a dossier: every fault at once, or the dossier."""

import hashlib
from dataclasses import replace
from pathlib import Path

from holdfast.dossier.file import decode, dossier_file, hold_printable, hold_size, load
from holdfast.dossier.findings import Findings
from holdfast.dossier.format import DOSSIER
from holdfast.dossier.model import Dossier
from holdfast.dossier.node import compose
from holdfast.dossier.shape import Spot
from holdfast.errors import DossierError, display_path


def read(path: Path, sources: Path | None = None) -> Dossier:
    """The dossier in a file, or in a folder's ``dossier.yaml``.

    Args:
        path: The file or folder.
        sources: A folder in which sources are looked for, beside the dossier's own.

    Raises:
        DossierError: The dossier has faults; the error holds all of them.
        InputError: The file cannot be used at all.
    """
    file = dossier_file(path)
    data = load(file)
    name = display_path(file)
    return _dossier(decode(data, name), name, data, file.parent)


def parse(text: str, name: str = "dossier.yaml") -> Dossier:
    """The dossier in a text, which has no folder and so can include no other file.

    Raises:
        DossierError: The dossier has faults; the error holds all of them.
        InputError: The text cannot be used at all.
    """
    data = text.encode("utf-8", "replace")
    hold_size(len(data), name)
    hold_printable(text, name)
    return _dossier(text, name, data, None)


def _dossier(text: str, name: str, data: bytes, folder: Path | None) -> Dossier:
    findings = Findings()
    root = compose(text.removeprefix("\ufeff"), name, findings)
    dossier = DOSSIER.read(Spot(root, (), findings))
    if findings.faults:
        raise DossierError(tuple(sorted(findings.faults, key=lambda fault: fault.place)))
    return replace(
        dossier, name=name, sha256=hashlib.sha256(data).hexdigest(), places=findings.places
    )
