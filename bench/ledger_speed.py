"""Durable appends as a ratio to bare inserts with the same durability, and reading them back.

    python bench/ledger_speed.py --where talks.holdfast
    python bench/ledger_speed.py --where postgresql://host/empty

Ours and bare take turns in one run, so that both meet the same disk and the same load; each append
and each insert is one commit of one row of the same size. The result is one line of JSON.
"""

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import psycopg

from holdfast.ledger import Session, create_ledger, open_ledger
from holdfast.ledger.backup import backup
from holdfast.ledger.means import Means
from holdfast.ledger.membership import open_compartment
from holdfast.ledger.vault import CHEAPEST
from holdfast.ledger.witness import verify

MEANS = Means(cost=CHEAPEST)
WORDS = "not a secret in a benchmark"
SAID = b"x" * 300
SEALED = bytes(24 + 512 + 16)


def bare_file(folder: str) -> Callable[[int], None]:
    """Bare inserts into SQLite, as durable as ours."""
    connection = sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    columns = "compartment BLOB, seq INTEGER, sealed BLOB, head BLOB"
    connection.execute(
        f"CREATE TABLE bare ({columns}, PRIMARY KEY (compartment, seq)) WITHOUT ROWID"
    )

    def insert(number: int) -> None:
        row = (bytes(16), number, SEALED, bytes(32))
        connection.execute("INSERT INTO bare VALUES (?, ?, ?, ?)", row)

    return insert


def bare_server(url: str) -> Callable[[int], None]:
    """Bare inserts into PostgreSQL, as durable as ours."""
    connection = psycopg.connect(url)
    columns = "compartment BYTEA, seq BIGINT, sealed BYTEA, head BYTEA"
    connection.execute(f"CREATE TABLE bare ({columns}, PRIMARY KEY (compartment, seq))")
    connection.commit()

    def insert(number: int) -> None:
        row = (bytes(16), number, SEALED, bytes(32))
        connection.execute("INSERT INTO bare VALUES (%s, %s, %s, %s)", row, prepare=True)
        connection.commit()

    return insert


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def take_turns(
    session: Session, room: str, bare: Callable[[int], None], rounds: int, each: int
) -> tuple[float, float]:
    """The median seconds of one append and of one bare insert, in alternating batches."""
    ours, theirs, number = [], [], 0
    for _ in range(rounds):
        ours.append(seconds(lambda: [session.append(room, SAID) for _ in range(each)]) / each)
        began = number

        def insert(began: int = began) -> None:
            for at in range(each):
                bare(began + at)

        theirs.append(seconds(insert) / each)
        number += each
    return median(ours), median(theirs)


def main() -> int:
    """Measure, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--where", required=True, help="a new file or an empty database")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--each", type=int, default=50)
    options = parser.parse_args()
    session = create_ledger(options.where, "Mediator", WORDS, MEANS)
    room = open_compartment(session, "Room", [])
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        is_server = "://" in options.where
        bare = bare_server(options.where) if is_server else bare_file(folder)
        ours, theirs = take_turns(session, room, bare, options.rounds, options.each)
        ledger = open_ledger(options.where, MEANS)
        reader = ledger.sign_in("Mediator", WORDS)
        count = (options.rounds + 1) * options.each
        began = process_time()
        for _ in range(options.each):
            session.append(room, SAID)
        working = (process_time() - began) / options.each
        reading = seconds(lambda: reader.read(room)) / count
        verifying = seconds(lambda: verify(ledger)) / count
        copying = seconds(lambda: backup(ledger, Path(folder) / "copy")) / count
    result = {
        "appends per second": round(1 / ours, 1),
        "bare inserts per second": round(1 / theirs, 1),
        "ratio": round(theirs / ours, 3),
        "processor microseconds of one append": round(working * 1e6, 1),
        "entries": count,
        "microseconds to read and check one": round(reading * 1e6, 1),
        "microseconds to verify one without a key": round(verifying * 1e6, 1),
        "microseconds to back up one": round(copying * 1e6, 1),
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
