"""How each question is measured: in a process of its own, by wall clock, with its peak memory."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter, process_time

HERE = Path(__file__).parent

Command = tuple[object, ...]
"""A script of this folder and its arguments."""


def measured(work: Callable[[], int]) -> None:
    """Do the work once and print what it took as a line of JSON, for the process that asked."""
    began, began_cpu = perf_counter(), process_time()
    count = work()
    seconds, cpu_seconds = perf_counter() - began, process_time() - began_cpu
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = {"seconds": seconds, "cpu_seconds": cpu_seconds, "count": count}
    print(json.dumps({**line, "peak_mib": peak_kib / 1024}))


@dataclass(frozen=True)
class Taken:
    """What some runs of one question took: the medians of their seconds, their greatest memory."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    count: int
    runs: int
    every_seconds: tuple[float, ...]


class Stopwatch:
    """Runs scripts one after the other and remembers what they took.

    A question is asked up to ``runs`` times, but not again once ``seconds`` have gone by, so that
    all of it takes a bounded time on a slow day as well.
    """

    def __init__(self, runs: int, seconds: float) -> None:
        self._runs = runs
        self._seconds = seconds
        self._known: dict[Command, Taken] = {}

    def taken(self, *command: object) -> Taken:
        """What one question takes; it is not asked again where that is known."""
        if command not in self._known:
            (self._known[command],) = self._in_turns([command])
        return self._known[command]

    def pair(self, one: Command, other: Command) -> tuple[Taken, Taken]:
        """What two questions take, asked in turns: a busy machine is then as busy for both."""
        self._known[one], self._known[other] = self._in_turns([one, other])
        return self._known[one], self._known[other]

    def _in_turns(self, commands: list[Command]) -> list[Taken]:
        end = monotonic() + self._seconds
        lines: list[list[dict[str, float]]] = [[] for _ in commands]
        for turn in range(self._runs):
            if turn and monotonic() > end:
                break
            for own, command in zip(lines, commands, strict=True):
                own.append(_run(command))
        return [_summed_up(*each) for each in zip(commands, lines, strict=True)]


def _run(command: Command) -> dict[str, float]:
    script, *arguments = map(str, command)
    line = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(line)} failed:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {' '.join(map(str, command)):40} {found['seconds']:9.3f} s", file=sys.stderr)
    return found


def _summed_up(command: Command, lines: list[dict[str, float]]) -> Taken:
    counts = {int(line["count"]) for line in lines}
    assert len(counts) == 1, f"{command} gave different counts: {counts}"
    return Taken(
        seconds=median(line["seconds"] for line in lines),
        cpu_seconds=median(line["cpu_seconds"] for line in lines),
        peak_mib=max(line["peak_mib"] for line in lines),
        count=counts.pop(),
        runs=len(lines),
        every_seconds=tuple(line["seconds"] for line in lines),
    )
