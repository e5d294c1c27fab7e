"""What many tests begin with is played once on each engine; the tests after it get a copy of what it left."""

import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import create_engine
from sqlalchemy.engine import URL

from cds_tracker.store.database import Database

P = ParamSpec("P")
T = TypeVar("T")
_FOLDER = tempfile.TemporaryDirectory(prefix="cds-beginnings-")
_ITSELF = object()
_KEPT: dict[object, tuple[str, object]] = {}


def once(play: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
    """``play`` on a fresh database ends as it did the first time, but faster; on any other it is played.

    It must depend on nothing but its arguments, change nothing but the database, and answer with a value or the database.
    """

    @wraps(play)
    def begin(database: Database, *args: P.args, **kwargs: P.kwargs) -> T:
        if not _is_fresh(database):
            return play(database, *args, **kwargs)
        key = (play, args, tuple(sorted(kwargs.items())), database.is_sqlite)
        address = database.engine.url
        if key not in _KEPT:
            told = play(database, *args, **kwargs)
            database.close()
            _KEPT[key] = _keep(address), _ITSELF if told is database else deepcopy(told)
            return told
        kept, answer = _KEPT[key]
        database.close()
        _restore(address, kept)
        return database if answer is _ITSELF else deepcopy(answer)  # type: ignore[return-value]

    return begin


def _is_fresh(database: Database) -> bool:
    """Whether nobody wrote since it was migrated: every write but those of the audit log takes a revision."""
    with database.read() as connection:
        authors = connection.exec_driver_sql("SELECT count(DISTINCT author) FROM revision").scalar_one()
        return authors == 1 and connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one() == 0


def _keep(address: URL) -> str:
    name = f"kept{len(_KEPT)}"
    if address.get_backend_name() == "sqlite":
        return str(shutil.copyfile(str(address.database), Path(_FOLDER.name) / name))
    _admin(address, f"CREATE DATABASE {name} TEMPLATE {address.database} STRATEGY file_copy")
    return name


def _restore(address: URL, kept: str) -> None:
    if address.get_backend_name() == "sqlite":
        shutil.copyfile(kept, str(address.database))
        return
    again = f"CREATE DATABASE {address.database} TEMPLATE {kept} STRATEGY file_copy"
    _admin(address, f"DROP DATABASE {address.database} WITH (FORCE)", again)


def _admin(address: URL, *statements: str) -> None:
    engine = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
