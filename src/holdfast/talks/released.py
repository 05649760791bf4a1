"""What the release gate writes down: requests, second opinions, and an entry on every side."""

from enum import StrEnum

from pydantic.dataclasses import dataclass

from holdfast.talks.values import FROZEN, Caveat, Hex, Id, Text


class Manner(StrEnum):
    """How something is told to its recipient."""

    OWN_IDEA = "own-idea"
    ATTRIBUTED = "attributed"
    PUBLIC = "public"

    @property
    def needs(self) -> Caveat:
        """The least that a confidence's caveat or consent must allow."""
        return {
            Manner.OWN_IDEA: Caveat.FLOAT,
            Manner.ATTRIBUTED: Caveat.CONVEY,
            Manner.PUBLIC: Caveat.PUBLIC,
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class SourceRef:
    """A confidence that a release rests on, in the compartment where it was told."""

    compartment: Hex
    confidence: Id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class ReleaseRequest:
    """A mediator's wish to let a text pass into a compartment.

    ``mark`` is the watermark of this recipient's copy. ``derived_from`` are the compartments from
    which the text was made or computed; for each that no confidence in ``sources`` covers,
    ``leakage`` says what its recipient could infer, for the second mediator to judge.
    """

    id: Id
    to: Hex
    recipient: Id
    text: Text
    manner: Manner
    mark: Id
    sources: tuple[SourceRef, ...] = ()
    derived_from: tuple[Hex, ...] = ()
    leakage: Text | None = None

    @property
    def subject(self) -> str:
        """The release's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class ReleaseApproval:
    """A second mediator approves the exact bytes that were previewed."""

    release: Id
    sha256: Hex

    @property
    def subject(self) -> str:
        """The release's id."""
        return self.release


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class ReleaseDeclined:
    """A mediator declines a release, or takes back the own request."""

    release: Id
    why: Text

    @property
    def subject(self) -> str:
        """The release's id."""
        return self.release


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Released:
    """The mediators' note that a release went through, with the digest of the bytes."""

    release: Id
    sha256: Hex

    @property
    def subject(self) -> str:
        """The release's id."""
        return self.release


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Conveyed:
    """The note to whoever told a confidence that it went on, to whom and how."""

    confidence: Id
    to: Id
    manner: Manner

    @property
    def subject(self) -> str:
        """The confidence's id."""
        return self.confidence


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Received:
    """What a release put before its recipient: the exact text, with the mark of this copy."""

    mark: Id
    text: Text
    manner: Manner
    source: tuple[Id, ...] = ()

    @property
    def subject(self) -> str:
        """The copy's mark."""
        return self.mark
