"""The engines: how each is opened, and what writers and readers may rely on."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from cds_tracker import settings
from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import ledger
from cds_tracker.store.database import Database, connect


def test_sqlite_is_opened_as_trust_asks(careful: None, tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path}/new/cds.db")
    with database.read() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
    database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000, "trusted_schema": 0}


def test_a_reader_sees_one_state_from_first_to_last(database: Database) -> None:
    with database.read() as reader:
        before = ledger.latest(reader)
        with database.write() as writer:
            ledger.lock(writer)
            ledger.take(writer, "Lan", "test")
        assert ledger.latest(reader) == before
    with database.read() as reader:
        assert ledger.latest(reader) == before + 1


def test_eight_writers_at_once_lose_nothing(database: Database) -> None:
    with database.read() as reader:
        before = ledger.latest(reader)

    def write() -> None:
        for _ in range(10):
            with database.write() as connection:
                ledger.lock(connection)
                ledger.take(connection, "Minh", "test")

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.read() as reader:
        assert ledger.latest(reader) == before + 80
        assert reader.execute(text("SELECT count(*) FROM revision")).scalar() == before + 80


def test_nothing_remains_of_a_transaction_that_fails(database: Database) -> None:
    with database.read() as reader:
        before = ledger.latest(reader)
    with pytest.raises(ZeroDivisionError):
        fail_after_writing(database)
    with database.read() as reader:
        assert ledger.latest(reader) == before


def fail_after_writing(database: Database) -> None:
    with database.write() as connection:
        ledger.lock(connection)
        ledger.take(connection, "Hoa", "test")
        raise ZeroDivisionError


@pytest.mark.parametrize("url", ["nonsense", "sqlite://", "mysql://localhost/x"])
def test_an_address_that_cannot_be_used_is_refused_in_words(url: str) -> None:
    with pytest.raises(TrackerError) as refused:
        connect(url)
    assert refused.value.key == "database_url"


def test_a_file_that_is_no_database_is_told_so(tmp_path: Path) -> None:
    place = tmp_path / "cds.db"
    place.write_bytes(b"not a database" * 400)
    with pytest.raises(TrackerError) as refused, connect(f"sqlite:///{place}").read() as connection:
        ledger.latest(connection)
    assert refused.value.key == "damaged"


def test_an_empty_database_says_that_it_has_to_be_set_up(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path}/cds.db")
    with pytest.raises(TrackerError) as refused, database.read() as connection:
        ledger.latest(connection)
    database.close()
    assert refused.value.key == "not_migrated"


def test_a_plain_postgresql_address_names_the_installed_driver() -> None:
    found = settings.load({"CDS_DATABASE_URL": "postgresql://lan@db/cds", "CDS_DATA_DIR": "/srv/cds"})
    assert found.database_url == "postgresql+psycopg://lan@db/cds"
    assert found.data_dir == Path("/srv/cds")


def test_without_settings_everything_lies_under_data() -> None:
    found = settings.load({})
    assert found.data_dir == settings.CHECKOUT / "data"
    assert found.database_url == f"sqlite:///{settings.CHECKOUT / 'data' / 'cds.db'}"
