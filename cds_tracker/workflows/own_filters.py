"""A person's own saved filters of a page."""

from cds_tracker.domain.people import Act, Person
from cds_tracker.store import saved_filters
from cds_tracker.store.database import Database
from cds_tracker.workflows.acting import acting

SUBJECT = "filter"


def save(database: Database, person: Person, page: str, name: str, query: str) -> None:
    """Keep a query under a name; one of the same name is replaced."""
    with acting(database, person, "save_filter", SUBJECT) as doing:
        doing.demand(Act.FOLLOW)
        saved_filters.save(doing.connection, doing.person.account, page, name, query)


def rename(database: Database, person: Person, page: str, number: int, name: str) -> None:
    """Call one of them otherwise."""
    with acting(database, person, "rename_filter", SUBJECT) as doing:
        doing.demand(Act.FOLLOW)
        saved_filters.rename(doing.connection, doing.person.account, page, number, name)


def make_default(database: Database, person: Person, page: str, number: int | None) -> None:
    """Open the page with this one when its address says nothing; with none of them where ``number`` is ``None``."""
    with acting(database, person, "default_filter", SUBJECT) as doing:
        doing.demand(Act.FOLLOW)
        saved_filters.make_default(doing.connection, doing.person.account, page, number)


def remove(database: Database, person: Person, page: str, number: int) -> None:
    """Forget one of them."""
    with acting(database, person, "remove_filter", SUBJECT) as doing:
        doing.demand(Act.FOLLOW)
        saved_filters.remove(doing.connection, doing.person.account, page, number)
