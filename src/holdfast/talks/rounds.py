"""Rounds and meetings: what is planned, who was there, what was said."""

from enum import StrEnum

from pydantic.dataclasses import dataclass

from holdfast.talks.values import FROZEN, Id, Line, Moment, Text


class Form(StrEnum):
    """The form of a meeting.

    PLENARY brings all together, CAUCUS is one party with the mediator, WORKING_GROUP works on a
    track, PRINCIPALS is for leaders alone, and a SHUTTLE visit is the mediator's, to one
    delegation.
    """

    PLENARY = "plenary"
    CAUCUS = "caucus"
    WORKING_GROUP = "working-group"
    PRINCIPALS = "principals"
    SHUTTLE = "shuttle"


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class AgendaItem:
    """One point of an agenda."""

    title: Line
    issue: Id | None = None
    track: Id | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Round:
    """A round of talks; written again under the same id, it is changed or called off."""

    id: Id
    title: Line
    starts: Moment
    ends: Moment
    place: Line | None = None
    agenda: tuple[AgendaItem, ...] = ()
    called_off: bool = False

    def __post_init__(self) -> None:
        _check_order(self.starts, self.ends)

    @property
    def subject(self) -> str:
        """The round's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class RoundClosed:
    """A round that is over, and what came of it."""

    round: Id
    outcome: Text

    @property
    def subject(self) -> str:
        """The round's id."""
        return self.round


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Meeting:
    """A meeting, planned or held; written again under the same id, it is changed or called off.

    ``visited`` is the party to whose delegation a shuttle visit or caucus belongs.
    """

    id: Id
    form: Form
    title: Line
    starts: Moment
    ends: Moment
    round: Id | None = None
    track: Id | None = None
    visited: Id | None = None
    place: Line | None = None
    invited: tuple[Id, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    called_off: bool = False

    def __post_init__(self) -> None:
        _check_order(self.starts, self.ends)
        if self.form in {Form.SHUTTLE, Form.CAUCUS} and self.visited is None:
            message = "A shuttle visit or a caucus says whose it is: give 'visited'."
            raise ValueError(message)
        if self.form is Form.WORKING_GROUP and self.track is None:
            message = "A working group works on a track: give 'track'."
            raise ValueError(message)

    @property
    def subject(self) -> str:
        """The meeting's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Attendee:
    """Somebody who was there."""

    party: Id
    person: Line


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Attendance:
    """Who was at a meeting, and from when until when it was really held."""

    meeting: Id
    began: Moment
    ended: Moment
    present: tuple[Attendee, ...] = ()

    def __post_init__(self) -> None:
        _check_order(self.began, self.ended)

    @property
    def subject(self) -> str:
        """The meeting's id."""
        return self.meeting


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Discussion:
    """The record of what was discussed at a meeting; several entries make one record."""

    meeting: Id
    text: Text
    issue: Id | None = None

    @property
    def subject(self) -> str:
        """The meeting's id."""
        return self.meeting


def _check_order(first: Moment, last: Moment) -> None:
    if last < first:
        message = "It ends before it begins."
        raise ValueError(message)
