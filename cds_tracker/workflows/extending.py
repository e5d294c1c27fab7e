"""What a changed deadline was: the focal unit says whether it corrected the plan or extended it."""

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.store import markings
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.markings import KIND, NATURES
from cds_tracker.workflows.acting import Doing, acting


def mark(doing: Doing, task: int, of: int, nature: str) -> int | None:
    """Within an act: the change of this task's deadline by proposal ``of`` was a ``correction`` or an ``extension``.

    It is said for the day of that change: what was a correction never was an extension. (Asked ``known_at`` an earlier
    revision, figures answer as they did.) The revision that it made; ``None`` where that is what it was already.
    """
    held = doing.task(task, Act.PLAN)
    moved = next((one for one in markings.of_task(doing.connection, task) if one.proposal == of), None)
    if moved is None or moved.nature is None or nature not in NATURES:
        raise TrackerError("marking_unknown")
    if moved.nature == nature:
        return None
    cause = Cause(KIND, doing.person.account, moved.effective_on)
    doing.detail |= {"of": of, "nature": nature}
    return markings.save(doing.connection, held.plan, task, of, nature, cause)


def mark_one(database: Database, person: Person, task: int, of: int, nature: str) -> int | None:
    """The same by itself."""
    with acting(database, person, KIND) as doing:
        return mark(doing, task, of, nature)
