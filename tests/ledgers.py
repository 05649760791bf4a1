"""Ledgers for tests: cheap passphrases, a clock that is set by hand, randomness that repeats."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from os import urandom

from holdfast.ledger import Ledger, Session, create_ledger, open_ledger
from holdfast.ledger.invitation import invite
from holdfast.ledger.means import Means
from holdfast.ledger.seal import Entropy
from holdfast.ledger.vault import CHEAPEST

START_MS = 1_769_250_000_000
WORDS = "four unrelated words here"


@dataclass
class HandClock:
    """A clock that stands still until it is moved."""

    now_ms: int = START_MS

    def __call__(self) -> int:
        """The time."""
        return self.now_ms

    def move(self, seconds: float) -> None:
        """Forwards, or backwards where seconds are below zero."""
        self.now_ms += int(seconds * 1000)


@dataclass
class RepeatingEntropy:
    """Bytes that depend on a seed, on what they are for, and on how often that was asked for."""

    seed: bytes = field(default_factory=lambda: urandom(8))
    asked: dict[str, int] = field(default_factory=dict)

    def __call__(self, purpose: str, size: int) -> bytes:
        """Fresh bytes, the same in every run with the same seed."""
        count = self.asked[purpose] = self.asked.get(purpose, -1) + 1
        stream = b""
        while len(stream) < size:
            label = f"{purpose}/{count}/{len(stream)}".encode()
            stream += blake2b(label, key=self.seed).digest()
        return stream[:size]


def cheap(clock: Callable[[], int] | None = None, entropy: Entropy | None = None) -> Means:
    """Means with the least work for a passphrase."""
    return Means(
        clock=clock or HandClock(),
        entropy=entropy or RepeatingEntropy(),
        cost=CHEAPEST,
    )


@dataclass
class House:
    """A ledger with a mediator, a second mediator and two delegations, all signed in."""

    where: str
    clock: HandClock
    ledger: Ledger
    mediator: Session
    second: Session
    ukraine: Session
    russia: Session

    @property
    def everyone(self) -> tuple[Session, ...]:
        """All four."""
        return (self.mediator, self.second, self.ukraine, self.russia)


def furnish(where: str, entropy: Entropy | None = None) -> House:
    """Make a ledger and its four accounts."""
    clock = HandClock()
    means = cheap(clock, entropy)
    mediator = create_ledger(where, "Mediator", WORDS, means)
    ledger = open_ledger(where, means)

    def join(name: str, *, is_steward: bool = False) -> Session:
        return ledger.join(invite(mediator, name, is_steward=is_steward).text, WORDS)

    return House(
        where=where,
        clock=clock,
        ledger=ledger,
        mediator=mediator,
        second=join("Second mediator", is_steward=True),
        ukraine=join("Ukraine"),
        russia=join("Russia"),
    )


def close(house: House) -> None:
    """Let go of every connection."""
    house.ledger.close()
    for session in house.everyone:
        session.database.close()
