"""Much work in pieces: one after the other here, or at once wherever an executor puts them."""

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from threading import current_thread, main_thread
from typing import Any, TypeVar

from holdfast.bargain.limit import ShouldStop
from holdfast.errors import QuestionError

Task = TypeVar("Task")
Result = TypeVar("Result")

Progress = Callable[[int, int], object]
"""Told how many pieces are done, and of how many."""

ANSWERS_WITHIN_S = 5
"""Seconds in which a scheduler answers that is there."""


def work(  # noqa: PLR0913  each is a part of its own
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    executor: Executor | None = None,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
    *,
    is_whole: Callable[[Task, Result], bool] | None = None,
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
        is_whole: whether a task was done to its end; the first that was not ends the work.
    """
    done: dict[int, Result] = {}
    told = progress or (lambda _done, _all: None)
    told(0, len(tasks))
    try:
        for place, result in _finished(function, tasks, executor):
            done[place] = result
            told(len(done), len(tasks))
            is_cut = is_whole is not None and not is_whole(tasks[place], result)
            if is_cut or (should_stop is not None and should_stop()):
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
    context = get_context("spawn")
    with _Sheltered(count, mp_context=context, initializer=leave_ctrl_c) as executor:
        yield executor


class _Sheltered(ProcessPoolExecutor):
    """A pool that begins its processes as they are needed, each out of the reach of Ctrl-C."""

    def submit(
        self, fn: Callable[..., Result], /, *args: object, **kwargs: object
    ) -> "Future[Result]":
        with out_of_reach():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def out_of_reach() -> Iterator[None]:
    """Processes begun meanwhile are not stopped by Ctrl-C, not even while they still import.

    They take over that the signal is held back. To this one it comes as soon as they are begun: one
    that is left half begun would wait for ever, or complain.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # The tracker lets the signal through again when it begins, so it must be there already.
    resource_tracker.ensure_running()
    came: list[int] = []
    known = signal.getsignal(signal.SIGINT)
    can_wait = current_thread() is main_thread() and known is not None
    if can_wait:
        signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if can_wait:
            signal.signal(signal.SIGINT, known)
        if came:
            signal.raise_signal(signal.SIGINT)


def leave_ctrl_c() -> None:
    """Whoever asked for the work is stopped by Ctrl-C, and stops it; the workers are not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def cluster_workers(address: str) -> Iterator[Executor]:
    """The workers of a Dask cluster whose scheduler is at an address such as ``tcp://host:8786``.

    Raises:
        QuestionError: ``no-cluster`` when the scheduler cannot be reached, or when the extra
            ``cluster`` is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        message = "To work on a Dask cluster, install Holdfast with its extra: holdfast[cluster]."
        raise QuestionError(message, code="no-cluster") from None
    try:
        client: Any = Client(address, timeout=ANSWERS_WITHIN_S)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        message = f"No Dask scheduler answers at {address}: {error}. Start one, or name another."
        raise QuestionError(message, code="no-cluster") from None
    with client, client.get_executor() as executor:
        yield executor
