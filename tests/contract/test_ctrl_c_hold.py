"""Ctrl-C while readings are judged: one real signal ends the command, with what was found."""

import json
import sys
from pathlib import Path

import pytest

from interrupting import interrupted_at_work

TALKS = Path(__file__).parents[2] / "examples" / "abu-dhabi"
ASKED = 3000
PIECE = 64
SLOWLY = f"""
import signal, sys, time
import holdfast.endure.sweep as sweep
from holdfast.cli import main
from holdfast.endure.batch import Batch
sweep.CHUNK = {PIECE}
judge, judged = Batch.judge, []
def slowly(batch, inputs, total=0):
    time.sleep(0.1)
    found = judge(batch, inputs, total)
    judged.append(1)
    if len(judged) == 6:
        print("at work", file=sys.stderr, flush=True)
    return found
Batch.judge = slowly
# Tests that run in the background of a shell inherit that Ctrl-C is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
"""The command itself; pieces are small, last longer, and it tells when some of them are done."""


def interrupted(*options: str) -> tuple[int, str]:
    """The exit code and the output of a sweep that is interrupted once, at its first pieces."""
    code, output, faults = interrupted_at_work(
        SLOWLY, "hold", str(TALKS), "--draws", str(ASKED), *options
    )
    assert not faults
    return code, output


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
def test_one_ctrl_c_ends_the_command_with_the_readings_judged() -> None:
    """Some of the readings and their share; bands and ranking are not begun: exit 1, a verdict."""
    code, output = interrupted("--json")
    spread = json.loads(output)["result"]["spread"]
    assert code == 1
    assert 0 < spread["robustness"]["drawn"] < spread["robustness"]["asked"] == ASKED
    assert (spread["bands"], spread["influences"]) == (None, [])


@pytest.mark.skipif(sys.platform == "win32", reason="a signal of POSIX")
def test_it_is_said_in_words() -> None:
    """How many were asked for, and what is not known for it."""
    _, output = interrupted()
    words = " ".join(output.split())
    assert "Stopped early: 3,000 readings were asked for." in words
    assert "Stopped before it could be said what the verdict hinges on." in words
    assert "It hinges on" not in words
