"""The journey of a file: brought, read and compared in the background, decided about, carried out, found again, undone.

``receive`` → ``start`` and ``progress`` → ``prepared`` → ``choose`` → ``carry_out``; where the plan asks for it, ``approving``.
"""

from collections.abc import Collection
from pathlib import Path

from cds_tracker.domain.choices import Choices
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.store import accepting, layouts, plans, uploads
from cds_tracker.store.database import Database
from cds_tracker.store.layouts import Layout
from cds_tracker.store.proposals import Applied
from cds_tracker.store.uploads import APPLIED, DISCARDED, PENDING, UNDONE, WAITING, Upload, Which
from cds_tracker.workflows import filekeeping, undoing
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.bringing import FOLDER as FOLDER
from cds_tracker.workflows.bringing import Brought as Brought
from cds_tracker.workflows.bringing import new_batch as new_batch
from cds_tracker.workflows.bringing import receive as receive
from cds_tracker.workflows.bringing import receive_many as receive_many
from cds_tracker.workflows.bringing import sweep as sweep
from cds_tracker.workflows.carrying_out import MOVED as MOVED
from cds_tracker.workflows.carrying_out import Moved as Moved
from cds_tracker.workflows.carrying_out import Result as Result
from cds_tracker.workflows.carrying_out import carry_out as carry_out
from cds_tracker.workflows.preparing import MEMORY
from cds_tracker.workflows.preparing import Prepared as Prepared
from cds_tracker.workflows.preparing import prepare as prepare
from cds_tracker.workflows.under_way import Progress as Progress
from cds_tracker.workflows.under_way import prepared as prepared
from cds_tracker.workflows.under_way import progress as progress
from cds_tracker.workflows.under_way import start as start
from cds_tracker.workflows.undoing import Undo as Undo
from cds_tracker.workflows.upload_access import open_upload, own, units_seen, visible


def find(database: Database, number: int, person: Person) -> Upload:
    """An upload, for somebody who may see it. Refused alike where there is none."""
    with database.read() as connection:
        return visible(connection, number, person)


def original(database: Database, folder: Path, number: int, person: Person) -> tuple[Upload, Path]:
    """The file as it came, for those who may see the upload, and where it lies; written down."""
    with acting(database, person, "upload_download", "upload") as doing:
        doing.subjects.append(str(number))
        found = visible(doing.connection, number, doing.person)
        doing.detail["file"] = found.file
        return found, filekeeping.place(folder, found.sha256)


def listed(
    database: Database,
    person: Person,
    plan: str | None = None,
    *,
    author: str | None = None,
    unit: str | None = None,
    batch: str | None = None,
    states: Collection[str] | None = None,
    first: int = 0,
    count: int = 50,
) -> list[Upload]:
    """The uploads that a person may see, the latest first: their own, for a head those of the unit, for admins and leadership
    all."""
    with database.read() as connection:
        seen_by = (person.account, units_seen(connection, person))
        which = Which(plan, author, unit, batch, states, seen_by)
        return uploads.listed(connection, which, max(first, 0), min(max(count, 0), 500))


def remembered(database: Database, upload: Upload) -> list[Layout]:
    """The forms by which a file of this upload's unit and plan may be known, the latest confirmed first."""
    with database.read() as connection:
        plan = plans.find(connection, upload.plan)
        return layouts.of_plan(connection, plan.id, upload.unit) if plan else []


def same(database: Database, sha256: str, plan: str, besides: int = 0) -> Upload | None:
    """The last upload of the very same file into a plan of which something came (``besides`` does not count)."""
    with database.read() as connection:
        return uploads.brought_before(connection, sha256, plan, besides)


def choose(database: Database, number: int, person: Person, choices: Choices, shown: int | None = None) -> None:
    """Keep what was decided about a file: it is read and compared anew by it. Whoever brought it, and admins.

    ``shown``: the revision that whoever decides was shown; what somebody writes later is asked about again.
    """
    with acting(database, person, "upload_choose", "upload") as doing:
        held = open_upload(doing, number)
        doing.detail["file"] = held.file
        if shown is not None:
            choices = choices.stamped(held.choices, shown)
        if choices != held.choices:
            uploads.change(doing.connection, number, WAITING, choices=choices)


def foresee_undo(database: Database, number: int, person: Person) -> Undo:
    """What undoing an upload would take back, and what it would leave, with why. Writes nothing."""
    return undoing.foresee(database, _applied(database, number, person), person)


def undo(database: Database, number: int, person: Person, reason: str | None = None) -> Applied:
    """Take an applied upload back, but for what people changed since; the upload is ``undone`` in the same transaction."""
    return undoing.undo(database, _applied(database, number, person), person, reason)


def discard(database: Database, number: int, person: Person) -> None:
    """Give up a file that waits for oneself, or take back one that waits for the focal unit. It stays in the history."""
    with acting(database, person, "upload_discard", "upload") as doing:
        held = own(doing, number)
        doing.detail["file"] = held.file
        if held.state == PENDING and held.proposal is not None:
            accepting.close(doing.connection, held.proposal, "withdrawn", doing.person.account, None)
        else:
            open_upload(doing, number)
        uploads.change(doing.connection, number, DISCARDED)
        uploads.decide(doing.connection, number, doing.person.account, None)
    MEMORY.forget(database, number)


def _applied(database: Database, number: int, person: Person) -> int:
    held = find(database, number, person)
    if held.proposal is None or held.state not in (APPLIED, UNDONE):
        raise TrackerError("upload_not_undone", upload=number)
    return held.proposal
