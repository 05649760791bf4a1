"""Who may call a route. Every route declares it, and one guard holds every call against it."""

import hmac
from enum import StrEnum

from litestar.connection import ASGIConnection, Request
from litestar.handlers import BaseRouteHandler

from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit, Visits

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_HEADER, TOKEN_FIELD = "x-holdfast-token", "token"


class Access(StrEnum):
    """Who may call a route.

    ``ANYONE``: also who is not signed in. ``VISITOR``: signed in, though perhaps locked.
    ``SEATED``: signed in and not locked. ``MEDIATOR``: a mediator who does not look as another.
    ``KEYHOLDER``: a mediator, looking as another or not. ``OWN``: signed in and not looking as
    another: whoever writes. ``DEMO``: anyone, in a
    demonstration alone; elsewhere the route does not exist.
    """

    ANYONE = "anyone"
    VISITOR = "visitor"
    SEATED = "seated"
    OWN = "own"
    KEYHOLDER = "keyholder"
    MEDIATOR = "mediator"
    DEMO = "demo"


async def hold_access(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Refuse a call that the route's declaration does not allow; the guard of every route."""
    if "access" not in handler.opt:
        # The framework answers OPTIONS of its own accord; nobody here needs it.
        raise Refusal(404, "not-here")
    access = Access(handler.opt["access"])
    app = connection.app
    visits: Visits = app.state.visits
    secret = connection.cookies.get(app.state.settings.cookie, "")
    is_page = handler.opt.get("is_attention", True)
    visit = visits.find(secret, is_touch=is_page) if secret else None
    connection.scope["state"]["visit"] = visit
    if connection.scope.get("method") not in SAFE:
        if connection.headers.get("origin") not in app.state.settings.origins:
            raise Refusal(403, "elsewhere")
        if visit is not None and access not in {Access.ANYONE, Access.DEMO}:
            await _hold_token(connection, visit)
    _hold(access, visit, is_demo=bool(app.state.house.demonstration))


def _hold(access: Access, visit: Visit | None, *, is_demo: bool) -> None:
    if access is Access.ANYONE:
        return
    if access is Access.DEMO:
        if not is_demo:
            raise Refusal(404, "not-here")
        return
    if visit is None:
        raise Refusal(401, "not-signed-in")
    if access is Access.VISITOR:
        return
    if visit.seat is None:
        raise Refusal(401, "locked")
    if access in {Access.KEYHOLDER, Access.MEDIATOR} and not visit.seat.is_mediator:
        # Not "forbidden": a delegation is not told what there is for others.
        raise Refusal(404, "not-here")
    if access in {Access.OWN, Access.MEDIATOR} and visit.is_masked:
        raise Refusal(403, "masked")


async def _hold_token(connection: ASGIConnection, visit: Visit) -> None:  # type: ignore[type-arg]
    given = connection.headers.get(TOKEN_HEADER, "")
    if not given and isinstance(connection, Request):
        form = await connection.form()
        given = str(form.get(TOKEN_FIELD, ""))
    if not hmac.compare_digest(given.encode(), visit.token.encode()):
        raise Refusal(403, "form-too-old")
