"""Red lines: what each forbids and what is said of it at once; what it does when it is found."""

from typing import TYPE_CHECKING, Any

from litestar import Response, get, post
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.line_history import line_history, past_lines
from holdfast.desk.lines import Line, ask, found, lines, short_words
from holdfast.desk.seats import Sight
from holdfast.desk.words import join_words
from holdfast.dossier import Dossier
from holdfast.web.access import Access
from holdfast.web.page import AnyRequest, is_piece, show, visit_of
from holdfast.web.steps import WIDTH, curve
from holdfast.web.threads import in_thread
from holdfast.web.visits import Visit
from holdfast.web.work import Job, begin, call_off, find, forget

if TYPE_CHECKING:
    from holdfast.desk.questions import RedLines

PAGE = "/red-lines"
WORK = "red-lines"
PATIENCE = 25.0
"""Seconds that a browser without scripts waits for the whole page."""


@get(PAGE, opt={"access": Access.SEATED})
@in_thread
def red_lines(request: AnyRequest) -> Response[str]:
    """Every line as it stands; what it does follows as soon as it is found."""
    visit = visit_of(request)
    sight = visit.sight()
    return _page(request, sight, find(visit, WORK, sight.dossier))


@get(f"{PAGE}/whole", opt={"access": Access.SEATED})
@in_thread
def whole_red_lines(request: AnyRequest) -> Response[str]:
    """The page with everything that is found of each line, waited for."""
    visit = visit_of(request)
    sight = visit.sight()
    job = _begun(visit, sight)
    if job is not None:
        job.wait(PATIENCE)
    return _page(request, sight, job)


@get(f"{PAGE}/work", opt={"access": Access.SEATED, "is_attention": False})
@in_thread
def work_on_red_lines(request: AnyRequest) -> Response[str] | Redirect:
    """How far the searches are, or all that they found; begins them where nobody has."""
    if not is_piece(request):
        return Redirect(f"{PAGE}/whole", status_code=303)
    visit = visit_of(request)
    sight = visit.sight()
    return _piece(request, sight, _begun(visit, sight))


@post(f"{PAGE}/work/cancel", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def cancel_red_lines(request: AnyRequest) -> Response[str] | Redirect:
    """Search no further, and show what was found."""
    visit = visit_of(request)
    sight = visit.sight()
    call_off(visit, WORK)
    job = find(visit, WORK, sight.dossier)
    if job is None or not is_piece(request):
        return Redirect(PAGE, status_code=303)
    job.wait(PATIENCE)
    return _piece(request, sight, job)


@post(f"{PAGE}/work/again", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def search_red_lines_again(request: AnyRequest) -> Response[str] | Redirect:
    """Begin anew what was called off."""
    visit = visit_of(request)
    forget(visit, WORK)
    sight = visit.sight()
    job = _begun(visit, sight)
    if not is_piece(request):
        return Redirect(f"{PAGE}/whole", status_code=303)
    return _piece(request, sight, job)


def _begun(visit: Visit, sight: Sight) -> "Job[RedLines] | None":
    """The searches, begun where they were not; None where there is nothing to search."""
    opened, dossier = sight.opened, sight.dossier
    if not _can_ask(dossier):
        return None
    return begin(visit, WORK, dossier, lambda job: job.find_out(opened, WORK, ask, dossier))


def _can_ask(dossier: Dossier) -> bool:
    """False where there is no line, or nobody whose values are known."""
    return bool(dossier.bargainers()) and any(view.red_lines for view in dossier.views.values())


def _page(request: AnyRequest, sight: Sight, job: "Job[RedLines] | None") -> Response[str]:
    return show(request, "red_lines.html", sight=sight, **_context(sight, job))


def _piece(request: AnyRequest, sight: Sight, job: "Job[RedLines] | None") -> Response[str]:
    """How far it is; once it is over, everything in the place of what stood there before."""
    context = _context(sight, job)
    # As it was when it was asked: what is over a moment later is told when it is asked after again.
    is_over = job is None or context["is_over"]
    template = "red_lines_found.html" if is_over else "red_lines_work.html"
    answer = show(request, template, sight=sight, **context)
    if is_over:
        answer.headers |= {"hx-retarget": "#lines", "hx-reswap": "outerHTML"}
    return answer


def _context(sight: Sight, job: "Job[RedLines] | None") -> dict[str, Any]:
    dossier = sight.dossier
    is_over = job is not None and job.is_over
    answer = job.answer if job is not None and is_over else None
    known = {} if answer is None else found(dossier, answer)
    every = lines(dossier)
    histories = {
        each.key: line_history(dossier, sight.record, *each.key, each.line.never) for each in every
    }
    between = dossier.bargainers() if answer is None else answer.between
    return {
        "dossier": dossier,
        "parties": _by_party(every),
        "known": known,
        "job": job,
        "is_over": is_over,
        "can_ask": _can_ask(dossier),
        "is_cut": answer is not None and bool(answer.proof.limit),
        "short": () if answer is None else short_words(dossier, answer),
        "between": between,
        "names": join_words([dossier.parties[party].name for party in between]),
        "valued": [p for p, view in dossier.views.items() if view.has_values],
        "curves": {key: curve(each.moves) for key, each in known.items()},
        "width": WIDTH,
        "histories": histories,
        "past": past_lines(dossier, sight.record),
    }


def _by_party(every: tuple[Line, ...]) -> list[tuple[str, list[Line]]]:
    grouped: dict[str, list[Line]] = {}
    for line in every:
        grouped.setdefault(line.party, []).append(line)
    return list(grouped.items())


ROUTES: tuple[ControllerRouterHandler, ...] = (
    red_lines,
    whole_red_lines,
    work_on_red_lines,
    cancel_red_lines,
    search_red_lines_again,
)
