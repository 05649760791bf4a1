"""The constraint solver at work, and how it is stopped."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from holdfast.bargain.amount import Solver
from holdfast.bargain.limit import ShouldStop

_LOOK_SECONDS = 0.1
"""How often it is asked, while the solver works, whether the work was called off."""


def solve(solver: Solver, model: Solver, should_stop: ShouldStop | None = None) -> Any:  # noqa: ANN401
    """What a solver says of a model; that it does not know where it was stopped before it did.

    It works in a thread, so that Ctrl-C reaches whoever waits for it, and stops it. Left to itself
    the solver would take the signal for its own, and never give it back to Python.

    Args:
        solver: the solver, with its parameters.
        model: what it is asked.
        should_stop: asked from time to time; True stops it, which it cannot notice by itself.

    Raises:
        KeyboardInterrupt: Ctrl-C stopped it.
    """
    solver.parameters.catch_sigint_signal = False
    with ThreadPoolExecutor(max_workers=1) as thread:
        answer = thread.submit(solver.solve, model)
        try:
            while not _is_done(answer):
                if should_stop is not None and should_stop():
                    solver.stop_search()
        finally:
            # Told again and again: a search that has not quite begun cannot be stopped yet.
            while not answer.done():
                solver.stop_search()
                _is_done(answer)
        return answer.result()


def _is_done(answer: Future[Any]) -> bool:
    """True when the answer is there by the next look."""
    return bool(wait([answer], timeout=_LOOK_SECONDS).done)
