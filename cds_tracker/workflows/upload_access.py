"""Whose uploads are whose: who sees one, who decides about one."""

from collections.abc import Collection

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import OPERATOR, Act, Person, Role, may, units_of
from cds_tracker.domain.rollup import Rollup
from cds_tracker.store import ledger, units, uploads
from cds_tracker.store.database import Connection
from cds_tracker.store.uploads import OPEN, Upload
from cds_tracker.workflows.acting import Doing, Refused


def units_seen(connection: Connection, person: Person) -> Collection[str] | None:
    """The units whose uploads a person sees beside their own: a head those of the unit, also under its earlier codes; who
    decides for the ministry all (``None``)."""
    if may(person, Act.DECIDE):
        return None
    heads = person.has(Role.HEAD)
    if not heads:
        return ()
    rollup = Rollup(units.load(connection), ledger.today())
    mine = set(units_of(person, rollup, (Role.HEAD,)))
    return tuple(code for code in rollup.registry.units if rollup.end(code) in mine)


def visible(connection: Connection, number: int, person: Person) -> Upload:
    """The upload, for somebody who may see it; refused alike where there is none."""
    found = uploads.find(connection, number)
    if found is None or not (may(person, Act.IMPORT) or may(person, Act.DECIDE)):
        raise Refused(Act.IMPORT)
    if found.author != person.account:
        seen = units_seen(connection, person)
        if seen is not None and found.unit not in seen:
            raise Refused(Act.IMPORT)
    return found


def own(doing: Doing, number: int) -> Upload:
    """The upload, for whoever may decide what becomes of it: who brought it, and admins. Written down as what this is about."""
    doing.demand(Act.IMPORT)
    found = uploads.find(doing.connection, number)
    if found is None or (found.author != doing.person.account and not may(doing.person, Act.ADMINISTER)):
        raise Refused(Act.IMPORT)
    doing.subjects[:] = [str(number)]
    return found


def open_upload(doing: Doing, number: int) -> Upload:
    """The same, if nothing was decided about it yet."""
    found = own(doing, number)
    if found.state not in OPEN:
        raise decided(found)
    return found


def decided(upload: Upload) -> TrackerError:
    """Somebody was quicker."""
    return TrackerError("upload_decided", file=upload.file, upload=upload.number, upload_state=upload.state)


def is_operator(person: Person) -> bool:
    """Whether this is whoever works on the server itself."""
    return person.account.startswith(OPERATOR)
