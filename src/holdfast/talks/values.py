"""The small values that entries are made of, and how an entry's class is declared."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints

from holdfast.dossier import Range

FROZEN = ConfigDict(
    extra="forbid", hide_input_in_errors=True, arbitrary_types_allowed=True, defer_build=True
)
"""How every entry is declared: no unknown fields, and no error that repeats what was said."""

LONGEST_TEXT = 50_000
LONGEST_PAPER = 4_000_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2999
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# What a screen does not show as it stands: terminal commands beyond ASCII, marks that turn the
# direction of writing, characters without any form. With one of them in a text, what somebody reads
# and approves would not be what stands there. Joiners and the plain marks of right-to-left scripts
# are part of honest writing.
_UNSEEN = "\x80-\x9f\u200b\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
_NOT_IN_A_LINE = re.compile(f"[\x00-\x1f\x7f\ud800-\udfff{_UNSEEN}]")
_NOT_IN_A_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff{_UNSEEN}]")


def _to_utc(moment: datetime) -> datetime:
    """The same moment in UTC, to the second; a moment without a zone is refused."""
    if moment.tzinfo is None:
        message = "Give the time zone, such as 2026-01-24T09:00+04:00."
        raise ValueError(message)
    if not EARLIEST_YEAR < moment.year < LATEST_YEAR:
        message = f"Give a year between {EARLIEST_YEAR} and {LATEST_YEAR}."
        raise ValueError(message)
    return moment.astimezone(UTC).replace(microsecond=0)


def written(moment: datetime) -> str:
    """A moment as it is written in an entry.

    >>> written(datetime(2026, 1, 24, 5, 0, tzinfo=UTC))
    '2026-01-24T05:00:00Z'
    """
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _to_range(value: object) -> Range:
    """A range from its text alone; what it was is not repeated, for it was told in confidence."""
    if isinstance(value, Range):
        return value
    try:
        return Range.parse(value if isinstance(value, str) else "")
    except ValueError:
        message = "Give a number such as 15, or a range such as 15..25, as a text."
        raise ValueError(message) from None


def one_line(text: str) -> str:
    """The text, if it is one line that stands on a screen as it is; ValueError if not."""
    if _NOT_IN_A_LINE.search(text):
        message = (
            "This is one line; line breaks, control characters and characters that no screen shows "
            "do not belong in it."
        )
        raise ValueError(message)
    return text


def _plain_text(text: str) -> str:
    unseen = _NOT_IN_A_TEXT.search(text)
    if unseen:
        message = (
            "This is a text; control characters and characters that no screen shows do not belong "
            f"in it (U+{ord(unseen[0]):04X} at {unseen.start() + 1}). Type that place anew."
        )
        raise ValueError(message)
    return text


Moment = Annotated[datetime, AfterValidator(_to_utc), PlainSerializer(written)]
"""A moment with its zone; kept in UTC."""

Amount = Annotated[Range, BeforeValidator(_to_range), PlainSerializer(str)]
"""An exact number or a range of them, as in a dossier."""

Id = Annotated[str, StringConstraints(pattern=_SLUG, max_length=64)]
"""Lower-case letters, digits and single hyphens: a party, an issue, an option, anything named."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(one_line)]
"""A title, a place, a person."""

Text = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_plain_text)
]
"""What was said or written."""

Paper = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_PAPER), AfterValidator(_plain_text)
]
"""A whole file."""

Hex = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{2})+$", max_length=128)]
"""An account, a compartment, an entry, a digest."""


class Caveat(StrEnum):
    """How far what was told in confidence may go, from nowhere to everywhere."""

    MEDIATOR_ONLY = "mediator-only"
    FLOAT = "float-as-your-own"
    CONVEY = "convey-attributed"
    PUBLIC = "public"

    @property
    def reach(self) -> int:
        """A caveat with a longer reach allows all that a shorter one does."""
        return list(Caveat).index(self)
