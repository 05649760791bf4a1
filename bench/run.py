"""Holdfast beside its peers, in one run: seconds, ratios, peak memory, and a chart of the cost.

    make bench                              # all of it: some ten minutes
    python bench/run.py --runs 1 --quick    # without what takes a peer minutes

Every question is asked in a process of its own, after a small one that is not counted, so neither
imports nor first-use compilation are timed; the questions of the talks are timed from the start of
the command. Figures are medians by wall clock.
"""

import argparse
import json
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from measuring import HERE, Taken, taken
from talks import STEPS


@dataclass(frozen=True)
class Comparison:
    """A question, what it took Holdfast and the peer, and how much less it should take."""

    question: str
    ours: Taken
    peer_name: str
    peer: Taken
    aim: float

    @property
    def ratio(self) -> float:
        """How many times longer the peer took."""
        return self.peer.seconds / self.ours.seconds


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="runs of what takes seconds")
    options.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    options.add_argument("--out", type=Path, default=HERE / "out")
    asked = options.parse_args()
    asked.out.mkdir(exist_ok=True)
    compared = comparisons(asked.runs, quick=asked.quick)
    for line in table(compared):
        print(line)
    steps = talks(asked.runs)
    print()
    for name, seconds in steps.items():
        print(f"{name:52} {seconds:8.3f} s")
    results = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "comparisons": [{**asdict(c), "ratio": c.ratio} for c in compared],
        "talks": steps,
    }
    (asked.out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    if not asked.quick:
        from chart import draw

        draw(asked.out / "cost.svg", asked.runs)


def comparisons(runs: int, *, quick: bool) -> list[Comparison]:
    """The questions of which a peer can answer the same, or less."""
    few = min(runs, 3)
    small = taken("peer.py", "frontier", 8, 3, runs=few)
    large = small if quick else taken("peer.py", "frontier", 9, 3, runs=1)
    issues = 8 if quick else 9
    return [
        Comparison(
            f"three parties, 5^{issues}: the frontier",
            taken("ours.py", "frontier", issues, 3, runs=runs),
            f"NegMAS, 5^{issues}",
            large,
            1000,
        ),
        Comparison(
            "three parties, 5^20: the frontier",
            taken("ours.py", "frontier", 20, 3, runs=few),
            "NegMAS, 5^8",
            small,
            1,
        ),
        Comparison(
            "two parties, 5^30: the frontier",
            taken("ours.py", "frontier", 30, 2, runs=runs),
            "NegMAS, MOBANOS, 5^30",
            taken("peer.py", "mobanos", 30, 2, runs=few),
            100,
        ),
        Comparison(
            "hyper-rectangles, 10^30: the frontier, proven twice",
            taken("ours.py", "rectangles", runs=few),
            "plain sweep, solver's settings",
            taken("plain_sweep.py", runs=few),
            3,
        ),
        Comparison(
            "hyper-rectangles, 10^30: the frontier, proven twice",
            taken("ours.py", "rectangles", runs=few),
            "plain sweep, one thread",
            taken("plain_sweep.py", "--threads", 1, runs=few),
            1,
        ),
    ]


def talks(runs: int) -> dict[str, float]:
    """How long a mediator waits for the answers to the talks of the example, step by step."""
    return {title: taken("talks.py", step, runs=runs).seconds for step, title in STEPS.items()}


def table(compared: list[Comparison]) -> list[str]:
    """The comparisons as lines of text."""
    head = f"{'question':52} {'ours':>9} {'points':>7} {'peak':>8}   {'peer':32} {'took':>9} "
    lines = [f"{head}{'points':>7} {'peak':>8} {'ratio':>9} {'aim':>6}"]
    for each in compared:
        ours, peer = each.ours, each.peer
        lines.append(
            f"{each.question:52} {ours.seconds:7.2f} s {ours.count:7,} {ours.peak_mib:4.0f} MiB   "
            f"{each.peer_name:32} {peer.seconds:7.2f} s {peer.count:7,} {peer.peak_mib:4.0f} MiB "
            f"{each.ratio:8,.1f}x {each.aim:5,.0f}x"
        )
    return lines


if __name__ == "__main__":
    main()
