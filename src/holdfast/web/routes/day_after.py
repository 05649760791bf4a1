"""The day after: would it hold, what would make it; levers to move; guarantees compared."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.asked import departures, kept_words, scales
from holdfast.desk.day_after import open_chosen, switching
from holdfast.desk.hold_story import base_rates
from holdfast.desk.levers import lever_families
from holdfast.desk.openings import drafts
from holdfast.desk.tested import Known, PackageAsked, package_asked_about, quiet_words
from holdfast.pages.curves import draw_curves
from holdfast.web.access import Access
from holdfast.web.enduring import (
    Work,
    askable,
    at_hand,
    can_ask,
    change,
    settled_in_space,
    work_of,
)
from holdfast.web.long_day import Stage, begun, long_work, stage, stages
from holdfast.web.page import AnyRequest, is_piece, show, visit_of
from holdfast.web.threads import in_thread, in_turn
from holdfast.web.visits import Visit
from holdfast.web.work import call_off, find, forget

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
PAGE = "/day-after"
PATIENCE = 25.0
"""Seconds that a browser without scripts waits for long work."""
AT_ONCE = 2.5
"""Seconds in which what follows further is mostly known, so that nothing else need be shown."""
MOMENT = 0.25
"""Seconds that a look at long work waits, so that what is nearly done comes with it."""
ENDING = 1.0
"""Seconds in which work that is called off mostly ends, so that what it found can be shown."""


@get(PAGE, opt={"access": Access.SEATED})
@in_turn
def day_after(request: AnyRequest) -> Response[str]:
    """The whole page; where nothing is known of the day after, what it would take."""
    visit = visit_of(request)
    sight = visit.sight()
    if not can_ask(sight.dossier):
        return show(request, "day_after_empty.html", sight=sight, dossier=sight.dossier)
    return _page(request, visit, work_of(visit, sight))


@post(f"{PAGE}/choice", opt={"access": Access.SEATED}, status_code=200)
@in_turn
def choose(request: AnyRequest, data: Form) -> Response[str]:
    """Another option, another course of resolve, a package to begin from, a change to be tried."""
    visit = visit_of(request)
    work = change(visit, data)
    if not is_piece(request):
        return _page(request, visit, work)
    return show(request, "day_after_work.html", sight=work.sight, **_context(visit, work))


@post(f"{PAGE}/levers", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def move(request: AnyRequest, data: Form) -> Response[str]:
    """The verdict at a glance where the levers stand now."""
    visit = visit_of(request)
    work = change(visit, data)
    if not is_piece(request):
        return _page(request, visit, work)
    return show(request, "day_after_answer.html", sight=work.sight, **_answer(visit, work))


@post(f"{PAGE}/further", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def look_further(request: AnyRequest) -> Response[str]:
    """How the parties would really behave, and for how long it would stand."""
    visit = visit_of(request)
    work = work_of(visit, askable(visit))
    job = begun(visit, work, "further")
    job.wait(AT_ONCE)
    return _show_stage(request, "day_after_further.html", visit, work, stage(work, "further", job))


@get(f"{PAGE}/work/{{kind:str}}", opt={"access": Access.SEATED, "is_attention": False})
@in_thread
def work_on(request: AnyRequest, kind: FromPath[str]) -> Response[str] | Redirect:
    """How far the long work is, or what it found; begins it where nobody has."""
    visit = visit_of(request)
    work = work_of(visit, askable(visit))
    job = begun(visit, work, kind)
    if not is_piece(request):
        job.wait(PATIENCE)
        return Redirect(PAGE, status_code=303)
    job.wait(MOMENT)
    return _piece(request, visit, work, stage(work, kind, job))


@post(f"{PAGE}/work/{{kind:str}}/cancel", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def cancel_work(request: AnyRequest, kind: FromPath[str]) -> Response[str] | Redirect:
    """Go no further, and show what was found until then."""
    visit = visit_of(request)
    work = work_of(visit, askable(visit))
    long = long_work(work, kind)
    call_off(visit, long.name)
    job = find(visit, long.name, long.about)
    if job is not None:
        job.wait(ENDING)
    if not is_piece(request):
        return Redirect(PAGE, status_code=303)
    return _piece(request, visit, work, stage(work, kind, job))


@post(f"{PAGE}/work/{{kind:str}}/again", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def begin_again(request: AnyRequest, kind: FromPath[str]) -> Response[str] | Redirect:
    """Begin what nobody has begun, or was called off."""
    visit = visit_of(request)
    work = work_of(visit, askable(visit))
    forget(visit, long_work(work, kind).name)
    job = begun(visit, work, kind)
    if not is_piece(request):
        job.wait(PATIENCE)
        return Redirect(PAGE, status_code=303)
    return _piece(request, visit, work, stage(work, kind, job))


def _page(request: AnyRequest, visit: Visit, work: Work) -> Response[str]:
    return show(request, "day_after.html", sight=work.sight, **_context(visit, work))


def _answer(visit: Visit, work: Work) -> dict[str, Any]:
    """The verdict at a glance, and what else stands beside it."""
    told = work.sight.dossier.day_after
    compact = open_chosen(work.sight.opened, work.chosen)
    return {
        "dossier": work.sight.dossier,
        "work": work,
        "pulled": work.pulled,
        "phases": work.pulled.phases,
        "moved": len(work.chosen.values),
        "departures": departures(compact, work.own, work.chosen),
        "kept": kept_words(work.pulled.trust),
        "tested": _tested(visit, work),
        "quiet": quiet_words(work.sight.dossier, {row.party for row in work.pulled.margins}),
        "scales": {scale.party: scale for scale in scales(compact)},
        "period": told.period if told is not None else "period",
        "long": stages(visit, work),
        "draw": lambda course: draw_curves([course]),
    }


def _tested(visit: Visit, work: Work) -> PackageAsked:
    """Which package is asked about, by what is known of others."""
    dossier = work.sight.dossier
    known = Known(
        own=work.own,
        drafts=drafts(dossier, work.sight.record),
        at_hand=at_hand(visit, work.sight),
        settled=settled_in_space(work.sight),
    )
    return package_asked_about(dossier, work.chosen, known)


def _context(visit: Visit, work: Work) -> dict[str, Any]:
    dossier = work.sight.dossier
    space = at_hand(visit, work.sight)
    return _answer(visit, work) | {
        "told": dossier.day_after,
        "families": lever_families(open_chosen(work.sight.opened, work.chosen)),
        "switching": switching(dossier),
        "drafts": drafts(dossier, work.sight.record),
        "options": work.chosen.options,
        "space_differs": space is not None and dict(space) != work.chosen.options,
        "rates": base_rates(dossier),
    }


def _piece(request: AnyRequest, visit: Visit, work: Work, found: Stage) -> Response[str]:
    return _show_stage(request, "day_after_long.html", visit, work, found)


def _show_stage(
    request: AnyRequest, template: str, visit: Visit, work: Work, found: Stage
) -> Response[str]:
    return show(
        request,
        template,
        sight=work.sight,
        stage=found,
        pulled=work.pulled,
        long=stages(visit, work),
        draw=lambda course: draw_curves([course]),
    )


ROUTES: tuple[ControllerRouterHandler, ...] = (
    day_after,
    choose,
    move,
    look_further,
    work_on,
    cancel_work,
    begin_again,
)
