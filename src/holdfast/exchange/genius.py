"""Domains of GENIUS and of the ANAC competitions (XML), read into a dossier, value for value."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from holdfast.dossier.number import exact_decimal
from holdfast.errors import QuestionError
from holdfast.exchange.assembly import assemble
from holdfast.exchange.figures import read_figure
from holdfast.exchange.files import read_file
from holdfast.exchange.findings import Findings
from holdfast.exchange.genius_domain import objective, read_subjects
from holdfast.exchange.genius_evaluations import Reading, Scale
from holdfast.exchange.genius_rectangles import read_rectangles
from holdfast.exchange.genius_utility import read_additive
from holdfast.exchange.markup import Element, read_markup
from holdfast.exchange.naming import check_names, spaced
from holdfast.exchange.sheet import Case, Imported, Sheet

ABOUT = {
    "raw": "Imported from GENIUS files; points are the files' own weights times evaluations.",
    "genius": "Imported from GENIUS files; points are GENIUS utilities or a multiple of them. "
    "Where GENIUS would cut a utility off at 1, it is kept.",
}


def read_genius(
    domain: Path,
    utilities: Sequence[Path],
    names: Sequence[str] | None = None,
    scale: Scale = "raw",
) -> Imported:
    """Bring a published negotiation case to the table: a domain file and a utility file a party.

    On the ``raw`` scale a package is worth exactly the sum of weight x evaluation (or of the
    hyper-rectangles that it lies in), and reservation values, which GENIUS keeps on another scale,
    are set aside. On the ``genius`` scale evaluations are divided by the greatest of their issue
    (sums of hyper-rectangles by the declared greatest utility), as GENIUS does, and the reservation
    value is the no-deal value; where that leaves no finite decimals, a party's points are a
    multiple, and a warning says so.

    Args:
        domain: the file with the issues and their values.
        utilities: one file a party, in the order in which the parties are to stand.
        names: the parties' names; without them, the names of their files.
        scale: ``raw`` or ``genius``.

    Raises:
        InputError: a file cannot be read; the message names every fault with its line.
        QuestionError: no utility file, not as many names as files, or an unknown scale.
    """
    if scale not in ABOUT:
        message = f"There is no scale {scale!r:.30}; name raw or genius."
        raise QuestionError(message, code="unknown-scale")
    check_names(utilities, names)
    findings = Findings()
    origin = read_file(domain)
    subjects = read_subjects(read_markup(origin, findings), origin, findings)
    findings.stop_if_faulty()
    sheets = []
    for place, path in enumerate(utilities):
        file = read_file(path)
        party = names[place] if names else spaced(file)
        reading = Reading(party, file, subjects, scale, findings)
        sheets.append(_read_sheet(reading, read_markup(file, findings)))
    topics = tuple(subject.topic for subject in subjects)
    return assemble(Case(spaced(origin), ABOUT[scale], origin, topics, tuple(sheets)), findings)


def _read_sheet(reading: Reading, root: Element) -> Sheet:
    kind, top = root.get("type").lower(), objective(root, reading.file)
    if kind == "constraint":
        what = f"{reading.file.name} is a utility space of the type 'constraint'"
        why, do = (
            "its conditions would be lost",
            "Only linear and nonlinear spaces can be imported.",
        )
        reading.findings.fault("unknown-type", what, why, do, root.place)
    if kind == "uncertain":
        what = f"GENIUS shows agents only a ranking in place of the values of {reading.file.name}"
        why, do = "parties there know less of it", "The values were read as they stand."
        reading.findings.warn("uncertain", what, why, do, root.place)
    utility = next(top.named("utility"), None) or next(root.named("utility"), None)
    sheet = read_additive(reading, top) if utility is None else read_rectangles(reading, utility)
    _note_discount(reading, root)
    return _settle_reservation(sheet, reading, root)


def _settle_reservation(sheet: Sheet, reading: Reading, root: Element) -> Sheet:
    """The sheet with the reservation value as its no-deal value, where the two scales are one."""
    element = next(root.named("reservation"), None)
    if element is None:
        return sheet
    reservation = read_figure(element.get("value"))
    if reservation is None:
        what = f"The reservation value {element.get('value')!r:.30} is no number"
        why, do = "the worth of no deal cannot be told", "Correct it, or take the line out."
        reading.findings.fault("not-a-number", what, why, do, element.place)
    elif reading.scale == "genius":
        return replace(sheet, no_deal=reservation)
    elif reservation:
        what = f"The reservation value {exact_decimal(reservation)} of {reading.party} is on a "
        what += "scale from 0 to 1, not on that of the points"
        why = "it was set aside"
        do = "Import on the genius scale to keep it, or write a no-deal value into the dossier."
        reading.findings.warn("reservation-set-aside", what, why, do, element.place)
    return sheet


def _note_discount(reading: Reading, root: Element) -> None:
    for element in root.named("discount_factor"):
        # GENIUS takes 0 and anything above 1 for no discount at all.
        factor = read_figure(element.get("value"))
        if factor is None or 0 < factor < 1:
            what = f"For {reading.party} delay costs: its discount factor is "
            what += f"{element.get('value')!r:.30}"
            why = "a dossier, which says only what packages are worth, leaves it out"
            do = "Bear in mind that time presses on this party."
            reading.findings.warn("discount-left-out", what, why, do, element.place)
