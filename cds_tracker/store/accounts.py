"""Accounts with their grants: in the ledger like units and plans. (Passwords and sessions are elsewhere, and never there.)"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from cds_tracker.domain.accounts import Account, code_of, refuse_bad_grants
from cds_tracker.domain.people import Grant, Role
from cds_tracker.store import records
from cds_tracker.store.canonical import dumps, loads
from cds_tracker.store.ledger import Cause
from cds_tracker.store.records import Saved
from cds_tracker.store.tables_people import account


def listed(connection: Connection) -> list[Account]:
    """All accounts, by name of the account."""
    return [_account(dict(row)) for row in connection.execute(select(account).order_by(account.c.code)).mappings()]


def find(connection: Connection, code: str) -> Account | None:
    """The account of this name."""
    row = connection.execute(select(account).where(account.c.code == code)).mappings().first()
    return _account(dict(row)) if row else None


def get(connection: Connection, number: int) -> Account | None:
    """The account of this id."""
    row = connection.execute(select(account).where(account.c.id == number)).mappings().first()
    return _account(dict(row)) if row else None


def save(connection: Connection, accounts: Iterable[Account], cause: Cause) -> Saved:
    """Create accounts, or bring those that are there up to date; nothing is written if any is wrong."""
    return records.save(connection, account, {code_of(one.code): _row(one) for one in accounts}, cause)


def _row(one: Account) -> dict[str, object]:
    refuse_bad_grants(one.grants)
    grants = dumps([_said(grant) for grant in one.grants]) if one.grants else None
    return {"name": one.name, "email": one.email, "grants": grants, "active": one.active}


def _said(grant: Grant) -> dict[str, str]:
    said = {"role": grant.role.value, "unit": grant.unit, "from": _iso(grant.valid_from), "to": _iso(grant.valid_to)}
    return {name: value for name, value in said.items() if value}


def _account(row: Mapping[str, Any]) -> Account:
    grants = loads(row["grants"])
    held = tuple(_grant(one) for one in grants) if isinstance(grants, list) else ()
    return Account(row["id"], row["code"], row["name"], row["email"], held, bool(row["active"]))


def _grant(said: Any) -> Grant:
    return Grant(Role(said["role"]), said.get("unit"), _day(said.get("from")), _day(said.get("to")))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
