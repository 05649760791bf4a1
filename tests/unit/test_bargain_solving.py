"""The constraint solver at work: it can be stopped, and Ctrl-C stays Python's."""

import subprocess
import sys
from threading import Event
from types import SimpleNamespace

from holdfast.bargain.solving import solve

KEPT = """
import signal
from ortools.sat.python import cp_model
from holdfast.bargain.solving import solve
signal.signal(signal.SIGINT, signal.default_int_handler)
solve(cp_model.CpSolver(), cp_model.CpModel())
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("kept")
"""


class Endless:
    """A solver that notices only the third time that it is told to stop."""

    def __init__(self) -> None:
        self.parameters = SimpleNamespace()
        self.told = 0
        self.stopped = Event()

    def solve(self, model: str) -> str:
        """Work until it is stopped."""
        assert self.stopped.wait(timeout=120)
        return f"{model} unknown"

    def stop_search(self) -> None:
        """Notice late."""
        self.told += 1
        if self.told == 3:
            self.stopped.set()


def test_a_solver_at_work_is_stopped_from_without() -> None:
    """A solver that would never know by itself is told to stop, also where it had not begun."""
    assert solve(Endless(), "model", lambda: True) == "model unknown"


def test_ctrl_c_is_pythons_again_once_the_solver_is_done() -> None:
    """The signal becomes an exception as before, and does not end the process with no word."""
    done = subprocess.run(
        [sys.executable, "-c", KEPT], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, "kept\n"), done.stderr
