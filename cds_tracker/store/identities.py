"""People as an OpenID provider knows them: issuer and subject. An e-mail never links anybody: it only proposes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from cds_tracker.store import ledger
from cds_tracker.store.tables_people import account, identity


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody at a provider. ``account`` is the account linked, ``proposed`` the one that has the same e-mail."""

    issuer: str
    subject: str
    account: str | None
    account_id: int | None
    email: str | None
    name: str | None
    proposed: str | None
    seen_at: str
    linked_at: str | None = None
    linked_by: str | None = None


def seen(connection: Connection, issuer: str, subject: str, email: str | None, name: str | None) -> Identity:
    """Somebody came from a provider: note it, and who they are to us. Without a link nothing opens."""
    held = find(connection, issuer, subject)
    values = {"email": email, "name": name, "seen_at": ledger.now()}
    if held is None or held.account is None:
        values["proposed"] = _same_mail(connection, email)
    if held is None:
        connection.execute(identity.insert().values(issuer=issuer, subject=subject, **values))
    else:
        connection.execute(identity.update().where(*_which(issuer, subject)).values(**values))
    found = find(connection, issuer, subject)
    assert found is not None  # noqa: S101 - written above
    return found


def find(connection: Connection, issuer: str, subject: str) -> Identity | None:
    """The person of this subject at this issuer."""
    row = connection.execute(_listed().where(*_which(issuer, subject))).mappings().first()
    return _identity(row) if row else None


def waiting(connection: Connection) -> list[Identity]:
    """Those whom an admin has yet to link or to refuse, the latest first."""
    rows = connection.execute(_listed().where(identity.c.account.is_(None)).order_by(identity.c.seen_at.desc()))
    return [_identity(row) for row in rows.mappings()]


def linked(connection: Connection) -> list[Identity]:
    """Those who are linked, by account."""
    rows = connection.execute(_listed().where(identity.c.account.is_not(None)).order_by(account.c.code))
    return [_identity(row) for row in rows.mappings()]


def has_link(connection: Connection, account_id: int) -> bool:
    """Whether anybody signs in as this account by a provider."""
    return connection.execute(select(identity.c.subject).where(identity.c.account == account_id).limit(1)).first() is not None


def link(connection: Connection, issuer: str, subject: str, account_id: int, by: str) -> None:
    """From now on this person signs in as that account."""
    values = {"account": account_id, "linked_at": ledger.now(), "linked_by": by, "proposed": None}
    connection.execute(identity.update().where(*_which(issuer, subject)).values(**values))


def forget(connection: Connection, issuer: str, subject: str) -> None:
    """This person is nobody here; who comes again waits again."""
    connection.execute(identity.delete().where(*_which(issuer, subject)))


def _listed() -> Any:
    columns = [column for column in identity.columns if column.name != "account"]
    joined = identity.outerjoin(account, identity.c.account == account.c.id)
    return select(*columns, identity.c.account.label("account_id"), account.c.code.label("account")).select_from(joined)


def _identity(row: Mapping[Any, Any]) -> Identity:
    return Identity(**{name: row[name] for name in Identity.__slots__})


def _which(issuer: str, subject: str) -> tuple[Any, Any]:
    return identity.c.issuer == issuer, identity.c.subject == subject


def _same_mail(connection: Connection, email: str | None) -> str | None:
    """The one active account with this e-mail; none where several have it."""
    if not email:
        return None
    same = (func.lower(account.c.email) == email.lower(), account.c.active.is_(True))
    found = list(connection.execute(select(account.c.code).where(*same).limit(2)).scalars())
    return str(found[0]) if len(found) == 1 else None
