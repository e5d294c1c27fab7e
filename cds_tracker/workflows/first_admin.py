"""The first admin: where nobody could administer the database, an account with a one-time code for who starts the server."""

from dataclasses import dataclass, replace

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Role
from cds_tracker.store import accounts, audit, credentials, identities, ledger
from cds_tracker.store.audit import Event
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows.accounts import KIND, SUBJECT, admins

FIRST = "quantri"


@dataclass(frozen=True, slots=True)
class Beginning:
    """The account and its one-time code, to be shown once. ``again``: an earlier code was not used, and is void now."""

    account: str
    code: str
    again: bool


def provide(database: Database, name: str, by: str) -> Beginning | None:
    """An admin with a new one-time code where no admin has ever been able to sign in; ``None`` where one has.

    ``name`` is what the account is called where it has to be made, ``by`` who starts the server.
    """
    with database.write() as connection:
        ledger.lock(connection)
        listed = accounts.listed(connection)
        office = admins(listed, ledger.today())
        if any(_can_sign_in(connection, one) for one in listed if one.code in office):
            return None
        code = FIRST if FIRST in office or not office else min(office)
        held = accounts.find(connection, code) or Account(0, code, name)
        if code not in office:
            held = replace(
                held if held.active else replace(held, name=name), active=True, grants=(*_others(held), Grant(Role.ADMIN))
            )
            accounts.save(connection, [held], Cause(KIND, by, ledger.today()))
        saved = accounts.find(connection, code)
        assert saved is not None  # noqa: S101 - there, or saved above
        issued = Beginning(code, credentials.issue_code(connection, saved.id), again=code in office)
        audit.append(connection, Event(by, "account_first_admin", SUBJECT, code))
        return issued


def _can_sign_in(connection: Connection, one: Account) -> bool:
    """By password or provider; or soon, with a code that was issued by hand and holds."""
    ways = credentials.has_password(connection, one.id) or identities.has_link(connection, one.id)
    return ways or (one.code != FIRST and credentials.code_pending(connection, one.id))


def _others(held: Account) -> tuple[Grant, ...]:
    return tuple(grant for grant in held.grants if grant.role is not Role.ADMIN)
