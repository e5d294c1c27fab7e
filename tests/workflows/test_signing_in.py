"""Signing in: one answer for all that can go wrong, counted by name and by address, written down."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import Connection, select, update

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Role
from cds_tracker.store import accounts, attempts, audit, credentials, sessions
from cds_tracker.store.attempts import Limit
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.sessions import Limits, SignedIn
from cds_tracker.store.tables_people import attempt, session
from cds_tracker.store.tables_people import audit as log
from cds_tracker.workflows import signing_in
from cds_tracker.workflows.signing_in import ChoosePassword, NotSignedIn, Rules, Visitor

PHRASE, OTHER = "con mèo của Lan ngủ trưa", "chiều nay trời đổ mưa rào"
RULES = Rules("key", 12, Limit(failures=3, minutes=15, address=2))
HERE = Visitor("192.0.2.7", "Firefox")
LAN = Account(0, "lan", "Nguyễn Thị Lan", grants=(Grant(Role.STAFF, "VP"),))


@pytest.fixture
def lan(database: Database) -> int:
    """Lan has an account and a password; Minh has an account without one."""
    with database.write() as connection:
        accounts.save(connection, [LAN, Account(0, "minh", "Minh")], Cause("account", "test", date(2025, 1, 1)))
        found = accounts.find(connection, "lan")
        assert found is not None
        credentials.set_password(connection, found.id, PHRASE)
    return found.id


def enter(database: Database, name: str = "lan", password: str = PHRASE, visitor: Visitor = HERE) -> str:
    return signing_in.sign_in(database, RULES, visitor, name, password)


def found(database: Database, token: str, limits: Limits | None = None) -> SignedIn | None:
    with database.read() as connection:
        return sessions.find(connection, sessions.hashed(token), limits or Limits())


def refused(database: Database, name: str, password: str = "sai", visitor: Visitor = HERE) -> TrackerError:
    with pytest.raises(NotSignedIn) as error:
        enter(database, name, password, visitor)
    return error.value


def said(database: Database) -> list[tuple[str, str, str]]:
    with database.read() as connection:
        rows = connection.execute(select(log.c.actor, log.c.act, log.c.outcome).order_by(log.c.id))
        assert list(audit.findings(connection)) == []
        return [(row[0], row[1], row[2]) for row in rows]


def test_lan_signs_in_and_only_a_hash_of_her_token_is_kept(database: Database, lan: int) -> None:
    token = enter(database, " LAN ")
    held = found(database, token)
    assert held is not None
    assert (held.account, held.address, held.agent, held.way) == ("lan", "192.0.2.7", "Firefox", "local")
    assert len(token) == 43
    with database.read() as connection:
        assert token not in str(connection.execute(select(session)).all())
    assert said(database) == [("lan", "sign_in", "done")]


def test_a_wrong_password_an_unknown_name_and_a_deactivated_account_get_the_same_answer(database: Database, lan: int) -> None:
    answers = [refused(database, "lan"), refused(database, "hoa"), refused(database, "minh"), refused(database, "a b/c\u00a0")]
    with database.write() as connection:
        accounts.save(connection, [replace(LAN, active=False)], Cause("account", "test", date(2025, 1, 1)))
    answers.append(refused(database, "lan", PHRASE))
    assert len({(one.key, str(one.values)) for one in answers}) == 1


def test_a_name_that_is_no_accounts_is_kept_only_as_a_hash(database: Database, lan: int) -> None:
    refused(database, "matkhau-go-nham-cho")
    with database.read() as connection:
        kept = str(connection.execute(select(attempt)).all()) + str(connection.execute(select(log)).all())
    assert "matkhau" not in kept
    assert said(database) == [("?", "sign_in", "failed")]


@pytest.mark.parametrize("name", ["lan", "hoa"])
def test_after_three_failures_a_name_is_locked_whether_it_exists_or_not(database: Database, lan: int, name: str) -> None:
    for _ in range(3):
        refused(database, name)
    last = refused(database, name, PHRASE)
    assert (last.key, last.values) == ("not_signed_in", {"failures": 3, "minutes": 15})
    assert [act for _, act, _ in said(database)] == ["sign_in", "sign_in", "sign_in", "lock_out"]
    with database.write() as connection:
        connection.execute(update(attempt).values(at="2025-01-01T00:00:00.000000+00:00"))
    assert name == "hoa" or enter(database)


def test_a_locked_name_is_locked_from_every_address_and_for_every_form(database: Database, lan: int) -> None:
    for number in range(3):
        refused(database, "lan", visitor=Visitor(f"192.0.2.{number}"))
    refused(database, "lan", PHRASE, Visitor("198.51.100.1"))
    with pytest.raises(NotSignedIn):
        signing_in.change_password(database, RULES, HERE, "lan", PHRASE, OTHER)
    with pytest.raises(NotSignedIn):
        signing_in.choose_password(database, RULES, HERE, "lan", "AAAA", OTHER)


def test_a_name_is_locked_however_its_letters_are_typed(database: Database, lan: int) -> None:
    for typed in ("lan", "ＬＡＮ", " ｌan "):
        refused(database, typed)
    for typed in ("lan", "LAN", "lａn"):
        refused(database, typed, PHRASE)


def test_failures_in_any_form_count_together(database: Database, lan: int) -> None:
    refused(database, "lan")
    with pytest.raises(NotSignedIn):
        signing_in.change_password(database, RULES, HERE, "lan", "sai", OTHER)
    with pytest.raises(NotSignedIn):
        signing_in.choose_password(database, RULES, HERE, "lan", "sai", OTHER)
    refused(database, "lan", PHRASE)


def test_an_address_that_tries_many_names_is_locked_and_others_are_not(database: Database, lan: int) -> None:
    for number in range(6):
        refused(database, f"ten{number}")
    refused(database, "lan", PHRASE)
    assert enter(database, visitor=Visitor("198.51.100.1"))


def test_a_success_sets_the_count_of_the_name_back(database: Database, lan: int) -> None:
    for _ in range(2):
        refused(database, "lan")
        refused(database, "lan", visitor=Visitor("198.51.100.1"))
        enter(database, visitor=Visitor("203.0.113.5"))


def test_a_one_time_code_opens_no_session_until_a_password_was_chosen(database: Database, lan: int) -> None:
    with database.write() as connection:
        code = credentials.issue_code(connection, lan)
    refused(database, "lan", PHRASE)
    with pytest.raises(ChoosePassword):
        enter(database, "lan", code)
    with pytest.raises(TrackerError, match="password_short"):
        signing_in.choose_password(database, RULES, HERE, "lan", code, "ngắn")
    token = signing_in.choose_password(database, RULES, HERE, "lan", code, OTHER)
    assert found(database, token) is not None
    with pytest.raises(NotSignedIn):
        signing_in.choose_password(database, RULES, HERE, "lan", code, PHRASE)
    assert enter(database, "lan", OTHER)


def test_changing_the_password_ends_every_other_session(database: Database, lan: int) -> None:
    here, elsewhere = enter(database), enter(database)
    token = signing_in.change_password(database, RULES, replace(HERE, token=here), "lan", PHRASE, OTHER)
    assert [found(database, one) is not None for one in (here, elsewhere, token)] == [False, False, True]
    assert ("lan", "change_password", "done") in said(database)


def test_a_weak_new_password_changes_nothing(database: Database, lan: int) -> None:
    token = enter(database)
    with pytest.raises(TrackerError, match="password_common"):
        signing_in.change_password(database, RULES, replace(HERE, token=token), "lan", PHRASE, "iloveyou2026")
    assert found(database, token) is not None
    assert enter(database)


def test_signing_in_anew_ends_the_session_that_the_browser_held(database: Database, lan: int) -> None:
    first = enter(database)
    second = enter(database, visitor=replace(HERE, token=first))
    assert (found(database, first), found(database, second) is not None) == (None, True)


def test_signing_out_ends_the_session_and_with_everywhere_all_of_them(database: Database, lan: int) -> None:
    one, two, three = enter(database), enter(database), enter(database)
    signing_in.sign_out(database, replace(HERE, token=one))
    assert [found(database, token) is not None for token in (one, two, three)] == [False, True, True]
    signing_in.sign_out(database, replace(HERE, token=two), everywhere=True)
    assert found(database, three) is None
    signing_in.sign_out(database, replace(HERE, token=two))
    assert [act for _, act, _ in said(database)].count("sign_out") == 2


def test_a_session_ends_when_nobody_is_there_when_its_hours_are_over_and_with_its_account(database: Database, lan: int) -> None:
    token = enter(database)
    hashed = sessions.hashed(token)
    assert found(database, token, Limits(idle=timedelta(0))) is None
    assert found(database, token, Limits(whole=timedelta(0))) is None
    with database.write() as connection:
        connection.execute(update(session).values(seen_at="2025-01-01T00:00:00.000000+00:00"))
    assert found(database, token) is None
    with database.write() as connection:
        sessions.touch(connection, hashed)
    assert found(database, token) is not None
    with database.write() as connection:
        accounts.save(connection, [replace(LAN, active=False)], Cause("account", "test", date(2025, 1, 1)))
    assert found(database, token) is None


def test_a_session_is_listed_and_ended_by_its_reference(database: Database, lan: int) -> None:
    token = enter(database)
    with database.write() as connection:
        held = sessions.going_on(connection, Limits(), lan)
        assert [one.account for one in held] == ["lan"]
        assert not sessions.end_by_reference(connection, "%" * 16, "admin")
        assert sessions.end_by_reference(connection, held[0].reference, "admin")
    assert found(database, token) is None


def test_attempts_are_listed_latest_first(database: Database, lan: int) -> None:
    refused(database, "hoa")
    enter(database)
    with database.read() as connection:
        listed = attempts.listed(connection)
    assert [(one.account, one.succeeded, one.why) for one in listed] == [("lan", True, None), (None, False, "wrong")]


def test_a_deactivated_account_gets_no_session_by_any_way(database: Database, lan: int) -> None:
    with database.write() as connection:
        accounts.save(connection, [replace(LAN, active=False)], Cause("account", "test", date(2025, 1, 1)))
    with pytest.raises(NotSignedIn), database.write() as connection:
        signing_in.open_session(connection, lan, "oidc", None, None)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(database: Database, lan: int) -> None:
    free = replace(RULES, limit=Limit(failures=1000))
    times: dict[str, list[float]] = {"lan": [], "hoa": [], "minh": []}
    for _ in range(9):  # in turn, so that all meet the same moments
        for name, taken in times.items():
            start = perf_counter()
            with pytest.raises(NotSignedIn):
                signing_in.sign_in(database, free, HERE, name, "sai mật khẩu")
            taken.append(perf_counter() - start)
    middle = [median(taken) for taken in times.values()]
    assert max(middle) / min(middle) < 1.6, middle


def test_many_guesses_at_once_are_not_more_than_three(database: Database, lan: int) -> None:
    def guess(number: int) -> None:
        refused(database, "lan", f"đoán lần thứ {number}")

    with ThreadPoolExecutor(8) as several:
        list(several.map(guess, range(16)))
    with database.read() as connection:
        assert len(attempts.listed(connection)) == 3


def test_a_reset_between_the_look_and_the_session_wins(database: Database, lan: int, monkeypatch: pytest.MonkeyPatch) -> None:
    verify = credentials.verify

    def and_then_reset(connection: Connection, account_id: int, password: str) -> bool:
        right = verify(connection, account_id, password)
        monkeypatch.setattr(credentials, "verify", verify)
        with ThreadPoolExecutor(1) as admin:
            admin.submit(reset).result()
        return right

    def reset() -> None:
        with database.write() as connection:
            credentials.issue_code(connection, lan)

    monkeypatch.setattr(credentials, "verify", and_then_reset)
    with pytest.raises(NotSignedIn):
        enter(database)
    with database.read() as connection:
        assert not credentials.has_password(connection, lan)
        assert connection.execute(select(session)).all() == []
