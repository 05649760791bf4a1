"""Holdfast beside its peers, in one run: seconds, ratios, peak memory, and a chart of the cost.

    make bench                                  # all of it: a quarter of an hour
    python bench/run.py --only peers chart      # without the talks of the example
    python bench/run.py --runs 1 --only peers   # every question once

Every question is asked in a process of its own, after a small one that is not counted, so neither
imports nor first-use compilation are timed; the questions of the talks are timed from the start of
the command. A question and its peer's are asked in turns. Figures are medians by wall clock; no
question is asked again once its time is used up.
"""

import argparse
import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from chart import curves, draw
from measuring import HERE, Command, Stopwatch, Taken
from talks import STEPS

PARTS = ("peers", "chart", "talks")


@dataclass(frozen=True)
class Comparison:
    """A question, what it took Holdfast and the peer, and how much less it should take."""

    question: str
    ours: Taken
    peer_name: str
    peer: Taken
    aim: float | None

    @property
    def ratio(self) -> float:
        """How many times longer the peer took."""
        return self.peer.seconds / self.ours.seconds

    @property
    def cpu_ratio(self) -> float:
        """The same by processor time, on which a busy machine tells less."""
        return self.peer.cpu_seconds / self.ours.cpu_seconds


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="the most runs of one question")
    options.add_argument("--seconds", type=float, default=150, help="after which none begins anew")
    options.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="what to measure")
    options.add_argument("--about", default="", help="only what is asked in these words")
    options.add_argument("--out", type=Path, default=HERE / "out")
    asked = options.parse_args()
    asked.out.mkdir(exist_ok=True)
    results: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}"
    }
    stopwatch = Stopwatch(asked.runs, asked.seconds)
    if "peers" in asked.only:
        compared = comparisons(stopwatch, asked.about)
        (asked.out / "table.md").write_text("\n".join(table(compared)) + "\n")
        print("\n".join(table(compared)))
        results["comparisons"] = [
            {**asdict(c), "ratio": c.ratio, "cpu_ratio": c.cpu_ratio} for c in compared
        ]
    if "chart" in asked.only:
        measured = curves(Stopwatch(min(asked.runs, 3), asked.seconds / 10))
        draw(asked.out / "cost.svg", measured)
        results["chart"] = [asdict(curve) for curve in measured]
    if "talks" in asked.only:
        steps = talks(Stopwatch(asked.runs, asked.seconds / 5))
        for name, seconds in steps.items():
            print(f"{name:52} {seconds:8.3f} s")
        results["talks"] = steps
    (asked.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")


_RECTANGLES = "two parties, hyper-rectangles over 10^30"
_SWEPT: Command = ("ours.py", "rectangles")

QUESTIONS: list[tuple[str, Command, str, Command, float | None]] = [
    (
        "three parties, 5^9",
        ("ours.py", "frontier", 9, 3),
        "NegMAS, 5^9",
        ("peer.py", "frontier", 9, 3),
        1000,
    ),
    (
        "three parties, 5^9, every package read",
        ("ours.py", "read", 9, 3),
        "NegMAS, 5^9",
        ("peer.py", "frontier", 9, 3),
        None,
    ),
    (
        "three parties, 5^20",
        ("ours.py", "frontier", 20, 3),
        "NegMAS, 5^8",
        ("peer.py", "frontier", 8, 3),
        1,
    ),
    (
        "two parties, 5^30",
        ("ours.py", "frontier", 30, 2),
        "NegMAS's MOBANOS, 5^30",
        ("peer.py", "mobanos", 30, 2),
        100,
    ),
    (_RECTANGLES, _SWEPT, "plain sweep, the solver's settings", ("plain_sweep.py",), 3),
    (_RECTANGLES, _SWEPT, "plain sweep, one thread", ("plain_sweep.py", "--threads", 1), 3),
    (
        _RECTANGLES,
        _SWEPT,
        "plain sweep, one thread, no linear relaxation",
        ("plain_sweep.py", "--threads", 1, "--linear", 0),
        None,
    ),
]
"""What is asked, of Holdfast and of a peer that can answer the same or less, and the aim."""


def comparisons(stopwatch: Stopwatch, about: str) -> list[Comparison]:
    """The questions whose name holds some words, each with its peer's."""
    found = []
    for question, ours, peer_name, peer, aim in QUESTIONS:
        if about in question:
            one, other = stopwatch.pair(ours, peer)
            found.append(Comparison(question, one, peer_name, other, aim))
    return found


def talks(stopwatch: Stopwatch) -> dict[str, float]:
    """How long a mediator waits for the answers to the talks of the example, step by step."""
    return {title: stopwatch.taken("talks.py", step).seconds for step, title in STEPS.items()}


def table(compared: list[Comparison]) -> list[str]:
    """The comparisons as a table in Markdown."""
    lines = [
        "| frontier asked for | Holdfast | peak | points | peer | peer took | peak | points "
        "| times longer | by processor time | aim | runs |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for each in compared:
        ours, peer = each.ours, each.peer
        aim = "none" if each.aim is None else f"{each.aim:,.0f}"
        lines.append(
            f"| {each.question} | {ours.seconds:.3g} s | {ours.peak_mib:.0f} MiB | {ours.count:,} "
            f"| {each.peer_name} | {peer.seconds:.3g} s | {peer.peak_mib:.0f} MiB "
            f"| {peer.count:,} | {each.ratio:,.1f} | {each.cpu_ratio:,.1f} | {aim} | {peer.runs} |"
        )
    return lines


if __name__ == "__main__":
    main()
