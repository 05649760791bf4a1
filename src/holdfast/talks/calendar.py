"""The calendar of the talks as a file for any calendar program (iCalendar) [rfc-5545]."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

from holdfast.talks.content import Content
from holdfast.talks.entry import Entry
from holdfast.talks.record import Record
from holdfast.talks.rounds import Meeting, Round
from holdfast.talks.tasks import tasks

_LONGEST_LINE = 75


def calendar(record: Record) -> str:
    """Rounds and meetings as events and open tasks as things to do, as far as the viewer knows.

    Its identifiers and time stamps come from the entries themselves, so that the same entries give
    the same bytes, and nobody's calendar tells of what is in another's.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Holdfast//Talks//EN"]
    for planned in record.latest(Round):
        lines += _event(planned, planned.content)
    for held in record.latest(Meeting):
        lines += _event(held, held.content)
    for owed in tasks(record):
        due = owed.task.content.due
        lines += ["BEGIN:VTODO", *_identity(owed.task)]
        lines.append(
            f"SUMMARY:{_escaped(f'{owed.task.content.title} ({owed.task.content.owner})')}"
        )
        if due is not None:
            lines.append(f"DUE:{_stamp(due)}")
        lines += [f"STATUS:{'NEEDS-ACTION' if owed.is_open else 'COMPLETED'}", "END:VTODO"]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line))


def _event(entry: Entry[Content], planned: Round | Meeting) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield from _identity(entry)
    yield f"DTSTART:{_stamp(planned.starts)}"
    yield f"DTEND:{_stamp(planned.ends)}"
    yield f"SUMMARY:{_escaped(planned.title)}"
    if planned.place is not None:
        yield f"LOCATION:{_escaped(planned.place)}"
    if planned.agenda:
        agenda = "\n".join(f"{n}. {item.title}" for n, item in enumerate(planned.agenda, 1))
        yield f"DESCRIPTION:{_escaped(agenda)}"
    yield f"STATUS:{'CANCELLED' if planned.called_off else 'CONFIRMED'}"
    yield "END:VEVENT"


def _identity(entry: Entry[Content]) -> Iterator[str]:
    subject = f"{entry.compartment}/{type(entry.content).__name__}/{entry.content.subject}"
    yield f"UID:{sha256(subject.encode()).hexdigest()[:32]}@holdfast"
    yield f"DTSTAMP:{_stamp(entry.at)}"


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    return text.replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Cut a line after at most 75 bytes, never inside a character; the rest begins with a space."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST_LINE:
            yield piece
            piece = " "
        piece += letter
    yield piece
