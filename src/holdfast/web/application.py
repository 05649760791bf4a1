"""The application: every route, and everything that holds for all of them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import monotonic

from anyio import CapacityLimiter
from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, ControllerRouterHandler

from holdfast.desk.analysts import Analysts
from holdfast.desk.seats import House
from holdfast.errors import HoldfastError
from holdfast.web import faults
from holdfast.web.access import Access, hold_access
from holdfast.web.page import static_mark
from holdfast.web.rates import Rates
from holdfast.web.refusal import Refusal
from holdfast.web.routes import (
    brief,
    day_after,
    door,
    judgments,
    morning,
    positions,
    record,
    red_lines,
    space,
    table,
    table_release,
    table_writing,
)
from holdfast.web.settings import Settings
from holdfast.web.shield import Shield
from holdfast.web.visits import Visits

SWEEP_SECONDS = 5
PASSPHRASES_AT_ONCE = 2
"""Each guess at a passphrase takes a quarter of a gigabyte for half a second."""

ANALYSES_AT_ONCE = 24
"""Those who ask for one leave the others their threads; most wait for an analyst meanwhile."""

ROUTES: tuple[ControllerRouterHandler, ...] = (
    *door.ROUTES,
    *table.ROUTES,
    *table_writing.ROUTES,
    *table_release.ROUTES,
    *positions.ROUTES,
    *judgments.ROUTES,
    *space.ROUTES,
    *red_lines.ROUTES,
    *day_after.ROUTES,
    *record.ROUTES,
    *morning.ROUTES,
    *brief.ROUTES,
)


def make_application(
    house: House, settings: Settings, clock: Callable[[], float] = monotonic
) -> ASGIApp:
    """The workbench over the talks of a house, ready for a server."""
    visits = Visits(settings, clock)
    return Shield(make_inner(house, settings, visits, clock), settings, visits)


def make_inner(
    house: House, settings: Settings, visits: Visits, clock: Callable[[], float] = monotonic
) -> Litestar:
    """The application without the shield around it, for the test that walks its routes."""
    return Litestar(
        route_handlers=[*ROUTES, _static()],
        guards=[hold_access],
        exception_handlers={
            Refusal: faults.refuse,
            HoldfastError: faults.refuse_known,
            HTTPException: faults.refuse_http,
            Exception: faults.refuse_unknown,
        },
        state=State(
            {
                "house": house,
                "settings": settings,
                "visits": visits,
                "tries": Rates(settings.tries_a_minute, clock),
                "passphrases": CapacityLimiter(PASSPHRASES_AT_ONCE),
                "analyses": CapacityLimiter(ANALYSES_AT_ONCE),
            }
        ),
        request_max_body_size=settings.body_bytes,
        openapi_config=None,
        logging_config=None,
        lifespan=[_sweeping, _analysing],
    )


def _static() -> Router:
    """What browsers may keep, at an address that changes with it."""
    folder = Path(__file__).parent / "static"
    return create_static_files_router(
        path=f"/static/{static_mark()}",
        directories=[folder],
        opt={"access": Access.ANYONE, "is_attention": False},
    )


@asynccontextmanager
async def _analysing(app: Litestar) -> AsyncIterator[None]:
    """Analysts are there for as long as pages are served."""
    analysts: Analysts = app.state.visits.analysts
    analysts.begin()
    try:
        yield
    finally:
        analysts.close()


@asynccontextmanager
async def _sweeping(app: Litestar) -> AsyncIterator[None]:
    """Forget the keys of idle visits in time, whether or not anybody calls."""

    async def sweep() -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            app.state.visits.sweep()

    task = asyncio.create_task(sweep())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
