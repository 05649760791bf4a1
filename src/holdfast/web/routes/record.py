"""The record: every entry that a viewer can open, searched, and as it stood at any moment."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.types import ControllerRouterHandler

from holdfast.desk.changes import changes
from holdfast.desk.entries import Reading, Search, find, kinds_of, moments_of, seen_entries
from holdfast.desk.part_story import Stories
from holdfast.desk.seats import Sight
from holdfast.desk.table import lay
from holdfast.desk.viewer import viewer
from holdfast.errors import DossierError, TalksError
from holdfast.web.access import Access
from holdfast.web.page import AnyRequest, is_piece, show, visit_of, words_of
from holdfast.web.refusal import Refusal
from holdfast.web.routes.table import moment_text
from holdfast.web.threads import in_thread
from holdfast.web.visits import Visit

Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]

STORIES = "stories"
"""Under which a visit keeps what filing a part of the dossier did."""

SHOWN = 60
"""Entries that are shown at first; a press shows as many again."""


@get("/record", opt={"access": Access.SEATED})
@in_thread
def record(request: AnyRequest) -> Response[str]:
    """The whole page, as the record stands now."""
    return show(request, "record.html", **_found(request, {}))


@post("/record", opt={"access": Access.SEATED}, status_code=200)
@in_thread
def search(request: AnyRequest, data: Form) -> Response[str]:
    """What is looked for, as of a moment; sent as a form, so that no address tells what was."""
    found = _found(request, data)
    return show(request, "record_found.html" if is_piece(request) else "record.html", **found)


def _found(request: AnyRequest, asked: dict[str, str]) -> dict[str, Any]:
    visit = visit_of(request)
    now = visit.sight()
    every = seen_entries(visit.talks.entries, now.record)
    ends = moments_of(every)
    place = min(_number(asked.get("until", ""), len(ends)), len(ends))
    # Whoever stood at the end of the record stays there when something is added to it.
    if place >= _number(asked.get("of", ""), len(ends)):
        place = len(ends)
    is_now = place == len(ends)
    last = every[ends[place - 1] - 1] if place else None
    then = now if is_now or last is None else visit.sight(last.at_ms)
    looker = viewer(then, visit.through or visit.name)
    kinds = kinds_of(every)
    wanted = Search(
        words=asked.get("words", ""),
        room=asked.get("room", "") if asked.get("room", "") in looker.rooms else "",
        kind=asked.get("kind", "") if asked.get("kind", "") in kinds else "",
    )
    more = max(_number(asked.get("more", ""), SHOWN), SHOWN)
    reading = Reading(looker, words_of(request), _stories(visit))
    listing = find(every[: ends[place - 1]] if place else (), reading, wanted, more)
    return {
        "sight": now,
        "viewer": looker,
        "wanted": wanted,
        "listing": listing,
        "kinds": kinds,
        "place": place,
        "of": len(ends),
        "first": every[0].at if every else None,
        "at": last.at if last else None,
        "is_now": is_now,
        "more": more,
        "step": SHOWN,
        "moment": moment_text,
        "table": lay(looker, last.at if last else visit.talks.now),
        "since": () if is_now else _since(then, now),
    }


def _stories(visit: Visit) -> Stories:
    """What was worked out of parts of the dossier for this visit; gone when it is locked."""
    kept = visit.work.get(STORIES)
    if not isinstance(kept, Stories):
        if visit.seat is None:
            raise Refusal(401, "locked")
        kept = Stories(visit.seat.assemblies.stories)
        visit.keep(STORIES, kept)
    return kept


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
