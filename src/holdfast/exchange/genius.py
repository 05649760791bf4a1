"""Domains of GENIUS and of the ANAC competitions (XML), read into a dossier, value for value."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from holdfast.dossier.number import exact_decimal
from holdfast.errors import QuestionError
from holdfast.exchange.assembly import assemble
from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import File, read_file
from holdfast.exchange.findings import Findings
from holdfast.exchange.genius_domain import Subject, objective, read_subjects
from holdfast.exchange.genius_rectangles import read_rectangles
from holdfast.exchange.genius_utility import read_additive
from holdfast.exchange.markup import Element, read_markup
from holdfast.exchange.sheet import Imported, Scale, Sheet


def read_genius(
    domain: Path,
    utilities: Sequence[Path],
    names: Sequence[str] | None = None,
    scale: Scale = "raw",
) -> Imported:
    """Bring a published negotiation case to the table: one domain file and a utility file a party.

    On the ``raw`` scale a package is worth exactly the sum of weight x evaluation (or of the
    hyper-rectangles that it lies in), and reservation values, which GENIUS keeps on another scale,
    are set aside. On the ``genius`` scale evaluations are divided by the greatest of their issue (or
    sums by the declared greatest utility), as GENIUS does, and the reservation value is the no-deal
    value; where that leaves no finite decimals the party's points are a multiple, as a warning says.

    Args:
        domain: the file with the issues and their values.
        utilities: one file a party, in the order in which the parties are to stand.
        names: the parties' names; without them, the names of their files.
        scale: ``raw`` or ``genius``.

    Raises:
        InputError: a file cannot be read; the message names every fault with its line.
        QuestionError: no utility file, or not as many names as files.
    """
    if not utilities:
        message = "Name at least one utility file after the domain file."
        raise QuestionError(message, code="no-parties")
    if names is not None and len(names) != len(utilities):
        message = f"There are {len(utilities)} utility files and {len(names)} names; give one each."
        raise QuestionError(message, code="names")
    findings = Findings()
    origin = read_file(domain)
    subjects = read_subjects(read_markup(origin, findings), origin, findings)
    findings.stop_if_faulty()
    sheets = [
        _sheet(path, names[place] if names else None, subjects, scale, findings)
        for place, path in enumerate(utilities)
    ]
    topics = [subject.topic for subject in subjects]
    return assemble(_spaced(origin.stem), _about(scale), origin, topics, sheets, findings)


def _sheet(
    path: Path, name: str | None, subjects: tuple[Subject, ...], scale: Scale, findings: Findings
) -> Sheet:
    file = read_file(path)
    root = read_markup(file, findings)
    party = name or _spaced(file.stem)
    top = objective(root, file)
    rectangles = next(top.named("utility"), None) or next(root.named("utility"), None)
    if rectangles is not None:
        sheet = read_rectangles(party, file, rectangles, subjects, scale, findings)
    else:
        sheet = read_additive(party, file, top, subjects, scale, findings)
    return _settle_reservation(sheet, root, scale, findings)


def _settle_reservation(sheet: Sheet, root: Element, scale: Scale, findings: Findings) -> Sheet:
    """The sheet with what the file says beside its values: reservation, discount, uncertainty."""
    _note_discount(sheet, root, findings)
    if root.get("type").upper() == "UNCERTAIN":
        what = f"{sheet.file.name} is meant for agents that are shown a ranking alone"
        why, do = "GENIUS hides its values from them", "The values were read as they stand."
        findings.warn("uncertain", what, why, do, root.place)
    element = next(root.named("reservation"), None)
    reservation = None if element is None else read_figure(element.get("value"))
    if element is not None and reservation is None:
        what = f"The reservation value {element.get('value')!r:.30} is no number"
        why, do = "no deal has no worth", "Correct it, or take the line out."
        findings.fault("not-a-number", what, why, do, element.place)
    if element is None or reservation is None:
        return sheet
    if scale == "genius":
        return replace(sheet, no_deal=reservation)
    if reservation:
        what = f"The reservation value {exact_decimal(reservation)} of {sheet.party} was set aside"
        why = "GENIUS keeps it on a scale from 0 to 1 and the points here are the file's own"
        do = "Import on the genius scale to keep it, or write a no-deal value into the dossier."
        findings.warn("reservation-set-aside", what, why, do, element.place)
    return sheet


def _note_discount(sheet: Sheet, root: Element, findings: Findings) -> None:
    for element in root.named("discount_factor"):
        factor = read_figure(element.get("value"))
        if factor not in {Fraction(0), Fraction(1)}:
            what = f"The discount factor {element.get('value')!r:.30} of {sheet.party} was left out"
            why = "a dossier says what packages are worth, not what delay costs"
            do = "Bear in mind that time presses on this party."
            findings.warn("discount-left-out", what, why, do, element.place)


def _spaced(stem: str) -> str:
    return " ".join(stem.replace("_", " ").split()) or stem


def _about(scale: Scale) -> str:
    if scale == "genius":
        return "Imported from GENIUS files; points are GENIUS utilities or a multiple of them."
    return "Imported from GENIUS files; points are the files' own weights times evaluations."
