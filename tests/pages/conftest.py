"""Databases to open pages on: one with the demo plan, one without any."""

from datetime import date
from pathlib import Path

import pytest

from cds_tracker.demo import build
from cds_tracker.demo.people import ACCOUNTS
from cds_tracker.store import accounts
from cds_tracker.store.database import connect
from cds_tracker.store.ledger import Cause
from cds_tracker.store.migrating import migrate
from tests.pages.shell import Open, opened


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the demo plan, entered through the real import."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'cds.db'}"
    database = connect(url)
    migrate(database)
    build.enter(database)
    database.close()
    return url


@pytest.fixture
def open_demo(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the demo plan by its slug, with the query of its address."""
    monkeypatch.setenv("CDS_DATABASE_URL", demo_url)
    return opened


@pytest.fixture
def open_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of a database without any plan."""
    url = f"sqlite:///{tmp_path / 'cds.db'}"
    database = connect(url)
    migrate(database)
    with database.write() as connection:
        accounts.save(connection, ACCOUNTS, Cause("account", "test", date(2025, 1, 1)))
    database.close()
    monkeypatch.setenv("CDS_DATABASE_URL", url)
    return opened


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where uploads are kept; nothing of the machine's own."""
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"
