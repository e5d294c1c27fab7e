"""People who are signed in on a server of the tests, without the form: their sessions are entered into its database.

A session has the same token on every server, so that a page can be opened signed in before it is known which server it visits.
"""

from collections.abc import Mapping
from datetime import date

from cds_tracker.demo.people import ACCOUNTS
from cds_tracker.store import accounts, sessions
from cds_tracker.store.database import connect
from cds_tracker.store.ledger import Cause

SIGNED_IN = "quantri"  # whoever opens a page, where nobody else is named
COOKIE = "cds_session"


def token(person: str) -> str:
    """The token of the session of one of the demo's people."""
    return f"test-{person}-".ljust(43, "x")


def cookie(person: str | None) -> Mapping[str, str]:
    """The header with which this person is signed in; none for nobody."""
    return {"Cookie": f"{COOKIE}={token(person)}"} if person else {}


def let_in(url: str) -> None:
    """Sign the demo's people in on the server that stands on this database; they are made where they are not there."""
    database = connect(url)
    try:
        with database.write() as connection:
            known = {one.code for one in accounts.listed(connection)}
            missing = [one for one in ACCOUNTS if one.code not in known]
            if missing:
                accounts.save(connection, missing, Cause("account", "test", date(2025, 1, 1)))
            for one in accounts.listed(connection):
                if sessions.held(connection, sessions.hashed(token(one.code))) is None:
                    sessions.begin(connection, token(one.code), one.id, "local", 12, "127.0.0.1", "test")
    finally:
        database.close()
