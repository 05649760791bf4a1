"""How each question is measured: in a process of its own, by wall clock, with its peak memory."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

HERE = Path(__file__).parent


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


def taken(script: str, *arguments: object, runs: int) -> Taken:
    """Run a script of this folder so many times, one after the other."""
    lines = []
    for _ in range(runs):
        command = [sys.executable, str(HERE / script), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
        lines.append(json.loads(done.stdout.splitlines()[-1]))
    counts = {line["count"] for line in lines}
    assert len(counts) == 1, f"{script} {arguments} gave different counts: {counts}"
    return Taken(
        seconds=median(line["seconds"] for line in lines),
        cpu_seconds=median(line["cpu_seconds"] for line in lines),
        peak_mib=max(line["peak_mib"] for line in lines),
        count=counts.pop(),
        runs=runs,
    )
