"""The record: every entry that a viewer can open, searched, and as it stood at any moment."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.types import ControllerRouterHandler

from holdfast.desk.changes import changes
from holdfast.desk.entries import Search, find, kinds_of, seen_entries
from holdfast.desk.seats import Sight
from holdfast.desk.table import lay
from holdfast.desk.viewer import viewer
from holdfast.errors import DossierError, TalksError
from holdfast.web.access import Access
from holdfast.web.page import AnyRequest, is_piece, show, visit_of
from holdfast.web.routes.table import moment_text
from holdfast.web.threads import in_thread
from holdfast.web.visits import Visit

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

SHOWN = 60
"""Entries that are shown at first; a press shows as many again."""


@get("/record", opt={"access": Access.SEATED})
@in_thread
def record(request: AnyRequest) -> Response[str]:
    """The whole page, as the record stands now."""
    return show(request, "record.html", **_found(visit_of(request), {}))


@post("/record", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def search(request: AnyRequest, data: Form) -> Response[str]:
    """What is looked for, as of a moment; sent as a form, so that no address tells what was."""
    found = _found(visit_of(request), data)
    return show(request, "record_found.html" if is_piece(request) else "record.html", **found)


def _found(visit: Visit, asked: dict[str, str]) -> dict[str, Any]:
    now = visit.sight()
    every = seen_entries(visit.talks.entries, now.record)
    place = min(_number(asked.get("until", ""), len(every)), len(every))
    # Whoever stood at the end of the record stays there when something is added to it, and what
    # was written in one moment stood together.
    if place >= _number(asked.get("of", ""), len(every)):
        place = len(every)
    while 0 < place < len(every) and every[place].at_ms == every[place - 1].at_ms:
        place += 1
    is_now = place == len(every)
    moment = every[place - 1].at if place else None
    then = now if is_now or moment is None else visit.sight(every[place - 1].at_ms)
    looker = viewer(then, visit.through or visit.name)
    kinds = kinds_of(every)
    wanted = Search(
        words=asked.get("words", ""),
        room=asked.get("room", "") if asked.get("room", "") in looker.rooms else "",
        kind=asked.get("kind", "") if asked.get("kind", "") in kinds else "",
    )
    more = max(_number(asked.get("more", ""), SHOWN), SHOWN)
    return {
        "sight": now,
        "viewer": looker,
        "wanted": wanted,
        "listing": find(every[:place], looker, wanted, more),
        "kinds": kinds,
        "place": place,
        "of": len(every),
        "at": moment,
        "is_now": is_now,
        "more": more,
        "step": SHOWN,
        "moment": moment_text,
        "table": lay(looker, moment or visit.talks.now),
        "since": () if is_now else _since(then, now),
    }


def _since(then: Sight, now: Sight) -> tuple[Any, ...]:
    """What was judged otherwise then; nothing where no dossier fits together."""
    if not (then.has_dossier and now.has_dossier):
        return ()
    try:
        return changes(then.dossier, now.dossier)
    except (TalksError, DossierError):
        return ()


def _number(text: str, usual: int) -> int:
    return int(text[:9]) if text[:9].isascii() and text[:9].isdigit() else usual


ROUTES: tuple[ControllerRouterHandler, ...] = (record, search)
