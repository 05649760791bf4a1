"""Coming and going: signing in, locking, unlocking, leaving, and looking as a delegation."""

import re
from typing import Annotated

from anyio import to_thread
from litestar import Response, get, post
from litestar.datastructures import Cookie, State
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromQuery
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from holdfast.desk.seats import Seat
from holdfast.errors import AccessError
from holdfast.web.access import Access
from holdfast.web.language import LANGUAGES
from holdfast.web.page import PAGES, THEMES, AnyRequest, is_piece, show, visit_of, words_of
from holdfast.web.refusal import Refusal
from holdfast.web.threads import in_thread

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

SEEN_HEADER = "x-holdfast-seen"
IS_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)

FIRST_PAGE = PAGES["table"]
YEAR = 365 * 24 * 3600


@get("/", opt={"access": Access.ANYONE})
async def threshold(request: AnyRequest) -> Redirect:
    """To the first page, or to the door."""
    return Redirect(FIRST_PAGE if request.scope["state"]["visit"] else "/sign-in", status_code=303)


@get("/sign-in", opt={"access": Access.ANYONE})
async def sign_in_page(request: AnyRequest, state: State, to: FromQuery[str] = "") -> Response[str]:
    """Where people sign in."""
    request.scope["state"]["visit"] = None
    return show(
        request,
        "sign_in.html",
        to=to if to in PAGES else "",
        accounts=tuple(state.house.demonstration),
        refused="",
    )


@post("/sign-in", opt={"access": Access.ANYONE}, status_code=200)
async def sign_in(request: AnyRequest, state: State, data: Form) -> Response[str] | Redirect:
    """Take a seat, or be told that something was not right, and never what."""
    name = data.get("name", "")[:200]
    try:
        seat = await _seat(request, state, name, data)
    except AccessError as error:
        return _refused(request, state, error, data.get("to", ""))
    return _seated(request, state, seat, data.get("to", ""))


@post("/enter", opt={"access": Access.DEMO}, status_code=200)
async def enter(request: AnyRequest, state: State, data: Form) -> Response[str] | Redirect:
    """One click, in a demonstration."""
    name = data.get("name", "")
    phrase = state.house.demonstration.get(name)
    if phrase is None:
        raise Refusal(404, "not-here")
    seat = await _seat(request, state, name, {"passphrase": phrase})
    return _seated(request, state, seat, data.get("to", ""))


@get("/unlock", opt={"access": Access.VISITOR, "is_attention": False})
async def unlock_page(request: AnyRequest, to: FromQuery[str] = "") -> Response[str] | Redirect:
    """Where the passphrase is given again."""
    visit = visit_of(request)
    if not visit.is_locked:
        return Redirect(PAGES.get(to, FIRST_PAGE), status_code=303)
    return show(request, "unlock.html", to=to if to in PAGES else "", refused="")


@post("/unlock", opt={"access": Access.VISITOR, "is_attention": False}, status_code=200)
async def unlock(request: AnyRequest, state: State, data: Form) -> Response[str] | Redirect:
    """Go on where one was, keys and all."""
    visit = visit_of(request)
    try:
        seat = await _seat(request, state, visit.name, data)
    except AccessError as error:
        if is_piece(request):
            return Response(error.message, status_code=403, media_type="text/plain")
        return show(request, "unlock.html", status=403, to="", refused=error.message)
    state.visits.unlock(visit, seat)
    if is_piece(request):
        return Response("", headers={"x-holdfast-token": visit.token})
    return Redirect(PAGES.get(data.get("to", ""), FIRST_PAGE), status_code=303)


@post("/lock", opt={"access": Access.VISITOR, "is_attention": False}, status_code=200)
async def lock(request: AnyRequest) -> Response[str] | Redirect:
    """Forget the keys now."""
    visit_of(request).lock()
    return Response("") if is_piece(request) else Redirect("/unlock", status_code=303)


@post("/here", opt={"access": Access.SEATED}, status_code=204)
async def here(request: AnyRequest) -> None:
    """Somebody is at the keys, though nothing was asked for."""
    visit_of(request)


@get("/news", opt={"access": Access.SEATED, "is_attention": False})
@in_thread
def news(request: AnyRequest) -> Response[str]:
    """How many entries others wrote since a page was drawn; asked by pages that stand.

    The call says in a header how many there were. It is no attention: who left is still locked out.
    """
    seen = request.headers.get(SEEN_HEADER, "")
    count = visit_of(request).sight().by_others - int(seen) if IS_COUNT.fullmatch(seen) else 0
    return show(request, "news.html", count=count) if count > 0 else Response("")


@post("/sign-out", opt={"access": Access.VISITOR}, status_code=200)
async def sign_out(request: AnyRequest, state: State) -> Redirect:
    """Leave, keys forgotten."""
    cookie = state.settings.cookie
    state.visits.end(request.cookies.get(cookie, ""))
    away = Redirect("/sign-in", status_code=303)
    away.delete_cookie(cookie)
    return away


@post("/key", opt={"access": Access.KEYHOLDER}, status_code=200)
async def turn_key(request: AnyRequest, data: Form) -> Redirect:
    """Look as a delegation, or, with no name, as oneself again."""
    visit = visit_of(request)
    name = data.get("name", "")
    if visit.seat is None or (name and name not in visit.seat.delegations):
        raise Refusal(404, "not-here")
    visit.through = name
    visit.work.clear()
    return Redirect(_back(data), status_code=303)


@post("/settings", opt={"access": Access.ANYONE}, status_code=200)
async def settings(data: Form, state: State) -> Redirect:
    """Appearance and language, kept by the browser; they say nothing about anybody."""
    back = Redirect(_back(data), status_code=303)
    for name, known in (("theme", THEMES), ("language", tuple(LANGUAGES))):
        if data.get(name) in known:
            back.set_cookie(_cookie(name, data[name], state, YEAR))
    return back


async def _seat(request: AnyRequest, state: State, name: str, data: Form) -> Seat:
    """Sign in, in a thread of its own and few at a time; in a demonstration a name is enough."""
    client = request.client.host if request.client else ""
    if state.tries.is_over(client):
        raise Refusal(429, "too-many-tries")
    known: str = state.house.demonstration.get(name, "")
    passphrase, code = data.get("passphrase", "")[:1000] or known, data.get("code", "")[:20]

    def work() -> Seat:
        seat: Seat = state.house.sign_in(name, passphrase, code)
        return seat

    return await to_thread.run_sync(work, limiter=state.passphrases)


def _seated(request: AnyRequest, state: State, seat: Seat, to: str) -> Response[str] | Redirect:
    before = request.cookies.get(state.settings.cookie, "")
    standing = state.visits.find(before) if is_piece(request) else None
    if standing is not None and standing.name == seat.name:
        # Another page of this browser came in first; what was typed on it stays good.
        state.visits.unlock(standing, seat)
        return Response("", headers={"x-holdfast-token": standing.token})
    state.visits.end(before)
    secret, visit = state.visits.begin(seat)
    answer: Response[str] | Redirect
    if is_piece(request):
        answer = Response("", headers={"x-holdfast-token": visit.token})
    else:
        answer = Redirect(PAGES.get(to, FIRST_PAGE), status_code=303)
    answer.set_cookie(_cookie(state.settings.cookie, secret, state))
    return answer


def _refused(request: AnyRequest, state: State, error: AccessError, to: str) -> Response[str]:
    if is_piece(request):
        return Response(error.message, status_code=403, media_type="text/plain")
    request.scope["state"]["visit"] = None
    is_plain = error.code == "sign-in-refused"
    return show(
        request,
        "sign_in.html",
        status=403,
        to=to if to in PAGES else "",
        accounts=tuple(state.house.demonstration),
        refused=words_of(request)("sign_in.refused") if is_plain else error.message,
    )


def _cookie(name: str, value: str, state: State, seconds: int | None = None) -> Cookie:
    return Cookie(
        key=name,
        value=value,
        path="/",
        max_age=seconds,
        httponly=True,
        secure=state.settings.is_tls,
        samesite="strict",
    )


def _back(data: Form) -> str:
    """The page that a form says it stands on, if it is one of ours."""
    asked = data.get("to", "")
    return asked if asked in {*PAGES.values(), "/sign-in"} else "/"


ROUTES: tuple[ControllerRouterHandler, ...] = (
    threshold,
    sign_in_page,
    sign_in,
    enter,
    unlock_page,
    unlock,
    lock,
    here,
    news,
    sign_out,
    turn_key,
    settings,
)
