"""The format of a dossier, section by section: one declaration for reading, writing and the schema.

To add a section, describe its records here or in a file of its own, and name it in ``SECTIONS``.
"""

from typing import Any

from holdfast.dossier.day_after_format import DAY_AFTER
from holdfast.dossier.judgment import BECAUSE, PATTERN
from holdfast.dossier.kinds import (
    DAY,
    FILE_NAME,
    ID,
    NUMBER,
    SHA256,
    TEXT,
    VERSION,
    WHOLE,
    YES_NO,
    choice,
    mention,
)
from holdfast.dossier.model import (
    Dossier,
    Evidence,
    Issue,
    Link,
    Measure,
    Option,
    Party,
    Role,
    Source,
    Terms,
    Track,
)
from holdfast.dossier.record import Field, Record
from holdfast.dossier.shape import ListOf, MapOf
from holdfast.dossier.view_format import VIEW

_ABOUT = Field(TEXT, "A sentence or two.")

SOURCE = Record(
    "a source",
    Source,
    {
        "title": Field(TEXT, "The title of the text.", True),
        "publisher": Field(TEXT, "Who published it."),
        "author": Field(TEXT, "Who wrote it."),
        "date": Field(TEXT, "When it was published."),
        "sha256": Field(SHA256, "The SHA-256 sum of the file, by which it is known again."),
        "file": Field(FILE_NAME, "Its file, looked for beside the dossier and under --sources."),
    },
    keyed="id",
)
EVIDENCE = Record(
    "a piece of evidence",
    Evidence,
    {
        "source": Field(mention("source"), "The source, by id.", True),
        "says": Field(TEXT, "What is said there, in your own words.", True),
        "paragraph": Field(WHOLE, "Where: the source's non-empty lines counted from 1."),
        "words": Field(TEXT, "At most a dozen words, exactly as they stand there; ... for a gap."),
        "speaker": Field(TEXT, "Who said so."),
        "terms": Field(
            choice(Terms, "a kind of attribution", Terms.UNATTRIBUTED),
            "How far the speaker may be named; `unattributed` unless said.",
        ),
    },
    keyed="id",
)
PARTY = Record(
    "a party",
    Party,
    {
        "name": Field(TEXT, "The party's name.", True),
        "in_sentences": Field(
            TEXT, "What it is called within a sentence, such as `the Union`; its name unless said."
        ),
        "roles": Field(
            ListOf(choice(Role, "a role", Role.STAKEHOLDER), or_one=True, least=1),
            "What the party is at these talks: one role or a list.",
            True,
        ),
        "at_table": Field(
            YES_NO, "Whether the party is at the table; yes unless said.", absent=True
        ),
        "about": _ABOUT,
        "because": BECAUSE,
    },
    keyed="id",
)
TRACK = Record(
    "a track",
    Track,
    {"title": Field(TEXT, "What the track is called.", True)},
    keyed="id",
    short="title",
)
MEASURE = Record(
    "a measure",
    Measure,
    {
        "title": Field(TEXT, "What is measured.", True),
        "unit": Field(TEXT, "Its unit, such as km2.", True),
    },
    keyed="id",
)
OPTION = Record(
    "an option",
    Option,
    {
        "title": Field(TEXT, "The option in a few words.", True),
        "says": Field(TEXT, "What it means in full."),
        "because": BECAUSE,
        "measures": Field(
            MapOf(NUMBER, "measures with amounts", mention("measure")), "Amounts by measure id."
        ),
    },
    keyed="id",
    short="title",
)
ISSUE = Record(
    "an issue",
    Issue,
    {
        "title": Field(TEXT, "The question to be settled, in a few words.", True),
        "track": Field(mention("track"), "The track that works on it, by id."),
        "about": _ABOUT,
        "because": BECAUSE,
        "options": Field(MapOf(OPTION, "options", ID, 2), "The options on the table.", True),
    },
    keyed="id",
)
LINK = Record(
    "a link",
    Link,
    {
        "id": Field(ID, "Names the link.", True),
        "never": Field(PATTERN, "The combination that no package may have.", True),
        "why": Field(TEXT, "Why, in a sentence."),
        "because": BECAUSE,
    },
)

SECTIONS = {
    "sources": Field(MapOf(SOURCE, "sources", ID), "The texts that evidence comes from."),
    "evidence": Field(MapOf(EVIDENCE, "evidence", ID), "Places in the sources, and what they say."),
    "parties": Field(MapOf(PARTY, "parties", ID, 1), "Whose consent or conduct matters.", True),
    "tracks": Field(MapOf(TRACK, "tracks", ID), "Lines of work with working groups of their own."),
    "measures": Field(MapOf(MEASURE, "measures", ID), "Numbers with a unit that options imply."),
    "issues": Field(MapOf(ISSUE, "issues", ID, 1), "What the text must settle.", True),
    "links": Field(ListOf(LINK, is_set=False), "Rules between issues."),
    "views": Field(
        MapOf(VIEW, "parties with their views", mention("party")), "What each party wants."
    ),
    "day_after": Field(DAY_AFTER, "Whether it would hold once signed.", absent=None),
}
"""The parts of a dossier that may stand in files of their own."""

HEAD = {
    "holdfast": Field(VERSION, "The version of this format: 1.", True),
    "title": Field(TEXT, "What these talks are called.", True),
    "about": Field(TEXT, "A sentence or two on the state of the talks."),
    "date": Field(DAY, "The day that the dossier speaks of."),
    "include": Field(
        ListOf(FILE_NAME, or_one=True), "Files beside this one, each with sections of the dossier."
    ),
}
"""What a dossier's own file says before the sections."""


def _dossier(holdfast: str, include: tuple[str, ...], **parts: Any) -> Dossier:  # noqa: ANN401
    del holdfast, include  # they speak of the file, not of the talks
    return Dossier(**parts)


def _parts(dossier: Dossier) -> dict[str, Any]:
    said = {"holdfast": "1", "include": ()}
    return said | {key: getattr(dossier, key) for key in (HEAD | SECTIONS) if key not in said}


DOSSIER = Record("the dossier", _dossier, HEAD | SECTIONS, parts=_parts)
