"""Signing in and out, and choosing a password: one limiter, one answer and one length of time for all that can go wrong.

Nobody learns here whether an account exists. Every way in ends in ``open_session``.
"""

import secrets
from dataclasses import dataclass, field
from functools import partial

from cds_tracker.domain.accounts import Account, code_of
from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import accounts, attempts, audit, credentials, ledger, sessions
from cds_tracker.store.attempts import Limit
from cds_tracker.store.audit import Event, Outcome
from cds_tracker.store.database import Connection, Database

LOCAL, CODE, CHANGE = "local", "code", "change"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever stands before the gate: the address and browser that they come with, and a session that they hold already."""

    address: str | None
    agent: str | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How long a session goes on at most, how often one may fail, and the key under which names are hashed."""

    key: str = field(repr=False)
    hours: float = 12
    limit: Limit = field(default_factory=Limit)


class NotSignedIn(TrackerError):
    """Wrong, locked or unknown: which of these it is nobody is told."""

    def __init__(self, limit: Limit) -> None:
        super().__init__("not_signed_in", failures=limit.failures, minutes=limit.minutes)


class ChoosePassword(TrackerError):
    """What was typed as password is a one-time code: it still has to be traded for a password of one's own."""

    def __init__(self) -> None:
        super().__init__("choose_password")


def open_session(
    connection: Connection, account_id: int, way: str, address: str | None, agent: str | None, hours: float = 12
) -> str:
    """Begin a session and write that down; its token, which is kept nowhere. Raises ``NotSignedIn`` for who may not come in.

    Whoever calls has proved who it is, in the same transaction.
    """
    held = accounts.get(connection, account_id)
    if held is None or not held.active:
        raise NotSignedIn(Limit())
    token = secrets.token_urlsafe(32)
    sessions.begin(connection, token, account_id, way, hours, address, (agent or "")[:200] or None)
    reference = sessions.hashed(token)[:16]
    audit.append(connection, Event(held.code, "sign_in", "session", reference, "done", address, {"way": way}))
    return token


def sign_in(database: Database, rules: Rules, visitor: Visitor, name: str, password: str) -> str:
    """The token of a new session. Raises ``NotSignedIn``, or ``ChoosePassword`` for a one-time code."""
    number, held = _begin(database, rules, visitor, name, LOCAL)
    with database.read() as connection:
        known = held.id if held and held.active else 0
        right = credentials.verify(connection, known, password)
        mark = credentials.mark(connection, known)
        is_code = credentials.code_holds(connection, known, password)
    if is_code:
        with database.write() as connection:
            ledger.lock(connection)
            attempts.succeed(connection, number)
        raise ChoosePassword
    if held is None or not right:
        raise _failed(database, rules, visitor, name, held, LOCAL)
    with database.write() as connection:
        ledger.lock(connection)
        _refuse_outdated(connection, rules, held, mark)
        attempts.succeed(connection, number)
        credentials.renew(connection, held.id, password)
        return _enter(connection, rules, visitor, held.id, LOCAL)


def choose_password(database: Database, rules: Rules, visitor: Visitor, name: str, code: str, password: str) -> str:
    """Trade a one-time code for a password, and sign in. A password that is too weak leaves the code as it was."""
    number, held = _begin(database, rules, visitor, name, CODE)
    credentials.dummy_verify(password)
    with database.read() as connection:
        holds = credentials.code_holds(connection, held.id if held and held.active else 0, code)
    if held is None or not holds:
        raise _failed(database, rules, visitor, name, held, CODE)
    with database.write() as connection:
        ledger.lock(connection)
        attempts.succeed(connection, number)
    with database.write() as connection:
        ledger.lock(connection)
        if not credentials.use_code(connection, held.id, code):
            raise NotSignedIn(rules.limit)
        return _put(connection, rules, visitor, held, password, CODE)


def change_password(database: Database, rules: Rules, visitor: Visitor, account: str, before: str, password: str) -> str:
    """Change one's own password: the token of a renewed session; every other session of the account ends."""
    number, held = _begin(database, rules, visitor, account, CHANGE)
    with database.read() as connection:
        right = credentials.verify(connection, held.id if held and held.active else 0, before)
        mark = credentials.mark(connection, held.id if held else 0)
    if held is None or not right:
        raise _failed(database, rules, visitor, account, held, CHANGE)
    with database.write() as connection:
        ledger.lock(connection)
        attempts.succeed(connection, number)
    with database.write() as connection:
        ledger.lock(connection)
        _refuse_outdated(connection, rules, held, mark)
        return _put(connection, rules, visitor, held, password, LOCAL)


def sign_out(database: Database, visitor: Visitor, everywhere: bool = False) -> None:
    """End the session (or all sessions of its account). Nothing happens to one that has ended."""
    token_hash = sessions.hashed(visitor.token or "")
    with database.write() as connection:
        ledger.lock(connection)
        held = sessions.held(connection, token_hash)
        if held is None:
            return
        sessions.end(connection, token_hash, "sign_out")
        ended = sessions.end_all(connection, held.account_id, "sign_out") if everywhere else 0
        detail = {"others": ended} if everywhere else {}
        audit.append(connection, Event(held.account, "sign_out", "session", held.reference, "done", visitor.address, detail))


def _refuse_outdated(connection: Connection, rules: Rules, held: Account, mark: str | None) -> None:
    """Refuse where the password was changed or reset since it was found right."""
    if credentials.mark(connection, held.id) != mark:
        raise NotSignedIn(rules.limit)


def _begin(database: Database, rules: Rules, visitor: Visitor, name: str, way: str) -> tuple[int, Account | None]:
    """The attempt, counted, and the account if there is one. A locked name takes as long as a wrong password."""
    with database.write() as connection:
        held = _account(connection, name)
        hashed = attempts.name_hash(name, rules.key)
        number = attempts.begin(connection, hashed, held.id if held else None, visitor.address, way, rules.limit)
    if number is None:
        credentials.dummy_verify(name)
        raise NotSignedIn(rules.limit)
    return number, held


def _account(connection: Connection, name: str) -> Account | None:
    try:
        return accounts.find(connection, code_of(name))
    except TrackerError:
        return None


def _failed(database: Database, rules: Rules, visitor: Visitor, name: str, held: Account | None, way: str) -> NotSignedIn:
    """Write down that it failed, and whether the name or the address is locked from now on."""
    hashed = attempts.name_hash(name, rules.key)
    event = partial(_event, visitor, held, hashed, way)
    with database.write() as connection:
        ledger.lock(connection)
        audit.append(connection, event("sign_in", "failed"))
        if attempts.is_locked(connection, hashed, visitor.address, rules.limit):
            audit.append(connection, event("lock_out", "done"))
    return NotSignedIn(rules.limit)


def _event(visitor: Visitor, held: Account | None, hashed: str, way: str, act: str, outcome: Outcome) -> Event:
    detail = {"way": way} | ({} if held else {"name": hashed[:16]})
    return Event(held.code if held else "?", act, "session", None, outcome, visitor.address, detail)


def _enter(connection: Connection, rules: Rules, visitor: Visitor, account_id: int, way: str) -> str:
    """A new session in place of the one that the browser still holds."""
    if visitor.token:
        sessions.end(connection, sessions.hashed(visitor.token), "renewed")
    return open_session(connection, account_id, way, visitor.address, visitor.agent, rules.hours)


def _put(connection: Connection, rules: Rules, visitor: Visitor, held: Account, password: str, way: str) -> str:
    credentials.set_password(connection, held.id, password)
    ended = sessions.end_all(connection, held.id, "password")
    detail = {"way": way, "sessions": ended}
    audit.append(connection, Event(held.code, "change_password", "account", held.code, "done", visitor.address, detail))
    return _enter(connection, rules, visitor, held.id, LOCAL)
