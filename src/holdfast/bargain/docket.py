"""Many packages before the judge at once, column by column: a frontier can hold thousands."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.judge import Judge, Tally
from holdfast.dossier.model import Package, Pattern

_FITS = 2**62
"""Sums below this stay within 64 bits; larger ones are added in integers without bound."""


class Docket:
    """Packages as a table of options by position, for a judge who reads them all together."""

    def __init__(self, judge: Judge, packages: Sequence[Package]) -> None:
        self._judge = judge
        self._packages = packages
        self._numbers = {
            issue.id: {option: at for at, option in enumerate(issue.options)}
            for issue in judge.dossier.issues.values()
        }
        self._columns = {
            issue: np.array([numbers.get(p.get(issue, ""), -1) for p in packages], dtype=np.int32)
            for issue, numbers in self._numbers.items()
        }
        self._totals: dict[str, list[int]] = {}

    def totals(self, party: str) -> list[int]:
        """What the packages are worth to a party, in its whole units."""
        if party not in self._totals:
            self._totals[party] = self._sums(self._judge.tallies[party])
        return self._totals[party]

    def stranger(self) -> Package | None:
        """The first that does not take exactly one known option for every issue."""
        is_strange = np.array([len(p) != len(self._columns) for p in self._packages], dtype=bool)
        for column in self._columns.values():
            is_strange |= column < 0
        return self._packages[int(is_strange.argmax())] if is_strange.any() else None

    def objection(self) -> str:
        """Why the first that is not in the zone is not, with that package; empty when all are."""
        for demand, never in self._judge.bars:
            breaks = self._matches(never)
            if breaks.any():
                package = self._packages[int(breaks.argmax())]
                return f"{package} {self._judge.objection(package) or f'breaks {demand}'}"
        for party, floor in self._judge.floors.items():
            for package, total in zip(self._packages, self.totals(party), strict=True):
                if total < floor:
                    return f"{package} is worth less than no deal to {party}"
        return ""

    def misvalued(self, claimed: Sequence[Mapping[str, Fraction]]) -> str:
        """The first package that is not worth what is claimed, and why; empty when all are.

        ``claimed`` are the points that go with each package, for the same parties every time.
        """
        parties = tuple(claimed[0]) if claimed else ()
        for package, values in zip(self._packages, claimed, strict=True):
            if tuple(values) != parties:
                return f"{package} is valued for {', '.join(values)}, not {', '.join(parties)}"
        for party in parties:
            unit, right = self._judge.tallies[party].unit, dict[int, Fraction]()
            for at, (total, values) in enumerate(zip(self.totals(party), claimed, strict=True)):
                points = values[party]
                if right.get(total) is points:
                    continue
                right[total] = points
                if points.numerator * unit != total * points.denominator:
                    package = self._packages[at]
                    return f"{package} {self._judge.misvalued(package, {party: points})}"
        return ""

    def _sums(self, tally: Tally) -> list[int]:
        dtype = np.int64 if _reach(tally) < _FITS else object
        sums = np.zeros(len(self._packages), dtype=dtype)
        for issue, column in self._columns.items():
            worths = [tally.single[issue, option] for option in self._numbers[issue]]
            sums += np.array(worths, dtype=dtype)[column]
        for when, worth in tally.joint:
            sums[self._matches(when)] += worth
        found: list[int] = sums.tolist()
        return found

    def _matches(self, pattern: Pattern) -> NDArray[np.bool_]:
        matches = np.ones(len(self._packages), dtype=np.bool_)
        for issue, options in pattern.options.items():
            named = np.zeros(len(self._numbers[issue]), dtype=np.bool_)
            named[[self._numbers[issue][option] for option in options]] = True
            matches &= named[self._columns[issue]]
        return matches


def _reach(tally: Tally) -> int:
    return sum(map(abs, tally.single.values())) + sum(abs(worth) for _, worth in tally.joint)
