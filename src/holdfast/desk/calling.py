"""What people call an entry: by its title and the names of parties, never by ids or field names.

What was told in confidence is called by who told it alone, so that a list can be on a screen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from holdfast.desk.parts import JOINT, MEDIATORS
from holdfast.desk.viewer import Viewer
from holdfast.talks.content import Content, name_of
from holdfast.talks.entry import Entry
from holdfast.talks.released import ReleaseRequest
from holdfast.talks.rounds import Meeting, Round
from holdfast.talks.sought import Proposal, Task
from holdfast.talks.told import Confidence, Message

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Called:
    """A text of the interface by its key below ``called``, and what to put into it.

    ``kind`` is the entry's own; ``of`` is what was struck out, for a strike-out; ``turned`` says
    that it ends what it is called by, as the lifting of a block does.
    """

    kind: str
    key: str
    values: Fields
    of: "Called | None" = None
    turned: str = ""

    def words(self, say: Callable[..., str]) -> str:
        """The same in words; ``say`` gives the texts of the interface."""
        if self.of is not None:
            return self.of.full(say)
        return say(f"called.{self.key}", **self.values)

    def kind_words(self, say: Callable[..., str]) -> str:
        """Its kind in words; that of what ends something says so."""
        return say(f"record.kind_{self.kind}{self.turned and '-'}{self.turned}")

    def full(self, say: Callable[..., str]) -> str:
        """The same with its kind."""
        return f"{self.kind_words(say)}: {self.words(say)}"


def called(
    viewer: Viewer, content: Content, told: Mapping[str, Entry[Any]] | None = None
) -> Called:
    """What people call an entry.

    Args:
        viewer: who reads it.
        content: of the entry.
        told: entries by their id, struck out or not, to say which one was struck out.
    """
    name = name_of(content)
    if name in _ABOUT:
        return Called(name, *_about(viewer, name, content))
    if name == "correction":
        struck = (told or {}).get(content.subject)
        of = called(viewer, struck.content) if struck else None
        return Called(name, name, {}, of)
    if name == "dossier-part" and content.subject in {JOINT, MEDIATORS}:
        return Called(name, f"{name}-{content.subject}", {})
    key = "titled" if name in _TITLED else name
    values = _CALLED.get(name, _titled)(viewer, content)
    return Called(name, key, values, turned=_turned(name, content))


def _turned(name: str, content: Any) -> str:  # noqa: ANN401  of one of the kinds
    field, turned = _ENDS.get(name, ("", ""))
    return turned if field and getattr(content, field) else ""


def _about(viewer: Viewer, name: str, content: Any) -> tuple[str, Fields]:  # noqa: ANN401  of one of the kinds
    """What is about another entry is called by that one, where the viewer knows of it."""
    kind, field = _ABOUT[name]
    found = viewer.record.on(kind, getattr(content, field))
    if not found:
        return f"{name}-alone", {}
    values = dict(called(viewer, found[-1].content).values)
    if name == "stance":
        values["party"] = viewer.party_name(content.party)
    return name, values


def _titled(viewer: Viewer, content: Any) -> Fields:  # noqa: ANN401  of one of the kinds
    values = {"title": content.title} if hasattr(content, "title") else {}
    if hasattr(content, "party") and content.party:
        values["party"] = viewer.party_name(content.party)
    if hasattr(content, "issue") and content.issue:
        values["issue"] = viewer.issue_title(content.issue)
    return values


def _message(viewer: Viewer, content: Any) -> Fields:  # noqa: ANN401  of one of the kinds
    return {"one": viewer.party_name(content.sender), "other": viewer.party_name(content.to)}


def _task(viewer: Viewer, content: Any) -> Fields:  # noqa: ANN401  of one of the kinds
    return {"title": content.title, "party": viewer.party_name(content.owner)}


def _briefing(viewer: Viewer, content: Any) -> Fields:  # noqa: ANN401  of one of the kinds
    return {"party": viewer.party_name(content.to)}


def _agreement(viewer: Viewer, content: Any) -> Fields:  # noqa: ANN401  of one of the kinds
    option = viewer.option_title(content.issue, content.option)
    return {"issue": viewer.issue_title(content.issue), "option": option}


def _harvest(viewer: Viewer, content: Any) -> Fields:  # noqa: ANN401  of one of the kinds
    return {"issues": ", ".join(map(viewer.issue_title, content.issues))}


def _release(viewer: Viewer, content: Any) -> Fields:  # noqa: ANN401  of one of the kinds
    charter = viewer.record.charters.get(content.to)
    joint = charter.title if charter is not None and charter.party is None else ""
    return {"party": joint or viewer.party_name(content.recipient)}


def _dossier_part(viewer: Viewer, content: Any) -> Fields:  # noqa: ANN401  of one of the kinds
    return {"party": viewer.party_name(content.name)}


_ABOUT: Mapping[str, tuple[type[Any], str]] = {
    "round-closed": (Round, "round"),
    "attendance": (Meeting, "meeting"),
    "discussion": (Meeting, "meeting"),
    "delivery": (Message, "message"),
    "reply": (Message, "message"),
    "consent": (Confidence, "confidence"),
    "consent-withdrawn": (Confidence, "confidence"),
    "conveyed": (Confidence, "confidence"),
    "stance": (Proposal, "proposal"),
    "task-done": (Task, "task"),
    "release-approval": (ReleaseRequest, "release"),
    "release-declined": (ReleaseRequest, "release"),
    "released": (ReleaseRequest, "release"),
}
"""The kinds that are about another entry: of which kind, and the field that names it."""

_CALLED: Mapping[str, Callable[[Viewer, Any], Fields]] = {
    "message": _message,
    "task": _task,
    "briefing": _briefing,
    "agreement": _agreement,
    "early-harvest": _harvest,
    "release-request": _release,
    "dossier-part": _dossier_part,
}

_ENDS: Mapping[str, tuple[str, str]] = {
    "block": ("lifted", "lifted"),
    "early-harvest": ("ended", "ended"),
    "proposal": ("withdrawn", "off"),
    "round": ("called_off", "off"),
    "meeting": ("called_off", "off"),
}
"""The kinds that can say that what they say is over: by which field, and what they are then."""

_TITLED = frozenset({"charter", "round", "meeting", "proposal", "step"})
"""Kinds that are called by their title and nothing else."""
