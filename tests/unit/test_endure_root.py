"""A crossing of zero is closed in on, smooth or not."""

import math
from collections.abc import Callable

import pytest

from holdfast.endure.root import root_between


@pytest.mark.parametrize(
    ("function", "low", "high", "root"),
    [
        (lambda x: 3 * x - 1428, 50.0, 3200.0, 476.0),
        (lambda x: min(3 * x - 1428, 0.1 * x - 40), 50.0, 3200.0, 476.0),
        (lambda x: x**9 - 1e-9, 0.0, 1.0, 0.1),
        (lambda x: math.exp(x) - 2, -5.0, 5.0, math.log(2)),
        (lambda x: -1.0 if x < 0.3 else 2.0, 0.0, 1.0, 0.3),
        (lambda x: 1.0 - x, 0.0, 8.0, 1.0),
    ],
)
def test_the_root_is_found(
    function: Callable[[float], float], low: float, high: float, root: float
) -> None:
    """Straight, bent, steep, falling, or a jump: to nearly the last place."""
    assert root_between(function, low, high) == pytest.approx(root, rel=1e-12)
