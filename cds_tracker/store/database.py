"""One database, SQLite or PostgreSQL: readers see one moment, writers come one after the other."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection as Connection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from cds_tracker.domain.errors import TrackerError

APPLICATION = "cds-tracker"
BUSY_SECONDS = 10
PRAGMAS = ("synchronous=FULL", f"busy_timeout={BUSY_SECONDS * 1000}", "trusted_schema=OFF")
# What the engines say when something stands in the way that a person can mend → our key.
OBSTACLES = {
    "database is locked": "busy",
    "database or disk is full": "disk_full",
    "disk I/O error": "disk_full",
    "No space left on device": "disk_full",
    "readonly database": "read_only",
    "unable to open database file": "unreachable",
    "malformed": "damaged",
    "file is not a database": "damaged",
    "connection failed": "unreachable",
    "no such table": "not_migrated",
    "UndefinedTable": "not_migrated",
}


class Database:
    """An engine, and the two ways through it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        how = {"ro": True} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._readers = engine.execution_options(**how)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state from first to last, and writes nothing."""
        with _explained(), self._readers.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction, committed at the end; nothing of it remains if anything fails.

        On SQLite it holds the database's write lock from its beginning; on PostgreSQL ``ledger.lock`` takes the row lock.
        """
        with _explained(), self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def connect(url: str) -> Database:
    """The database at an SQLAlchemy URL (``sqlite:///…`` a file, or ``postgresql+psycopg://…``)."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise TrackerError("database_url") from error
    if address.get_backend_name() == "sqlite":
        return Database(_sqlite(address))
    if address.get_backend_name() != "postgresql":
        raise TrackerError("database_url")
    return Database(_postgresql(address))


def _postgresql(address: URL) -> Engine:
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    about = {"application_name": APPLICATION}
    pool = {"pool_size": 8, "max_overflow": 8, "pool_timeout": BUSY_SECONDS, "pool_pre_ping": True}
    return create_engine(address, connect_args=about, **pool)


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        raise TrackerError("database_url")
    Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """The driver must not open transactions by itself: it would take the write lock too late, and lose updates."""
    connection.isolation_level = None
    for pragma in (*PRAGMAS, "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    """Journal ahead of the file. Unlike all else, this switch does not wait for others by itself."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    readers = connection.get_execution_options().get("ro")
    connection.exec_driver_sql("BEGIN" if readers else "BEGIN IMMEDIATE")


@contextmanager
def _explained() -> Iterator[None]:
    """What a person can mend is told in their words; the rest fails loudly."""
    try:
        yield
    except (OperationalError, InterfaceError, DBAPIError) as error:
        key = _obstacle(error)
        if key is None:
            raise
        raise TrackerError(key) from error


def _obstacle(error: DBAPIError) -> str | None:
    said = f"{type(error.orig).__name__} {error.orig}"
    found = next((key for words, key in OBSTACLES.items() if words in said), None)
    lost = error.connection_invalidated and not isinstance(error.orig, sqlite3.Error)
    return found or ("unreachable" if lost else None)
