"""Ending sessions: one's own elsewhere, or as an admin anybody's."""

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.store import accounts, sign_ins
from cds_tracker.store.database import Database
from cds_tracker.workflows.acting import Refused, acting

SUBJECT = "session"


def end(database: Database, person: Person, ref: str) -> None:
    """End one session: one's own, or for an admin anybody's."""
    with acting(database, person, "session_end", SUBJECT) as doing:
        found = next((one for one in sign_ins.active(doing.connection) if one.ref == ref), None)
        if found is None or found.account != doing.person.account:
            doing.demand(Act.ADMINISTER)
        if found is None:
            raise TrackerError("session_ended")
        doing.detail["account"] = found.account
        sign_ins.end(doing.connection, [ref], "ended" if found.account == doing.person.account else "by_admin")


def end_others(database: Database, person: Person, but: str | None) -> int:
    """End all of one's own sessions but this one: how many there were."""
    with acting(database, person, "session_end", SUBJECT) as doing:
        held = accounts.find(doing.connection, doing.person.account)
        if held is None or not held.active or not but:
            raise Refused(Act.FOLLOW)
        ended = sign_ins.end_all(doing.connection, held.id, "elsewhere", but)
        doing.detail |= {"account": held.code, "sessions": ended}
        return ended
