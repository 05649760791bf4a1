"""What stands on a page of the space beside the frontier: ways out of no zone, drafts tabled."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.desk.question_words import way_out_words
from holdfast.dossier import Dossier, Package
from holdfast.talks.proposals import proposals
from holdfast.talks.record import Record

if TYPE_CHECKING:
    from holdfast.bargain import Zone


@dataclass(frozen=True)
class Opening:
    """A smallest set of demands whose giving-up opens a zone, and the package that asks least."""

    words: str
    package: Package


@dataclass(frozen=True)
class Draft:
    """A proposal on the table that settles issues; ``is_whole`` when it settles every one."""

    title: str
    options: Package
    is_whole: bool


def openings(dossier: Dossier, zone: "Zone") -> tuple[Opening, ...]:
    """The smallest ways to open a zone, those that cost least first; empty where there is one."""
    return tuple(
        Opening(way_out_words(dossier, way), way.package.options) for way in zone.relaxations
    )


def drafts(dossier: Dossier, record: Record) -> tuple[Draft, ...]:
    """The proposals that stand on the table, as far as the viewer can open them, the newest last.

    One that names an issue or an option that the dossier does not know is left out.
    """
    found = []
    for tabled in proposals(record):
        content = tabled.proposal.content
        options = dict(content.options or {})
        is_known = all(
            i in dossier.issues and o in dossier.issues[i].options for i, o in options.items()
        )
        if tabled.is_current and options and is_known:
            is_whole = options.keys() == dossier.issues.keys()
            found.append(Draft(content.title, options, is_whole))
    return tuple(found)
