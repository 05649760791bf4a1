"""Talks for tests, without a ledger: entries with their places, made by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from holdfast.talks.content import Content, make
from holdfast.talks.entry import Entry
from holdfast.talks.record import Record, fold
from holdfast.talks.setting import Capacity, Charter, Purpose, Seat

START = datetime(2026, 1, 23, 5, 0, tzinfo=UTC)
ACCOUNTS = {"m1": "a1" * 16, "m2": "a2" * 16, "ua": "b1" * 16, "ru": "b2" * 16, "eu": "b3" * 16}
PARTIES = {"m1": "us", "m2": "us", "ua": "ukraine", "ru": "russia", "eu": "europe"}
ROOMS = {"joint": "10" * 16, "ua": "20" * 16, "ru": "30" * 16, "eu": "40" * 16, "own": "50" * 16}
INSIDE = {
    "joint": ("m1", "m2", "ua", "ru"),
    "ua": ("m1", "m2", "ua"),
    "ru": ("m1", "m2", "ru"),
    "eu": ("m1", "m2", "eu"),
    "own": ("m1", "m2"),
}
PURPOSES = {
    "joint": Purpose.JOINT,
    "ua": Purpose.DELEGATION,
    "ru": Purpose.DELEGATION,
    "eu": Purpose.STAKEHOLDER,
    "own": Purpose.MEDIATOR,
}


def charter(room: str) -> Charter:
    """The charter of one of the rooms."""
    purpose = PURPOSES[room]
    is_own = purpose in {Purpose.DELEGATION, Purpose.STAKEHOLDER}
    return Charter(
        purpose=purpose,
        title=f"The room of {room}",
        party=PARTIES[room] if is_own else None,
        seats=tuple(
            Seat(
                account=ACCOUNTS[who],
                name=who,
                party=PARTIES[who],
                capacity=Capacity.MEDIATOR if who.startswith("m") else Capacity.DELEGATE,
            )
            for who in INSIDE[room]
        ),
    )


@dataclass
class Talks:
    """Entries in the five rooms, one after another; each takes a minute."""

    entries: list[Entry[Content]] = field(default_factory=list)
    now: datetime = START

    def __post_init__(self) -> None:
        for room in ROOMS:
            self.put(room, "m1", charter(room))

    def put(
        self, room: str, who: str, content: Content, *, minute: int = 0, identity: str = ""
    ) -> Entry[Content]:
        """Write an entry, a minute after the last unless it is said when."""
        self.now = START + timedelta(minutes=minute) if minute else self.now + timedelta(minutes=1)
        compartment = ROOMS[room]
        seq = 2 + sum(entry.compartment == compartment for entry in self.entries)
        entry = Entry(
            compartment=compartment,
            seq=seq,
            id=identity or f"{len(self.entries):032x}",
            by=ACCOUNTS[who],
            at_ms=int(self.now.timestamp() * 1000),
            content=content,
        )
        self.entries.append(entry)
        return entry

    def say(self, room: str, who: str, kind: str, **fields: Any) -> Entry[Content]:
        """Write an entry by its kind's name."""
        return self.put(room, who, make(kind, fields))

    @property
    def record(self) -> Record:
        """What the mediators know."""
        return fold(self.entries)

    def seen_by(self, who: str) -> Record:
        """What an account knows."""
        rooms = {ROOMS[room] for room, inside in INSIDE.items() if who in inside}
        return fold(entry for entry in self.entries if entry.compartment in rooms)
