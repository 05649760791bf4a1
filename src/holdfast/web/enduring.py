"""The day after at hand: what is asked about, and its verdict, kept between requests."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from holdfast.desk.day_after import Chosen, Pulled, ask, open_chosen, pull, whole_package
from holdfast.desk.openings import drafts
from holdfast.desk.seats import Sight
from holdfast.desk.space import Space
from holdfast.desk.story import PRINCIPLES
from holdfast.dossier import Dossier
from holdfast.web.exploring import SEARCH
from holdfast.web.exploring import WORK as SPACE
from holdfast.web.exploring import Work as SpaceWork
from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit

WORK = "day-after"


@dataclass(frozen=True)
class Work:
    """What the page remembers: what is asked about, what it began from, what was found of it.

    Whoever moves a lever puts another in its place, so that what somebody is being shown meanwhile
    is all of one question.
    """

    sight: Sight
    own: Mapping[str, str]
    chosen: Chosen
    pulled: Pulled


def can_ask(dossier: Dossier) -> bool:
    """False where nothing is known of the day after, as is so for every delegation."""
    return dossier.day_after is not None


def askable(visit: Visit) -> Sight:
    """What a visit sees, with a day after; refused where there is none."""
    sight = visit.sight()
    if not can_ask(sight.dossier):
        raise Refusal(404, "not-here")
    return sight


def work_of(visit: Visit, sight: Sight) -> Work:
    """The work at hand; begun anew where what is known is another."""
    known = visit.work.get(WORK)
    if isinstance(known, Work) and known.sight.opened is sight.opened:
        return replace(known, sight=sight)
    own = whole_package(sight.opened, at_hand(visit, sight))
    chosen = Chosen(tuple(own.items()))
    opened = sight.opened
    pulled = opened.once(("pulled", chosen), lambda: pull(open_chosen(opened, chosen)))
    work = Work(sight, own, chosen, pulled)
    visit.keep(WORK, work)
    return work


def begin_anew(visit: Visit) -> Work:
    """Back to the dossier's own package and levers."""
    visit.work.pop(WORK, None)
    return work_of(visit, askable(visit))


def at_hand(visit: Visit, sight: Sight) -> Mapping[str, str] | None:
    """The package that is worked on in the space of packages, where one is."""
    known = visit.work.get(SPACE)
    is_current = (
        isinstance(known, SpaceWork) and known.package.keys() == sight.dossier.issues.keys()
    )
    return known.package if isinstance(known, SpaceWork) and is_current else None


def settled_in_space(sight: Sight) -> list[tuple[Mapping[str, str], list[str]]]:
    """The settlements with the principles that pick them, where the space was worked out."""
    found: Space | None = sight.opened.known((SEARCH, sight.dossier.bargainers()))
    settled = found.settled if found is not None else ()
    return [(package.options, [PRINCIPLES[s.by] for s in by]) for by, package in settled]


def change(visit: Visit, data: Mapping[str, str]) -> Work:
    """What a form asks for, taken to hand: options, course, levers, or all of it begun anew."""
    with visit.changing:
        if "own" in data:
            return begin_anew(visit)
        work = work_of(visit, askable(visit))
        package, course = package_asked(visit, work, data), course_asked(work, data)
        return take_to_hand(visit, work, package, course, data)


def take_to_hand(
    visit: Visit, work: Work, package: Mapping[str, str], course: str, data: Mapping[str, str]
) -> Work:
    """Ask about another package, course or levers, and answer it; the work that is at hand then.

    Levers stand where they stood unless the form has them; ``move-`` goes before ``lever-``.
    """
    levers = work.chosen.levers
    for start in ("lever-", "move-"):
        levers |= {n.removeprefix(start): v for n, v in data.items() if n.startswith(start)}
    asked = ask(work.sight.opened, package, course, levers)
    before = work.pulled if work.chosen.package == asked.package else None
    pulled = pull(open_chosen(work.sight.opened, asked), before)
    work = replace(work, chosen=asked, pulled=pulled)
    visit.keep(WORK, work)
    return work


def package_asked(visit: Visit, work: Work, data: Mapping[str, str]) -> dict[str, str]:
    """The package that a form asks for; refused where there is no such thing.

    What is taken goes over the options that the form has, and those over what is at hand.
    """
    dossier = work.sight.dossier
    told = dossier.day_after
    options = work.chosen.options
    options |= {i: data[f"pick-{i}"] for i in dossier.issues if f"pick-{i}" in data}
    take, _, what = data.get("take", "").partition(":")
    if take == "menu" and told is not None:
        item = next((each for each in told.menu if each.id == what), None)
        if item is None:
            raise Refusal(404, "not-here")
        options |= item.take
    elif take == "draft":
        options |= _draft(work.sight, what)
    elif take == "space":
        options |= at_hand(visit, work.sight) or {}
    elif take == "set":
        options |= dict(part.partition("=")[::2] for part in what.split(",") if part)
    elif take:
        raise Refusal(404, "not-here")
    if any(
        i not in dossier.issues or o not in dossier.issues[i].options for i, o in options.items()
    ):
        raise Refusal(404, "not-here")
    return options


def course_asked(work: Work, data: Mapping[str, str]) -> str:
    """The course of resolve that a form asks for, as before unless it says; refused likewise."""
    told = work.sight.dossier.day_after
    course = data.get("course", work.chosen.course)
    if course and course not in {case.id for case in (told.resolve_cases if told else ())}:
        raise Refusal(404, "not-here")
    return course


def _draft(sight: Sight, place: str) -> Mapping[str, str]:
    """The options of a draft on the table, by its place; refused where there is none."""
    found = drafts(sight.dossier, sight.record)
    if not (place.isascii() and place.isdigit()) or int(place[:9]) >= len(found):
        raise Refusal(404, "not-here")
    return found[int(place[:9])].options
