"""How often one visitor, or one address without a visit, may call."""

from collections.abc import Callable
from time import monotonic

MOST_CALLERS = 10_000


class Rates:
    """A bucket for each caller that fills again at an even pace; a call takes one drop."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._size = a_minute
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def is_over(self, caller: str) -> bool:
        """Take a drop; True when there was none left."""
        now = self._clock()
        left, before = self._buckets.get(caller, (float(self._size), now))
        left = min(self._size, left + (now - before) * self._size / 60)
        if len(self._buckets) > MOST_CALLERS:
            self._forget(now)
        self._buckets[caller] = (max(left - 1, 0.0), now)
        return left < 1

    def _forget(self, now: float) -> None:
        """A bucket untouched for a minute is full again, which is what a new one is."""
        self._buckets = {c: b for c, b in self._buckets.items() if now - b[1] < 60}
