"""Work that takes a while is done in threads, so that nobody waits for another's page."""

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from anyio import to_thread

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
