"""Many rows at once, by the quickest way that each engine has."""

from collections.abc import Iterable, Sequence

import psycopg
from sqlalchemy import Connection, Table


def insert(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert rows whose values stand in the order of ``columns``; ``COPY`` on PostgreSQL."""
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(quoted(name) for name in columns)
    if connection.dialect.name == "postgresql":
        driver = connection.connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError(driver)
        with driver.cursor() as cursor, cursor.copy(f"COPY {quoted(table.name)} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    listed = rows if isinstance(rows, list) else list(rows)
    if listed:
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({places})", listed)  # noqa: S608


def update(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Set ``columns`` of rows by their id, which stands last in each."""
    quoted = connection.dialect.identifier_preparer.quote
    place = "%s" if connection.dialect.name == "postgresql" else "?"
    sets = ", ".join(f"{quoted(name)} = {place}" for name in columns)
    connection.exec_driver_sql(f"UPDATE {quoted(table.name)} SET {sets} WHERE id = {place}", list(rows))  # noqa: S608
