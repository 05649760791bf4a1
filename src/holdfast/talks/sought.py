"""What is sought: proposals and the stances towards them, red lines, tasks between rounds."""

from enum import StrEnum

from pydantic.dataclasses import dataclass

from holdfast.talks.values import FROZEN, Amount, Id, Line, Moment, Text


class Paper(StrEnum):
    """What kind of paper a proposal is; a NON_PAPER has no author that anybody would admit to."""

    PACKAGE = "package"
    NON_PAPER = "non-paper"
    DRAFT = "draft"


class Grade(StrEnum):
    """A stance towards a proposal, from the best to the worst."""

    SUPPORT = "support"
    CAN_LIVE_WITH = "can-live-with"
    NEEDS_CHANGE = "needs-change"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Proposal:
    """A package or paper on the table; ``replaces`` names the one that it takes the place of."""

    id: Id
    title: Line
    paper: Paper
    options: dict[Id, Id] | None = None
    text: Text | None = None
    author: Id | None = None
    replaces: Id | None = None
    withdrawn: bool = False

    def __post_init__(self) -> None:
        if not self.options and self.text is None:
            message = "A proposal proposes something: give options, a text, or both."
            raise ValueError(message)

    @property
    def subject(self) -> str:
        """The proposal's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Stance:
    """What a party thinks of a proposal, told in private, and why; ``issue`` narrows it to one."""

    proposal: Id
    party: Id
    grade: Grade
    why: Text | None = None
    issue: Id | None = None

    @property
    def subject(self) -> str:
        """The proposal's id."""
        return self.proposal


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class RedLineTold:
    """A red line as its party told it in confidence; told again under the same id, it has moved.

    ``never`` says which packages cross it, as in a dossier; ``price`` is None when it means never.
    """

    id: Id
    party: Id
    title: Line
    never: dict[Id, tuple[Id, ...]]
    price: Amount | None = None
    words: Text | None = None
    given_up: bool = False

    def __post_init__(self) -> None:
        if not self.never or not all(self.never.values()):
            message = "A red line says what it forbids: give at least one issue with options."
            raise ValueError(message)

    @property
    def subject(self) -> str:
        """The red line's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class Task:
    """Something to be done between rounds, by whom and until when."""

    id: Id
    title: Line
    owner: Id
    due: Moment | None = None
    round: Id | None = None
    issue: Id | None = None

    @property
    def subject(self) -> str:
        """The task's id."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True, config=FROZEN)
class TaskDone:
    """A task that is done, or no longer to be done."""

    task: Id
    party: Id
    note: Text | None = None
    dropped: bool = False

    @property
    def subject(self) -> str:
        """The task's id."""
        return self.task
