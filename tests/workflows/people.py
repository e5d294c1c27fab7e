"""People of the tests: Nam is admin, Minh heads the office, Lan is staff there, Hà leads, Hoa reads."""

from datetime import date

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Grant, Person, Role
from cds_tracker.store import accounts
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause

DAY = date(2025, 6, 30)
ADMIN = Grant(Role.ADMIN)
ACCOUNTS = (
    Account(0, "nam", "Phạm Nam", "nam@bo.vn", (ADMIN,)),
    Account(0, "minh", "Lê Minh", None, (Grant(Role.HEAD, "VP"),)),
    Account(0, "lan", "Nguyễn Lan", "lan@bo.vn", (Grant(Role.STAFF, "VP"),)),
    Account(0, "ha", "Trần Hà", None, (Grant(Role.LEADERSHIP),)),
    Account(0, "hoa", "Vũ Hoa", None, (Grant(Role.VIEWER),)),
)
NAM, MINH, LAN, HA, HOA = (Person(one.code, one.name, address="10.0.0.1") for one in ACCOUNTS)


def enter(database: Database) -> None:
    """Their accounts."""
    with database.write() as connection:
        accounts.save(connection, ACCOUNTS, Cause("account", "test", DAY))


def held(database: Database, code: str) -> Account:
    """The account of this name."""
    with database.read() as connection:
        found = accounts.find(connection, code)
    assert found is not None
    return found
