"""Managing accounts: created, changed, deactivated, reset. Each is for an admin alone, and leaves one in office.

What an account is and may goes through the ledger; what it signs in with never does, nor into the audit log.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from cds_tracker.domain.accounts import Account, code_of
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Grant, Person, Role
from cds_tracker.domain.text import clean
from cds_tracker.store import accounts, credentials, ledger, sessions
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows.acting import Doing, acting

KIND = "account"
SUBJECT = "account"
LONGEST = 200


def create(database: Database, person: Person, new: Account) -> str:
    """A new account: its one-time code, to be shown once."""
    with acting(database, person, "account_create", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        wanted = tidy(doing, new)
        if accounts.find(doing.connection, wanted.code):
            raise TrackerError("account_there", account=wanted.code)
        return credentials.issue_code(doing.connection, put(doing, [wanted])[0].id)


def change(database: Database, person: Person, seen: Account, wanted: Account) -> None:
    """Another name, e-mail or other grants than were ``seen``; refused where somebody else changed the account meanwhile."""
    with acting(database, person, "account_change", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        held = the_account(doing, seen.code)
        if held != seen:
            raise TrackerError("account_changed", account=held.code)
        after = tidy(doing, replace(wanted, code=held.code, active=held.active))
        names = ("name", "email", "grants")
        doing.detail["changed"] = [name for name in names if getattr(after, name) != getattr(held, name)]
        put(doing, [after])


def grant(database: Database, person: Person, code: str, grants: Iterable[Grant]) -> None:
    """These grants in the place of those that the account has."""
    with acting(database, person, "account_change", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        doing.detail["changed"] = ["grants"]
        put(doing, [tidy(doing, replace(the_account(doing, code), grants=tuple(grants)))])


def deactivate(database: Database, person: Person, code: str) -> int:
    """Nobody signs in with it any more; what is open ends at once: how many sessions that were."""
    with acting(database, person, "account_deactivate", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        held = the_account(doing, code)
        if held.code == doing.person.account:
            raise TrackerError("account_own")
        put(doing, [replace(held, active=False)])
        credentials.forget(doing.connection, held.id)
        ended = sessions.end_all(doing.connection, held.id, "deactivated")
        doing.detail["sessions"] = ended
        return ended


def reactivate(database: Database, person: Person, code: str) -> str:
    """It may sign in again, with the grants that it had: its new one-time code, to be shown once."""
    with acting(database, person, "account_reactivate", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        held = the_account(doing, code)
        put(doing, [replace(held, active=True)])
        return credentials.issue_code(doing.connection, held.id)


def reset(database: Database, person: Person, code: str) -> str:
    """The password is void, all sessions end: the one-time code with which another is chosen, to be shown once."""
    with acting(database, person, "account_reset", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        held = the_account(doing, code)
        if not held.active:
            raise TrackerError("account_inactive", account=held.code)
        if held.code == doing.person.account:
            raise TrackerError("account_own_reset")
        doing.detail["sessions"] = sessions.end_all(doing.connection, held.id, "reset")
        return credentials.issue_code(doing.connection, held.id)


def the_account(doing: Doing, code: str) -> Account:
    """The account of this name, which the act is about from now on."""
    held = accounts.find(doing.connection, code_of(code))
    if held is None:
        raise TrackerError("account_missing", account=code[:60])
    doing.subjects.append(held.code)
    return held


def tidy(doing: Doing, wanted: Account) -> Account:
    """As it is to be stored. Raises ``TrackerError`` for what cannot stand so."""
    name, email = clean(wanted.name), clean(wanted.email or "") or None
    if not name or len(name) > LONGEST:
        raise TrackerError("account_name")
    if email and (len(email) > LONGEST or email.count("@") != 1 or " " in email or email[0] == "@" or email[-1] == "@"):
        raise TrackerError("account_email", value=email[:60])
    for one in wanted.grants:
        if one.unit and one.unit not in doing.rollup.registry.units:
            raise TrackerError("unit_unknown", unit=one.unit)
    return replace(wanted, code=code_of(wanted.code), name=name, email=email, grants=tuple(dict.fromkeys(wanted.grants)))


def put(doing: Doing, wanted: list[Account]) -> list[Account]:
    """Save accounts; whoever does it stays an admin, and there is one afterwards on every day on which there was one."""
    before = accounts.listed(doing.connection)
    accounts.save(doing.connection, wanted, Cause(KIND, doing.person.account, ledger.today()))
    after = accounts.listed(doing.connection)
    for day in (ledger.today(), date.max):
        if admins(before, day) and not admins(after, day):
            raise TrackerError("last_admin")
    own = doing.person.account
    if own in admins(before, ledger.today()) - admins(after, ledger.today()):
        raise TrackerError("account_own_role")
    doing.subjects[:] = [one.code for one in wanted]
    saved = {one.code: one for one in after}
    return [saved[one.code] for one in wanted]


def admins(listed: Iterable[Account], day: date) -> frozenset[str]:
    """The names of the active accounts that are admins on a day."""
    return frozenset(one.code for one in listed if one.active and one.person().on(day).has(Role.ADMIN))
