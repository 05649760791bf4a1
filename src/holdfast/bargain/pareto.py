"""Which of many totals are non-dominated: as good for all and better for one, nothing else is.

Rows come in segments that are never compared with each other, so one call filters the sets of all
the assignments that a message speaks of.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from holdfast.bargain.network import Whole

Index = NDArray[np.int64]
Marks = NDArray[np.bool_]

_SHORT = 32
"""Segments of up to so many rows are compared row by row, all of them at once."""

_LEAF = 128
"""Sets of up to so many rows are compared all with all."""

_EARLIER = np.tril(np.ones((_LEAF, _LEAF), dtype=np.bool_), -1)
"""For each row, the rows before it."""

_TWIG = 3
"""Rows are compared all with all in blocks of two to this power, before blocks are merged."""

_BITS = 62
"""Bits that numbers packed into one int64 may take together."""


def survivors(values: Whole, segment: Index) -> Index:
    """Row numbers of the non-dominated rows of each segment.

    They come by segment and then in falling order of the first column, the second, and so on; of
    equal rows the first stands for all.
    """
    if len(values) == 0:
        return np.zeros(0, dtype=np.int64)
    ranks = _ranks(values)
    order = _in_order(ranks, segment)
    ranks, segment = ranks.take(order, axis=1), segment[order]
    if len(ranks) <= 1:
        keep = np.r_[True, segment[1:] != segment[:-1]]
    elif len(order) <= _LEAF:
        asked = _EARLIER[: len(order), : len(order)] & (segment == segment[:, None])
        keep = ~_covered(ranks.T, ranks.T, asked)
    elif len(ranks) == 2:
        keep = _keep_two(ranks[1], segment)
    else:
        is_new = segment[1:] != segment[:-1]
        for column in ranks:
            is_new |= column[1:] != column[:-1]
        distinct = np.flatnonzero(np.r_[True, is_new])
        order, segment = order[distinct], segment[distinct]
        ranks = ranks[1:].take(distinct, axis=1)
        keep = _keep_three(ranks, segment) if len(ranks) == 2 else None
        keep = _keep_more(ranks.T.copy(), segment) if keep is None else keep
    return order[keep]


def _ranks(values: Whole) -> Index:
    """The columns, one a line, as int64 in the same order, whatever numbers they hold."""
    if values.dtype != object:
        return np.ascontiguousarray(values.T)
    columns = [np.unique(column, return_inverse=True)[1] for column in values.T]
    return np.stack(columns).astype(np.int64) if columns else values.T.astype(np.int64)


def in_order(values: Whole, segment: Index) -> Index:
    """Row numbers by rising segment and falling columns, of equal rows the first one first."""
    return _in_order(_ranks(values), segment)


def _in_order(ranks: Index, segment: Index) -> Index:
    keys = [segment - segment.min(), *(column.max() - column for column in ranks)]
    spans = [int(key.max()) + 1 for key in keys]
    packed = keys[0]
    room = spans[0]
    rest: list[Index] = []
    for key, span in zip(keys[1:], spans[1:], strict=True):
        if not rest and room * span < 2**_BITS:
            packed, room = packed * span + key, room * span
        else:
            rest.append(key)
    if rest:
        return np.lexsort((*reversed(rest), packed))
    places = len(packed).bit_length()
    if room.bit_length() + places > _BITS:
        return np.argsort(packed, kind="stable")
    # Numbers are sorted several times faster than places by numbers, so the places ride along.
    return np.sort(packed << places | np.arange(len(packed))) & ((1 << places) - 1)


def _keep_two(second: Index, segment: Index) -> Marks:
    """Rows in falling first column: kept where the second is above all before in the segment."""
    level = _stacked(second, segment)
    keep = np.ones(len(level), dtype=np.bool_)
    keep[1:] = level[1:] > np.maximum.accumulate(level)[:-1]
    return keep


def _stacked(column: Index, segment: Index) -> Index:
    """The column lifted so that every segment stands above all the segments before it."""
    low, high = int(column.min()), int(column.max())
    steps = np.zeros(len(segment), dtype=np.int64)
    np.cumsum(segment[1:] != segment[:-1], out=steps[1:])
    if (int(steps[-1]) + 1) * (high - low + 1) >= 2**62:
        column = np.unique(column, return_inverse=True)[1].astype(np.int64)
        low, high = 0, int(column.max())
    return cast("Index", steps * (high - low + 1) + (column - low))


def _keep_three(ranks: Index, segment: Index) -> Marks | None:
    """Distinct rows in falling order of a column left out: kept where none before is as good.

    Divide and conquer [kung-luccio-preparata-1975] from below, all blocks of a level at once: by
    falling second column, a row of a block's right half falls to the largest third column of its
    left half so far. None where the numbers are too large to be packed.
    """
    size = len(segment)
    # With segments stacked, no row is as good as one of a later segment.
    second, third = _stacked(ranks[0], segment), ranks[1]
    places = size.bit_length()
    if _bits(second) + 2 * places > _BITS or _bits(third) + places > _BITS:
        second, third = (np.unique(c, return_inverse=True)[1] for c in (second, third))
    if max(_bits(second), _bits(third)) + 2 * places > _BITS + _TWIG:
        return None
    drop, height = second.max() - second, third - third.min() + 1
    fall, rise = int(drop.max()) + 2, int(height.max()) + 1
    keep = _keep_in_blocks(drop, height)
    left = np.flatnonzero(keep)
    for level in range(_TWIG, (size - 1).bit_length()):
        packed = np.sort(((left >> (level + 1)) * fall + drop[left]) << places | left)
        at = packed & ((1 << places) - 1)
        is_right = (at >> level) & 1 == 1
        # Lifted so that no block is reached by what stands in the blocks before it.
        lifted = (at >> (level + 1)) * rise + height[at]
        reached = np.maximum.accumulate(np.where(is_right, 0, lifted))
        keep[at[is_right & (reached >= lifted)]] = False
        left = np.flatnonzero(keep)
    return keep


def _bits(column: Index) -> int:
    """Bits that the column's range takes, with room for one more at either end."""
    return (int(column.max()) - int(column.min()) + 2).bit_length()


def _keep_in_blocks(drop: Index, height: Index) -> Marks:
    """Rows that no row before them in their own small block is as good as."""
    block, size = 1 << _TWIG, len(drop)
    rows = np.zeros((2, size + -size % block), dtype=np.int64)
    rows[0, :size], rows[1, :size] = drop, height
    drops, heights = rows.reshape(2, -1, block)
    beaten = drops[:, None] <= drops[:, :, None]
    beaten &= heights[:, None] >= heights[:, :, None]
    beaten &= _EARLIER[:block, :block]
    return ~beaten.any(axis=2).reshape(-1)[:size]


def _keep_more(ranks: Index, segment: Index) -> Marks:
    """Distinct rows in falling order of a column left out: kept where none before is as good."""
    starts = np.flatnonzero(np.r_[True, segment[1:] != segment[:-1]])
    lengths = np.diff(np.r_[starts, len(segment)])
    keep = np.ones(len(segment), dtype=np.bool_)
    short = np.repeat(lengths <= _SHORT, lengths)
    if short.any():
        keep[short] = _keep_by_neighbours(ranks[short], segment[short])
    for at in np.flatnonzero(lengths > _SHORT):
        rows = slice(starts[at], starts[at] + lengths[at])
        keep[rows] = _keep_by_halves(ranks[rows])
    return keep


def _keep_by_neighbours(ranks: Index, segment: Index) -> Marks:
    keep = np.ones(len(segment), dtype=np.bool_)
    for distance in range(1, _SHORT):
        before, after = slice(None, -distance), slice(distance, None)
        near = segment[before] == segment[after]
        if not near.any():
            break
        keep[after] &= ~(near & (ranks[before] >= ranks[after]).all(axis=1))
    return keep


def _keep_by_halves(ranks: Index) -> Marks:
    """Divide and conquer [kung-luccio-preparata-1975]: no row rules out an earlier one."""
    size = len(ranks)
    keep = np.ones(size, dtype=np.bool_)
    if size <= _LEAF:
        keep[_covered(ranks, ranks, _EARLIER[:size, :size])] = False
        return keep
    half = size // 2
    keep[:half] = _keep_by_halves(ranks[:half])
    keep[half:] = _keep_by_halves(ranks[half:])
    first = ranks[:half][keep[:half]]
    second = half + np.flatnonzero(keep[half:])
    keep[second[_is_covered(first, ranks[second])]] = False
    return keep


def _covered(upper: Index, lower: Index, asked: Marks | None = None) -> Marks:
    """As ``_is_covered``, all with all, or only by those of ``upper`` that are asked."""
    beaten = upper[:, 0] >= lower[:, 0, None]
    for column in range(1, upper.shape[1]):
        beaten &= upper[:, column] >= lower[:, column, None]
    if asked is not None:
        beaten &= asked
    return cast("Marks", beaten.any(axis=1))


def _is_covered(upper: Index, lower: Index) -> Marks:
    """Rows of ``lower`` that some row of ``upper`` equals or beats in every column."""
    if len(upper) == 0 or len(lower) == 0:
        return np.zeros(len(lower), dtype=np.bool_)
    if upper.shape[1] == 1:
        return cast("Marks", lower[:, 0] <= upper[:, 0].max())
    if len(upper) * len(lower) <= _LEAF * _LEAF:
        return _covered(upper, lower)
    if upper.shape[1] == 2:
        return _is_covered_two(upper, lower)
    return _is_covered_more(upper, lower)


def _is_covered_two(upper: Index, lower: Index) -> Marks:
    order = np.argsort(upper[:, 0], kind="stable")
    # best[i] is the largest second column among rows whose first is at least that of row i.
    best = np.maximum.accumulate(upper[order[::-1], 1])[::-1]
    at = np.searchsorted(upper[order, 0], lower[:, 0], side="left")
    inside = at < len(best)
    return inside & (best[np.minimum(at, len(best) - 1)] >= lower[:, 1])


def _is_covered_more(upper: Index, lower: Index) -> Marks:
    """Split on the first column: where it already decides, one column fewer is left to compare."""
    if upper[:, 0].min() >= lower[:, 0].max():
        return _is_covered(upper[:, 1:], lower[:, 1:])
    values = np.r_[upper[:, 0], lower[:, 0]]
    pivot = np.partition(values, len(values) // 2)[len(values) // 2]
    if pivot == values.min():
        pivot = values[values > pivot].min()
    top, high = upper[:, 0] >= pivot, lower[:, 0] >= pivot
    covered = np.zeros(len(lower), dtype=np.bool_)
    covered[high] = _is_covered(upper[top], lower[high])
    low = np.flatnonzero(~high)
    by_top = _is_covered(upper[top][:, 1:], lower[low][:, 1:])
    covered[low[by_top]] = True
    rest = low[~by_top]
    covered[rest] = _is_covered(upper[~top], lower[rest])
    return covered
