"""Choices of tasks under names that people gave them, each person's own, page by page. No part of the ledger."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.text import clean
from cds_tracker.store import ledger
from cds_tracker.store.tables_people import saved_filter

MOST = 30  # of one person on one page
NAME_LENGTH = 60
QUERY_LENGTH = 4_000


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved choice: the query of an address. The default one is applied when its page opens without any query."""

    id: int
    name: str
    query: str
    is_default: bool = False


def listed(connection: Connection, account: str, page: str) -> list[Saved]:
    """A person's own for a page, by name."""
    mine = select(saved_filter).where(*_mine(account, page)).order_by(saved_filter.c.name)
    rows = connection.execute(mine).mappings()
    return [Saved(row["id"], row["name"], row["query"], bool(row["is_default"])) for row in rows]


def save(connection: Connection, account: str, page: str, name: str, query: str) -> None:
    """Keep a query under a name; one of the same name is replaced."""
    called, query = _name(name), clean(query)
    if len(query) > QUERY_LENGTH:
        raise TrackerError("filter_too_long")
    ledger.lock(connection)
    held = listed(connection, account, page)
    if any(one.name == called for one in held):
        same = (*_mine(account, page), saved_filter.c.name == called)
        connection.execute(update(saved_filter).where(*same).values(query=query))
        return
    if len(held) >= MOST:
        raise TrackerError("filter_too_many", most=MOST)
    row = {"account": account, "page": page, "name": called, "query": query, "is_default": False}
    connection.execute(insert(saved_filter).values(**row))


def rename(connection: Connection, account: str, page: str, number: int, name: str) -> None:
    """Call one of them otherwise."""
    called = _name(name)
    ledger.lock(connection)
    if any(one.name == called and one.id != number for one in listed(connection, account, page)):
        raise TrackerError("filter_name_taken", name=called)
    connection.execute(update(saved_filter).where(*_one(account, page, number)).values(name=called))


def make_default(connection: Connection, account: str, page: str, number: int | None) -> None:
    """Open the page with this one from now on; with none of them where ``number`` is ``None``."""
    connection.execute(update(saved_filter).where(*_mine(account, page)).values(is_default=False))
    if number is not None:
        connection.execute(update(saved_filter).where(*_one(account, page, number)).values(is_default=True))


def remove(connection: Connection, account: str, page: str, number: int) -> None:
    """Forget one of them."""
    connection.execute(delete(saved_filter).where(*_one(account, page, number)))


def _mine(account: str, page: str) -> tuple[Any, ...]:
    return (saved_filter.c.account == account, saved_filter.c.page == page)


def _one(account: str, page: str, number: int) -> tuple[Any, ...]:
    return (*_mine(account, page), saved_filter.c.id == number)


def _name(written: str) -> str:
    called = " ".join(clean(written).split())
    if not called:
        raise TrackerError("filter_name_needed")
    if len(called) > NAME_LENGTH:
        raise TrackerError("filter_name_long", most=NAME_LENGTH)
    return called
