"""The kinds of single values in a dossier: texts, ids, exact numbers, days, choices."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from holdfast.dossier.findings import Refusal, advice, shown
from holdfast.dossier.number import Range
from holdfast.dossier.shape import Scalar

E = TypeVar("E", bound=StrEnum)

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_WHOLE = re.compile(r"[1-9][0-9]{0,5}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = r"[0-9]{1,18}(?:\.[0-9]{1,30})?"
_RANGE = r"^\s*{0}(?:\s*\.\.\s*{0})?\s*$"

RESERVED = ("assumed", "null")
"""Words that cannot be ids: where an id is named they would mean that there is none."""

# Other YAML readers make a number or a boolean of some plain values that are texts here.
_ANY_PLAIN = ["string", "number", "boolean"]
_PRINTABLE = r"^(?=[\s\S]*\S)[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]*$"


def _text(text: str) -> str | Refusal:
    if found := _UNPRINTABLE.search(text):
        return Refusal(
            "unprintable-text",
            f"The text {shown(text)} holds a character that cannot be printed"
            f" (U+{ord(found[0]):04X})",
            "it would look different from what it is",
            "Type the text anew, without it.",
        )
    return text


def _id(text: str) -> str | Refusal:
    if len(text) > 64 or not _ID.fullmatch(text):
        return Refusal(
            "bad-id",
            f"{shown(text)} cannot be an id",
            "other parts of the dossier could not name it safely",
            "Use lower-case letters, digits and single hyphens, at most 64 characters,"
            " such as over-the-horizon.",
        )
    if text in RESERVED:
        return Refusal(
            "bad-id",
            f"{shown(text)} cannot be an id",
            "the word already has a meaning of its own",
            "Choose another id.",
        )
    return text


def _number(text: str) -> Range | Refusal:
    try:
        return Range.parse(text)
    except ValueError:
        pass
    low, dots, high = text.partition("..")
    try:
        is_reversed = bool(dots) and Range.parse(low).low > Range.parse(high).low
    except ValueError:
        is_reversed = False
    if is_reversed:
        return Refusal(
            "range-reversed",
            f"The range {shown(text)} runs from high to low",
            "no value lies in it",
            f"Write {high.strip()}..{low.strip()}, if that is what is meant.",
        )
    return Refusal(
        "bad-number",
        f"{shown(text)} is not a number",
        "nothing can be counted with it",
        "Write an exact decimal such as 0.25, with at most 18 digits before the point and 30"
        " after it, or a range such as 20..30.",
    )


def _not_negative(text: str) -> Range | Refusal:
    number = _number(text)
    if isinstance(number, Refusal):
        return number
    if number.low < 0:
        return Refusal(
            "negative-number",
            f"{shown(text)} goes below zero",
            "it would count the other way than a weight, a price or a cost does",
            "Give zero or more; put what speaks the other way under `together`.",
        )
    return number


def _whole(text: str) -> int | Refusal:
    if not _WHOLE.fullmatch(text):
        return Refusal(
            "bad-whole-number",
            f"{shown(text)} is not a whole number from 1 to 999999",
            "no paragraph can be found by it",
            "Count the non-empty lines of the source from 1.",
        )
    return int(text)


def _day(text: str) -> str | Refusal:
    try:
        is_day = bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        is_day = False
    if not is_day:
        return Refusal(
            "bad-day",
            f"{shown(text)} is not a day of the calendar",
            "it cannot be put in order with other days",
            "Write year, month and day, such as 2026-01-24.",
        )
    return text


def _sha256(text: str) -> str | Refusal:
    if not _SHA256.fullmatch(text.lower()):
        return Refusal(
            "bad-sha256",
            f"{shown(text)} is not a SHA-256 sum",
            "the source cannot be verified by it",
            "Write its 64 hexadecimal digits, as `sha256sum FILE` prints them.",
        )
    return text.lower()


def is_inner_name(text: str) -> bool:
    """True when a file name leads to the dossier's folder or below it, by its letters alone.

    >>> is_inner_name("sources/report.txt"), is_inner_name("../report.txt"), is_inner_name("/etc/x")
    (True, False, False)
    """
    parts = text.split("/")
    return not (set(text) & set('\\:*?"<>|') or any(part in ("", ".", "..") for part in parts))


def _file_name(text: str) -> str | Refusal:
    if not is_inner_name(text) or len(text) > 240:
        return Refusal(
            "file-outside",
            f"The file name {shown(text)} does not stay within the dossier's folder",
            "it is never opened: a dossier must not reach for other files",
            "Put the file beside the dossier, and name it as in sources/report.txt.",
        )
    return text


def _version(text: str) -> str | Refusal:
    if text != "1":
        return Refusal(
            "unknown-version",
            f"The format's version is given as {shown(text)}",
            "this Holdfast reads version 1 alone, and might misread the rest",
            "Write `holdfast: 1`, or use a newer Holdfast.",
        )
    return text


def _yes(text: str) -> bool | Refusal:
    if text not in ("yes", "no", "true", "false"):
        return Refusal(
            "bad-choice",
            f"{shown(text)} is neither yes nor no",
            "it is not known which is meant",
            "Write yes or no.",
        )
    return text in ("yes", "true")


def choice(kind: type[E], called: str, empty: E) -> Scalar[E]:
    """One of the words of an enumeration."""
    words = [member.value for member in kind]

    def meaning(text: str) -> E | Refusal:
        if text not in words:
            return Refusal(
                "bad-choice",
                f"{shown(text)} is not {called}",
                "it is not known which is meant",
                advice(text, words),
            )
        return kind(text)

    return Scalar(called, meaning, empty, {"enum": words})


def _number_kind(
    name: str, meaning: Callable[[str], Range | Refusal], sign: str, **json: int
) -> Scalar[Range]:
    pattern = _RANGE.format(sign + _DECIMAL)
    schema = {"anyOf": [{"type": "number", **json}, {"type": "string", "pattern": pattern}]}
    return Scalar(name, meaning, Range.exactly(0), schema)


def mention(kind: str) -> Scalar[str]:
    """The id of something that is given elsewhere; whether it is, is looked at later."""
    return Scalar(f"the {kind}'s id", _text, "", TEXT.json, names=kind)


TEXT = Scalar("a text", _text, "", {"type": _ANY_PLAIN, "pattern": _PRINTABLE, "maxLength": 20_000})
ID = Scalar(
    "an id",
    _id,
    "",
    {"pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64, "not": {"enum": list(RESERVED)}},
)
NUMBER = _number_kind("a number or a range such as 20..30", _number, "[+-]?")
AMOUNT = _number_kind("a number from 0 or a range such as 20..30", _not_negative, r"\+?", minimum=0)
WHOLE = Scalar(
    "a whole number",
    _whole,
    0,
    {
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": 999_999},
            {"type": "string", "pattern": r"^\s*[1-9][0-9]{0,5}\s*$"},
        ]
    },
)
DAY = Scalar(
    "a day such as 2026-01-24",
    _day,
    "",
    {"type": "string", "format": "date", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"},
)
SHA256 = Scalar(
    "a SHA-256 sum",
    _sha256,
    "",
    {"type": "string", "pattern": r"^\s*[0-9a-fA-F]{64}\s*$"},
)
FILE_NAME = Scalar(
    "a file name",
    _file_name,
    "",
    {
        "type": _ANY_PLAIN,
        "pattern": r'^(?!.*(?:^|/)\s*\.{0,2}\s*(?:/|$))[^\\:*?"<>|\u0000-\u001f\u007f-\u009f]+$',
        "maxLength": 240,
    },
)
VERSION = Scalar("the format's version", _version, "1", {"enum": [1, "1"]})
YES_NO = Scalar(
    "yes or no",
    _yes,
    False,
    {"enum": ["yes", "no", "true", "false", True, False]},
    lambda value: "yes" if value else "no",
)
