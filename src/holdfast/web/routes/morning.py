"""The morning brief: one page for the first five minutes of a day, to be read or printed."""

from datetime import timedelta

from litestar import Response, get
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from holdfast.desk.entries import seen_entries
from holdfast.desk.morning import morning
from holdfast.desk.table import lay
from holdfast.web.access import Access
from holdfast.web.page import AnyRequest, show, visit_of
from holdfast.web.routes.table import looking, moment_text
from holdfast.web.threads import in_thread

DAYS = (1, 3, 7)
QUARTER = timedelta(minutes=15)


@get("/brief/morning", opt={"access": Access.SEATED})
@in_thread
def morning_brief(request: AnyRequest, days: FromQuery[str] = "1") -> Response[str]:
    """What is new since so many days, what wants a decision, and what the next days bring."""
    visit = visit_of(request)
    sight = visit.sight()
    chosen = int(days) if days in {str(each) for each in DAYS} else DAYS[0]
    now = visit.talks.now
    # To the quarter of an hour, so that a page that is opened twice is put together once.
    quarter = now - timedelta(minutes=now.minute % 15, seconds=now.second)
    since = quarter.replace(microsecond=0) - timedelta(days=chosen)
    table = lay(looking(visit), now)
    entries = seen_entries(visit.talks.entries, sight.record)
    return show(
        request,
        "morning.html",
        sight=sight,
        viewer=table.viewer,
        table=table,
        now=now,
        found=morning(table, entries, since),
        changed=visit.changed_since(int(since.timestamp() * 1000)) if sight.has_dossier else (),
        days=DAYS,
        chosen=chosen,
        moment=moment_text,
    )


ROUTES: tuple[ControllerRouterHandler, ...] = (morning_brief,)
