"""Many packages before the judge at once, column by column: a frontier can hold thousands."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.columns import Columns, Worths
from holdfast.bargain.judge import Judge, Tally
from holdfast.bargain.results import ValuedPackage
from holdfast.dossier.model import Package, Pattern

_FITS = 2**62
"""Numbers below this are reckoned in 64 bits; larger ones in integers without bound."""

_NONE = ""
"""Stands where a package has no option for an issue; no option is called so."""


class Docket:
    """Packages as a table of options by position, for a judge who reads them all together.

    Options are read by their names: the places that they have in the packages' own columns are
    nothing to the judge, who goes by the dossier's.
    """

    def __init__(self, judge: Judge, packages: Sequence[ValuedPackage]) -> None:
        self._judge = judge
        self._packages = packages
        self._claimed = packages if isinstance(packages, Columns) else _in_columns(packages)
        self._numbers = {
            issue.id: {option: at for at, option in enumerate(issue.options)}
            for issue in judge.dossier.issues.values()
        }
        nothing = np.full(len(packages), -1)
        self._columns = dict.fromkeys(self._numbers, nothing)
        self._is_strange = np.zeros(len(packages), dtype=np.bool_)
        self._read_by_name(self._claimed)
        self._sums: dict[str, NDArray[Any]] = {}

    def totals(self, party: str) -> list[int]:
        """What the packages are worth to a party, in its whole units."""
        found: list[int] = self._summed(party).tolist()
        return found

    def stranger(self) -> int | None:
        """The place of the first that does not take exactly one known option for every issue."""
        return int(self._is_strange.argmax()) if self._is_strange.any() else None

    def objection(self) -> str:
        """Why the first that is not in the zone is not, with that package; empty when all are."""
        for demand, never in self._judge.bars:
            breaks = self._matches(never)
            if breaks.any():
                package = self._first(breaks)
                return f"{package} {self._judge.objection(package) or f'breaks {demand}'}"
        for party, floor in self._judge.floors.items():
            is_less = self._summed(party) < floor
            if is_less.any():
                return f"{self._first(is_less)} is worth less than no deal to {party}"
        return ""

    def misvalued(self) -> str:
        """The first package that is not worth what is claimed, and why; empty when all are."""
        claimed = {**self._claimed.values, **self._claimed.others}
        for package in () if isinstance(self._packages, Columns) else self._packages:
            parties = (*package.values, *package.others)
            if parties != tuple(claimed):
                said, right = ", ".join(parties), ", ".join(claimed)
                return f"{package.options} is valued for {said}, not {right}"
        for party, worths in claimed.items():
            # The same points are so many of the judge's units and so many of the claim's.
            unit = self._judge.tallies[party].unit
            judged = _times(self._summed(party), worths.scale.numerator)
            is_wrong = judged != _times(worths.totals, worths.scale.denominator * unit)
            if is_wrong.any():
                at = int(is_wrong.argmax())
                (points,) = worths.points(slice(at, at + 1))
                options = self._packages[at].options
                return f"{options} {self._judge.misvalued(options, {party: points})}"
        return ""

    def _read_by_name(self, claimed: Columns) -> None:
        for issue, options, chosen in zip(
            claimed.issues, claimed.options, claimed.choices.T, strict=True
        ):
            numbers = self._numbers.get(issue, {_NONE: 0})
            known = np.array([*(numbers.get(option, -1) for option in options), -1])
            is_place = (chosen >= 0) & (chosen < len(options))
            column = known[np.where(is_place, chosen, -1)]
            self._is_strange |= column < 0
            if issue in self._columns:
                self._columns[issue] = column
        for column in self._columns.values():
            self._is_strange |= column < 0

    def _first(self, marks: NDArray[np.bool_]) -> Package:
        return self._packages[int(marks.argmax())].options

    def _summed(self, party: str) -> NDArray[Any]:
        if party not in self._sums:
            tally = self._judge.tallies[party]
            dtype = np.int64 if _reach(tally) < _FITS else object
            sums = np.zeros(len(self._packages), dtype=dtype)
            for issue, column in self._columns.items():
                worths = [tally.single[issue, option] for option in self._numbers[issue]]
                sums += np.array(worths, dtype=dtype)[column]
            for when, worth in tally.joint:
                sums[self._matches(when)] += worth
            self._sums[party] = sums
        return self._sums[party]

    def _matches(self, pattern: Pattern) -> NDArray[np.bool_]:
        matches = np.ones(len(self._packages), dtype=np.bool_)
        for issue, options in pattern.options.items():
            named = np.zeros(len(self._numbers[issue]), dtype=np.bool_)
            named[[self._numbers[issue][option] for option in options]] = True
            matches &= named[self._columns[issue]]
        return matches


def _in_columns(packages: Sequence[ValuedPackage]) -> Columns:
    """Packages that were made one by one, as columns; all of them valued as the first one is."""
    issues = tuple(dict.fromkeys(issue for package in packages for issue in package.options))
    taken = [[package.options.get(issue, _NONE) for package in packages] for issue in issues]
    options = tuple(tuple(dict.fromkeys(column)) for column in taken)
    chosen = [list(map(own.index, column)) for own, column in zip(options, taken, strict=True)]
    choices = np.array(chosen, dtype=np.int32).reshape(len(issues), len(packages)).T
    claimed = [{**package.values, **package.others} for package in packages]
    values = {
        party: _worths([line.get(party, Fraction(0)) for line in claimed])
        for party in (claimed[0] if claimed else ())
    }
    return Columns(issues, options, choices, values, {})


def _worths(points: Sequence[Fraction]) -> Worths:
    scale = lcm(*(value.denominator for value in points))
    totals = [value.numerator * (scale // value.denominator) for value in points]
    return Worths(np.array(totals, dtype=object), Fraction(scale))


def _times(totals: NDArray[Any], factor: int) -> NDArray[Any]:
    """The totals so many times, in integers without bound where 64 bits might not do."""
    if totals.dtype != object:
        largest = max(-int(totals.min(initial=-1)), int(totals.max(initial=1)))
        totals = totals if largest * factor < _FITS else totals.astype(object)
    return totals if factor == 1 else totals * factor


def _reach(tally: Tally) -> int:
    return sum(map(abs, tally.single.values())) + sum(abs(worth) for _, worth in tally.joint)
