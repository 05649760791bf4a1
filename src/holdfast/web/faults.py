"""What went wrong, as an answer: a sentence for people, never a trace, and nothing of the data."""

import logging
from contextlib import suppress

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from holdfast.desk.analysts import DefectError, places
from holdfast.desk.seats import Sight
from holdfast.errors import AccessError, ConflictError, HoldfastError, LedgerError
from holdfast.web.page import PAGES, AnyRequest, is_piece, show, words_of
from holdfast.web.refusal import Refusal
from holdfast.web.visits import Visit

_LOG = logging.getLogger("holdfast.web")

_REASONS = {400: "bad-request", 404: "not-here", 405: "not-here", 413: "too-large"}


def refuse(request: AnyRequest, refusal: Refusal) -> Response[str] | Redirect:
    """Send to the door who must sign in or unlock; tell everyone else why not."""
    if refusal.status == 401:
        return _to_the_door(request, refusal.reason)
    return _told(request, refusal.status, refusal.reason)


def refuse_known(request: AnyRequest, error: HoldfastError) -> Response[str]:
    """Errors that Holdfast raises on purpose say themselves what to do."""
    if isinstance(error, AccessError):
        status, reason = 403, "not-yours"
    elif isinstance(error, ConflictError):
        status, reason = 409, "conflict"
    elif isinstance(error, LedgerError):
        status, reason = 503, "not-kept"
    else:
        status, reason = 422, "unfit"
    return _told(request, status, reason, error.message)


def refuse_http(request: AnyRequest, error: HTTPException) -> Response[str]:
    """What the framework refuses: no such page, too large, not understood."""
    reason = _REASONS.get(error.status_code)
    if reason is None:
        return refuse_unknown(request, error)
    return _told(request, error.status_code, reason)


def refuse_unknown(request: AnyRequest, error: Exception) -> Response[str]:
    """A defect: noted by its kind and its lines of code, for its words could hold confidences."""
    if isinstance(error, DefectError):
        _LOG.error("%s at %s, asked by %s", error.kind, error.places, places(error))
    else:
        _LOG.error("%s at %s", type(error).__name__, places(error))
    return _told(request, 500, "failed")


def _told(request: AnyRequest, status: int, reason: str, message: str = "") -> Response[str]:
    """The refusal as a page like any other, or as a line for one that stands.

    Whatever is not there and whatever is not for somebody to see is told in the same bytes.
    """
    visit = _visit(request)
    sight = None if is_piece(request) else _sight(visit)
    words = words_of(request)
    return show(
        request,
        "notice.html" if is_piece(request) else "refusal.html",
        status=status,
        sight=sight,
        reason=reason,
        message=message or words(f"refusal.{reason}"),
        is_english=bool(message) or not words.has(f"refusal.{reason}"),
    )


def _visit(request: AnyRequest) -> Visit | None:
    """The visit of whoever asks, where no guard looked for it since there is no such route."""
    state = request.scope["state"]
    if "visit" not in state:
        app = request.app.state
        secret = request.cookies.get(app.settings.cookie, "")
        state["visit"] = app.visits.find(secret, is_touch=False) if secret else None
    found: Visit | None = state["visit"]
    return found


def _sight(visit: Visit | None) -> Sight | None:
    """What the ribbon tells of; nothing where nobody is signed in, or nothing is shared."""
    if visit is None or visit.is_locked:
        return None
    with suppress(HoldfastError, Refusal):
        return visit.sight()
    return None


def _to_the_door(request: AnyRequest, reason: str) -> Response[str] | Redirect:
    door = "/unlock" if reason == "locked" else "/sign-in"
    if is_piece(request):
        return Response("", status_code=401, headers={"x-holdfast-door": reason})
    if request.method != "GET":
        return Redirect(door, status_code=303)
    page = next((name for name, path in PAGES.items() if path == request.scope["path"]), "")
    return Redirect(f"{door}?to={page}" if page else door, status_code=303)
