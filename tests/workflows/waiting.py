"""A file that waits as a proposal until somebody decides, without the journey of an upload around it."""

from cds_tracker.domain.people import Person
from cds_tracker.store import accepting, proposals
from cds_tracker.store.database import Database
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows import importing
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.preview import Preview


def submit(database: Database, shown: Preview, person: Person, reason: str | None = None) -> int:
    """Save what was shown: the number of the proposal."""
    with acting(database, person, importing.KIND, "plan") as doing:
        return importing.submit_within(doing, shown, reason)[0]


def apply(database: Database, number: int, person: Person) -> Applied:
    """Apply a proposal; again: nothing more happens."""
    with database.write() as connection:
        return proposals.apply(connection, number, person.account)


def reject(database: Database, number: int, person: Person) -> None:
    """Close a proposal without applying it."""
    with database.write() as connection:
        accepting.close(connection, number, "rejected", person.account, None)
