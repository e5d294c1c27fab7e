"""What accounts sign in with: hashes and one-time codes, on both engines."""

import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import accounts, credentials, ledger
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.tables_people import credential

PHRASE = "con mèo của Lan ngủ trưa"


@pytest.fixture
def lan(database: Database) -> int:
    """The account of Lan."""
    with database.write() as connection:
        accounts.save(connection, [Account(0, "lan", "Nguyễn Thị Lan")], Cause("account", "test", date(2026, 1, 5)))
        found = accounts.find(connection, "lan")
    assert found is not None
    return found.id


def held(database: Database) -> tuple[object, ...]:
    """The row of the only credential."""
    with database.read() as connection:
        return tuple(connection.execute(select(credential)).one())


def test_lan_signs_in_with_her_password_and_no_other(database: Database, lan: int) -> None:
    with database.write() as connection:
        assert not credentials.has_password(connection, lan)
        assert not credentials.verify(connection, lan, "")
        credentials.set_password(connection, lan, PHRASE)
        assert credentials.has_password(connection, lan)
        assert credentials.verify(connection, lan, PHRASE)
        assert credentials.verify(connection, lan, unicodedata.normalize("NFD", PHRASE))
        assert not credentials.verify(connection, lan, PHRASE.upper())
        assert not credentials.verify(connection, lan, PHRASE + " ")
        assert not credentials.verify(connection, lan + 1, PHRASE)


def test_a_long_password_is_not_cut(database: Database, lan: int) -> None:
    long = "mười hai bến nước " * 10
    with database.write() as connection:
        credentials.set_password(connection, lan, long)
        assert not credentials.verify(connection, lan, long[:-1])
        assert not credentials.verify(connection, lan, long[:72])


def test_only_an_argon2_hash_is_kept(database: Database, lan: int) -> None:
    with database.write() as connection:
        credentials.set_password(connection, lan, PHRASE)
    kept = str(held(database)[1])
    parameters = extract_parameters(kept)
    assert kept.startswith("$argon2id$")
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)
    assert PHRASE not in str(held(database))


def test_a_hash_of_older_cost_is_renewed_when_lan_signs_in(database: Database, lan: int) -> None:
    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PHRASE)
    with database.write() as connection:
        credentials.set_password(connection, lan, PHRASE)
        connection.execute(credential.update().values(password_hash=older))
        assert not credentials.verify(connection, lan, "sai mật khẩu rồi")
    assert held(database)[1] == older
    with database.write() as connection:
        assert credentials.verify(connection, lan, PHRASE)
        credentials.renew(connection, lan, PHRASE)
    assert held(database)[1] != older
    with database.write() as connection:
        assert credentials.verify(connection, lan, PHRASE)


def test_common_passwords_and_lans_own_names_are_refused(database: Database, lan: int) -> None:
    with database.write() as connection:
        for bad in ("password1234", "Nguyễn Thị Lan1", "q1w2e3r4t5y6", "iloveyou2026"):
            with pytest.raises(TrackerError):
                credentials.set_password(connection, lan, bad)
        assert not credentials.has_password(connection, lan)
    assert credentials.is_common("iloveyou")


def test_a_code_works_once_and_is_kept_as_a_hash_only(database: Database, lan: int) -> None:
    with database.write() as connection:
        code = credentials.issue_code(connection, lan)
        assert credentials.code_pending(connection, lan)
        assert code not in str(connection.execute(select(credential)).one())
        assert not credentials.use_code(connection, lan, "AAAA-AAAA-AAAA-AAAA")
        assert credentials.code_holds(connection, lan, code)
        assert credentials.use_code(connection, lan, f" {code.lower().replace('-', ' ')} ")
        assert not credentials.use_code(connection, lan, code)
        assert not credentials.code_pending(connection, lan)
        assert not credentials.use_code(connection, lan, "")


def test_a_code_expires_after_a_day(database: Database, lan: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.write() as connection:
        code = credentials.issue_code(connection, lan)
        later = (datetime.now(UTC) + timedelta(hours=24, minutes=1)).isoformat(timespec="microseconds")
        monkeypatch.setattr(ledger, "now", lambda: later)
        assert not credentials.code_pending(connection, lan)
        assert not credentials.use_code(connection, lan, code)


def test_a_reset_ends_the_old_password_and_the_code_before(database: Database, lan: int) -> None:
    with database.write() as connection:
        credentials.set_password(connection, lan, PHRASE)
        first = credentials.issue_code(connection, lan)
        second = credentials.issue_code(connection, lan)
        assert not credentials.verify(connection, lan, PHRASE)
        assert not credentials.code_holds(connection, lan, first)
        assert credentials.code_holds(connection, lan, second)
        credentials.set_password(connection, lan, PHRASE)
        assert not credentials.code_holds(connection, lan, second)


def test_codes_are_long_and_never_the_same(database: Database, lan: int) -> None:
    with database.write() as connection:
        codes = {credentials.issue_code(connection, lan) for _ in range(20)}
    assert len(codes) == 20
    assert {len(code.replace("-", "")) for code in codes} == {16}
