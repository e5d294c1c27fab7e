"""Ending sessions: one's own elsewhere, or as an admin anybody's."""

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.store import accounts, sessions
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.sessions import Limits, SignedIn
from cds_tracker.workflows.acting import Refused, acting

SUBJECT = "session"


def end(database: Database, person: Person, reference: str, limits: Limits | None = None) -> None:
    """End one session: one's own, or for an admin anybody's."""
    with acting(database, person, "session_end", SUBJECT) as doing:
        found = _going_on(doing.connection, reference, limits or Limits())
        if found is None or found.account != doing.person.account:
            doing.demand(Act.ADMINISTER)
        if found is None:
            raise TrackerError("session_ended")
        doing.subjects.append(reference)
        doing.detail["account"] = found.account
        sessions.end_by_reference(doing.connection, reference, "own" if found.account == doing.person.account else "admin")


def end_others(database: Database, person: Person, current: str | None) -> int:
    """End all of one's own sessions but the one of this reference: how many there were."""
    with acting(database, person, "session_end", SUBJECT) as doing:
        held = accounts.find(doing.connection, doing.person.account)
        if held is None or not held.active or not current:
            raise Refused(Act.FOLLOW)
        ended = 0
        for one in sessions.going_on(doing.connection, Limits(), held.id):
            if one.reference != current:
                ended += sessions.end(doing.connection, one.token_hash, "elsewhere")
        doing.detail |= {"account": held.code, "sessions": ended}
        return ended


def _going_on(connection: Connection, reference: str, limits: Limits) -> SignedIn | None:
    return next((one for one in sessions.going_on(connection, limits) if one.reference == reference), None)
