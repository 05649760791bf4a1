"""Packages one or two issues away from a draft: which are open, and who would gain or lose."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.columns import Choices
from holdfast.bargain.inquiry import Inquiry
from holdfast.bargain.narrowing import bar_mask
from holdfast.bargain.network import Whole

_PIECE = 100_000
"""Moves looked at in one go."""

Options = Sequence[Sequence[int]]
"""For each issue, some of its options."""


class Moves:
    """The packages around a draft.

    A move is open when it breaks no link and no red line that says never, and leaves every party
    with at least its no-deal value, or with no less than the draft gives it where that is below.
    """

    def __init__(self, inquiry: Inquiry, draft: Choices) -> None:
        self._inquiry = inquiry
        self._problem = problem = inquiry.problem
        self._draft = draft
        self._own = inquiry.totals(draft)[0]
        others = [
            [o for o in range(len(options)) if o != draft[0, issue]]
            for issue, options in enumerate(problem.options)
        ]
        singles = self._singles(others)
        self.single = singles[self._is_open(singles)]
        self.single_improvements = self._unopposed(self.single)
        self._closed = _without(others, self._changed(self.single))
        self._not_enough = _without(others, self._changed(self.single_improvements))

    def improvements(self) -> Choices:
        """One or two issues changed and nobody loses; two only where neither half would do."""
        pairs = [self._unopposed(lines) for lines in self._doubles(self._not_enough)]
        return np.concatenate([self.single_improvements, *pairs])

    def steps(self) -> Choices:
        """Every open change of one issue, and of two where neither is open without the other."""
        pairs = [lines[self._is_open(lines)] for lines in self._doubles(self._closed)]
        return np.concatenate([self.single, *pairs])

    def _singles(self, options: Options) -> Choices:
        lines = np.repeat(self._draft, sum(map(len, options)), axis=0)
        line = 0
        for issue, others in enumerate(options):
            lines[line : line + len(others), issue] = others
            line += len(others)
        return lines

    def _doubles(self, options: Options) -> Iterator[Choices]:
        """Every two issues changed, in pieces of bounded size."""
        held: list[Choices] = []
        for one, other in combinations(range(len(options)), 2):
            firsts, seconds = options[one], options[other]
            lines = np.repeat(self._draft, len(firsts) * len(seconds), axis=0)
            lines[:, one] = np.repeat(firsts, len(seconds))
            lines[:, other] = np.tile(seconds, len(firsts))
            held.append(lines)
            if sum(map(len, held)) > _PIECE:
                yield np.concatenate(held)
                held = []
        if held:
            yield np.concatenate(held)

    def _is_open(self, lines: Choices) -> NDArray[np.bool_]:
        sums = self._inquiry.totals(lines)
        mask = ~bar_mask(self._problem, lines)
        for party, floor in enumerate(self._problem.floors):
            if floor is not None:
                mask &= sums[:, party] >= min(floor, int(self._own[party]))
        return mask

    def _unopposed(self, lines: Choices) -> Choices:
        """The open moves by which no party that has values loses, and one at least gains."""
        lines = lines[self._is_open(lines)]
        valued = len(self._inquiry.valued)
        change: Whole = (self._inquiry.totals(lines) - self._own)[:, :valued]
        return lines[(change >= 0).all(axis=1) & (change > 0).any(axis=1)]

    def _changed(self, singles: Choices) -> set[tuple[int, int]]:
        """The issue that each of these moves changes, and its new option."""
        rows, issues = np.nonzero(singles != self._draft)
        return {(int(i), int(singles[row, i])) for row, i in zip(rows, issues, strict=True)}


def _without(options: Options, left_out: set[tuple[int, int]]) -> Options:
    return [[o for o in own if (issue, o) not in left_out] for issue, own in enumerate(options)]
