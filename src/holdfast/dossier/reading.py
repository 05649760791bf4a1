"""Reading a dossier: every fault at once, or the dossier."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from holdfast.dossier.checks import Draft, raise_faults
from holdfast.dossier.file import decode, dossier_file, hold_printable, hold_size, load
from holdfast.dossier.findings import Findings
from holdfast.dossier.format import DOSSIER
from holdfast.dossier.inclusion import Inclusion
from holdfast.dossier.model import Dossier
from holdfast.dossier.notices import notices
from holdfast.dossier.quotation import SourceReport, verify_sources
from holdfast.dossier.salvage import compose_all
from holdfast.dossier.shape import Spot
from holdfast.errors import DossierError, Fault, Place, display_path


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    ``dossier`` is None when there are faults. ``notices`` are milder: things a mediator may want to
    know of a sound dossier, worded like faults. ``sources`` says which sources were verified.
    """

    dossier: Dossier | None
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()
    sources: SourceReport = field(default_factory=SourceReport)

    @property
    def is_sound(self) -> bool:
        """True when there is no fault; notices do not count."""
        return not self.faults


def read(path: Path, sources: Path | Sequence[Path] | None = None) -> Dossier:
    """The dossier in a file, or in a folder's ``dossier.yaml``.

    Args:
        path: The file or folder.
        sources: A folder, or several, in which sources are looked for after the dossier's own.

    Raises:
        DossierError: The dossier has faults; the error holds all of them.
        InputError: The file cannot be used at all.
    """
    return _sound(check(path, sources))


def parse(text: str, name: str = "dossier.yaml") -> Dossier:
    """The dossier in a text, which has no folder and so can include no file.

    Raises:
        DossierError: The dossier has faults; the error holds all of them.
        InputError: The text cannot be used at all.
    """
    return _sound(check_text(text, name))


def check(path: Path, sources: Path | Sequence[Path] | None = None) -> Report:
    """Every fault and notice of a dossier, and the dossier if there is no fault.

    Args:
        path: The file, or a folder with a ``dossier.yaml``.
        sources: A folder, or several, in which sources are looked for after the dossier's own.

    Raises:
        InputError: The file cannot be used at all.
    """
    file = dossier_file(path)
    name = display_path(file)
    data = load(file)
    named = [sources] if isinstance(sources, Path) else sources or ()
    return _report(decode(data, name), name, data, file, (file.parent, *named))


def check_text(text: str, name: str = "dossier.yaml") -> Report:
    """Every fault and notice of a dossier in a text; see ``check``."""
    data = text.encode("utf-8", "replace")
    hold_size(len(data), name)
    hold_printable(text, name)
    return _report(text, name, data, None, ())


def _sound(report: Report) -> Dossier:
    if report.dossier is None:
        raise DossierError(report.faults)
    return report.dossier


def _report(
    text: str, name: str, data: bytes, file: Path | None, folders: Sequence[Path]
) -> Report:
    findings = Findings(files=[name])
    inclusion = Inclusion(name, file, findings)
    root = inclusion.join(compose_all(text.removeprefix("\ufeff"), name, findings))
    dossier = replace(
        DOSSIER.read(Spot(root, (), findings, Place(name))),
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        included=inclusion.sums,
        places=findings.places,
    )
    draft = Draft(dossier, findings)
    raise_faults(draft)
    verified = verify_sources(dossier, folders)
    for fault in verified.faults:
        if findings.trusts_all_of(fault.path):
            findings.fault(fault)
    faults = findings.in_order()
    if faults:
        return Report(None, faults, sources=verified)
    return Report(dossier, notices=notices(draft), sources=verified)
