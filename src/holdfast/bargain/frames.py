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
