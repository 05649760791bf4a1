"""The brief: the page for principals, worked out from what this account can open."""

from collections.abc import Mapping
from typing import Any

from litestar import MediaType, Response, get, post
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.brief import Brief, ask
from holdfast.desk.seats import Sight
from holdfast.desk.sight import LeftOut
from holdfast.desk.story import PRINCIPLE_MEANINGS, PRINCIPLES, tell
from holdfast.desk.talks_words import moment_words
from holdfast.desk.words import join_words
from holdfast.pages import brief_html, brief_pdf
from holdfast.pages.plot import HEIGHT, WIDTH, draw
from holdfast.web.access import Access
from holdfast.web.language import Texts, texts
from holdfast.web.morning import changed_since_yesterday
from holdfast.web.page import AnyRequest, is_piece, ribbon, show, visit_of
from holdfast.web.refusal import Refusal
from holdfast.web.threads import in_thread
from holdfast.web.visits import Visit
from holdfast.web.work import Job, begin, call_off, find, forget

PAGE = "/brief"
WORK = "brief"
PATIENCE = 25.0
"""Seconds that a browser without scripts waits for the whole page."""
LONGEST = 300.0
"""Seconds that who asks for a file waits: longer than any assessment may take."""
MOMENT = 0.25
"""Seconds that a look at the work waits, so that what is nearly done comes with it."""


@get(PAGE, opt={"access": Access.SEATED})
@in_thread
def brief(request: AnyRequest) -> Response[str]:
    """The page at once; the assessment follows as soon as it is worked out."""
    visit = visit_of(request)
    sight = visit.sight()
    return _page(request, visit, sight, find(visit, WORK, sight.opened))


@get(f"{PAGE}/whole", opt={"access": Access.SEATED})
@in_thread
def whole_brief(request: AnyRequest) -> Response[str]:
    """The page with the assessment, waited for."""
    visit = visit_of(request)
    sight = visit.sight()
    job = _begun(visit, sight)
    job.wait(PATIENCE)
    return _page(request, visit, sight, job)


@get(f"{PAGE}/work", opt={"access": Access.SEATED, "is_attention": False})
@in_thread
def work_on_brief(request: AnyRequest) -> Response[str] | Redirect:
    """How far the assessment is, or all of it; begins it where nobody has."""
    if not is_piece(request):
        return Redirect(f"{PAGE}/whole", status_code=303)
    visit = visit_of(request)
    sight = visit.sight()
    job = _begun(visit, sight)
    job.wait(MOMENT)
    return _piece(request, sight, job)


@post(f"{PAGE}/work/cancel", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def cancel_brief(request: AnyRequest) -> Response[str] | Redirect:
    """Work it out no further, and claim nothing."""
    visit = visit_of(request)
    sight = visit.sight()
    call_off(visit, WORK)
    job = find(visit, WORK, sight.opened)
    if job is None or not is_piece(request):
        return Redirect(PAGE, status_code=303)
    return _piece(request, sight, job)


@post(f"{PAGE}/work/again", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def work_out_again(request: AnyRequest) -> Response[str] | Redirect:
    """Begin anew what was called off."""
    visit = visit_of(request)
    forget(visit, WORK)
    sight = visit.sight()
    job = _begun(visit, sight)
    if not is_piece(request):
        return Redirect(f"{PAGE}/whole", status_code=303)
    return _piece(request, sight, job)


@get(f"{PAGE}/file", opt={"access": Access.SEATED})
@in_thread
def brief_file(request: AnyRequest) -> Response[str]:
    """The brief as one file that stands alone, to be kept, printed or handed over."""
    visit = visit_of(request)
    sight = visit.sight()
    found = _waited_for(visit, sight)
    return Response(
        brief_html(found, ribbon=_ribbon(visit, sight), left_out=_left_out(sight)),
        media_type=MediaType.HTML,
        headers={"content-disposition": 'attachment; filename="brief.html"'},
    )


@get(f"{PAGE}/pdf", opt={"access": Access.SEATED})
@in_thread
def brief_sheets(request: AnyRequest) -> Response[bytes]:
    """The brief on paper: as a PDF that says on every sheet who may see it."""
    visit = visit_of(request)
    sight = visit.sight()
    found = _waited_for(visit, sight)
    return Response(
        brief_pdf(found, _ribbon(visit, sight), left_out=_left_out(sight)),
        media_type="application/pdf",
        headers={"content-disposition": 'attachment; filename="brief.pdf"'},
    )


def _ribbon(visit: Visit, sight: Sight) -> str:
    """Who may see a file, in the file's own language."""
    seen = ribbon(visit, sight, texts("en"))
    if seen.kind == "joint":
        return f"{texts('en')('ribbon.joint')}."
    return f"{texts('en')('ribbon.alone', names=seen.names)}."


def _left_out(sight: Sight) -> tuple[str, ...]:
    """What was left out of what a file says, each with the first of its faults; as pages do."""
    if not sight.left_out:
        return ()
    names = {id_: party.name for id_, party in sight.dossier.parties.items()}
    return tuple(left_out_words(left, names, texts("en")) for left in sight.left_out)


def left_out_words(left: LeftOut, names: Mapping[str, str], say: Texts) -> str:
    """That a part was left out, why, and what to do."""
    when = moment_words(left.filed.at)
    start = (
        say("ribbon.left_out_mediators", when=when)
        if left.is_mediators
        else say("ribbon.left_out", part=names.get(left.part, left.part), when=when)
    )
    more = len(left.faults) - 1
    told = [start, str(left.faults[0])]
    told += [say("ribbon.left_out_more", count=more)] if more else []
    return " ".join([*told, say("ribbon.left_out_do")])


def _begun(visit: Visit, sight: Sight) -> Job[Brief]:
    """The assessment, begun where it was not; refused where there is nothing to assess."""
    opened = sight.opened
    between = opened.dossier.bargainers()
    if not between:
        raise Refusal(409, "no-values")
    return begin(
        visit,
        WORK,
        opened,
        lambda job: job.find_out(opened, WORK, ask, opened.dossier, opened.sources, between),
    )


def _waited_for(visit: Visit, sight: Sight) -> Brief:
    """The assessment, waited for; refused where it was called off."""
    job = _begun(visit, sight)
    job.wait(LONGEST)
    if job.answer is None:
        raise Refusal(409, "called-off")
    return job.answer


def _page(request: AnyRequest, visit: Visit, sight: Sight, job: Job[Brief] | None) -> Response[str]:
    return show(
        request,
        "brief.html",
        sight=sight,
        changed=changed_since_yesterday(visit),
        **_context(sight, job),
    )


def _piece(request: AnyRequest, sight: Sight, job: Job[Brief]) -> Response[str]:
    return show(request, "brief_stage.html", sight=sight, **_context(sight, job))


def _context(sight: Sight, job: Job[Brief] | None) -> dict[str, Any]:
    """What the page shows; whether the work is over is asked once."""
    dossier = sight.dossier
    is_over = job is not None and job.is_over
    found = job.answer if job is not None and is_over else None
    silent = [
        party.name
        for party in dossier.parties.values()
        if party.id not in dossier.views or not dossier.views[party.id].has_values
    ]
    context: dict[str, Any] = {
        "dossier": dossier,
        "silent": join_words(silent),
        "job": job,
        "is_over": is_over,
        "has_nothing": not dossier.bargainers(),
    }
    if found is None:
        return context | {"brief": None}
    return context | {
        "brief": found,
        "story": tell(found),
        "plot": draw(found),
        "width": WIDTH,
        "height": HEIGHT,
        "principles": PRINCIPLES,
        "meanings": PRINCIPLE_MEANINGS,
        "shown": {settlement.by for settlement in found.settlements},
    }


ROUTES: tuple[ControllerRouterHandler, ...] = (
    brief,
    whole_brief,
    work_on_brief,
    cancel_brief,
    work_out_again,
    brief_file,
    brief_sheets,
)
