"""The focal unit decides about an upload that waits: accepted wholly or row by row, or refused; the unit sees it."""

from collections.abc import Collection

from cds_tracker.domain.changes import Change
from cds_tracker.domain.choices import Place
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.excel.collecting import paused
from cds_tracker.store import accepting, proposals, uploads
from cds_tracker.store.database import Database
from cds_tracker.store.proposals import Applied
from cds_tracker.store.uploads import APPLIED, PENDING, REJECTED, Upload
from cds_tracker.workflows.acting import Doing, Refused, acting
from cds_tracker.workflows.deciding import OwnRequest
from cds_tracker.workflows.requesting import reason_of
from cds_tracker.workflows.upload_access import decided, is_operator, visible


def waiting(database: Database, number: int, person: Person) -> list[Change]:
    """What an upload that waits would change, in the order of its file, for those who may see it."""
    with database.read() as connection:
        upload = visible(connection, number, person)
        return proposals.saved(connection, upload.proposal) if upload.proposal is not None else []


def may_decide(person: Person, upload: Upload) -> bool:
    """Whether this person may decide about it, if it waits: never about their own."""
    return upload.author != person.account or is_operator(person)


def accept(
    database: Database, number: int, person: Person, rows: Collection[Place] | None = None, reason: str | None = None
) -> Applied:
    """Apply an upload that waits, wholly or only these ``rows`` (the others stay in the ledger as left out, with the reason,
    which there must then be). What somebody changed meanwhile is left out too, and told (``Applied.stale``)."""
    with paused(), acting(database, person, "upload_accept", "upload") as doing:
        upload, proposal = _pending(doing, number)
        why = reason_of(reason) if reason else None
        left: list[Place] = []
        if rows is not None:
            known = accepting.places(doing.connection, proposal)
            wanted = set(rows) & set(known)
            if not wanted:
                raise TrackerError("request_nothing_chosen")
            if len(wanted) < len(known):
                why = reason_of(reason or "")
                left = accepting.leave_out(doing.connection, proposal, wanted)
        applied = proposals.apply(doing.connection, proposal, doing.person.account)
        accepting.say(doing.connection, proposal, doing.person.account, why)
        counts = {**upload.counts, "applied": applied.applied, "stale": len(applied.stale), "not_accepted": left}
        uploads.change(doing.connection, number, APPLIED, counts=counts)
        uploads.decide(doing.connection, number, doing.person.account, why)
        doing.detail |= {"applied": applied.applied, "rows_left_out": len(left)}
        return applied


def refuse(database: Database, number: int, person: Person, reason: str) -> None:
    """Refuse an upload that waits, with a reason: nothing of it is applied."""
    with acting(database, person, "upload_refuse", "upload") as doing:
        upload, proposal = _pending(doing, number)
        why = reason_of(reason)
        accepting.close(doing.connection, proposal, "rejected", doing.person.account, why)
        uploads.change(doing.connection, upload.number, REJECTED)
        uploads.decide(doing.connection, upload.number, doing.person.account, why)


def _pending(doing: Doing, number: int) -> tuple[Upload, int]:
    """The upload and its proposal, if the person may decide about it and nobody has."""
    doing.demand(Act.PLAN)
    upload = uploads.find(doing.connection, number)
    if upload is None:
        raise Refused(Act.PLAN)
    doing.subjects[:] = [str(number)]
    doing.detail["file"] = upload.file
    if not may_decide(doing.person, upload):
        raise OwnRequest(Act.PLAN, number)
    if upload.state != PENDING or upload.proposal is None:
        raise decided(upload)
    return upload, upload.proposal
