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
def open_empty(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of a database without any plan."""
    database = connect(sqlite_url)
    with database.write() as connection:
        accounts.save(connection, ACCOUNTS, Cause("account", "test", date(2025, 1, 1)))
    database.close()
    monkeypatch.setenv("CDS_DATABASE_URL", sqlite_url)
    return opened
