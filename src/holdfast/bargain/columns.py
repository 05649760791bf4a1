"""Many packages as columns: a frontier can hold thousands, of which a reader looks at a few."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.results import ValuedPackage

Value = TypeVar("Value")

Choices = NDArray[np.int32]
"""Packages by position, one a line: for each issue, which of its options."""


@dataclass(frozen=True, slots=True)
class Worths:
    """What every package is worth to one party: whole totals, ``scale`` of which make a point.

    The totals are int64 where they are known to fit, and Python's own numbers otherwise.
    """

    totals: NDArray[Any]
    scale: Fraction

    def points(self, rows: slice) -> list[Fraction]:
        """The points of some packages, exact; equal ones are made once."""
        scale, totals = self.scale, self.totals[rows].tolist()
        parts, whole = scale.denominator, scale.numerator
        if whole == 1:
            points = {total: Fraction(total * parts) for total in set(totals)}
        else:
            points = {total: Fraction(total * parts, whole) for total in set(totals)}
        return [points[total] for total in totals]


@dataclass(frozen=True, eq=False)
class Columns(Sequence[ValuedPackage]):
    """Packages and their exact points, each made when it is first looked at; never changed.

    ``choices`` says by position which of its ``options`` each issue is settled by; ``values`` what
    the packages are worth to the parties asked about, ``others`` to all others with values.
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    choices: Choices
    values: dict[str, Worths]
    others: dict[str, Worths]

    def __len__(self) -> int:
        """The number of packages."""
        return len(self.choices)

    def __repr__(self) -> str:
        """The packages, as a tuple of them is shown."""
        return repr(self._made)

    def __eq__(self, other: object) -> bool:
        """True for the same packages in the same order, however they are kept."""
        if not isinstance(other, Columns | tuple):
            return NotImplemented
        return self._made == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, at: int) -> ValuedPackage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ValuedPackage, ...]: ...
    def __getitem__(self, at: int | slice) -> ValuedPackage | tuple[ValuedPackage, ...]:
        """One package, or a tuple of some; no others are made for it."""
        if "_made" in self.__dict__:
            return self._made[at]
        if isinstance(at, slice):
            return tuple(self._packages(at))
        place = range(len(self))[at]
        return next(self._packages(slice(place, place + 1)))

    def __iter__(self) -> Iterator[ValuedPackage]:
        """One package after the other."""
        return iter(self._made)

    @cached_property
    def _made(self) -> tuple[ValuedPackage, ...]:
        return tuple(self._packages(slice(None)))

    def _packages(self, rows: slice) -> Iterator[ValuedPackage]:
        chosen = self.choices[rows]
        taken = [
            [options[at] for at in column.tolist()]
            for options, column in zip(self.options, chosen.T, strict=True)
        ]
        packages = _lines(self.issues, taken, len(chosen))
        worths = (
            _lines(tuple(own), [worths.points(rows) for worths in own.values()], len(chosen))
            for own in (self.values, self.others)
        )
        return map(ValuedPackage, packages, *worths)


def _lines(
    names: tuple[str, ...], columns: Sequence[Sequence[Value]], count: int
) -> Iterator[dict[str, Value]]:
    """Columns as so many lines by name."""
    if not names:
        return ({} for _ in range(count))
    return (dict(zip(names, line, strict=True)) for line in zip(*columns, strict=True))
