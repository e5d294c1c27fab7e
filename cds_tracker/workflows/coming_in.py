"""Coming in by an OpenID provider: issuer and subject say who it is; without an account linked to them nobody comes in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant
from cds_tracker.store import accounts, attempts, audit, identities, ledger, sessions, units
from cds_tracker.store.audit import Event
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows.signing_in import Rules, Visitor, open_session

WAY = "oidc"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as the provider vouches for them. ``grants``: what its roles mean here; ``None``: our account decides."""

    issuer: str
    subject: str
    email: str | None = None
    name: str | None = None
    grants: tuple[Grant, ...] | None = None


class NotLinked(TrackerError):
    """No account belongs to this person yet (``unlinked``), or the one that does is not active (``inactive``)."""

    def __init__(self, why: str) -> None:
        super().__init__(f"identity_{why}")
        self.why = why


def come_in(database: Database, rules: Rules, visitor: Visitor, known: Known) -> str:
    """The token of a new session. Raises ``NotLinked``: an admin then sees the person among those who wait."""
    with database.write() as connection:
        ledger.lock(connection)
        found = identities.seen(connection, known.issuer, known.subject, known.email, known.name)
        held = accounts.get(connection, found.account_id) if found.account_id else None
        if held is not None and held.active:
            return _enter(connection, rules, visitor, known, held)
        why = "inactive" if held else "unlinked"
        detail = {"way": WAY, "why": why, "issuer": known.issuer, "subject": known.subject}
        who = held.code if held else "?"
        audit.append(connection, Event(who, "sign_in", "session", None, "denied", visitor.address, detail))
    raise NotLinked(why)


def _enter(connection: Connection, rules: Rules, visitor: Visitor, known: Known, held: Account) -> str:
    if known.grants is not None:
        registered = units.load(connection).units
        _take(connection, held, (one for one in known.grants if one.unit is None or one.unit in registered))
    hashed = attempts.name_hash(f"{known.issuer} {known.subject}", rules.key)
    attempts.note(connection, hashed, held.id, visitor.address, WAY)
    if visitor.token:
        sessions.end(connection, sessions.hashed(visitor.token), "renewed")
    return open_session(connection, held.id, WAY, visitor.address, visitor.agent, rules.hours)


def _take(connection: Connection, held: Account, grants: Iterable[Grant]) -> None:
    """The provider decides about roles: its grants stand in the place of ours, with its name in the ledger."""
    wanted = tuple(grants)
    if set(wanted) != set(held.grants):
        accounts.save(connection, [replace(held, grants=wanted)], Cause("account", WAY, ledger.today()))
