"""Ctrl-C, as a real signal to a real process: what was found is told, and that it is not proven."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bargaining import opposed
from holdfast.dossier import write

LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
"""Tests that run in the background of a shell inherit that Ctrl-C is ignored."""

COMMAND = [sys.executable, "-c", f"{LISTENING}from holdfast.cli import main; main()"]
CLOCK = Path("/proc/self/stat")
BUSY = 4.0
"""Seconds of computing after which a command is past its start and at its question."""


def computed(process: "subprocess.Popen[str]") -> float:
    """The seconds of computing that a process has had."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three opposed parties and forty issues: far more points than there is time for."""
    file = tmp_path_factory.mktemp("slow") / "dossier.yaml"
    file.write_text(write(opposed(40, 3)), encoding="utf-8")
    return file


def interrupted(*arguments: object) -> tuple[int, str]:
    """The exit code and the output of a command that is interrupted once it is at work."""
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and computed(process) < BUSY:
            time.sleep(0.05)
        assert process.poll() is None, "it was done before it could be interrupted"
        process.send_signal(signal.SIGINT)
        try:
            output, _ = process.communicate(timeout=120)
        finally:
            process.kill()
    return process.returncode, output


@pytest.mark.skipif(not CLOCK.exists(), reason="how far a process is can be told on Linux alone")
def test_a_frontier_that_is_interrupted_tells_what_was_found_and_that_it_is_not_proven(
    slow: Path,
) -> None:
    """Points of the frontier, true packages all of them, with the reason and exit code 0."""
    code, output = interrupted("frontier", slow, "--json")
    answer = json.loads(output)
    assert code == 0
    assert answer["result"]["count"] == len(answer["result"]["packages"]) > 0
    assert answer["proof"]["complete"] is False
    assert answer["proof"]["limit"] == "it was interrupted"


@pytest.mark.skipif(not CLOCK.exists(), reason="how far a process is can be told on Linux alone")
def test_it_is_said_to_people_in_words(slow: Path) -> None:
    """There may be more points, and nothing is claimed to be proven."""
    code, output = interrupted("frontier", slow)
    words = " ".join(output.split())
    assert code == 0
    assert "there may be more" in words
    assert "Not proven complete: it was interrupted." in words
    assert "Proven by" not in words


@pytest.mark.skipif(not CLOCK.exists(), reason="processes can be watched on Linux alone")
@pytest.mark.parametrize("asked", ["--outlook", "--influence"])
def test_workers_that_are_being_begun_are_not_reached(asked: str) -> None:
    """A terminal tells all processes of Ctrl-C, those too that still import; the command ends."""
    talks = Path(__file__).parents[2] / "examples" / "abu-dhabi"
    command = [*COMMAND, "robust", str(talks), asked, "--draws", "2000", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while process.poll() is None and len(children.read_text().split()) < 2:
            time.sleep(0.01)
        assert process.poll() is None, "it was done before it could be interrupted"
        os.killpg(process.pid, signal.SIGINT)
        try:
            output, said = process.communicate(timeout=120)
        finally:
            process.kill()
    assert process.returncode in {0, 130}
    assert "Traceback" not in said
    assert process.returncode == 130 or json.loads(output)["result"]
