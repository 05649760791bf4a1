"""What is settled and what is not: agreements, brackets, blocks, early harvest, the next step."""

from enum import StrEnum

from pydantic.dataclasses import dataclass

from holdfast.talks.values import FROZEN, Id, Line, Moment, Text


class Level(StrEnum):
    """How far an issue is settled, from not at all to fully.

    BRACKETED: the alternatives are written down side by side. AD_REFERENDUM: agreed at the table,
    subject to a capital. AGREED: agreed, and still nothing is agreed until everything is agreed.
    """

    OPEN = "open"
    BRACKETED = "bracketed"
    AD_REFERENDUM = "ad-referendum"
    AGREED = "agreed"

    @property
    def rank(self) -> int:
        """A higher level is further on."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Agreement:
    """An option that the parties agree on for an issue, some of them subject to their capitals."""

    issue: Id
    option: Id
    parties: tuple[Id, ...]
    ad_referendum: tuple[Id, ...] = ()
    text: Text | None = None

    @property
    def subject(self) -> str:
        """The issue."""
        return self.issue


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Confirmation:
    """A capital confirms what its delegation agreed to ad referendum."""

    issue: Id
    party: Id

    @property
    def subject(self) -> str:
        """The issue."""
        return self.issue


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Alternative:
    """One of the texts or options between brackets, and who stands behind it."""

    option: Id
    parties: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Bracket:
    """An issue whose alternatives stand between brackets."""

    issue: Id
    alternatives: tuple[Alternative, ...]

    @property
    def subject(self) -> str:
        """The issue."""
        return self.issue


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Reopened:
    """An issue on which what was settled no longer stands."""

    issue: Id
    why: Text

    @property
    def subject(self) -> str:
        """The issue."""
        return self.issue


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Block:
    """Something that keeps an issue from being settled, or its end (``lifted``)."""

    id: Id
    issue: Id
    party: Id
    why: Text
    lifted: bool = False

    @property
    def subject(self) -> str:
        """The block's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class EarlyHarvest:
    """An explicit exception, by common consent: these issues take effect once they are agreed."""

    id: Id
    issues: tuple[Id, ...]
    parties: tuple[Id, ...]
    why: Text
    ended: bool = False

    @property
    def subject(self) -> str:
        """The exception's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Need:
    """How far an issue has to be before a step can be taken."""

    issue: Id
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Step:
    """A next step of the talks, up to a leaders' summit, and what has to be in place for it."""

    id: Id
    title: Line
    needs: tuple[Need, ...]
    tasks: tuple[Id, ...] = ()
    when: Moment | None = None

    @property
    def subject(self) -> str:
        """The step's id."""
        return self.id
