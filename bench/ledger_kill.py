"""Writers killed with SIGKILL at random moments, until nothing acknowledged can have been lost.

    python bench/ledger_kill.py --where talks.holdfast --kills 5000
    python bench/ledger_kill.py --where postgresql://host/empty --kills 5000

Each round starts writers that append to several compartments, some of it to two at once, and change
keys now and then; each says what was acknowledged, by a pipe that outlives it. All are killed
after a random time. Then the ledger is read as if nothing had happened, and every acknowledged
entry must be there, what was written together must be there together, and at the end all chains
must verify. The result is one line of JSON; exit 1 if anything was lost.
"""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random, SystemRandom

from holdfast.ledger import Session, create_ledger, open_ledger
from holdfast.ledger.chain import Chain
from holdfast.ledger.means import Means
from holdfast.ledger.membership import change_key, open_compartment
from holdfast.ledger.vault import CHEAPEST
from holdfast.ledger.witness import verify, verify_own

MEANS = Means(cost=CHEAPEST)
NAME, WORDS = "Mediator", "not a secret in a benchmark"
COMPARTMENTS = 3
LONGEST_LIFE_S = 0.06


@dataclass
class Tally:
    """What was seen over all rounds."""

    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    torn_apart: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Seen:
    """What has been read of a compartment, and where the reading stands."""

    chain: Chain | None = None
    bodies: set[str] = field(default_factory=set)


def write_until_killed(session: Session, rooms: list[str], say: int, *, early: bool) -> None:
    """Append for ever; each word is passed on only after the ledger has acknowledged it.

    With ``early`` it is passed on before, which is the mistake that the harness must catch.
    """
    dice = SystemRandom()
    number = 0
    while True:
        number += 1
        word = f"{os.getpid()}-{time.monotonic_ns()}-{number}"
        chosen = dice.sample(rooms, 2 if dice.random() < 0.3 else 1)
        acknowledged = "".join(f"{room} {word}\n" for room in chosen).encode()
        if early:
            os.write(say, acknowledged)
        session.append_all([(room, word.encode()) for room in chosen])
        if not early:
            os.write(say, acknowledged)
        if dice.random() < 0.01:
            change_key(session, dice.choice(rooms))


def one_round(
    session: Session, rooms: list[str], dice: Random, options: argparse.Namespace
) -> list[str]:
    """Start writers, kill them all at a random moment, and hand on what they had acknowledged.

    No connection crosses the fork: the writers and the judge each open their own.
    """
    session.database.close()
    hear, say = os.pipe()
    children = []
    for _ in range(options.writers):
        child = os.fork()
        if child == 0:
            os.close(hear)
            try:
                write_until_killed(session, rooms, say, early=options.early)
            finally:
                os._exit(3)
        children.append(child)
    os.close(say)
    heard = bytearray(os.read(hear, 65536))
    end = time.monotonic() + dice.uniform(0, LONGEST_LIFE_S)
    os.set_blocking(hear, False)
    while time.monotonic() < end:
        heard += read_some(hear)
        time.sleep(0.0005)
    for child in children:
        os.kill(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)
    os.set_blocking(hear, True)
    while more := os.read(hear, 65536):
        heard += more
    os.close(hear)
    return heard.decode().splitlines()


def read_some(hear: int) -> bytes:
    """What is in the pipe now."""
    try:
        return os.read(hear, 65536)
    except BlockingIOError:
        return b""


def look(session: Session, rooms: list[str], seen: dict[str, Seen]) -> None:
    """Read what is new."""
    for room in rooms:
        reading = session.read(room, seen[room].chain)
        seen[room].chain = reading.chain
        seen[room].bodies |= {entry.body.decode() for entry in reading.entries}


def judge(heard: list[str], seen: dict[str, Seen], before: dict[str, int], tally: Tally) -> None:
    """Compare what was acknowledged with what is there."""
    together: dict[str, set[str]] = {}
    for line in heard:
        room, word = line.split()
        together.setdefault(word, set()).add(room)
    for word, rooms in together.items():
        found = {room for room in rooms if word in seen[room].bodies}
        tally.acknowledged += len(rooms)
        if found != rooms:
            tally.lost.append(word)
        if found and found != rooms:
            tally.torn_apart.append(word)
    new = sum(len(seen[room].bodies) - before[room] for room in seen)
    tally.unacknowledged += new - sum(map(len, together.values()))


def rounds(session: Session, options: argparse.Namespace) -> Iterator[Tally]:
    """Kill, look and judge, until enough has been done or the time is up."""
    rooms = [open_compartment(session, f"Room {n}", []) for n in range(COMPARTMENTS)]
    seen = {room: Seen() for room in rooms}
    dice, tally, start = Random(options.seed), Tally(), time.monotonic()
    while tally.kills < options.kills and time.monotonic() - start < options.seconds:
        before = {room: len(seen[room].bodies) for room in rooms}
        heard = one_round(session, rooms, dice, options)
        tally.kills += options.writers
        look(session, rooms, seen)
        judge(heard, seen, before, tally)
        tally.seconds = time.monotonic() - start
        yield tally


def main() -> int:
    """Run, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--where", required=True, help="a new file or an empty database")
    parser.add_argument("--kills", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--early", action="store_true", help="plant a mistake to be caught")
    options = parser.parse_args()
    founder = create_ledger(options.where, NAME, WORDS, MEANS)
    tally = Tally()
    for tally in rounds(founder, options):
        if tally.lost and options.early:
            break
    founder.database.close()
    ledger = open_ledger(options.where, MEANS)
    verified, own = verify(ledger), verify_own(ledger.sign_in(NAME, WORDS))
    ledger.close()
    result = {
        "kills": tally.kills,
        "acknowledged": tally.acknowledged,
        "kept though not acknowledged": tally.unacknowledged,
        "lost": len(tally.lost),
        "torn apart": len(tally.torn_apart),
        "records verified": verified.record_count,
        "signatures verified": own.record_count,
        "seconds": round(tally.seconds, 1),
    }
    print(json.dumps(result))
    return 1 if tally.lost or tally.torn_apart else 0


if __name__ == "__main__":
    sys.exit(main())
