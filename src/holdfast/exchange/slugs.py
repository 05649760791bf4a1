"""Names of other programs turned into the ids of a dossier: plain, unique, always the same."""

import re
import unicodedata
from collections.abc import Sequence

from holdfast.dossier.kinds import RESERVED

LONGEST = 64
_ROOM = LONGEST - 6
"""Leaves space for a number that sets equal slugs apart."""

_SPELLED = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "%": " percent ",
        "&": " and ",
        "+": " plus ",
        "<": " below ",
        ">": " above ",
        "\u2212": "-",
    }
)


def slug(text: str) -> str:
    """A name in lower-case letters, digits and single hyphens; empty when that would mangle it.

    A name with letters that have no plain Latin form gets none, so that no half of a name is taken
    for the whole, and neither does one that would be a word with a meaning of its own.

    >>> slug("5% spoilage allowed"), slug("-3"), slug("Città"), slug("Київ 2014")
    ('5-percent-spoilage-allowed', 'minus-3', 'citta', '')
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    if any(c.isalnum() and not c.isascii() for c in kept):
        return ""
    kept = re.sub(r"^\s*-(?=\.?\d)", "minus-", kept)
    kept = re.sub(r"['\u2019]", "", kept)
    made = re.sub(r"[^a-z0-9]+", "-", kept)[:_ROOM].strip("-")
    return "" if made in RESERVED else made


def unique_slugs(names: Sequence[str], otherwise: str) -> tuple[str, ...]:
    """An id for each name, in order; ``otherwise`` and the place serve where a name yields none.

    >>> unique_slugs(["Yes", "yes!", "так"], "option")
    ('yes', 'yes-2', 'option-3')
    """
    given: set[str] = set()
    last: dict[str, int] = {}
    ids = []
    for place, name in enumerate(names, start=1):
        wanted = slug(name) or f"{otherwise}-{place}"
        unused = wanted
        while unused in given:
            last[wanted] = last.get(wanted, 1) + 1
            unused = f"{wanted}-{last[wanted]}"
        given.add(unused)
        ids.append(unused)
    return tuple(ids)
