"""Everything that a database holds, to compare two moments."""

from sqlalchemy import select

from cds_tracker.store import schema
from cds_tracker.store.database import Database


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, in a fixed order."""
    with database.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in schema.metadata.tables.values()
        }
