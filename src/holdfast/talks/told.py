"""What was told: messages to carry, confidences with their caveats, statements, briefings."""

from pydantic.dataclasses import dataclass

from holdfast.dossier import Terms
from holdfast.talks.values import FROZEN, Caveat, Id, Line, Moment, Text


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Message:
    """A message that one delegation gives the mediator to carry to another."""

    id: Id
    sender: Id
    to: Id
    text: Text
    caveat: Caveat
    carrier: Line | None = None
    reply_by: Moment | None = None

    @property
    def subject(self) -> str:
        """The message's id."""
        return self.id

    @property
    def may_be_carried(self) -> bool:
        """False for one that was given to the mediators alone: its caveat forbids to carry it."""
        return self.caveat is not Caveat.MEDIATOR_ONLY


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Delivery:
    """A message that was carried over, by whom, and by when a reply was promised."""

    message: Id
    carrier: Line
    reply_promised_by: Moment | None = None

    @property
    def subject(self) -> str:
        """The message's id."""
        return self.message


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Reply:
    """The reply to a message, as it is to go back to its sender."""

    message: Id
    text: Text

    @property
    def subject(self) -> str:
        """The message's id."""
        return self.message


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Confidence:
    """Something told to the mediator, with how far it may go.

    ``may_go_to`` are the parties that the caveat means; none means nobody yet, whatever the caveat,
    unless it is public. After ``expires`` it may go nowhere.
    """

    id: Id
    party: Id
    text: Text
    caveat: Caveat
    may_go_to: tuple[Id, ...] = ()
    expires: Moment | None = None
    issues: tuple[Id, ...] = ()

    @property
    def subject(self) -> str:
        """The confidence's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Consent:
    """Leave, given later, for a confidence to go further; it stands beside the caveat."""

    confidence: Id
    party: Id
    caveat: Caveat
    may_go_to: tuple[Id, ...] = ()
    until: Moment | None = None

    @property
    def subject(self) -> str:
        """The confidence's id."""
        return self.confidence


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class ConsentWithdrawn:
    """The confidence is for the mediator only again; what has gone out cannot be called back."""

    confidence: Id
    party: Id

    @property
    def subject(self) -> str:
        """The confidence's id."""
        return self.confidence


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Statement:
    """What a party says in public, or to the press on terms that are given with it."""

    id: Id
    party: Id
    text: Text
    terms: Terms
    made: Moment
    speaker: Line | None = None
    options: dict[Id, Id] | None = None

    @property
    def subject(self) -> str:
        """The statement's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Briefing:
    """What a stakeholder who is not at the table was told, and on which terms."""

    id: Id
    to: Id
    text: Text
    terms: Terms
    given: Moment
    by: Line | None = None

    @property
    def subject(self) -> str:
        """The briefing's id."""
        return self.id
