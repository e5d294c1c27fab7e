"""Migrations: the tables come out as they are declared, once, on data that is there."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import areas, check, ledger, migrating, schema, units
from cds_tracker.store.database import Database, connect
from cds_tracker.store.migrating import is_current, migrate
from tests.store.dumps import dump

DAY = date(2025, 6, 1)
FIRST = ("head", "revision", "plan", "unit", "area", "proposal", "change", "report", "task", "evidence")


def test_the_migrated_tables_are_the_declared_ones(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, schema.metadata) == []


def test_every_constraint_has_a_name() -> None:
    for table in schema.metadata.tables.values():
        assert [constraint for constraint in table.constraints if not constraint.name] == []
        assert [index for index in table.indexes if not index.name] == []


def test_migrating_brings_the_areas_and_the_shipped_units_into_the_ledger(database: Database) -> None:
    with database.read() as connection:
        assert len(areas.load(connection).areas) == 12
        registry = units.load(connection)
        assert registry.find("Bộ TTTT") is not None
        assert len([unit for unit in registry.units.values() if unit.kind == "unit" and unit.valid_to is None]) == 22
        assert check.findings(connection) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    before = dump(database)
    migrate(database)
    assert dump(database) == before
    assert is_current(database)


def test_what_an_admin_changed_outlives_the_next_start(database: Database) -> None:
    with database.write() as connection:
        units.load_csv(connection, "code,name\nVP,Văn phòng mới".encode(), ledger.Cause("units", "Lan", DAY))
    migrate(database)
    with database.read() as connection:
        assert units.load(connection).name("VP") == "Văn phòng mới"


def test_two_starts_at_once_migrate_once(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/cds.db"
    failed: list[BaseException] = []

    def start() -> None:
        try:
            database = connect(address)
            migrate(database)
            database.close()
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    starts = [threading.Thread(target=start) for _ in range(4)]
    for each in starts:
        each.start()
    for each in starts:
        each.join()
    database = connect(address)
    with database.read() as connection:
        assert failed == []
        assert ledger.latest(connection) == 3
        assert check.findings(connection) == []
    database.close()


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(TrackerError) as refused:
        migrate(database)
    assert refused.value.key == "database_newer"


def test_a_database_of_the_first_version_keeps_every_row(new_database: Callable[[], Database]) -> None:
    database = new_database()
    with database.write() as connection:
        units.load_csv(connection, "code,name\nVP,Văn phòng mới".encode(), ledger.Cause("units", "Lan", DAY))
    before = {table: rows for table, rows in dump(database).items() if table in FIRST}
    _move(database, "0001")
    assert not is_current(database)
    migrate(database)
    assert is_current(database)
    after = dump(database)
    before["head"] = [row[:-1] for row in before["head"]]  # the key that signs workbooks is made anew
    after["head"] = [row[:-1] for row in after["head"]]
    assert {table: after[table] for table in before} == before
    with database.read() as connection:
        assert check.findings(connection) == []


def _move(database: Database, version: str) -> None:
    """To the form of another version, as Alembic does it."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin():
            config = migrating._config()
            config.attributes["connection"] = connection
            command.downgrade(config, version)
        connection.invalidate()
