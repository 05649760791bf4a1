"""Nothing acknowledged is lost: writers and servers killed at random moments."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from time import sleep

import pytest

import ledgers
import postgres
from holdfast.errors import LedgerError
from holdfast.ledger import Session, open_ledger
from holdfast.ledger.membership import open_compartment
from holdfast.ledger.witness import verify

HARNESS = Path(__file__).parents[2] / "bench" / "ledger_kill.py"
KILLS = 120
PATIENCE = 300  # seconds, for a machine that does much else


def kill(where: str, *options: str) -> tuple[int, dict[str, float]]:
    """Run the harness for a bounded time; the benchmarks run it for long."""
    command = [sys.executable, str(HARNESS), "--where", where, "--seconds", "60", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def test_writers_killed_at_random_lose_nothing(place: str) -> None:
    """Every acknowledged entry is there, what was written together is together, chains verify."""
    code, seen = kill(place, "--kills", str(KILLS))
    assert (seen["lost"], seen["torn apart"], code) == (0, 0, 0)
    assert seen["kills"] >= 20
    assert seen["acknowledged"] >= 20
    assert seen["records verified"] == seen["signatures verified"] > seen["acknowledged"]


def test_the_harness_catches_a_ledger_that_acknowledges_early(file: str) -> None:
    """A writer that says "kept" before it is kept is found out, so the test above can fail."""
    code, seen = kill(file, "--kills", "400", "--early")
    assert seen["lost"] > 0
    assert code == 1


def test_a_server_killed_under_load_loses_nothing() -> None:
    """PostgreSQL itself, killed with SIGKILL while two threads write, and started again."""
    with postgres.own_server() as server, postgres.empty_place(server.url) as where:
        house = ledgers.furnish(where)
        room = open_compartment(house.mediator, "Joint", [house.ukraine.card])
        kept: list[bytes] = []
        for crash in range(2):
            before = len(kept)
            threads = [
                threading.Thread(target=write_until_it_breaks, args=(session, room, crash, kept))
                for session in (house.mediator, house.ukraine)
            ]
            for thread in threads:
                thread.start()
            while len(kept) < before + 3 and all(thread.is_alive() for thread in threads):
                sleep(0.01)
            sleep(0.2)
            server.crash()
            for thread in threads:
                thread.join()
            server.start()
            reopened = open_ledger(where, house.ledger.means)
            session = reopened.sign_in("Ukraine", ledgers.WORDS)
            there = {entry.body for entry in session.read(room).entries}
            assert set(kept) <= there
            assert verify(reopened).record_count >= len(kept)
            reopened.close()
        assert len(kept) >= 6
        ledgers.close(house)


def write_until_it_breaks(session: Session, room: str, crash: int, kept: list[bytes]) -> None:
    """Append until the server is gone; only what was acknowledged is counted."""
    for number in range(100_000):
        body = f"{session.card.name} {crash} {number}".encode()
        try:
            session.append(room, body)
        except LedgerError as error:
            assert error.code in {"out-of-reach", "outcome-unknown"}, error.code
            return
        kept.append(body)


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_writers_in_two_processes_take_turns(place: str) -> None:
    """Both write to one compartment as fast as they can: nothing is lost, nothing is doubled."""
    house = ledgers.furnish(place)
    room = open_compartment(house.mediator, "Joint", [house.ukraine.card])
    ledgers.close(house)
    script = (
        "import sys\n"
        "from holdfast.ledger import open_ledger\n"
        "from ledgers import cheap, WORDS\n"
        "name, where, room = sys.argv[1:]\n"
        "session = open_ledger(where, cheap(entropy=None)).sign_in(name, WORDS)\n"
        "for n in range(40):\n"
        "    session.append(room, f'{name} {n}'.encode(), despite_clock=True)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    writers = [
        subprocess.Popen([sys.executable, "-c", script, name, place, room], env=environment)
        for name in ("Mediator", "Ukraine")
    ]
    assert [writer.wait(timeout=PATIENCE) for writer in writers] == [0, 0]
    session = open_ledger(place, house.ledger.means).sign_in("Ukraine", ledgers.WORDS)
    bodies = [entry.body.decode() for entry in session.read(room).entries]
    for name in ("Mediator", "Ukraine"):
        assert [b for b in bodies if b.startswith(name)] == [f"{name} {n}" for n in range(40)]
    session.database.close()
