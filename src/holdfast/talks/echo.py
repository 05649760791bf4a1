"""A last look before something passes: does it repeat what was said where it does not say?

It finds words copied by mistake, such as a note pasted into a proposal. It does not find a thought
told in other words; for that there is the second mediator.
"""

import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import fields

from holdfast.talks.content import Content
from holdfast.talks.record import Record
from holdfast.talks.released import Received, ReleaseRequest
from holdfast.talks.setting import Purpose

ECHO_WORDS = 6

_WORD = re.compile(r"\w+")


def repeats(record: Record, request: ReleaseRequest) -> bool:
    """True when so many words in a row stand only in compartments that it does not name."""
    named = {ref.compartment for ref in request.sources} | {request.to, *request.derived_from}
    own = {c for c, charter in record.charters.items() if charter.purpose is Purpose.MEDIATOR}
    shared = {c for c, charter in record.charters.items() if charter.purpose is Purpose.JOINT}
    told = _runs(request.text)
    elsewhere = told & _said(record, record.charters.keys() - named - own - shared)
    return bool(elsewhere - _said(record, named | shared))


def _said(record: Record, rooms: Set[str]) -> frozenset[tuple[str, ...]]:
    """Every run of words that was said in these compartments."""
    texts = (
        text
        for entry in record.entries()
        if entry.compartment in rooms
        for text in _texts(entry.content)
    )
    return frozenset().union(*map(_runs, texts))


def _texts(content: Content) -> Iterator[str]:
    """The texts of an entry that its own party wrote; what was released to it is its to know."""
    if isinstance(content, Received):
        return
    for field in fields(content):
        value = getattr(content, field.name)
        if isinstance(value, str):
            yield value


def hyphened(text: str) -> str:
    """The text in lower case with everything but letters and digits as hyphens, as ids are.

    >>> hyphened("From the United\u00ad States: no.")
    'from-the-united-states-no'
    """
    return "-".join(_WORD.findall(_plainly(text).replace("_", " ")))


def _plainly(text: str) -> str:
    """One form for what looks the same: letters however composed, no unseen marks inside words."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(_plainly(text))
    return frozenset(
        tuple(words[at : at + ECHO_WORDS]) for at in range(len(words) - ECHO_WORDS + 1)
    )
