"""A real PostgreSQL server for tests: one that is given, or one started from what is installed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server on which databases may be made."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    binaries = programs()
    if binaries is None:
        unavailable(f"there is no PostgreSQL here and {GIVEN} is not set")
        return
    folder = Path(mkdtemp(prefix="hf-pg-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")
    try:
        make = [binaries / "initdb", "-D", data, "-A", "trust", "-U", "holdfast", "--no-sync"]
        subprocess.run(make, user=user, check=True, capture_output=True)
        options = f"-k {folder} -c listen_addresses='' -c max_connections=50"
        start = [
            binaries / "pg_ctl",
            "-D",
            data,
            "-l",
            folder / "log",
            "-o",
            options,
            "-w",
            "start",
        ]
        subprocess.run(start, user=user, check=True, stdout=subprocess.DEVNULL)
        yield f"postgresql://holdfast@/postgres?host={folder}"
        stop = [binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"]
        subprocess.run(stop, user=user, check=True, capture_output=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
