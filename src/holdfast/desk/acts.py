"""The acts of the table: what can be written from a page, with which fields, and where it goes."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from holdfast.talks import rounds, sought, told
from holdfast.talks.content import Content


class Control(StrEnum):
    """How a field is typed: MANY may have several choices, PAIRS are an option for each issue."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    MANY = "many"
    MOMENT = "moment"
    YES = "yes"
    PAIRS = "pairs"
    PEOPLE = "people"


class Of(StrEnum):
    """From what a choice is made.

    SIDES are the parties with a compartment of their own here; OWNERS the parties at the table;
    ROOMS the compartments; SETTLED an option of some issue, LEVELS how far some
    issue has to be.
    """

    SIDES = "sides"
    OWNERS = "owners"
    ROOMS = "rooms"
    ISSUES = "issues"
    SETTLED = "settled"
    LEVELS = "levels"
    TASKS = "tasks"
    TRACKS = "tracks"
    ROUNDS = "rounds"
    CAVEATS = "caveat"
    GRADES = "grade"
    PAPERS = "paper"
    FORMS = "form"
    TERMS = "terms"


class Where(StrEnum):
    """Into which compartment an act goes: of the side that it names, of what it is about, chosen.

    MEETING: a shuttle visit or a caucus goes to the side that is visited, all else to the table.
    """

    SIDE = "side"
    ABOUT = "about"
    JOINT = "joint"
    CHOSEN = "chosen"
    MEETING = "meeting"


@dataclass(frozen=True)
class Field:
    """One thing to be typed; ``name`` is that of the entry's own field wherever there is one."""

    name: str
    control: Control
    of: Of | None = None
    is_needed: bool = False


@dataclass(frozen=True)
class Act:
    """One thing that somebody writes down.

    Attributes:
        kind: of the entry.
        where: it goes.
        fields: in the order of the form.
        about: the kind of the entry that it is about; None where it is about none.
        side: the field that says whose it is, for ``Where.SIDE``.
        place: the section of the table to which one comes back.
    """

    kind: str
    where: Where
    fields: tuple[Field, ...]
    place: str
    about: type[Content] | None = None
    side: str = "party"


def _line(name: str, *, needed: bool = False) -> Field:
    return Field(name, Control.LINE, is_needed=needed)


def _text(name: str, *, needed: bool = False) -> Field:
    return Field(name, Control.TEXT, is_needed=needed)


def _moment(name: str, *, needed: bool = False) -> Field:
    return Field(name, Control.MOMENT, is_needed=needed)


def _choice(name: str, of: Of, *, needed: bool = False) -> Field:
    return Field(name, Control.CHOICE, of, is_needed=needed)


def _many(name: str, of: Of) -> Field:
    return Field(name, Control.MANY, of)


_CAVEAT = _choice("caveat", Of.CAVEATS, needed=True)
_MAY_GO_TO = _many("may_go_to", Of.OWNERS)
_PARTY = _choice("party", Of.SIDES, needed=True)
_ISSUE = _choice("issue", Of.ISSUES)
_ROOM = _choice("room", Of.ROOMS, needed=True)

ACTS = MappingProxyType(
    {
        "confidence": Act(
            "confidence",
            Where.SIDE,
            (
                _PARTY,
                _text("text", needed=True),
                _CAVEAT,
                _MAY_GO_TO,
                _moment("expires"),
                _many("issues", Of.ISSUES),
            ),
            "envelopes",
        ),
        "consent": Act(
            "consent",
            Where.ABOUT,
            (_CAVEAT, _MAY_GO_TO, _moment("until")),
            "envelopes",
            about=told.Confidence,
        ),
        "withdraw": Act("consent-withdrawn", Where.ABOUT, (), "envelopes", about=told.Confidence),
        "message": Act(
            "message",
            Where.SIDE,
            (
                _choice("sender", Of.SIDES, needed=True),
                _choice("to", Of.OWNERS, needed=True),
                _text("text", needed=True),
                _CAVEAT,
                _line("carrier"),
                _moment("reply_by"),
            ),
            "board",
            side="sender",
        ),
        "delivery": Act(
            "delivery",
            Where.ABOUT,
            (_line("carrier", needed=True), _moment("reply_promised_by")),
            "board",
            about=told.Message,
        ),
        "reply": Act(
            "reply", Where.ABOUT, (_text("text", needed=True),), "board", about=told.Message
        ),
        "proposal": Act(
            "proposal",
            Where.CHOSEN,
            (
                _ROOM,
                _line("title", needed=True),
                _choice("paper", Of.PAPERS, needed=True),
                Field("options", Control.PAIRS, Of.SETTLED),
                _text("text"),
            ),
            "proposals",
        ),
        "stance": Act(
            "stance",
            Where.SIDE,
            (_PARTY, _choice("grade", Of.GRADES, needed=True), _text("why"), _ISSUE),
            "proposals",
            about=sought.Proposal,
        ),
        "task": Act(
            "task",
            Where.CHOSEN,
            (
                _ROOM,
                _line("title", needed=True),
                _choice("owner", Of.OWNERS, needed=True),
                _moment("due"),
                _ISSUE,
            ),
            "tasks",
        ),
        "task-done": Act(
            "task-done",
            Where.ABOUT,
            (_text("note"), Field("dropped", Control.YES)),
            "tasks",
            about=sought.Task,
        ),
        "round": Act(
            "round",
            Where.JOINT,
            (
                _line("title", needed=True),
                _moment("starts", needed=True),
                _moment("ends", needed=True),
                _line("place"),
                _text("agenda"),
            ),
            "programme",
        ),
        "round-closed": Act(
            "round-closed",
            Where.ABOUT,
            (_text("outcome", needed=True),),
            "programme",
            about=rounds.Round,
        ),
        "meeting": Act(
            "meeting",
            Where.MEETING,
            (
                _choice("held_as", Of.FORMS, needed=True),
                _line("title", needed=True),
                _choice("visited", Of.SIDES),
                _choice("track", Of.TRACKS),
                _moment("starts", needed=True),
                _moment("ends", needed=True),
                Field("held", Control.YES),
                _choice("round", Of.ROUNDS),
                _line("place"),
            ),
            "programme",
        ),
        "attendance": Act(
            "attendance",
            Where.ABOUT,
            (
                _moment("began", needed=True),
                _moment("ended", needed=True),
                Field("present", Control.PEOPLE),
            ),
            "programme",
            about=rounds.Meeting,
        ),
        "discussion": Act(
            "discussion",
            Where.ABOUT,
            (_text("text", needed=True), _ISSUE),
            "programme",
            about=rounds.Meeting,
        ),
        "statement": Act(
            "statement",
            Where.JOINT,
            (
                _choice("party", Of.OWNERS, needed=True),
                _text("text", needed=True),
                _choice("terms", Of.TERMS, needed=True),
                _line("speaker"),
                _moment("made", needed=True),
            ),
            "statements",
        ),
        "agreement": Act(
            "agreement",
            Where.JOINT,
            (
                _choice("settled", Of.SETTLED, needed=True),
                Field("parties", Control.MANY, Of.OWNERS, is_needed=True),
                _many("ad_referendum", Of.OWNERS),
                _text("text"),
            ),
            "readiness",
        ),
        "confirmation": Act(
            "confirmation",
            Where.JOINT,
            (
                _choice("issue", Of.ISSUES, needed=True),
                _choice("party", Of.OWNERS, needed=True),
            ),
            "readiness",
        ),
        "step": Act(
            "step",
            Where.JOINT,
            (
                _line("title", needed=True),
                Field("needs", Control.PAIRS, Of.LEVELS, is_needed=True),
                _many("tasks", Of.TASKS),
                _moment("when"),
            ),
            "readiness",
        ),
        "block": Act(
            "block",
            Where.JOINT,
            (
                _choice("issue", Of.ISSUES, needed=True),
                _choice("party", Of.OWNERS, needed=True),
                _text("why", needed=True),
            ),
            "readiness",
        ),
        "reopened": Act(
            "reopened",
            Where.JOINT,
            (_choice("issue", Of.ISSUES, needed=True), _text("why", needed=True)),
            "readiness",
        ),
    }
)
"""Everything that can be written from the table, by the name that its address has."""
