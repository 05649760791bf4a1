"""Work that takes a while is done in threads, so that nobody waits for another's page."""

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

P = ParamSpec("P")
T = TypeVar("T")


def in_thread(work: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """The same function as a handler that works in a thread of its own.

    The framework's own way wraps a handler anew for each method of a path, which breaks it.
    """

    @functools.wraps(work)
    async def handler(*args: P.args, **kwargs: P.kwargs) -> T:
        return await to_thread.run_sync(functools.partial(work, *args, **kwargs))

    return handler


def in_turn(work: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """The same for what works out an analysis: a few at a time, the others waiting outside.

    However many ask for analyses, pages that need none find a thread. The handler has a
    ``request``.
    """

    @functools.wraps(work)
    async def handler(*args: P.args, **kwargs: P.kwargs) -> T:
        turns: CapacityLimiter = kwargs["request"].app.state.analyses  # type: ignore[attr-defined]
        return await to_thread.run_sync(functools.partial(work, *args, **kwargs), limiter=turns)

    return handler
