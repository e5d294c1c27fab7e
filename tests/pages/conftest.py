"""Databases to open pages on: one with the demo plan, one without any."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from cds_tracker.demo.people import ACCOUNTS
from cds_tracker.store import accounts
from cds_tracker.store.database import connect
from cds_tracker.store.ledger import Cause
from tests.pages.shell import Open, opened


@pytest.fixture(scope="session")
def demo_url(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the demo plan, entered through the real import."""
    return f"sqlite:///{shutil.copy(demo_folder / 'cds.db', tmp_path_factory.mktemp('demo'))}"


@pytest.fixture
def open_demo(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the demo plan by its slug, with the query of its address."""
    monkeypatch.setenv("CDS_DATABASE_URL", demo_url)
    return opened


@pytest.fixture
def open_own(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens pages of a demo of its own, which may be changed."""
    source = Path(demo_url.removeprefix("sqlite:///"))
    target = tmp_path / "cds.db"
    database = connect(f"sqlite:///{source}")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"VACUUM INTO '{target}'")
        connection.exec_driver_sql("BEGIN")
    database.close()
    monkeypatch.setenv("CDS_DATABASE_URL", f"sqlite:///{target}")
    return opened


@pytest.fixture
def open_empty(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of a database without any plan."""
    database = connect(sqlite_url)
    with database.write() as connection:
        accounts.save(connection, ACCOUNTS, Cause("account", "test", date(2025, 1, 1)))
    database.close()
    monkeypatch.setenv("CDS_DATABASE_URL", sqlite_url)
    return opened


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where uploads are kept; nothing of the machine's own."""
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"
