"""What the ledger takes from the world: the time, random bytes, and how dear a guess is."""

from collections.abc import Callable
from dataclasses import dataclass
from time import time_ns

from holdfast.ledger.seal import Entropy, system_entropy
from holdfast.ledger.vault import THE_USUAL_COST, Cost

Clock = Callable[[], int]
"""Milliseconds since 1970 (UTC)."""


def system_clock() -> int:
    """This machine's clock."""
    return time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Means:
    """Only tests give other means than these."""

    clock: Clock = system_clock
    entropy: Entropy = system_entropy
    cost: Cost = THE_USUAL_COST


THE_USUAL = Means()
