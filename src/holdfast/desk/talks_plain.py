"""The state of the talks as plain lists and mappings, for JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from fractions import Fraction
from typing import Any

from holdfast.dossier import Range
from holdfast.talks.confidences import Held
from holdfast.talks.content import KINDS, name_of, plain_fields
from holdfast.talks.entry import Entry
from holdfast.talks.gate import Release
from holdfast.talks.proposals import Tabled
from holdfast.talks.readiness import Readiness, Settled
from holdfast.talks.red_lines import LineHistory
from holdfast.talks.shuttle import Balance, Carried
from holdfast.talks.tasks import Owed
from holdfast.talks.values import written

Plain = dict[str, Any]
Json = str | int | bool | Sequence["Json"] | Mapping[str, "Json"] | None
"""What JSON can hold."""

WORKED_OUT: dict[type, tuple[str, ...]] = {
    Balance: ("spread",),
    Carried: ("reply_due",),
    Held: ("caveat",),
    LineHistory: ("elasticity",),
    Owed: ("is_open",),
    Readiness: ("is_ready",),
    Release: ("sha256", "may_pass"),
    Settled: ("is_blocked",),
    Tabled: ("worst",),
}
"""What is told of a thing beside its fields."""


@dataclass(frozen=True)
class Naming:
    """How accounts and compartments are called for this viewer: by name, and by short name."""

    accounts: Mapping[str, str]
    rooms: Mapping[str, str]

    def room(self, compartment: str) -> str:
        """A compartment's short name; its id where it has none."""
        return self.rooms.get(compartment, compartment)

    def account(self, account: str) -> str:
        """An account's name; its id where it is not known."""
        return self.accounts.get(account, account)


def plain(value: object, naming: Naming) -> Json:
    """Anything that the talks answer with, as JSON knows it."""
    if isinstance(value, Entry):
        return plain_entry(value, naming)
    if type(value) in KINDS.values():
        return plain_fields(value)  # type: ignore[arg-type]
    if is_dataclass(value) and not isinstance(value, type | Range):
        shown = (*(field.name for field in fields(value)), *WORKED_OUT.get(type(value), ()))
        return {name: plain(getattr(value, name), naming) for name in shown}
    return _plain_value(value, naming)


def plain_entry(entry: Entry[Any], naming: Naming) -> Plain:
    """An entry: where, by whom and when, its kind, and what it says."""
    return {
        "compartment": naming.room(entry.compartment),
        "seq": entry.seq,
        "id": entry.id,
        "by": naming.account(entry.by),
        "at": written(entry.at),
        "kind": name_of(entry.content),
        "says": plain_fields(entry.content),
    }


def _plain_value(value: object, naming: Naming) -> Json:
    for types, form in _FORMS:
        if isinstance(value, types):
            return form(value, naming)
    if value is None or isinstance(value, str | int):
        return value
    message = f"{type(value).__name__} is nothing that the talks answer with."
    raise TypeError(message)


_FORMS: tuple[tuple[Any, Callable[[Any, Naming], Json]], ...] = (
    (datetime, lambda value, _: written(value)),
    ((Enum, Range, Fraction), lambda value, _: str(value)),
    (bytes, lambda value, _: value.decode()),
    (frozenset, lambda value, naming: sorted(naming.room(one) for one in value)),
    (
        Mapping,
        lambda value, naming: {
            "/".join(key) if isinstance(key, tuple) else str(key): plain(inner, naming)
            for key, inner in value.items()
        },
    ),
    ((list, tuple), lambda value, naming: [plain(inner, naming) for inner in value]),
)
