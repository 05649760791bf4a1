"""The cost against the size: seconds and memory for the whole frontier, by the number of issues."""

from dataclasses import dataclass
from pathlib import Path

from measuring import Stopwatch


@dataclass(frozen=True)
class Curve:
    """What one program took for domains of so many issues."""

    name: str
    issues: tuple[int, ...]
    seconds: tuple[float, ...]
    peak_mib: tuple[float, ...]


_ASKED = (
    ("Holdfast", "ours.py", 2, (4, 6, 8, 10, 15, 20, 30, 40, 60), "C0", "o-"),
    ("Holdfast", "ours.py", 3, (4, 5, 6, 7, 8, 9, 12, 15, 20), "C0", "o--"),
    ("NegMAS 0.16", "peer.py", 2, (4, 5, 6, 7, 8), "C1", "s-"),
    ("NegMAS 0.16", "peer.py", 3, (4, 5, 6, 7, 8, 9), "C1", "s--"),
)


def curves(stopwatch: Stopwatch) -> list[Curve]:
    """Measure what the chart shows."""
    found = []
    for name, script, parties, sizes, _, _ in _ASKED:
        taken = [stopwatch.taken(script, "frontier", size, parties) for size in sizes]
        found.append(
            Curve(
                f"{name}, {'two' if parties == 2 else 'three'} parties",
                sizes,
                tuple(each.seconds for each in taken),
                tuple(each.peak_mib for each in taken),
            )
        )
    return found


def draw(file: Path, measured: list[Curve]) -> None:
    """Draw the curves as an SVG that is the same for the same figures."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams["svg.hashsalt"] = "cost"
    figure = Figure(figsize=(8.6, 4.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    for curve, (*_, colour, mark) in zip(measured, _ASKED, strict=True):
        style = {"color": colour, "markersize": 3.5, "label": curve.name}
        left.plot(curve.issues, curve.seconds, mark, **style)
        right.plot(curve.issues, curve.peak_mib, mark, **style)
    left.set_ylabel("seconds for the whole frontier")
    right.set_ylabel("peak memory in MiB")
    for axes in (left, right):
        axes.set_yscale("log")
        axes.set_xscale("log")
        axes.set_xticks([4, 5, 6, 8, 10, 15, 20, 30, 40, 60], minor=False)
        axes.set_xticks([], minor=True)
        axes.xaxis.set_major_formatter("{x:.0f}")
        axes.set_xlabel("issues of five options each")
        axes.grid(visible=True, which="major", alpha=0.3)
    left.legend(fontsize="small")
    figure.savefig(file, format="svg", metadata={"Date": None})
