"""An act of the table: one thing that somebody writes down, with its fields and its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from holdfast.dossier import Issue
from holdfast.talks.content import Content


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


class Control(StrEnum):
    """How a field is typed.

    MANY may have several choices, PAIRS are an option for each issue, ALTERNATIVES are options of
    one issue, each with those who stand behind it.
    """

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    MANY = "many"
    MOMENT = "moment"
    YES = "yes"
    PAIRS = "pairs"
    PEOPLE = "people"
    ALTERNATIVES = "alternatives"


class Of(StrEnum):
    """From what a choice is made.

    SIDES are the parties with a compartment of their own here; OWNERS the parties at the table;
    SIGNERS those who bargain or can read what stands on the joint table; ROOMS the compartments;
    SETTLED an option of some issue, LEVELS how far some issue has to be.
    """

    SIDES = "sides"
    OWNERS = "owners"
    SIGNERS = "signers"
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
    """One thing to be typed; ``name`` is that of the entry's own field wherever there is one.

    ``but`` are choices that are not offered here.
    """

    name: str
    control: Control
    of: Of | None = None
    is_needed: bool = False
    but: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Act:
    """One thing that somebody writes down.

    Attributes:
        kind: of the entry.
        where: it goes.
        fields: in the order of the form.
        about: the kind of the entry that it is about, or ``Issue`` where that is an issue of the
            dossier, given by the field ``issue``; None where it is about none.
        side: the field that says whose it is, for ``Where.SIDE``.
        place: the section of the table to which one comes back.
        turns: what is different when the entry that it is about is written once more, such as that
            it is called off.
    """

    kind: str
    where: Where
    fields: tuple[Field, ...]
    place: str
    about: type[Content] | type[Issue] | None = None
    side: str = "party"
    turns: Mapping[str, Any] = field(default_factory=_nothing)
