"""The brief: the page for principals, worked out from what this account can open."""

from typing import Any

from litestar import MediaType, Response, get
from litestar.types import ControllerRouterHandler

from holdfast.desk.brief import Brief
from holdfast.desk.seats import Sight
from holdfast.desk.story import PRINCIPLE_MEANINGS, PRINCIPLES, tell
from holdfast.desk.words import join_words
from holdfast.pages import brief_html, brief_pdf
from holdfast.pages.plot import HEIGHT, WIDTH, draw
from holdfast.web.access import Access
from holdfast.web.language import texts
from holdfast.web.morning import changed_since_yesterday
from holdfast.web.page import AnyRequest, is_piece, ribbon, show, visit_of
from holdfast.web.refusal import Refusal
from holdfast.web.threads import in_thread, in_turn
from holdfast.web.visits import Visit

WORK = "brief"


@get("/brief", opt={"access": Access.SEATED})
@in_thread
def brief(request: AnyRequest) -> Response[str]:
    """The page at once; the assessment follows as soon as it is worked out."""
    visit = visit_of(request)
    sight = visit.sight()
    return show(
        request,
        "brief.html",
        sight=sight,
        changed=changed_since_yesterday(visit),
        is_ready=_known(visit, sight) is not None or not sight.dossier.bargainers(),
        **_context(visit, sight),
    )


@get("/brief/whole", opt={"access": Access.SEATED})
@in_turn
def whole_brief(request: AnyRequest) -> Response[str]:
    """The assessment, as a piece of the page, or as the page with it."""
    visit = visit_of(request)
    sight = visit.sight()
    _worked_out(visit, sight)
    if is_piece(request):
        return show(request, "brief_body.html", sight=sight, **_context(visit, sight))
    return show(
        request,
        "brief.html",
        sight=sight,
        changed=changed_since_yesterday(visit),
        is_ready=True,
        **_context(visit, sight),
    )


@get("/brief/file", opt={"access": Access.SEATED})
@in_turn
def brief_file(request: AnyRequest) -> Response[str]:
    """The brief as one file that stands alone, to be kept, printed or handed over."""
    visit = visit_of(request)
    found = _worked_out(visit, visit.sight())
    return Response(
        brief_html(found),
        media_type=MediaType.HTML,
        headers={"content-disposition": 'attachment; filename="brief.html"'},
    )


@get("/brief/pdf", opt={"access": Access.SEATED})
@in_turn
def brief_sheets(request: AnyRequest) -> Response[bytes]:
    """The brief on paper: as a PDF that says on every sheet who may see it."""
    visit = visit_of(request)
    sight = visit.sight()
    found = _worked_out(visit, sight)
    seen = ribbon(visit, sight, texts("en"))
    names = texts("en")("ribbon.alone", names=seen.names)
    told = texts("en")("ribbon.joint") if seen.kind == "joint" else names
    return Response(
        brief_pdf(found, f"{told}."),
        media_type="application/pdf",
        headers={"content-disposition": 'attachment; filename="brief.pdf"'},
    )


def _known(visit: Visit, sight: Sight) -> Brief | None:
    known = visit.work.get(WORK)
    if isinstance(known, tuple) and known[0] is sight.opened and isinstance(known[1], Brief):
        return known[1]
    return None


def _worked_out(visit: Visit, sight: Sight) -> Brief:
    known = _known(visit, sight)
    if known is not None:
        return known
    if not sight.dossier.bargainers():
        raise Refusal(409, "no-values")
    found = sight.opened.once(WORK, sight.opened.brief)
    visit.work[WORK] = (sight.opened, found)
    return found


def _context(visit: Visit, sight: Sight) -> dict[str, Any]:
    dossier = sight.dossier
    silent = [
        party.name
        for party in dossier.parties.values()
        if party.id not in dossier.views or not dossier.views[party.id].has_values
    ]
    context: dict[str, Any] = {"dossier": dossier, "silent": join_words(silent)}
    found = _known(visit, sight)
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


ROUTES: tuple[ControllerRouterHandler, ...] = (brief, whole_brief, brief_file, brief_sheets)
