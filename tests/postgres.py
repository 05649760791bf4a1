"""A real PostgreSQL server for tests: one that is given, or one started from what is installed."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

GIVEN = "HOLDFAST_POSTGRES_URL"


def programs() -> Path | None:
    """The folder of the newest installed server, if there is one."""
    found = shutil.which("postgres")
    if found:
        return Path(found).parent
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    return max(installed, key=lambda path: int(path.parent.name), default=None)


def unavailable(reason: str) -> None:
    """Skip on a machine without a server; in CI a skip is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"In CI every test of PostgreSQL runs, and {reason}.")
    pytest.skip(reason)


@dataclass
class Server:
    """A server of our own, on a socket in a folder of its own."""

    programs: Path
    folder: Path
    user: str | None

    @property
    def url(self) -> str:
        """Where databases may be made."""
        return f"postgresql://holdfast@/postgres?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs on its data; it may not run as root."""
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        log = (self.folder / "log").open("ab")
        with log:
            subprocess.run(command, user=self.user, check=True, stdout=log, stderr=log)

    def start(self) -> None:
        """Start it, or start it again after a crash."""
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=50"
        self.run("pg_ctl", "-o", options, "-w", "start")

    def crash(self) -> None:
        """Kill it as a power cut would, with no chance to put anything in order."""
        process = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(process, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            while True:
                os.kill(process, 0)
                time.sleep(0.01)

    def stop(self) -> None:
        """Stop it for good."""
        self.run("pg_ctl", "-m", "immediate", "-w", "stop")


@contextmanager
def own_server() -> Iterator[Server]:
    """A server started from what is installed."""
    binaries = programs()
    if binaries is None:
        unavailable("there is no PostgreSQL server here")
        return
    folder = Path(mkdtemp(prefix="hf-pg-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    server = Server(binaries, folder, user)
    try:
        server.run("initdb", "-A", "trust", "-U", "holdfast", "--no-sync")
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def any_server() -> Iterator[str]:
    """The URL of the server that is given, or else of one of our own."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    with own_server() as server:
        yield server.url


@contextmanager
def empty_place(url: str) -> Iterator[str]:
    """The URL of an empty schema of its own, dropped again afterwards."""
    name = f"holdfast_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    own = make_url(url).update_query_dict({"options": f"-csearch_path={name}"})
    try:
        yield own.render_as_string(hide_password=False)
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA {name} CASCADE")
