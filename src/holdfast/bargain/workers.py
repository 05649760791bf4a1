"""Much work in pieces: one after the other here, or at once wherever an executor puts them."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

Progress = Callable[[int, int], object]
"""Told how many pieces are done, and of how many."""

ShouldStop = Callable[[], bool]
"""Asked between pieces; True ends the work with what is done."""


def work(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    executor: Executor | None = None,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> list[Result]:
    """The results of the first tasks, in order: of all of them, unless the work is stopped.

    Ctrl-C stops it as ``should_stop`` does. What comes back does not depend on where, in what order
    or how many at a time the tasks were done.

    Args:
        function: does one task; with an executor, a function that can be sent to another process.
        tasks: what is to be done.
        executor: any executor with the standard interface, such as a process pool or that of a
            Dask client; without one, the tasks are done here, one after the other.
        progress: told after each task how many are done.
        should_stop: asked after each task whether to go on.
    """
    done: dict[int, Result] = {}
    told = progress or (lambda _done, _all: None)
    told(0, len(tasks))
    try:
        for place, result in _finished(function, tasks, executor):
            done[place] = result
            told(len(done), len(tasks))
            if should_stop is not None and should_stop():
                break
    except KeyboardInterrupt:
        pass
    return [done[place] for place in range(_first_missing(done))]


def _first_missing(done: dict[int, Result]) -> int:
    place = 0
    while place in done:
        place += 1
    return place


def _finished(
    function: Callable[[Task], Result], tasks: Sequence[Task], executor: Executor | None
) -> Iterator[tuple[int, Result]]:
    """Each task's place and result, in order; what was not begun is called off at the end."""
    if executor is None:
        for place, task in enumerate(tasks):
            yield place, function(task)
        return
    futures: dict[Future[Result], int] = {}
    try:
        for place, task in enumerate(tasks):
            futures[executor.submit(function, task)] = place
        # In the order of the tasks, which every executor can wait for; the pieces are even.
        for future, place in futures.items():
            yield place, future.result()
    finally:
        for future in futures:
            future.cancel()


@contextmanager
def local_workers(count: int) -> Iterator[Executor]:
    """So many processes on this machine, begun afresh and ended when the work is done."""
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as executor:
        yield executor
