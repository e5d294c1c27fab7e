"""Who may be tried in an invented plan: shown on the page of signing in, before this machine itself alone."""

from collections.abc import Sequence

from cds_tracker.demo.people import ACCOUNTS
from cds_tracker.domain.accounts import Account
from cds_tracker.store import plans
from cds_tracker.store.database import Database


def is_demo(database: Database) -> bool:
    """Whether the database is marked as an invented one."""
    with database.read() as connection:
        return plans.demo_day(connection) is not None


def people_shown(database: Database) -> Sequence[Account]:
    """The invented people, where the database is marked as theirs."""
    return ACCOUNTS if is_demo(database) else ()
