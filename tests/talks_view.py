"""Everything that can be worked out from a state of the talks, as bytes to compare."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, ClassVar, Protocol, runtime_checkable

from holdfast.dossier import Range
from holdfast.talks import (
    confidences,
    positions,
    programme,
    proposals,
    readiness,
    red_lines,
    shuttle,
    tasks,
)
from holdfast.talks.calendar import calendar
from holdfast.talks.content import KINDS, to_bytes
from holdfast.talks.gate import releases
from holdfast.talks.record import Record
from holdfast.talks.released import Manner
from talks_strategies import START


@runtime_checkable
class DataclassInstance(Protocol):
    """Anything with fields."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


NOW = START + timedelta(hours=48)
PARTIES = ("ukraine", "russia", "europe", "us")


def everything(record: Record) -> dict[str, Any]:
    """Every question that this room answers, by name."""
    held = confidences.confidences(record)
    return {
        "entries": list(record.entries()),
        "irregular": record.irregular,
        "charters": record.charters,
        "seen": record.seen,
        "board": shuttle.board(record),
        "overdue": [carried.is_overdue(NOW) for carried in shuttle.board(record)],
        "balance": shuttle.balance(record, PARTIES),
        "confidences": held,
        "leave": [[one.allows(m, p, NOW) for m in Manner for p in PARTIES] for one in held],
        "red lines": red_lines.red_lines(record),
        "dossier lines": [red_lines.as_red_line(line) for line in red_lines.red_lines(record)],
        "proposals": proposals.proposals(record),
        "rounds": programme.rounds(record),
        "meetings": programme.meetings(record),
        "tasks": tasks.tasks(record),
        "stances": positions.public_stances(record),
        "briefed": positions.briefed(record),
        "parts": positions.dossier_parts(record),
        "settled": readiness.settled(record, ("line", "monitors")),
        "steps": readiness.steps(record, ("line", "monitors")),
        "releases": releases(record, NOW),
        "calendar": calendar(record),
    }


def as_bytes(value: object) -> bytes:
    """One form for any of these answers."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False).encode()


def plain(value: object) -> Any:
    """Lists and mappings of texts and numbers; sets in order."""
    if type(value) in KINDS.values():
        return to_bytes(value).decode()  # type: ignore[arg-type]
    for types, form in FORMS:
        if isinstance(value, types):
            return form(value)
    return value


def _fields(value: Any) -> dict[str, Any]:
    return {"is": type(value).__name__} | {
        field.name: plain(getattr(value, field.name)) for field in fields(value)
    }


FORMS: list[tuple[Any, Callable[[Any], Any]]] = [
    ((Enum, datetime, Range), str),
    (bytes, bytes.hex),
    (Mapping, lambda value: {str(plain(key)): plain(inner) for key, inner in value.items()}),
    ((set, frozenset), lambda value: sorted(plain(inner) for inner in value)),
    ((list, tuple), lambda value: [plain(inner) for inner in value]),
    (DataclassInstance, _fields),
]
