"""An entry as the talks read it: what was said, by which account, in which compartment, when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from holdfast.talks.content import Content
from holdfast.talks.label import Label

C_co = TypeVar("C_co", bound=Content, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[C_co]):
    """What the record vouches for: place, writer and time; ``content`` is what the writer said.

    ``seq`` counts within the compartment alone; ``at_ms`` is the writer's clock (milliseconds since
    1970, UTC).
    """

    compartment: str
    seq: int
    id: str
    by: str
    at_ms: int
    content: C_co

    @property
    def at(self) -> datetime:
        """When it was written."""
        return datetime.fromtimestamp(self.at_ms / 1000, UTC)

    @property
    def order(self) -> tuple[int, str, int]:
        """Entries of several compartments are told in this order; within one, as they were written.

        Times never run backwards within a compartment, so what one viewer sees is in the same order
        for every other who sees it, whatever else that one sees.
        """
        return (self.at_ms, self.compartment, self.seq)


def label_of(entries: Iterable[Entry[Content]]) -> Label:
    """The compartments that these entries stand in."""
    return frozenset(entry.compartment for entry in entries)
