"""A database with the plan of the permission tables, for pages and commands."""

from pathlib import Path

import pytest

from cds_tracker.store.database import connect
from cds_tracker.store.migrating import migrate
from tests.permissions.plan import enter


@pytest.fixture(scope="session")
def entered(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, int]]:
    """Its address, and the id of a task for each tie."""
    url = f"sqlite:///{tmp_path_factory.mktemp('permissions') / 'cds.db'}"
    database = connect(url)
    migrate(database)
    numbers = enter(database)
    database.close()
    return url, numbers


@pytest.fixture
def numbers(entered: tuple[str, dict[str, int]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, int]:
    """The id of a task for each tie, in the database that pages and commands open."""
    monkeypatch.setenv("CDS_DATABASE_URL", entered[0])
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path))
    return entered[1]
