"""What an entry says, fact by fact, in titles and names: no ids, no names of fields, no digests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from holdfast.desk.calling import called
from holdfast.desk.talks_words import moment_words
from holdfast.desk.viewer import Viewer
from holdfast.desk.words import figure_words, join_words
from holdfast.dossier import Range
from holdfast.talks.content import Content, name_of
from holdfast.talks.rounds import Round
from holdfast.talks.sought import Proposal, Task
from holdfast.talks.told import Confidence

Say = Callable[..., str]


@dataclass(frozen=True)
class Fact:
    """One thing that an entry says; ``name`` is the field's, which the pages have a word for."""

    name: str
    text: str


def facts(viewer: Viewer, content: Content, say: Say) -> tuple[Fact, ...]:
    """What an entry says beside what it is called; what goes without saying is left out.

    Args:
        viewer: who reads it.
        content: of the entry; of a part of the dossier nothing is told here.
        say: the texts of the interface.
    """
    kind = name_of(content)
    found = []
    for each in fields(content):
        if each.name in _TOLD_ELSEWHERE.get(kind, frozenset()) | _NEVER_TOLD:
            continue
        value = getattr(content, each.name)
        told = _TOLD.get(f"{kind}.{each.name}") or _TOLD.get(each.name) or _plain
        text = told(_Reader(viewer, say, content), value) if value or told is _price else ""
        if text:
            found.append(Fact(each.name, text))
    return tuple(found)


@dataclass(frozen=True)
class _Reader:
    """For whom a value is put into words, and of which entry it is."""

    viewer: Viewer
    say: Say
    content: Any


def _plain(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    if isinstance(value, bool):
        return reader.say("record.yes")
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, tuple):
        return "\n".join(str(each) for each in value)
    return str(value)


def _party(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    parties = (value,) if isinstance(value, str) else value
    return join_words(reader.viewer.party_names(parties), reader.say("ribbon.and"))


def _issue(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    return "\n".join(reader.viewer.issue_titles((value,) if isinstance(value, str) else value))


def _option(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    return reader.viewer.option_title(reader.content.issue, value)


def _options(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    """An option, or several, for each issue."""
    lines = []
    for issue, chosen in value.items():
        each = (chosen,) if isinstance(chosen, str) else chosen
        titles = [reader.viewer.option_title(issue, option) for option in each]
        lines.append(f"{reader.viewer.issue_title(issue)}: {' / '.join(titles)}")
    return "\n".join(lines)


def _alternatives(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    lines = []
    for each in value:
        title = reader.viewer.option_title(reader.content.issue, each.option)
        lines.append(f"{title} ({_party(reader, each.parties)})" if each.parties else title)
    return "\n".join(lines)


def _needs(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    lines = (
        f"{reader.viewer.issue_title(need.issue)}: {reader.say(f'table.level_{need.level}')}"
        for need in value
    )
    return "\n".join(lines)


def _agenda(_reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    return "\n".join(
        f"{item.title} ({item.minutes} min)" if item.minutes else item.title for item in value
    )


def _present(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    return "\n".join(f"{each.person} ({reader.viewer.party_name(each.party)})" for each in value)


def _seats(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    return "\n".join(
        f"{seat.name} ({reader.say(f'record.capacity_{seat.capacity}')}, "
        f"{reader.viewer.party_name(seat.party)})"
        for seat in value
    )


def _price(reader: _Reader, value: Range | None) -> str:
    if value is None:
        return reader.say("record.never")
    return reader.say("record.points", points=figure_words(value))


def _rooms(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    charters = reader.viewer.record.charters
    rooms = (value,) if isinstance(value, str) else value
    return "\n".join(charters[room].title for room in rooms if room in charters)


def _sources(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
    record, lines = reader.viewer.record, []
    for ref in value:
        found = record.at(Confidence, ref.compartment, ref.confidence)
        lines += [called(reader.viewer, entry.content).full(reader.say) for entry in found[-1:]]
    return "\n".join(lines)


def _titles(kind: type[Any]) -> Callable[[_Reader, Any], str]:
    """The titles of other entries, by their ids; one that is not there any more has none."""

    def told(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
        ids = (value,) if isinstance(value, str) else value
        found = [entry for each in ids for entry in reader.viewer.record.on(kind, each)[-1:]]
        return "\n".join(entry.content.title for entry in found)

    return told


def _worded(before: str) -> Callable[[_Reader, Any], str]:
    """One of a few values, for each of which the pages have a word."""

    def told(reader: _Reader, value: Any) -> str:  # noqa: ANN401  a value of any field
        return reader.say(f"{before}_{value}")

    return told


_NEVER_TOLD = frozenset({"id", "sha256", "title"})
"""What only programs need, and the title, by which an entry is called."""

_TOLD_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "charter": frozenset({"party"}),
    "round-closed": frozenset({"round"}),
    "attendance": frozenset({"meeting"}),
    "discussion": frozenset({"meeting"}),
    "message": frozenset({"sender", "to"}),
    "delivery": frozenset({"message"}),
    "reply": frozenset({"message"}),
    "confidence": frozenset({"party"}),
    "consent": frozenset({"confidence", "party"}),
    "consent-withdrawn": frozenset({"confidence", "party"}),
    "conveyed": frozenset({"confidence"}),
    "statement": frozenset({"party"}),
    "briefing": frozenset({"to"}),
    "stance": frozenset({"proposal", "party"}),
    "red-line": frozenset({"party"}),
    "task": frozenset({"owner"}),
    "task-done": frozenset({"task", "party"}),
    "agreement": frozenset({"issue", "option"}),
    "confirmation": frozenset({"issue", "party"}),
    "bracket": frozenset({"issue"}),
    "reopened": frozenset({"issue"}),
    "block": frozenset({"issue", "party"}),
    "early-harvest": frozenset({"issues"}),
    "release-request": frozenset({"recipient"}),
    "release-approval": frozenset({"release"}),
    "release-declined": frozenset({"release"}),
    "released": frozenset({"release"}),
    "dossier-part": frozenset({"name", "text"}),
    "correction": frozenset({"entry"}),
}
"""The fields of a kind that are in what it is called."""

_TOLD: Mapping[str, Callable[[_Reader, Any], str]] = {
    "party": _party,
    "parties": _party,
    "to": _party,
    "release-request.to": _rooms,
    "derived_from": _rooms,
    "visited": _party,
    "invited": _party,
    "may_go_to": _party,
    "author": _party,
    "source": _party,
    "ad_referendum": _party,
    "delegation.ad_referendum": _issue,
    "may_settle": _issue,
    "issue": _issue,
    "issues": _issue,
    "option": _option,
    "options": _options,
    "never": _options,
    "alternatives": _alternatives,
    "needs": _needs,
    "agenda": _agenda,
    "present": _present,
    "seats": _seats,
    "price": _price,
    "sources": _sources,
    "round": _titles(Round),
    "replaces": _titles(Proposal),
    "tasks": _titles(Task),
    "track": lambda reader, value: reader.viewer.track_title(value),
    "caveat": _worded("table.leave"),
    "terms": _worded("table.terms"),
    "grade": _worded("table.grade"),
    "paper": _worded("table.paper"),
    "form": _worded("table.form"),
    "manner": _worded("table.told"),
    "purpose": _worded("record.purpose"),
}
"""How a field is put into words: by kind and name where that differs, else by its name."""
