"""The release ceremony: what passes, the exact bytes, a second mediator, and then it is done."""

from typing import Annotated

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.ceremony import (
    DIGEST,
    IDENTITY,
    MARK,
    OPTION,
    SOURCE,
    TO,
    Copy,
    Rite,
    are_those_previewed,
    ask,
    begin,
    confided,
    draft,
    leaks,
    preview,
    recipients,
    rite,
)
from holdfast.desk.releasing import approve, decline, pass_on
from holdfast.desk.revision import Slip
from holdfast.desk.viewer import Viewer
from holdfast.errors import ConflictError, TalksError
from holdfast.web.access import Access
from holdfast.web.page import AnyRequest, is_piece, show, visit_of, words_of
from holdfast.web.refusal import Refusal
from holdfast.web.routes.table import looking, moment_text
from holdfast.web.threads import in_thread, in_turn
from holdfast.web.visits import Visit

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
Slips = tuple[Slip, ...]


@get("/table/release/new", opt={"access": Access.MEDIATOR})
@in_thread
def choose(request: AnyRequest, about: FromQuery[str] = "") -> Response[str]:
    """Step one: what should pass, to whom, and how it is told."""
    return _choose(request, begin(looking(visit_of(request)), about), ())


@post("/table/release/new", opt={"access": Access.MEDIATOR}, status_code=200)
@in_thread
def choose_again(request: AnyRequest, data: Form) -> Response[str]:
    """Back to step one, with everything that was typed."""
    return _choose(request, data, ())


@post("/table/release/preview", opt={"access": Access.MEDIATOR}, status_code=200)
@in_turn
def look_before(request: AnyRequest, data: Form) -> Response[str]:
    """Step two: the exact bytes of every copy, and what they would give away."""
    return _preview(request, data, "")


@post("/table/release/ask", opt={"access": Access.MEDIATOR}, status_code=200)
@in_turn
def ask_for_it(request: AnyRequest, data: Form) -> Response[str] | Redirect:
    """Ask for the copies that were previewed, and for nothing else."""
    visit = visit_of(request)
    looker = looking(visit)
    copies, slips = _copies(visit, looker, data)
    if slips:
        return _choose(request, data, slips)
    if not are_those_previewed(copies, data):
        return _preview(request, data, words_of(request)("table.text_differs"))
    asked = ask(visit.talks, copies)
    address = f"/table/release/{asked[0]}" if len(asked) == 1 else "/table#gate"
    if is_piece(request):
        # The keyboard goes on at the step that comes.
        place = "#ceremony" if len(asked) == 1 else ""
        return Response("", headers={"hx-redirect": f"{address}{place}"})
    return Redirect(address, status_code=303)


@get("/table/release/{entry:str}", opt={"access": Access.MEDIATOR})
@in_thread
def look(request: AnyRequest, entry: FromPath[str]) -> Response[str]:
    """Steps three and four: a release as it stands, and what can be done about it."""
    return _look(request, entry, "")


@post("/table/release/{entry:str}/approve", opt={"access": Access.MEDIATOR}, status_code=200)
@in_thread
def approve_it(request: AnyRequest, entry: FromPath[str], data: Form) -> Response[str] | Redirect:
    """A second mediator approves the bytes that were on the page."""
    found = _rite(request, entry)
    if found.is_mine:
        return _look(request, entry, words_of(request)("table.not_ones_own"))
    if data.get("sha256") != found.release.sha256:
        return _look(request, entry, words_of(request)("table.text_differs"))
    identity = found.release.request.content.id
    approve(visit_of(request).talks, identity, found.release.sha256)
    return _done(request, entry)


@post("/table/release/{entry:str}/decline", opt={"access": Access.MEDIATOR}, status_code=200)
@in_thread
def decline_it(request: AnyRequest, entry: FromPath[str], data: Form) -> Response[str] | Redirect:
    """Decline a release, or take back the own request, with a reason."""
    found = _rite(request, entry)
    why = data.get("why", "").replace("\r\n", "\n").strip()
    if not why:
        return _look(request, entry, words_of(request)("table.say_why"))
    decline(visit_of(request).talks, found.release.request.content.id, why)
    return _done(request, entry)


@post("/table/release/{entry:str}/pass", opt={"access": Access.MEDIATOR}, status_code=200)
@in_thread
def pass_it(request: AnyRequest, entry: FromPath[str]) -> Response[str] | Redirect:
    """Let it pass, if caveat and consent still allow it in this very moment."""
    found = _rite(request, entry)
    try:
        pass_on(visit_of(request).talks, found.release.request.content.id)
    except (TalksError, ConflictError) as error:
        return _look(request, entry, error.message)
    return _done(request, entry)


def _choose(request: AnyRequest, typed: dict[str, str], slips: Slips) -> Response[str]:
    visit = visit_of(request)
    looker = looking(visit)
    return show(
        request,
        "release_choose.html" if is_piece(request) else "release.html",
        sight=visit.sight(),
        viewer=looker,
        step=1,
        inside="release_choose.html",
        recipients=recipients(looker),
        confided=confided(looker),
        typed=typed,
        to=TO,
        source=SOURCE,
        option=OPTION,
        has_package=any(text and name.startswith(OPTION) for name, text in typed.items()),
        slips={slip.field: slip.message for slip in slips},
        now=visit.talks.now,
        moment=moment_text,
    )


def _preview(request: AnyRequest, data: dict[str, str], refused: str) -> Response[str]:
    visit = visit_of(request)
    looker = looking(visit)
    sight = visit.sight()
    wanted, slips = draft(looker, data)
    if slips:
        return _choose(request, data, slips)
    found = leaks(looker, sight.opened if wanted.package else None, wanted)
    leakage = wanted.leakage or "\n".join(found)
    copies, slips = _copies(visit, looker, {**data, "leakage": leakage})
    if slips:
        return _choose(request, data, slips)
    return show(
        request,
        "release_preview.html" if is_piece(request) else "release.html",
        sight=sight,
        viewer=looker,
        step=2,
        inside="release_preview.html",
        copies=copies,
        wanted=wanted,
        leaks=found,
        leakage=leakage,
        carried={name: text for name, text in data.items() if _is_carried(name)},
        identity=IDENTITY,
        mark=MARK,
        digest=DIGEST,
        refused=refused,
        moment=moment_text,
    )


def _copies(visit: Visit, looker: Viewer, data: dict[str, str]) -> tuple[tuple[Copy, ...], Slips]:
    """The copies that a form asks for, or what is wrong with it."""
    wanted, slips = draft(looker, data)
    if slips:
        return (), slips
    label = visit.sight().label if wanted.package else frozenset()
    return preview(visit.talks, looker, wanted, label, data)


def _is_carried(name: str) -> bool:
    """True for what the form of step two carries on from step one as it is."""
    return name.startswith((TO, SOURCE, OPTION))


def _look(request: AnyRequest, entry: str, refused: str) -> Response[str]:
    visit = visit_of(request)
    found = _rite(request, entry)
    return show(
        request,
        "release_look.html" if is_piece(request) else "release.html",
        sight=visit.sight(),
        viewer=looking(visit),
        step={"requested": 3, "approved": 4, "released": 5}.get(found.release.stage, 0),
        inside="release_look.html",
        rite=found,
        release=found.release,
        entry=entry,
        refused=refused,
        now=visit.talks.now,
        moment=moment_text,
    )


def _rite(request: AnyRequest, entry: str) -> Rite:
    visit = visit_of(request)
    found = rite(looking(visit), visit.talks, entry)
    if found is None:
        raise Refusal(404, "not-here")
    return found


def _done(request: AnyRequest, entry: str) -> Response[str] | Redirect:
    """The next step of a release, in the place of the one that was done."""
    if is_piece(request):
        return _look(request, entry, "")
    return Redirect(f"/table/release/{entry}", status_code=303)


ROUTES: tuple[ControllerRouterHandler, ...] = (
    choose,
    choose_again,
    look_before,
    ask_for_it,
    look,
    approve_it,
    decline_it,
    pass_it,
)
