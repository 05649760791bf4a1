"""Results as a notebook shows them, and as tables; pandas is imported when a table is asked for."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pandas import DataFrame

ROWS = 20
"""Rows of a table that a notebook shows: both ends of a longer one."""


class Shown:
    """A result that a notebook shows as its line and its table; ``figures`` is how numbers look."""

    __slots__ = ()
    figures: ClassVar[str] = ",.2f"

    def to_frame(self, *, exact: bool = False) -> "DataFrame":
        """The result as a table; see each result."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """The line that says what the result is, and its table cut to a few rows."""
        from html import escape

        frame, figures = self.to_frame(), self.figures
        rows = frame.to_html(max_rows=ROWS, float_format=lambda value: f"{value:{figures}}")
        return f"<p>{escape(repr(self))}</p>" + (rows if len(frame) else "")


def records_frame(records: Iterable[Mapping[str, object]], *, exact: bool = False) -> "DataFrame":
    """One row for each record; numbers are floats, or fractions where ``exact`` is asked for."""
    import pandas as pd

    def cell(value: object) -> object:
        return float(value) if isinstance(value, Fraction) and not exact else value

    return pd.DataFrame([{key: cell(value) for key, value in row.items()} for row in records])
