"""The cost against the size: seconds for the whole frontier, by the number of issues."""

from pathlib import Path

from measuring import taken

_OURS = {2: (5, 10, 15, 20, 30, 40, 60), 3: (5, 7, 9, 12, 15, 20)}
_PEER = {2: (4, 5, 6, 7, 8), 3: (4, 5, 6, 7, 8)}


def draw(file: Path, runs: int) -> None:
    """Measure and draw; each point is a median."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 4.6), layout="constrained")
    axes = figure.subplots()
    for name, script, sizes, mark in (
        ("Holdfast", "ours.py", _OURS, "o-"),
        ("NegMAS 0.16", "peer.py", _PEER, "s--"),
    ):
        for parties, issues in sizes.items():
            seconds = [
                taken(script, "frontier", size, parties, runs=min(runs, 3)).seconds
                for size in issues
            ]
            axes.plot(issues, seconds, mark, label=f"{name}, {parties} parties", markersize=4)
    axes.set_yscale("log")
    axes.set_xlabel("issues of five options each (packages: 5 to that power)")
    axes.set_ylabel("seconds for the whole frontier")
    axes.set_title("Random opposed domains, one thread")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend()
    figure.savefig(file, metadata={"Date": None})
