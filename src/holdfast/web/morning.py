"""What is different since yesterday, as far as a visit can see."""

from time import time

from holdfast.desk.changes import Changed
from holdfast.web.visits import Visit

QUARTER_MS = 15 * 60 * 1000
DAY_MS = 24 * 3600 * 1000


def yesterday_ms() -> int:
    """This hour of yesterday, in milliseconds since 1970, to the quarter of an hour.

    So a page that is opened twice is put together once.
    """
    return (int(time() * 1000) // QUARTER_MS) * QUARTER_MS - DAY_MS


def changed_since_yesterday(visit: Visit) -> tuple[Changed, ...]:
    """What was corrected since this hour of yesterday."""
    return visit.changed_since(yesterday_ms())
