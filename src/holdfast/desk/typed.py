"""What was typed into a form of the table, read field by field; a slip is told at its field."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from holdfast.desk.act import Act, Control, Field
from holdfast.desk.choosing import choices
from holdfast.desk.revision import Slip
from holdfast.desk.viewer import Viewer

Fields = dict[str, Any]
Typed = Mapping[str, str]

ZONE, ISSUE, BEHIND = "zone", "issue", "behind"


def read_typed(viewer: Viewer, act: Act, typed: Typed, slips: list[Slip]) -> Fields:
    """Every field that something stands in; what is wrong with one is told there."""
    said: Fields = {}
    for each in act.fields:
        before = len(slips)
        value = _READ[each.control](viewer, each, typed, slips)
        if value:
            said[each.name] = value
        elif each.is_needed and len(slips) == before:
            slips.append(Slip(each.name, _NEEDED.get(each.control, "This is needed.")))
    return said


def _plain(_viewer: Viewer, each: Field, typed: Typed, _slips: list[Slip]) -> str:
    """What was typed; browsers end lines as no entry does."""
    return typed.get(each.name, "").replace("\r\n", "\n").strip()


def _chosen(viewer: Viewer, each: Field, typed: Typed, slips: list[Slip]) -> str:
    value = typed.get(each.name, "")
    if value and value not in {choice.value for choice in choices(viewer, each)}:
        slips.append(Slip(each.name, "This is none of the choices: choose one of them."))
    return value


def _several(viewer: Viewer, each: Field, typed: Typed, _slips: list[Slip]) -> list[str]:
    return [c.value for c in choices(viewer, each) if typed.get(f"{each.name}-{c.value}")]


def _pairs(viewer: Viewer, each: Field, typed: Typed, slips: list[Slip]) -> dict[str, str]:
    """An option for each issue that one was chosen for."""
    known = {choice.value for choice in choices(viewer, each)}
    found: dict[str, str] = {}
    for name, option in typed.items():
        issue = name.removeprefix(f"{each.name}-")
        if issue != name and option:
            if f"{issue}:{option}" not in known:
                slips.append(Slip(each.name, "There is no such option: choose one of those shown."))
            found[issue] = option
    return found


def _alternatives(
    viewer: Viewer, each: Field, typed: Typed, slips: list[Slip]
) -> list[dict[str, Any]]:
    """The options of the issue that stand between the brackets, each with who is behind it."""
    issue = typed.get(ISSUE, "")
    options = [c.value.partition(":")[2] for c in choices(viewer, each) if c.group_id == issue]
    parties = viewer.signers()
    found = [
        {
            "option": option,
            "parties": [p for p in parties if typed.get(f"{BEHIND}-{option}-{p}")],
        }
        for option in options
        if typed.get(f"{each.name}-{option}")
    ]
    if len(found) == 1:
        slips.append(Slip(each.name, "One alone is no alternative: tick at least two."))
    return found


def _moment(_viewer: Viewer, each: Field, typed: Typed, slips: list[Slip]) -> datetime | None:
    """A date and an hour, by the clock that the form says."""
    value = typed.get(each.name, "").strip()
    if not value:
        return None
    found = None
    with suppress(ValueError):
        found = datetime.fromisoformat(f"{value}{typed.get(ZONE, '')}")
    if found is None or found.tzinfo is None:
        why = f"{value[:40]!r} is no date with an hour: give one such as 2026-01-24T09:00."
        slips.append(Slip(each.name, why))
        return None
    return found


def _people(viewer: Viewer, each: Field, typed: Typed, slips: list[Slip]) -> list[dict[str, str]]:
    """Who was there: a line for each, the name, a comma, and the party."""
    known = {viewer.party_name(p).casefold(): p for p in viewer.everybody()}
    known |= {party: party for party in viewer.everybody()}
    found = []
    for line in _plain(viewer, each, typed, slips).splitlines():
        person, _, party = line.rpartition(",")
        whose = known.get(party.strip().casefold())
        if not person.strip() or whose is None:
            why = (
                f"{line[:60]!r} does not say whose person that is: write a name, a comma, a party."
            )
            slips.append(Slip(each.name, why))
        else:
            found.append({"person": person.strip(), "party": whose})
    return found


def _yes(_viewer: Viewer, each: Field, typed: Typed, _slips: list[Slip]) -> bool:
    return bool(typed.get(each.name))


_NEEDED: Mapping[Control, str] = {
    Control.LINE: "This is needed: say something here.",
    Control.TEXT: "This is needed: say something here.",
    Control.CHOICE: "This is needed: choose one.",
    Control.MANY: "This is needed: tick at least one.",
    Control.MOMENT: "This is needed: give a day and an hour.",
    Control.PAIRS: "This is needed: choose for at least one of them.",
    Control.ALTERNATIVES: "This is needed: tick at least two.",
}

_READ: Mapping[Control, Callable[[Viewer, Field, Typed, list[Slip]], Any]] = {
    Control.LINE: _plain,
    Control.TEXT: _plain,
    Control.CHOICE: _chosen,
    Control.MANY: _several,
    Control.PAIRS: _pairs,
    Control.MOMENT: _moment,
    Control.PEOPLE: _people,
    Control.YES: _yes,
    Control.ALTERNATIVES: _alternatives,
}


def _offset(quarters: int) -> str:
    hours, rest = divmod(abs(quarters), 4)
    return f"{'-' if quarters < 0 else '+'}{hours:02}:{15 * rest:02}"


ODD_QUARTERS = (-38, -14, 14, 18, 22, 23, 26, 35, 38, 42, 51)
ZONES = tuple(_offset(q) for q in sorted({*range(-48, 57, 4), *ODD_QUARTERS}))
"""Every offset from UTC that some clock on earth shows."""
