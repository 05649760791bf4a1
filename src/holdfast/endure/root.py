"""Where a function of one number crosses zero, in floats."""

from collections.abc import Callable
from math import copysign

_NEAR = 2.0**-50


def root_between(function: Callable[[float], float], low: float, high: float) -> float:
    """A number between two at which a function crosses zero, to nearly the last place.

    It follows the curve through the last three values where that promises more than halving does
    [chandrupatla-1997].

    Args:
        function: continuous or not; it has different signs, and is not zero, at the two ends.
        low: one end.
        high: the other.

    >>> round(root_between(lambda x: x * x - 2, 0.0, 2.0), 12)
    1.414213562373
    """
    # The root lies between a, where the function was tried last, and b; c is the end given up.
    a, b = high, low
    at_a, at_b = function(a), function(b)
    share = 0.5
    while True:
        tried = a + share * (b - a)
        at = function(tried)
        if copysign(1.0, at) == copysign(1.0, at_a):
            c, at_c = a, at_a
        else:
            c, b, at_c, at_b = b, a, at_b, at_a
        a, at_a = tried, at
        best = a if abs(at_a) < abs(at_b) else b
        least = _NEAR * max(abs(best), _NEAR) / abs(b - a) if a != b else 1.0
        if least > 0.5 or at == 0:
            return best
        share = min(max(_share((a, at_a), (b, at_b), (c, at_c)), least), 1 - least)


def _share(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """How far from a towards b to look next."""
    (x, at_x), (y, at_y), (z, at_z) = a, b, c
    along, up = (x - y) / (z - y), (at_x - at_y) / (at_z - at_y)
    if not (up**2 < along and (1 - up) ** 2 < 1 - along):
        return 0.5
    straight = at_x / (at_y - at_x) * at_z / (at_y - at_z)
    return straight + (z - x) / (y - x) * at_x / (at_z - at_x) * at_y / (at_z - at_y)
