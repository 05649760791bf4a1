"""Results of the day after as data frames; pandas is imported when a table is asked for."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

ROWS = 20
"""Rows of a table that a notebook shows: both ends of a longer one."""


class Tabled:
    """A result that a notebook shows as its line and its table."""

    __slots__ = ()

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """The result as a table; see each result."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """The line that says what the result is, and its table cut to a few rows."""
        from html import escape

        rows = self.to_frame().to_html(max_rows=ROWS, float_format=lambda value: f"{value:,.4g}")
        return f"<p>{escape(repr(self))}</p>{rows}"


def table(rows: Iterable[Mapping[str, object]], *, exact: bool = False) -> "DataFrame":
    """One row for each mapping; numbers are floats, or fractions where ``exact`` is asked for."""
    import pandas as pd

    def cell(value: object) -> object:
        return float(value) if isinstance(value, Fraction) and not exact else value

    return pd.DataFrame([{key: cell(value) for key, value in row.items()} for row in rows])
