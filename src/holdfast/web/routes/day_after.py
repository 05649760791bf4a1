"""The day after: would it hold, with levers to move; what it hinges on; guarantees compared."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.day_after import (
    Chosen,
    Pulled,
    hinges,
    open_chosen,
    pull,
    switching,
    whole_package,
)
from holdfast.desk.hold import guarantee_menu
from holdfast.desk.hold_story import base_rates, tell_course, tell_hold, tell_menu
from holdfast.desk.hold_words import hinge_rows, spread_words
from holdfast.desk.levers import lever_families, read_levers
from holdfast.desk.openings import drafts
from holdfast.desk.seats import Sight
from holdfast.dossier import Dossier
from holdfast.pages.curves import draw_curves
from holdfast.web.access import Access
from holdfast.web.exploring import WORK as SPACE
from holdfast.web.exploring import Work as SpaceWork
from holdfast.web.page import AnyRequest, is_piece, show, visit_of
from holdfast.web.refusal import Refusal
from holdfast.web.threads import in_thread, in_turn
from holdfast.web.visits import Visit
from holdfast.web.work import Job, begin, call_off, find, forget

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
PAGE = "/day-after"
WORK = "day-after"
PATIENCE = 25.0
"""Seconds that a browser without scripts waits for long work."""


@dataclass
class Work:
    """What the page remembers between requests: what is asked about, and what was found of it."""

    sight: Sight
    chosen: Chosen
    pulled: Pulled


@get(PAGE, opt={"access": Access.SEATED})
@in_turn
def day_after(request: AnyRequest) -> Response[str]:
    """The whole page; where nothing is known of the day after, what it would take."""
    visit = visit_of(request)
    sight = visit.sight()
    if not _can_ask(sight.dossier):
        return show(request, "day_after_empty.html", sight=sight, dossier=sight.dossier)
    return _page(request, visit, _work(visit, sight))


@post(f"{PAGE}/choice", opt={"access": Access.SEATED}, status_code=200)
@in_turn
def choose(request: AnyRequest, data: Form) -> Response[str]:
    """Another option, another course of resolve, or a package to begin from."""
    visit = visit_of(request)
    work = _work(visit, _askable(visit))
    if "own" in data:
        visit.work.pop(WORK, None)
        work = _work(visit, work.sight)
    else:
        _ask(work, _choice(visit, work, data), data)
    if not is_piece(request):
        return _page(request, visit, work)
    return show(request, "day_after_work.html", sight=work.sight, **_context(visit, work))


@post(f"{PAGE}/levers", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def move(request: AnyRequest, data: Form) -> Response[str]:
    """The verdict at a glance where the levers stand now."""
    visit = visit_of(request)
    work = _work(visit, _askable(visit))
    _ask(work, work.chosen, data)
    if not is_piece(request):
        return _page(request, visit, work)
    return show(request, "day_after_answer.html", sight=work.sight, **_answer(work))


@post(f"{PAGE}/further", opt={"access": Access.SEATED}, status_code=200)
@in_turn
def look_further(request: AnyRequest) -> Response[str]:
    """How the parties would really behave, and for how long it would stand."""
    visit = visit_of(request)
    work = _work(visit, _askable(visit))
    compact = open_chosen(work.sight.opened, work.chosen)
    verdict, survival = compact.both()
    dossier = work.sight.dossier
    course = tell_course(_course_title(dossier, work.chosen.course), survival)
    return show(
        request,
        "day_after_further.html",
        sight=work.sight,
        told=tell_hold(dossier, verdict, survival),
        curves=draw_curves([course]),
    )


@get(f"{PAGE}/work/{{kind:str}}", opt={"access": Access.SEATED, "is_attention": False})
@in_thread
def work_on(request: AnyRequest, kind: FromPath[str]) -> Response[str] | Redirect:
    """How far the long work is, or what it found; begins it where nobody has."""
    visit = visit_of(request)
    work = _work(visit, _askable(visit))
    job = _begun(visit, work, kind)
    if not is_piece(request):
        job.wait(PATIENCE)
        return Redirect(PAGE, status_code=303)
    return _piece(request, work, kind, job)


@post(f"{PAGE}/work/{{kind:str}}/cancel", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def cancel_work(request: AnyRequest, kind: FromPath[str]) -> Response[str] | Redirect:
    """Go no further, and claim nothing."""
    visit = visit_of(request)
    work = _work(visit, _askable(visit))
    name, about, _ = _long(work, kind)
    call_off(visit, name)
    if not is_piece(request):
        return Redirect(PAGE, status_code=303)
    return _piece(request, work, kind, find(visit, name, about))


@post(f"{PAGE}/work/{{kind:str}}/again", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def begin_again(request: AnyRequest, kind: FromPath[str]) -> Response[str] | Redirect:
    """Begin what nobody has begun, or was called off."""
    visit = visit_of(request)
    work = _work(visit, _askable(visit))
    forget(visit, _long(work, kind)[0])
    job = _begun(visit, work, kind)
    if not is_piece(request):
        job.wait(PATIENCE)
        return Redirect(PAGE, status_code=303)
    return _piece(request, work, kind, job)


def _can_ask(dossier: Dossier) -> bool:
    """False where nothing is known of the day after, as is so for every delegation."""
    return dossier.day_after is not None


def _askable(visit: Visit) -> Sight:
    sight = visit.sight()
    if not _can_ask(sight.dossier):
        raise Refusal(404, "not-here")
    return sight


def _work(visit: Visit, sight: Sight) -> Work:
    """The work at hand; begun anew where what is known is another."""
    known = visit.work.get(WORK)
    if isinstance(known, Work) and known.sight.opened is sight.opened:
        return known
    chosen = Chosen(tuple(whole_package(sight.opened, _at_hand(visit, sight)).items()))
    work = Work(sight, chosen, pull(open_chosen(sight.opened, chosen)))
    visit.work[WORK] = work
    return work


def _at_hand(visit: Visit, sight: Sight) -> Mapping[str, str] | None:
    """The package that is worked on in the space of packages, where one is."""
    known = visit.work.get(SPACE)
    is_current = (
        isinstance(known, SpaceWork) and known.package.keys() == sight.dossier.issues.keys()
    )
    return known.package if isinstance(known, SpaceWork) and is_current else None


def _ask(work: Work, chosen: Chosen, data: Mapping[str, str]) -> None:
    """Take another question to hand, with levers where the form has them, and answer it."""
    given = {n.removeprefix("lever-"): v for n, v in data.items() if n.startswith("lever-")}
    bare = Chosen(chosen.package, chosen.course)
    values = read_levers(open_chosen(work.sight.opened, bare), given)
    asked = Chosen(chosen.package, chosen.course, tuple(values.items()))
    before = work.pulled if work.chosen.package == asked.package else None
    work.pulled = pull(open_chosen(work.sight.opened, asked), before)
    work.chosen = asked


def _choice(visit: Visit, work: Work, data: Mapping[str, str]) -> Chosen:
    """The package and the course that a form asks for; refused where there is no such thing."""
    dossier = work.sight.dossier
    told = dossier.day_after
    options = work.chosen.options
    take, _, what = data.get("take", "").partition(":")
    if take == "menu" and told is not None:
        item = next((each for each in told.menu if each.id == what), None)
        if item is None:
            raise Refusal(404, "not-here")
        options |= item.take
    elif take == "draft":
        options |= _draft(work.sight, what)
    elif take == "space":
        options |= _at_hand(visit, work.sight) or {}
    elif take:
        raise Refusal(404, "not-here")
    else:
        options |= {i: data[f"pick-{i}"] for i in switching(dossier) if f"pick-{i}" in data}
    if any(option not in dossier.issues[issue].options for issue, option in options.items()):
        raise Refusal(404, "not-here")
    course = data.get("course", work.chosen.course)
    if course and course not in {case.id for case in (told.resolve_cases if told else ())}:
        raise Refusal(404, "not-here")
    return Chosen(tuple(options.items()), course)


def _draft(sight: Sight, place: str) -> Mapping[str, str]:
    """The options of a draft on the table, by its place; refused where there is none."""
    found = drafts(sight.dossier, sight.record)
    if not (place.isascii() and place.isdigit()) or int(place[:9]) >= len(found):
        raise Refusal(404, "not-here")
    return found[int(place[:9])].options


def _course_title(dossier: Dossier, course: str) -> str:
    told = dossier.day_after
    cases = told.resolve_cases if told is not None else ()
    return next((case.title or case.id for case in cases if case.id == course), "")


def _page(request: AnyRequest, visit: Visit, work: Work) -> Response[str]:
    return show(request, "day_after.html", sight=work.sight, **_context(visit, work))


def _answer(work: Work) -> dict[str, Any]:
    """The verdict at a glance, and what else stands beside it."""
    dossier = work.sight.dossier
    return {
        "dossier": dossier,
        "work": work,
        "pulled": work.pulled,
        "phases": work.pulled.phases,
        "moved": len(work.chosen.values),
    }


def _context(visit: Visit, work: Work) -> dict[str, Any]:
    dossier, told = work.sight.dossier, work.sight.dossier.day_after
    at_hand = _at_hand(visit, work.sight)
    long = {}
    for kind in _kinds(work):
        name, about, _ = _long(work, kind)
        long[kind] = _stage(work, kind, find(visit, name, about))
    return _answer(work) | {
        "told": told,
        "families": lever_families(open_chosen(work.sight.opened, work.chosen)),
        "switching": switching(dossier),
        "drafts": drafts(dossier, work.sight.record),
        "options": work.chosen.options,
        "space_differs": at_hand is not None and dict(at_hand) != work.chosen.options,
        "long": long,
        "rates": base_rates(dossier),
    }


def _kinds(work: Work) -> tuple[str, ...]:
    """The long work that there is: guarantees to compare, and inputs that could be otherwise."""
    told = work.sight.dossier.day_after
    has_menu = told is not None and bool(told.menu)
    has_ranges = bool(open_chosen(work.sight.opened, work.chosen).question.sheet.inputs)
    wanted = {"guarantees": has_menu, "hinges": has_ranges}
    return tuple(kind for kind, is_there in wanted.items() if is_there)


def _long(work: Work, kind: str) -> tuple[str, object, Callable[[Job[Any]], Any]]:
    """The name, the matter and the doing of a piece of long work; refused where there is none.

    Levers do not count: on what it hinges is asked over all ranges, and guarantees are compared as
    the dossier has them.
    """
    dossier, chosen = work.sight.dossier, work.chosen
    compact = Chosen(chosen.package, chosen.course)

    def rank(job: Job[Any]) -> object:
        def told(done: int, of: int) -> bool:
            job.progress(done, of)
            return not job.should_stop()

        return hinges(open_chosen(work.sight.opened, compact), told)

    def compare(job: Job[Any]) -> object:
        job.progress(0, 0)
        return guarantee_menu(dossier, chosen.options)

    if kind not in _kinds(work):
        raise Refusal(404, "not-here")
    if kind == "hinges":
        return f"{WORK} hinges", (dossier, compact), rank
    return f"{WORK} guarantees", (dossier, chosen.package), compare


def _begun(visit: Visit, work: Work, kind: str) -> Job[Any]:
    name, about, doing = _long(work, kind)
    return begin(visit, name, about, doing)


def _stage(work: Work, kind: str, job: Job[Any] | None) -> dict[str, Any]:
    """How far a piece of long work is at one moment, and what it found.

    Whether it is over is asked once: what ends a moment later is told when it is asked after again.
    """
    is_running = job is not None and not job.is_over
    found = None if job is None or is_running else _found(work, kind, job)
    return {"kind": kind, "job": job, "is_running": is_running, "found": found}


def _found(work: Work, kind: str, job: Job[Any]) -> object:
    """What long work found, in words; None when it was called off."""
    if job.is_called_off or job.answer is None:
        return None
    dossier = work.sight.dossier
    if kind == "guarantees":
        return tell_menu(dossier, job.answer)
    return {
        "share": spread_words(job.answer.robustness),
        "rows": hinge_rows(dossier, job.answer.influences),
        "is_of_verdict": all(each.of_verdict for each in job.answer.influences),
        "is_rough": job.answer.is_rough,
    }


def _piece(request: AnyRequest, work: Work, kind: str, job: Job[Any] | None) -> Response[str]:
    stage = _stage(work, kind, job)
    return show(request, "day_after_long.html", sight=work.sight, **stage)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    day_after,
    choose,
    move,
    look_further,
    work_on,
    cancel_work,
    begin_again,
)
