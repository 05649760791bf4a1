"""How much time and memory an answer may take, and the watch that is kept on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

INTERRUPTED = "it was interrupted"
"""Why an answer is not whole, where Ctrl-C cut it short."""

ShouldStop = Callable[[], bool]
"""Asked from time to time while work goes on; True ends it with what is done."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What an answer may cost before it is given as far as it was found, marked as not proven.

    ``seconds`` is None for as long as it takes. ``cells`` bounds the largest table that elimination
    may look at: above it, the sweep is used. ``rows`` bounds the totals held at any one time.
    ``should_stop`` calls the work off from another thread, at any moment.
    """

    seconds: float | None = None
    cells: int = 1_000_000
    rows: int = 20_000_000
    should_stop: ShouldStop | None = None


class LimitReached(Exception):  # noqa: N818  it is no error: the answer found so far is given
    """The work must stop here; the message says why."""


@dataclass
class Watch:
    """A limit being watched since the work began; Ctrl-C ends all work that it is kept on."""

    limit: Limit
    began: float = field(default_factory=monotonic)
    is_interrupted: bool = False

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the limit, never below zero; None when there is none."""
        if self.limit.seconds is None:
            return None
        return max(self.limit.seconds - (monotonic() - self.began), 0.0)

    @property
    def is_called_off(self) -> bool:
        """True when whoever asked wants no more of it."""
        return self.limit.should_stop is not None and self.limit.should_stop()

    def check(self, rows: int = 0) -> None:
        """Go on, or stop the work when its time is up or more rows are needed than it may hold.

        Raises:
            LimitReached: when the limit is reached, or the work was called off or interrupted.
        """
        if self.is_interrupted:
            raise LimitReached(INTERRUPTED)
        if self.is_called_off:
            message = "it was called off"
            raise LimitReached(message)
        if self.seconds_left == 0.0:
            message = f"the time limit of {self.limit.seconds:g} seconds was reached"
            raise LimitReached(message)
        if rows > self.limit.rows:
            message = f"more than {self.limit.rows:,} totals would have to be held at once"
            raise LimitReached(message)

    def stopped(self, by: LimitReached | KeyboardInterrupt) -> str:
        """Why the work stopped; after Ctrl-C nothing that follows it is begun either."""
        self.is_interrupted |= isinstance(by, KeyboardInterrupt)
        return str(by) or INTERRUPTED
