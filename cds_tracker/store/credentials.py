"""What an account signs in with here: Argon2 hashes, and one-time codes. No function gives a secret back but the new code.

Whoever calls writes down who did it (without the secret) and ends the sessions that must end.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, select
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from cds_tracker.domain.passwords import normal, refuse_weak
from cds_tracker.store import ledger
from cds_tracker.store.canonical import loads
from cds_tracker.store.tables import unit
from cds_tracker.store.tables_people import account, credential

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
AT_ONCE = Semaphore(4)  # each takes 19 MiB while it runs
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without letters and digits that are read as one another
GROUPS, GROUP = 4, 4
CODE_HOURS = 24


def verify(connection: Connection, account_id: int, password: str) -> bool:
    """Whether this is the account's password; as long for one that has none. It writes nothing."""
    held = _row(connection, account_id)
    if held is None or held[0] is None:
        dummy_verify(password)
        return False
    return _matches(held[0], password)


def renew(connection: Connection, account_id: int, password: str) -> None:
    """Hash a password that was right at today's cost, where its hash is of an older one."""
    held = _row(connection, account_id)
    if held is not None and held[0] is not None and HASHER.check_needs_rehash(held[0]):
        _put(connection, account_id, password_hash=_hashed(password))


def dummy_verify(password: str) -> None:
    """Take the time of a verification, for a name that is no account's."""
    _matches(_nobodys(), password)


def set_password(connection: Connection, account_id: int, password: str) -> None:
    """Choose a password; a code that was issued is void from then on. Raises ``TrackerError`` for a weak one."""
    refuse_weak(password, context(connection, account_id), is_common)
    put_password(connection, account_id, password)


def put_password(connection: Connection, account_id: int, password: str) -> None:
    """The same without looking at how good it is: for the demo, whose password is published."""
    _put(connection, account_id, password_hash=_hashed(password), changed_at=ledger.now(), code_hash=None, code_until=None)


def mark(connection: Connection, account_id: int) -> str | None:
    """What changes whenever the password does: to see whether it still is the one that was asked about."""
    held = _row(connection, account_id)
    return held[0] if held else None


def has_password(connection: Connection, account_id: int) -> bool:
    """Whether the account has a password (it may have been signed in with a code only, or by OpenID Connect)."""
    held = _row(connection, account_id)
    return held is not None and held[0] is not None


def issue_code(connection: Connection, account_id: int, hours: int = CODE_HOURS) -> str:
    """A new one-time code, to be shown once. The password and any earlier code do not work any more."""
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    until = (datetime.now(UTC) + timedelta(hours=hours)).isoformat(timespec="microseconds")
    _put(connection, account_id, password_hash=None, code_hash=_code_hash(code), code_until=until)
    return code


def code_holds(connection: Connection, account_id: int, code: str) -> bool:
    """Whether this is the account's one-time code, neither used nor expired; it stays usable."""
    held = _row(connection, account_id)
    if held is None or held[1] is None or held[2] is None:
        return False
    return hmac.compare_digest(held[1], _code_hash(code)) and ledger.now() < held[2]


def use_code(connection: Connection, account_id: int, code: str) -> bool:
    """The same, and it is used up."""
    if not code_holds(connection, account_id, code):
        return False
    _put(connection, account_id, code_hash=None, code_until=None)
    return True


def code_pending(connection: Connection, account_id: int) -> bool:
    """Whether a code was issued that was not used and has not expired."""
    held = _row(connection, account_id)
    return held is not None and held[2] is not None and ledger.now() < held[2]


def forget(connection: Connection, account_id: int) -> None:
    """The account has nothing to sign in with here any more."""
    _put(connection, account_id, password_hash=None, code_hash=None, code_until=None)


def context(connection: Connection, account_id: int) -> tuple[str, ...]:
    """Words that somebody guesses first for this account: its own, and those of the units of this database."""
    own = connection.execute(select(account.c.code, account.c.name, account.c.email).where(account.c.id == account_id)).first()
    name = str(own[1]).split() if own else []
    mail = str(own[2]).partition("@")[::2] if own and own[2] else ()
    units = connection.execute(select(unit.c.code, unit.c.name, unit.c.short_names)).all()
    called = (word for code, name, short in units for word in (code, name, *_words(short)))
    return (*((own[0], own[1]) if own else ()), *name, *mail, *called)


def _words(held: str | None) -> tuple[str, ...]:
    names = loads(held)
    return tuple(map(str, names)) if isinstance(names, list) else ()


def is_common(password: str) -> bool:
    """Whether it is on the list of passwords that were found most often."""
    return password in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def _nobodys() -> str:
    return _hashed(secrets.token_hex())


def _hashed(password: str) -> str:
    with AT_ONCE:
        return HASHER.hash(normal(password))


def _matches(held: str, password: str) -> bool:
    with AT_ONCE:
        try:
            return HASHER.verify(held, normal(password))
        except (VerificationError, InvalidHashError):
            return False


def _code_hash(code: str) -> str:
    return hashlib.sha256("".join(code.upper().replace("-", "").split()).encode()).hexdigest()


def _row(connection: Connection, account_id: int) -> tuple[str | None, str | None, str | None] | None:
    held = select(credential.c.password_hash, credential.c.code_hash, credential.c.code_until)
    row = connection.execute(held.where(credential.c.account == account_id)).first()
    return (row[0], row[1], row[2]) if row else None


def _put(connection: Connection, account_id: int, **values: str | None) -> None:
    if _row(connection, account_id) is None:
        connection.execute(credential.insert().values(account=account_id, **values))
    else:
        connection.execute(credential.update().where(credential.c.account == account_id).values(**values))
