"""Folding 100,000 entries of the talks, and one more; with the memory that the state takes.

    python bench/talks_fold.py --entries 100000

The entries are of the kinds and in the proportions of a busy round, in five compartments. The
result is one line of JSON.
"""

import argparse
import json
import sys
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from random import Random
from statistics import median
from time import process_time
from typing import Any

from holdfast.talks.confidences import confidences
from holdfast.talks.content import Content, from_bytes, make, to_bytes
from holdfast.talks.entry import Entry
from holdfast.talks.readiness import settled
from holdfast.talks.record import extend, fold
from holdfast.talks.setting import Capacity, Charter, Purpose, Seat
from holdfast.talks.shuttle import board

ROOMS = ["10" * 16, "20" * 16, "30" * 16, "40" * 16, "50" * 16]
MEDIATOR = "a1" * 16
HOURS = {"starts": "2026-01-24T09:00Z", "ends": "2026-01-24T10:00Z"}


def charter(number: int) -> Charter:
    """A compartment of one of three parties, the joint one, or the mediators' own."""
    party = ("north", "south", "east", None, None)[number]
    own = Purpose.JOINT if number == 3 else Purpose.MEDIATOR
    seat = Seat(account=MEDIATOR, name="M", capacity=Capacity.MEDIATOR, party="east")
    purpose = own if party is None else Purpose.DELEGATION
    return Charter(purpose=purpose, title=f"Room {number}", party=party, seats=(seat,))


def content(number: int, dice: Random) -> tuple[int, Content]:
    """Something that somebody says, and in which compartment."""
    room = dice.randrange(3)
    party = ("north", "south", "east")[room]
    name = f"n{number}"
    text = {"text": "What was said, in a sentence or two of the usual length."}
    kinds: list[tuple[int, str, dict[str, Any]]] = [
        (room, "confidence", {"id": name, "party": party, "caveat": "mediator-only", **text}),
        (room, "message", {"id": name, "sender": party, "to": "east", "caveat": "public", **text}),
        (room, "meeting", {"id": name, "form": "caucus", "title": "C", "visited": party, **HOURS}),
        (room, "discussion", {"meeting": f"n{dice.randrange(number + 1)}", **text}),
        (
            room,
            "stance",
            {"proposal": f"n{dice.randrange(50)}", "party": party, "grade": "support"},
        ),
        (3, "task", {"id": name, "title": "T", "owner": party}),
        (3, "agreement", {"issue": f"i{dice.randrange(12)}", "option": "o", "parties": [party]}),
    ]
    where, kind, fields = dice.choice(kinds)
    return where, make(kind, fields)


def entries(count: int) -> list[Entry[Content]]:
    """So many entries, a minute apart."""
    dice = Random(7)
    said: list[tuple[int, Content]] = [(n, charter(n)) for n in range(len(ROOMS))]
    said += [content(number, dice) for number in range(count)]
    seqs = dict.fromkeys(ROOMS, 0)
    found: list[Entry[Content]] = []
    for at, (number, one) in enumerate(said):
        room = ROOMS[number]
        seqs[room] += 1
        found.append(Entry(room, seqs[room], f"{at:032x}", MEDIATOR, 60_000 * at, one))
    return found


def one_of_each_kind(every: list[Entry[Content]], seen: Mapping[str, int]) -> list[Entry[Content]]:
    """A next entry of each kind."""
    kinds = {type(entry.content): entry for entry in every[len(ROOMS) :]}
    return [
        replace(entry, seq=seen[entry.compartment] + 1, id="f" * 32) for entry in kinds.values()
    ]


def seconds(work: Callable[[], object]) -> float:
    """How long it keeps the processor, whatever else the machine does meanwhile."""
    began = process_time()
    work()
    return process_time() - began


def main() -> int:
    """Measure, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=100_000)
    options = parser.parse_args()
    every = entries(options.entries + 1)
    written = [to_bytes(entry.content) for entry in every]
    reading = seconds(lambda: [from_bytes(data) for data in written])
    before = every[:-1]
    folding = seconds(lambda: fold(before))
    record = fold(before)
    nexts = one_of_each_kind(every, record.seen)
    more = max(median(seconds(partial(extend, record, [one])) for _ in range(11)) for one in nexts)
    tracemalloc.start()
    kept = fold(before)
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    result = {
        "entries": len(before),
        "seconds to read the bytes": round(reading, 3),
        "seconds to fold": round(folding, 3),
        "milliseconds for one more, of the slowest kind": round(more * 1000, 3),
        "ratio of one more to folding all again": round(folding / more),
        "megabytes of the state beside the entries": round(memory / 2**20, 1),
        "seconds for the board": round(seconds(lambda: board(kept)), 3),
        "seconds for the confidences": round(seconds(lambda: confidences(kept)), 3),
        "seconds for twelve issues": round(
            seconds(lambda: settled(kept, [f"i{n}" for n in range(12)])), 3
        ),
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
