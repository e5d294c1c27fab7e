"""Bringing a database to the present form: migrations under a lock, then what the product ships."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.database import Database

LOCK = 0x0CD5  # any number, as long as every process of ours takes the same one


def migrate(database: Database) -> None:
    """Bring the tables up to date, one process at a time; then seed what is shipped. Doing it again does nothing."""
    from cds_tracker.store import seeding

    with database.engine.connect() as connection:
        if database.is_sqlite:
            _without_foreign_keys(connection)
        try:
            with connection.begin():
                _upgrade(connection)
        finally:
            connection.invalidate()  # its foreign keys are off: it does not go back to the others
    with database.write() as connection:
        seeding.seed(connection)


def is_current(database: Database) -> bool:
    """Whether the tables have the form that this version of the product writes."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _script().get_current_head()


def _without_foreign_keys(connection: Connection) -> None:
    """Rebuilding a table with them on would delete what refers to it; inside a transaction the switch does nothing."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute("PRAGMA foreign_keys=OFF")


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise TrackerError("database_newer") from error
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a migration left references to rows that are not there")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
