"""Long work in pieces: done in order wherever an executor puts them, and stopped cleanly.

Pieces do not depend on who does them or on how many do, so that neither does what comes of them.
"""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Executor, Future
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

Progress = Callable[[int, int], bool | None]
"""Told how many of how many readings are done; returning False stops the sweep cleanly."""


def in_pieces(
    function: Callable[[Task], Result],
    tasks: Sequence[tuple[Task, int]],
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[list[Result], bool]:
    """The results of the first tasks, in order: of all of them, unless the work is stopped.

    Ctrl-C stops it as ``progress`` can: what was done is what comes back, and that it was stopped.

    Args:
        function: does one task; it can be sent to another process.
        tasks: each with the number of readings in it.
        executor: any executor with the standard interface; without one the work is done here.
        progress: told after each task how many readings are done, of how many.
    """
    done: list[Result] = []
    is_stopped = False
    count, total = 0, sum(size for _, size in tasks)
    results = _results(function, [task for task, _ in tasks], executor)
    try:
        for (_, size), result in zip(tasks, results, strict=True):
            done.append(result)
            count += size
            if progress is not None and progress(count, total) is False:
                is_stopped = True
                break
    except KeyboardInterrupt:
        is_stopped = True
    finally:
        results.close()
    return done, is_stopped


def _results(
    function: Callable[[Task], Result], tasks: Sequence[Task], executor: Executor | None
) -> Generator[Result, None, None]:
    """Each result as it comes due; what was not begun is called off at the end."""
    if executor is None:
        yield from map(function, tasks)
        return
    pending: list[Future[Result]] = []
    try:
        pending += [executor.submit(function, task) for task in tasks]
        for future in pending:
            yield future.result()
    finally:
        for future in pending:
            future.cancel()
