"""One way to two databases: a file of SQLite, or a PostgreSQL server by its URL.

Only connecting differs. A commit returns when the data is on the disk: SQLite writes ahead and
syncs at every commit, PostgreSQL must have ``fsync`` and ``synchronous_commit`` on.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError

from holdfast.errors import StorageError
from holdfast.ledger import tables
from holdfast.ledger.trouble import explained, not_a_ledger, torn

BUSY_SECONDS = 10
_SQLITE_SETTINGS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
)


class Database:
    """A place that keeps a ledger, open for work; ``reading`` and ``writing`` are transactions."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @property
    def is_file(self) -> bool:
        """True for SQLite."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of one moment, whatever others write meanwhile."""
        options = {} if self.is_file else {"isolation_level": "REPEATABLE READ"}
        with explained(), self._engine.connect().execution_options(**options) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All of it or nothing; on leaving, it is on the disk."""
        with explained(), self._engine.connect().execution_options(writes=True) as connection:
            yield connection
            with explained(committing=True):
                connection.commit()

    @contextmanager
    def or_closed(self) -> Iterator[None]:
        """Let go of every connection if what is tried fails."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def forget(self) -> None:
        """Leave nothing of what was replaced in the file or in the write-ahead file beside it.

        Where somebody else is reading, that happens with a later checkpoint. A server's old row
        versions and log are its own to clear.
        """
        if not self.is_file:
            return
        with suppress(sqlite3.Error), closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def connect(where: str, *, create: bool = False) -> Database:
    """Open the database at a path or a ``postgresql://`` URL.

    Args:
        where: the file's name, or the URL of a PostgreSQL database.
        create: make the file where there is none.

    Raises:
        StorageError: it is not there, or cannot be reached.
    """
    if "://" in where:
        return _server(where)
    path = Path(where)
    if create:
        _make_file(path)
    elif not path.is_file():
        raise not_a_ledger()
    return _file(path)


def check_whole(connection: Connection) -> None:
    """Refuse a file whose pages do not fit together; a server looks after its own."""
    if connection.dialect.name == "sqlite":
        answers = connection.exec_driver_sql("PRAGMA quick_check(1)").scalars().all()
        if answers != ["ok"]:
            raise torn()


def make_tables(connection: Connection, name: str) -> None:
    """Make the tables of a new ledger; whatever is there already is never written over."""
    if inspect(connection).get_table_names():
        raise _already_there(name)
    tables.metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={tables.APPLICATION_ID}")


def _already_there(name: str) -> StorageError:
    message = (
        f"There is something in {name} already, so no new ledger was made over it. Choose another "
        "name, or an empty database."
    )
    return StorageError(message, code="already-there")


def _make_file(path: Path) -> None:
    """A file that only its owner can read, whose name has reached the disk.

    One that is there already is left as it is: a start that was cut off is taken up where nothing
    was written yet, and ``make_tables`` refuses what holds anything.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        message = (
            f"{path.name} cannot be made: {error.strerror}. Choose a folder that you may write to."
        )
        raise StorageError(message, code="read-only") from error


def _file(path: Path) -> Database:
    location = f"file:{quote(str(path.absolute()))}?mode=rw"

    def open_file() -> sqlite3.Connection:
        return sqlite3.connect(
            location, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    engine = create_engine(
        "sqlite://", creator=open_file, poolclass=QueuePool, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        """Full sync on every connection; write-ahead mode is the file's own, set when it is new."""
        for setting in _SQLITE_SETTINGS:
            connection.execute(setting)
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode=WAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        """Writers take their turn at the start, so that what they read cannot change under them."""
        is_writing = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")

    return Database(engine, path.name)


def _server(where: str) -> Database:
    try:
        url = make_url(where)
    except ArgumentError:
        raise _not_a_url() from None
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise _not_a_url()
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), hide_parameters=True, pool_pre_ping=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: object, _record: object) -> None:
        """A commit that the server acknowledges must be on its disk."""
        with connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SET SESSION synchronous_commit TO on")
            cursor.execute("SHOW fsync")
            if cursor.fetchone() != ("on",):
                connection.close()  # type: ignore[attr-defined]
                message = (
                    "The database server runs with fsync off, so it may lose what it acknowledged. "
                    "Turn fsync on in its settings."
                )
                raise StorageError(message, code="unsafe-server")
        connection.commit()  # type: ignore[attr-defined]

    return Database(engine, url.database or "database")


def _not_a_url() -> StorageError:
    message = "A ledger is a file, or a PostgreSQL database named as postgresql://host/name."
    return StorageError(message, code="not-a-ledger")
