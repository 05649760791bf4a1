"""The space: the frontier, a package to be changed option by option, and what could be traded."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromQuery
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.openings import clashes, openings
from holdfast.desk.question_words import roll_words
from holdfast.desk.shifts import shift_words
from holdfast.desk.space import Space, Weighing, trade, weigh
from holdfast.desk.story import PRINCIPLE_MEANINGS, PRINCIPLES
from holdfast.desk.words import join_words, pattern_words
from holdfast.dossier import Dossier, Package
from holdfast.web.access import Access
from holdfast.web.chart import Plain, chart, mark
from holdfast.web.exploring import Work, at_hand, begin_anew, stop, take_to_hand, work_of
from holdfast.web.page import AnyRequest, is_piece, show, visit_of
from holdfast.web.refusal import Refusal
from holdfast.web.threads import in_turn
from holdfast.web.work import Job

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
T = TypeVar("T")


@get("/space", opt={"access": Access.SEATED})
@in_turn
def space(
    request: AnyRequest, across: FromQuery[str] = "", up: FromQuery[str] = ""
) -> Response[str]:
    """The whole page."""
    visit = visit_of(request)
    work = at_hand(visit, across, up)
    return _waiting(request, work) if isinstance(work, Job) else _page(request, work)


@get("/space/work", opt={"access": Access.SEATED, "is_attention": False})
@in_turn
def work_on_space(request: AnyRequest) -> Response[str] | Redirect:
    """How far the searches are; once they are over, the page itself."""
    if not is_piece(request):
        return Redirect("/space", status_code=303)
    work = at_hand(visit_of(request), patience=0)
    if isinstance(work, Job) and not work.is_over:
        return _piece(request, work)
    return Response("", headers={"hx-redirect": "/space"})


@post("/space/work/cancel", opt={"access": Access.SEATED}, status_code=200)
@in_turn
def cancel_space(request: AnyRequest) -> Response[str] | Redirect:
    """Search no further, and show what was found."""
    stop(visit_of(request))
    return _to_the_page(request)


@post("/space/work/again", opt={"access": Access.SEATED}, status_code=200)
@in_turn
def search_space_again(request: AnyRequest) -> Response[str] | Redirect:
    """Begin anew what was called off."""
    begin_anew(visit_of(request))
    return _to_the_page(request)


@post("/space/package", opt={"access": Access.SEATED}, status_code=200)
@in_turn
def pick(request: AnyRequest, data: Form) -> Response[str]:
    """Another option, a package of the frontier, a settlement or a trade to be tried."""
    visit = visit_of(request)
    work_of(visit)  # waited for before anybody else has to wait
    with visit.changing:
        work = work_of(visit)
        work = take_to_hand(visit, work, _picked(work, data))
    if not is_piece(request):
        return _page(request, work)
    # The keys that try a trade go with it: the keyboard goes on at what is said of the package.
    is_trade = data.get("take", "").startswith("set:")
    return show(
        request, "space_work.html", sight=work.sight, **_context(work) | {"lands": is_trade}
    )


@post("/space/trades", opt={"access": Access.SEATED}, status_code=200)
@in_turn
def trades(request: AnyRequest) -> Response[str]:
    """What could be traded from the package at hand."""
    work = work_of(visit_of(request))
    found = trade(work.sight.dossier, work.package, work.space.between)
    return show(
        request,
        "space_trades.html",
        sight=work.sight,
        found=found,
        dossier=work.sight.dossier,
        rolls=lambda each: roll_words(work.sight.dossier, each),
        set_of=lambda each: ",".join(f"{c.issue}={c.after}" for c in each.changes),
    )


def _to_the_page(request: AnyRequest) -> Response[str] | Redirect:
    if is_piece(request):
        return Response("", headers={"hx-redirect": "/space"})
    return Redirect("/space", status_code=303)


def _waiting(request: AnyRequest, job: Job[Space]) -> Response[str]:
    """The page before there is anything on it."""
    return _how_far(request, "space_wait.html", job)


def _piece(request: AnyRequest, job: Job[Space]) -> Response[str]:
    return _how_far(request, "space_waiting.html", job)


def _how_far(request: AnyRequest, template: str, job: Job[Space]) -> Response[str]:
    # Asked once: what is over a moment later is fetched by the piece that says how far it is.
    found_nothing = job.is_over and job.answer is None
    sight = visit_of(request).sight()
    return show(request, template, sight=sight, job=job, found_nothing=found_nothing)


def _picked(work: Work, data: Mapping[str, str]) -> Package:
    """The package that a form asks for; refused where it is none.

    What is taken goes over the options that the form has, and those over what is at hand.
    """
    dossier = work.sight.dossier
    kind, _, what = data.get("take", "").partition(":")
    chosen = dict(work.package)
    chosen |= {issue: data[f"pick-{issue}"] for issue in chosen if f"pick-{issue}" in data}
    match kind:
        case "frontier":
            chosen = dict(_at(work.space.frontier.packages, what).options)
        case "settled":
            chosen = dict(_at(work.space.settled, what)[1].options)
        case "draft":
            chosen |= _at(work.drafts, what).options
        case "opening":
            chosen = dict(_at(openings(dossier, work.space.zone), what).package)
        case "set":
            chosen |= dict(part.partition("=")[::2] for part in what.split(","))
        case "":
            pass
        case _:
            raise Refusal(404, "not-here")
    if any(
        i not in dossier.issues or o not in dossier.issues[i].options for i, o in chosen.items()
    ):
        raise Refusal(404, "not-here")
    return chosen


def _at(found: Sequence[T], place: str) -> T:
    """What stands at a place that a form names; refused where there is none."""
    if not (place.isascii() and place.isdigit()) or int(place[:9]) >= len(found):
        raise Refusal(404, "not-here")
    return found[int(place[:9])]


def _page(request: AnyRequest, work: Work) -> Response[str]:
    dossier = work.sight.dossier
    return show(
        request,
        "space.html",
        sight=work.sight,
        chart=_chart(work) if work.up else None,
        valued=[p for p, view in dossier.views.items() if view.has_values],
        clashes=clashes(dossier, work.space.zone),
        openings=openings(dossier, work.space.zone),
        meanings=PRINCIPLE_MEANINGS,
        **_context(work),
    )


def _chart(work: Work) -> Plain:
    """The picture, with the drafts on it that settle every issue."""
    dossier = work.sight.dossier
    tabled = [
        {
            "at": mark(weigh(dossier, draft.options, work.space), work.across, work.up),
            "name": draft.title,
        }
        for draft in work.drafts
        if draft.is_whole
    ]
    return chart(dossier, work.space, work.across, work.up) | {"tabled": tabled}


def _context(work: Work) -> dict[str, Any]:
    dossier = work.sight.dossier
    weighing = work.weighing
    return {
        "dossier": dossier,
        "space": work.space,
        "work": work,
        "weighing": weighing,
        "mark": mark(weighing, work.across, work.up) if work.up else [],
        "principles": PRINCIPLES,
        "lands": False,
        "shares": _shares(weighing),
        "changes": _changes(weighing, work.before),
        "shifts": shift_words(dossier, work.before, weighing) if work.before else (),
        "issues": _by_track(dossier),
        "names": join_words([dossier.parties[p].name for p in work.space.between]),
        "pattern": pattern_words,
    }


def _shares(weighing: Weighing) -> dict[str, dict[str, float]]:
    """How much of what each issue could bring each party gets, from 0 to 1; to look at."""
    found: dict[str, dict[str, float]] = {}
    for effect in weighing.effects:
        for standing in effect.standings:
            found.setdefault(standing.issue, {})[effect.party] = float(standing.share)
    return found


def _changes(weighing: Weighing, before: Weighing | None) -> dict[str, Fraction]:
    """What each party gains or loses by the last change."""
    if before is None:
        return {}
    was = {effect.party: effect.value for effect in before.effects}
    return {e.party: e.value - was[e.party] for e in weighing.effects if e.party in was}


def _by_track(dossier: Dossier) -> list[tuple[str, list[str]]]:
    """Issues by track, in the order of the dossier."""
    titles = {**{track.id: track.title for track in dossier.tracks.values()}, "": ""}
    grouped = {
        title: [issue.id for issue in dossier.issues.values() if issue.track == track]
        for track, title in titles.items()
    }
    return [(title, issues) for title, issues in grouped.items() if issues]


ROUTES: tuple[ControllerRouterHandler, ...] = (
    space,
    work_on_space,
    cancel_space,
    search_space_again,
    pick,
    trades,
)
