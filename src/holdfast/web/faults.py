"""What went wrong, as an answer: a sentence for people, never a trace, and nothing of the data."""

import logging
import traceback

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from holdfast.errors import AccessError, ConflictError, HoldfastError, LedgerError
from holdfast.web.page import PAGES, AnyRequest, is_piece, show, words_of
from holdfast.web.refusal import Refusal

_LOG = logging.getLogger("holdfast.web")

_REASONS = {400: "bad-request", 404: "not-here", 405: "not-here", 413: "too-large"}


def refuse(request: AnyRequest, refusal: Refusal) -> Response[str] | Redirect:
    """Send to the door who must sign in or unlock; tell everyone else why not."""
    if refusal.status == 401:
        return _to_the_door(request, refusal.reason)
    return _told(request, refusal.status, words_of(request)(f"refusal.{refusal.reason}"))


def refuse_known(request: AnyRequest, error: HoldfastError) -> Response[str]:
    """Errors that Holdfast raises on purpose say themselves what to do."""
    if isinstance(error, AccessError):
        status = 403
    elif isinstance(error, ConflictError):
        status = 409
    elif isinstance(error, LedgerError):
        status = 503
    else:
        status = 422
    return _told(request, status, error.message)


def refuse_http(request: AnyRequest, error: HTTPException) -> Response[str]:
    """What the framework refuses: no such page, too large, not understood."""
    reason = _REASONS.get(error.status_code)
    if reason is None:
        return refuse_unknown(request, error)
    return _told(request, error.status_code, words_of(request)(f"refusal.{reason}"))


def refuse_unknown(request: AnyRequest, error: Exception) -> Response[str]:
    """A defect: noted by its kind and its lines of code, for its words could hold confidences."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
    _LOG.error("%s at %s", type(error).__name__, lines)
    return _told(request, 500, words_of(request)("refusal.failed"))


def _told(request: AnyRequest, status: int, message: str) -> Response[str]:
    request.scope["state"].setdefault("visit", None)
    template = "notice.html" if is_piece(request) else "refusal.html"
    return show(request, template, status=status, message=message)


def _to_the_door(request: AnyRequest, reason: str) -> Response[str] | Redirect:
    door = "/unlock" if reason == "locked" else "/sign-in"
    if is_piece(request):
        return Response("", status_code=401, headers={"x-holdfast-door": reason})
    if request.method != "GET":
        return Redirect(door, status_code=303)
    page = next((name for name, path in PAGES.items() if path == request.scope["path"]), "")
    return Redirect(f"{door}?to={page}" if page else door, status_code=303)
