"""Everything that a database holds, to compare two moments."""

from sqlalchemy import select

from cds_tracker.store import schema
from cds_tracker.store.database import Database

_ALL = {table.name: select(table) for table in schema.metadata.tables.values()}


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, in a fixed order."""
    with database.read() as connection:
        return {name: sorted(map(tuple, connection.execute(rows)), key=repr) for name, rows in _ALL.items()}
