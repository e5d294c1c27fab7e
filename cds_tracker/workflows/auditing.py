"""Taking the audit log along: itself an act that is written down."""

from cds_tracker.domain.people import Act, Person
from cds_tracker.store import audit_search
from cds_tracker.store.audit_search import Asked
from cds_tracker.store.database import Database
from cds_tracker.workflows.acting import acting

SAID = {"act": "verb"}  # "act" is what a refusal says was missing


def take(database: Database, person: Person, asked: Asked, form: str) -> int:
    """Write down that the rows asked for are taken along in a ``form``; the number of the newest row that may be taken."""
    with acting(database, person, "audit_export", "audit") as doing:
        doing.demand(Act.AUDIT)
        said = {SAID.get(name, name): str(getattr(asked, name)) for name in Asked.__dataclass_fields__ if getattr(asked, name)}
        doing.detail |= {"form": form, **said}
        return audit_search.last(doing.connection)
