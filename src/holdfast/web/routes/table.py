"""The table: the state of the talks at a glance, envelopes that open one at a time, a calendar."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from litestar import MediaType, Response, get
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from holdfast.desk.acting import may_act, may_strike
from holdfast.desk.calling import Called, called
from holdfast.desk.envelopes import open_envelope
from holdfast.desk.table import calendar_text, lay
from holdfast.desk.viewer import Viewer, viewer
from holdfast.web.access import Access
from holdfast.web.page import AnyRequest, is_piece, show, visit_of
from holdfast.web.refusal import Refusal
from holdfast.web.threads import in_thread
from holdfast.web.visits import Visit

KEPT = "table"
"""Under which a visit remembers what it wrote last, so that it can be taken back."""


@dataclass
class Kept:
    """What a visit wrote last: by which act, as which entries, and who can read it."""

    act: str
    entries: tuple[str, ...]
    readers: tuple[str, ...]
    place: str
    was_told: bool = False


@get("/table", opt={"access": Access.SEATED})
@in_thread
def table(request: AnyRequest) -> Response[str]:
    """The whole page, with every envelope sealed."""
    visit = visit_of(request)
    found = lay(looking(visit), visit.talks.now)
    kept = None if visit.is_masked else visit.work.get(KEPT)
    is_news = isinstance(kept, Kept) and not kept.was_told
    if isinstance(kept, Kept):
        kept.was_told = True
    return show(
        request,
        "table.html",
        sight=visit.sight(),
        table=found,
        viewer=found.viewer,
        kept=kept if is_news else None,
        kept_as=_called(found.viewer, kept) if is_news and isinstance(kept, Kept) else None,
        may=partial(may_act, found.viewer),
        may_strike=partial(may_strike, found.viewer),
        moment=moment_text,
    )


@get("/table/envelopes/{entry:str}", opt={"access": Access.SEATED})
@in_thread
def envelope(request: AnyRequest, entry: FromPath[str]) -> Response[str]:
    """What is in one envelope: a confidence, a message with its reply, or a reply."""
    visit = visit_of(request)
    looker = looking(visit)
    found = open_envelope(looker, entry)
    if found is None:
        raise Refusal(404, "not-here")
    return show(
        request,
        "table_letter.html" if is_piece(request) else "table_envelope.html",
        sight=visit.sight(),
        viewer=looker,
        now=visit.talks.now,
        moment=moment_text,
        confided=found.confided,
        carried=found.carried,
        reply=found.reply,
    )


@get("/table/calendar", opt={"access": Access.SEATED})
@in_thread
def calendar_file(request: AnyRequest) -> Response[str]:
    """Rounds, meetings and open tasks for any calendar program."""
    return Response(
        calendar_text(looking(visit_of(request))),
        media_type=MediaType.TEXT,
        headers={
            "content-type": "text/calendar; charset=utf-8",
            "content-disposition": 'attachment; filename="talks.ics"',
        },
    )


def _called(looker: Viewer, kept: Kept) -> Called | None:
    """What people call that which was written last."""
    entry = looker.find(kept.entries[0])
    return called(looker, entry.content) if entry is not None else None


def looking(visit: Visit) -> Viewer:
    """Whoever a visit looks as."""
    return viewer(visit.sight(), visit.through or visit.name)


def moment_text(moment: datetime) -> str:
    """A moment on a page, short; always in UTC, and it says so.

    >>> from datetime import UTC
    >>> moment_text(datetime(2026, 1, 24, 5, 0, tzinfo=UTC))
    'Sat 24 Jan, 05:00 UTC'
    """
    return f"{moment:%a} {moment.day} {moment:%b, %H:%M} UTC"


ROUTES: tuple[ControllerRouterHandler, ...] = (table, envelope, calendar_file)
