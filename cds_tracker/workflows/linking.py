"""Who comes from an OpenID provider, and which account that is: an admin says so, never an e-mail."""

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.store import identities, sessions
from cds_tracker.store.database import Database
from cds_tracker.store.identities import Identity
from cds_tracker.workflows.accounts import SUBJECT, the_account
from cds_tracker.workflows.acting import Doing, acting


def link(database: Database, person: Person, issuer: str, subject: str, account: str) -> None:
    """From now on this person signs in as that account."""
    with acting(database, person, "identity_link", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        found = _identity(doing, issuer, subject)
        held = the_account(doing, account)
        if not held.active:
            raise TrackerError("account_inactive", account=held.code)
        if found.account is not None:
            raise TrackerError("identity_linked", account=found.account)
        identities.link(doing.connection, issuer, subject, held.id, doing.person.account)


def forget(database: Database, person: Person, issuer: str, subject: str) -> None:
    """Refuse somebody who waits, or undo a link: whatever the account has open ends."""
    with acting(database, person, "identity_forget", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        found = _identity(doing, issuer, subject)
        if found.account is not None and found.account_id is not None:
            doing.subjects.append(found.account)
            doing.detail["sessions"] = sessions.end_all(doing.connection, found.account_id, "unlinked")
        identities.forget(doing.connection, issuer, subject)


def _identity(doing: Doing, issuer: str, subject: str) -> Identity:
    found = identities.find(doing.connection, issuer, subject)
    if found is None:
        raise TrackerError("identity_missing")
    doing.detail |= {"issuer": issuer, "subject": subject}
    return found
