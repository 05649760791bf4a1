"""The acts of the table: what can be written from a page, with which fields, and where it goes."""

from types import MappingProxyType

from holdfast.desk.act import Act, Control, Field, Of, Where
from holdfast.dossier import Issue
from holdfast.talks import rounds, settled, sought, told
from holdfast.talks.values import Caveat


def _line(name: str, *, needed: bool = False) -> Field:
    return Field(name, Control.LINE, is_needed=needed)


def _text(name: str, *, needed: bool = False) -> Field:
    return Field(name, Control.TEXT, is_needed=needed)


def _moment(name: str, *, needed: bool = False) -> Field:
    return Field(name, Control.MOMENT, is_needed=needed)


def _choice(name: str, of: Of, *, needed: bool = False) -> Field:
    return Field(name, Control.CHOICE, of, is_needed=needed)


def _many(name: str, of: Of, *, needed: bool = False) -> Field:
    return Field(name, Control.MANY, of, is_needed=needed)


_CAVEAT = _choice("caveat", Of.CAVEATS, needed=True)
_LET_BE_CARRIED = Field(
    "caveat", Control.CHOICE, Of.CAVEATS, is_needed=True, but=frozenset({Caveat.MEDIATOR_ONLY})
)
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
                _LET_BE_CARRIED,
                _line("carrier"),
                _moment("reply_by"),
            ),
            "board",
            side="sender",
        ),
        "delivery": Act(
            "delivery",
            Where.ABOUT,
            (
                _line("carrier", needed=True),
                _moment("reply_promised_by"),
                Field("noted", Control.YES),
            ),
            "board",
            about=told.Message,
        ),
        "reply": Act(
            "reply", Where.ABOUT, (_text("text", needed=True),), "board", about=told.Message
        ),
        "answer": Act(
            "reply", Where.ABOUT, (_text("text", needed=True),), "board", about=told.Delivery
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
        "proposal-instead": Act(
            "proposal",
            Where.ABOUT,
            (
                _line("title", needed=True),
                _choice("paper", Of.PAPERS, needed=True),
                Field("options", Control.PAIRS, Of.SETTLED),
                _text("text"),
            ),
            "proposals",
            about=sought.Proposal,
        ),
        "proposal-off": Act(
            "proposal",
            Where.ABOUT,
            (),
            "proposals",
            about=sought.Proposal,
            turns={"withdrawn": True},
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
        "round-off": Act(
            "round",
            Where.ABOUT,
            (),
            "programme",
            about=rounds.Round,
            turns={"called_off": True},
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
        "meeting-off": Act(
            "meeting",
            Where.ABOUT,
            (),
            "programme",
            about=rounds.Meeting,
            turns={"called_off": True},
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
        "briefing": Act(
            "briefing",
            Where.SIDE,
            (
                _choice("to", Of.SIDES, needed=True),
                _text("text", needed=True),
                _choice("terms", Of.TERMS, needed=True),
                _line("by"),
                _moment("given", needed=True),
            ),
            "statements",
            side="to",
        ),
        "agreement": Act(
            "agreement",
            Where.JOINT,
            (
                _choice("settled", Of.SETTLED, needed=True),
                _many("parties", Of.SIGNERS, needed=True),
                _many("ad_referendum", Of.SIGNERS),
                _text("text"),
            ),
            "readiness",
        ),
        "bracket": Act(
            "bracket",
            Where.JOINT,
            (
                _choice("issue", Of.ISSUES, needed=True),
                Field("alternatives", Control.ALTERNATIVES, Of.SETTLED, is_needed=True),
            ),
            "readiness",
            about=Issue,
        ),
        "confirmation": Act(
            "confirmation",
            Where.JOINT,
            (
                _choice("issue", Of.ISSUES, needed=True),
                _choice("party", Of.SIGNERS, needed=True),
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
                _choice("party", Of.SIGNERS, needed=True),
                _text("why", needed=True),
            ),
            "readiness",
        ),
        "block-lifted": Act(
            "block",
            Where.ABOUT,
            (),
            "readiness",
            about=settled.Block,
            turns={"lifted": True},
        ),
        "early-harvest": Act(
            "early-harvest",
            Where.JOINT,
            (
                _many("issues", Of.ISSUES, needed=True),
                _many("parties", Of.SIGNERS, needed=True),
                _text("why", needed=True),
            ),
            "readiness",
        ),
        "early-harvest-ended": Act(
            "early-harvest",
            Where.ABOUT,
            (),
            "readiness",
            about=settled.EarlyHarvest,
            turns={"ended": True},
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
