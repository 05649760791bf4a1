"""The filter that keeps non-dominated totals."""

from random import Random

import numpy as np
import pytest

from holdfast.bargain import pareto
from holdfast.bargain.pareto import survivors


def _by_comparing(rows: list[list[int]], segment: list[int]) -> list[int]:
    found = []
    for n, row in enumerate(rows):
        peers = [(m, rows[m]) for m in range(len(rows)) if segment[m] == segment[n] and m != n]
        beaten = any(
            all(a >= b for a, b in zip(peer, row, strict=True)) and (peer != row or m < n)
            for m, peer in peers
        )
        if not beaten:
            found.append(n)
    return sorted(found, key=lambda n: (segment[n], [-value for value in rows[n]]))


@pytest.mark.parametrize(
    ("leaf", "short", "bits"), [(128, 32, 62), (3, 2, 18), (3, 2, 5), (8, 4, 5)]
)
@pytest.mark.parametrize("columns", range(6))
def test_survivors_are_those_that_comparing_all_with_all_leaves(
    monkeypatch: pytest.MonkeyPatch, columns: int, leaf: int, short: int, bits: int
) -> None:
    """For any number of columns and segments, by whatever path, in the order promised."""
    monkeypatch.setattr(pareto, "_LEAF", leaf)
    monkeypatch.setattr(pareto, "_SHORT", short)
    monkeypatch.setattr(pareto, "_BITS", bits)
    rng = Random(f"{columns} {leaf} {bits}")
    for _ in range(40):
        size, spread = rng.randint(1, 60), rng.choice([1, 3, 12, 2**59])
        rows = [[rng.randint(-spread, spread) for _ in range(columns)] for _ in range(size)]
        segment = [rng.randint(0, 3) for _ in range(size)]
        values = np.array(rows, dtype=np.int64).reshape(size, columns)
        expected = _by_comparing(rows, segment)
        assert expected == survivors(values, np.array(segment)).tolist()
        assert expected == survivors(values.astype(object), np.array(segment)).tolist()


def test_large_sets_keep_what_comparing_leaves() -> None:
    """Divide and conquer at its real sizes agrees with a plain scan in three and four columns."""
    rng = np.random.default_rng(5)
    for columns in (3, 4):
        values = rng.integers(0, 60, size=(3000, columns))
        kept = survivors(values, np.zeros(3000, dtype=np.int64))
        front = values[kept]
        covering = [int((front >= row).all(axis=1).sum()) for row in values]
        assert min(covering) >= 1
        assert {covering[row] for row in kept} == {1}


def test_numbers_beyond_64_bits_are_compared_exactly() -> None:
    """Two totals that differ in the last of thirty digits are told apart."""
    big = 10**30
    values = np.array([[big, 1], [big + 1, 1], [big, 2]], dtype=object)
    assert survivors(values, np.zeros(3, dtype=np.int64)).tolist() == [1, 2]


def test_no_rows_leave_no_rows() -> None:
    """An empty set is its own frontier."""
    none = np.zeros(0, dtype=np.int64)
    assert survivors(np.zeros((0, 2), dtype=np.int64), none).tolist() == []
