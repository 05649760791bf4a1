"""What stands on a page of the space beside the frontier: why there is no zone, drafts tabled."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.desk.question_words import amount_words, party_name
from holdfast.desk.words import demand_words, join_words, percent_words
from holdfast.dossier import Dossier, Package
from holdfast.talks.proposals import proposals
from holdfast.talks.record import Record

if TYPE_CHECKING:
    from holdfast.bargain import Demand, Relaxation, Zone


@dataclass(frozen=True)
class Named:
    """A demand as people call it; ``says`` is all that it rules out.

    ``line`` names the red line on the page of red lines, empty for a rule or a no-deal value.
    """

    name: str
    says: str
    line: str = ""


@dataclass(frozen=True)
class Clash:
    """A smallest set of demands that no package meets together.

    ``is_smallest`` is False where it is not proven that some package does without any one of them.
    """

    demands: tuple[Named, ...]
    is_smallest: bool


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


def clashes(dossier: Dossier, zone: "Zone") -> tuple[Clash, ...]:
    """Why there is no zone: the smallest sets of demands that clash; empty where there is one."""
    return tuple(
        Clash(tuple(_named(dossier, each) for each in own.demands), own.is_proven_smallest)
        for own in zone.conflicts
    )


def openings(dossier: Dossier, zone: "Zone") -> tuple[Opening, ...]:
    """The smallest ways to open a zone, those that cost least first; empty where there is one."""
    return tuple(
        Opening(_opening_words(dossier, way), way.package.options) for way in zone.relaxations
    )


def _named(dossier: Dossier, demand: "Demand") -> Named:
    says = demand_words(dossier, demand)
    says = f"{says[0].upper()}{says[1:]}"
    match demand.kind.value:
        case "link":
            return Named(_rule_name(dossier, demand), says)
        case "no-deal":
            name = f"{party_name(dossier, demand.party)}: no less than no deal is worth"
            return Named(name, f"{says}: what walking away is worth to it")
        case _:
            name = f"{party_name(dossier, demand.party)}: “{_line_name(dossier, demand)}”"
            return Named(name, says, f"{demand.party}-{demand.id}")


def _opening_words(dossier: Dossier, way: "Relaxation") -> str:
    """What would have to be given up, by whom."""
    sentence = join_words([_given_up_words(dossier, way, demand) for demand in way.demands])
    return f"{sentence[0].upper()}{sentence[1:]}."


def _given_up_words(dossier: Dossier, way: "Relaxation", demand: "Demand") -> str:
    match demand.kind.value:
        case "link":
            return f"{_rule_name(dossier, demand)} would be dropped"
        case "no-deal":
            short = amount_words(way.shortfalls[demand.party])
            share = percent_words(way.shares[demand.party])
            return (
                f"{party_name(dossier, demand.party)} would take {short} less than no deal is "
                f"worth ({share} of what lies between the worst package for that party and the "
                "best)"
            )
        case _:
            name = _line_name(dossier, demand)
            return f"{party_name(dossier, demand.party)} would give up “{name}”"


def _rule_name(dossier: Dossier, demand: "Demand") -> str:
    link = next(link for link in dossier.links if link.id == demand.id)
    return f"The rule “{link.why.rstrip('.') or link.id}”"


def _line_name(dossier: Dossier, demand: "Demand") -> str:
    lines = dossier.views[demand.party].red_lines
    line = next(line for line in lines if line.id == demand.id)
    return line.title or line.id


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
