"""Results as data frames and figures; pandas and matplotlib are imported when asked for."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from holdfast.bargain.results import ValuedPackage


def packages_frame(
    packages: Iterable["ValuedPackage"], index: Sequence[str] | None = None, *, exact: bool = False
) -> "DataFrame":
    """One row for each package: a column for each issue, then one for each party's points.

    Columns are pairs, ``("option", issue)`` and ``("points", party)``. Points are floats, or
    fractions where ``exact`` is asked for.
    """
    import pandas as pd

    rows = [
        {
            **{("option", issue): option for issue, option in package.options.items()},
            **{
                ("points", party): value if exact else float(value)
                for party, value in {**package.values, **package.others}.items()
            },
        }
        for package in packages
    ]
    frame = pd.DataFrame(rows, index=None if index is None else list(index))
    if rows:
        frame.columns = pd.MultiIndex.from_tuples(list(rows[0]))
    return frame


def points_figure(
    between: Sequence[str],
    packages: Iterable["ValuedPackage"],
    title: str,
    labels: Mapping[int, str] | None = None,
) -> "Figure":
    """Packages drawn by the points of the first two parties; for three and more it is a projection.

    Raises:
        ValueError: when there are fewer than two parties to draw between.
    """
    from matplotlib.figure import Figure

    if len(between) < 2:
        message = "A picture needs the points of two parties."
        raise ValueError(message)
    across, up = between[:2]
    figure = Figure(figsize=(6.4, 4.4), layout="constrained")
    axes = figure.subplots()
    pairs: list[tuple[Fraction, Fraction]] = [(p.values[across], p.values[up]) for p in packages]
    axes.plot([float(a) for a, _ in pairs], [float(b) for _, b in pairs], "o", markersize=4)
    for place, label in (labels or {}).items():
        a, b = pairs[place]
        axes.annotate(label, (float(a), float(b)), xytext=(6, 6), textcoords="offset points")
    axes.set(xlabel=f"{across}, points", ylabel=f"{up}, points", title=title)
    axes.grid(alpha=0.3)
    return figure


def shares_figure(
    rows: Sequence[tuple[str, float, float, float]], title: str, label: str
) -> "Figure":
    """Shares as points with their intervals, one below the other; each row a name and three ends.

    Args:
        rows: what each is a share of, the low end of its interval, the share, and the high end.
        title: the heading.
        label: what is shared.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 1.2 + 0.35 * len(rows)), layout="constrained")
    axes = figure.subplots()
    places = range(len(rows))
    shares = [share for _, _, share, _ in rows]
    around = [[s - low for _, low, s, _ in rows], [high - s for _, _, s, high in rows]]
    axes.errorbar(shares, places, xerr=around, fmt="o", markersize=4, capsize=3)
    axes.set(yticks=places, yticklabels=[name for name, *_ in rows], xlim=(-0.02, 1.02))
    axes.set(xlabel=label)
    figure.suptitle(title)
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.3)
    return figure


def steps_figure(curves: Mapping[str, Sequence[float]], title: str, label: str) -> "Figure":
    """How something grows step by step, one line for each name."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(6.4, 5.2), layout="constrained")
    axes = figure.subplots()
    for name, steps in curves.items():
        axes.plot(range(len(steps)), steps, "o-", markersize=4, drawstyle="steps-post", label=name)
    axes.set(xlabel="options given up, what costs the owner least first", ylabel=label, title=title)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if curves:
        figure.legend(loc="outside lower center")
    axes.grid(alpha=0.3)
    return figure
