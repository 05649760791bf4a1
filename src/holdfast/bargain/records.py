"""Answers as tables; pandas is imported when a table is asked for."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame


def records_frame(records: Iterable[Mapping[str, object]], *, exact: bool = False) -> "DataFrame":
    """One row for each record; numbers are floats, or fractions where ``exact`` is asked for."""
    import pandas as pd

    def cell(value: object) -> object:
        return float(value) if isinstance(value, Fraction) and not exact else value

    return pd.DataFrame([{key: cell(value) for key, value in row.items()} for row in records])
