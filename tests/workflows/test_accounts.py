"""Managing accounts: for admins alone, written down, without secrets, and never without an admin left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Person, Role, operator
from cds_tracker.store import accounts, check, credentials, identities, sessions
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.workflows import accounts as managing
from cds_tracker.workflows import ending_sessions, first_admin, linking
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.signing_in import open_session
from tests.workflows.people import ADMIN, DAY, HA, HOA, LAN, MINH, NAM, enter, held

ISSUER, SUBJECT = "https://id.bo.vn", "9a1c"
PHRASE = "mười hai bến nước trong"
Act = Callable[[Database, Person], object]


def change(database: Database, person: Person) -> None:
    seen = held(database, "lan")
    managing.change(database, person, seen, replace(seen, name="Khác", grants=(ADMIN,)))


ACTS: dict[str, Act] = {
    "account_create": lambda database, person: managing.create(database, person, Account(0, "moi", "Mới", None, (ADMIN,))),
    "account_change": change,
    "account_deactivate": lambda database, person: managing.deactivate(database, person, "hoa"),
    "account_reactivate": lambda database, person: managing.reactivate(database, person, "hoa"),
    "account_reset": lambda database, person: managing.reset(database, person, "nam"),
    "identity_link": lambda database, person: linking.link(database, person, ISSUER, SUBJECT, person.account),
    "identity_forget": lambda database, person: linking.forget(database, person, ISSUER, SUBJECT),
    "session_end": lambda database, person: ending_sessions.end(database, person, "0" * 16),
}


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def audited(database: Database) -> list[tuple[object, ...]]:
    return rows(database, "SELECT actor, act, subject_id, outcome, address FROM audit ORDER BY id")


def signed_in(database: Database, code: str) -> str:
    """A session of this account: its reference."""
    with database.write() as connection:
        return sessions.hashed(open_session(connection, held_id(database, code), "local", None, None))[:16]


def held_id(database: Database, code: str) -> int:
    return held(database, code).id


def alive(database: Database, reference: str) -> bool:
    with database.read() as connection:
        return any(one.reference == reference for one in sessions.going_on(connection, sessions.Limits()))


def whole(database: Database) -> list[list[tuple[object, ...]]]:
    return [rows(database, f"SELECT * FROM {table}") for table in ("account", "credential", "identity", "session", "revision")]


@pytest.mark.parametrize("person", [MINH, LAN, HA, HOA, Person("ai", "Ai", (ADMIN,))], ids=lambda person: person.account)
@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_an_admin_touches_accounts(database: Database, act: str, person: Person) -> None:
    enter(database)
    before = whole(database)
    with pytest.raises(Refused):
        ACTS[act](database, person)
    assert whole(database) == before
    assert [(row[0], row[1], row[3]) for row in audited(database)] == [(person.account, act, "denied")]


def test_nam_creates_an_account_with_several_roles_and_its_code_is_shown_once(database: Database) -> None:
    enter(database)
    grants = (Grant(Role.HEAD, "VP", date(2026, 1, 1)), Grant(Role.STAFF, "PC", None, date(2026, 12, 31)), Grant(Role.VIEWER))
    code = managing.create(database, NAM, Account(0, " Binh.Tran ", "Trần  Bình", " binh@bo.vn ", grants))
    made = held(database, "binh.tran")
    assert (made.name, made.email, made.grants, made.active) == ("Trần Bình", "binh@bo.vn", grants, True)
    with database.write() as connection:
        assert credentials.use_code(connection, made.id, code)
        assert check.findings(connection) == []
    assert audited(database)[-1] == ("nam", "account_create", "binh.tran", "done", "10.0.0.1")
    for table in ("change", "audit", "proposal", "account", "credential"):
        assert code not in str(rows(database, f"SELECT * FROM {table}"))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (Account(0, "lan", "Lan khác"), "account_there"),
        (Account(0, "LAN", "Lan khác"), "account_there"),
        (Account(0, "a b", "Tên"), "account_code"),
        (Account(0, "binh", " "), "account_name"),
        (Account(0, "binh", "Bình", "không phải thư"), "account_email"),
        (Account(0, "binh", "Bình", None, (Grant(Role.HEAD),)), "grant_unit_needed"),
        (Account(0, "binh", "Bình", None, (Grant(Role.VIEWER, "VP"),)), "grant_without_unit"),
        (Account(0, "binh", "Bình", None, (Grant(Role.STAFF, "KHONG-CO"),)), "unit_unknown"),
        (Account(0, "binh", "Bình", None, (Grant(Role.VIEWER, None, DAY, DAY - timedelta(1)),)), "grant_days"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_reason(database: Database, wrong: Account, why: str) -> None:
    enter(database)
    before = whole(database)
    with pytest.raises(TrackerError) as refused:
        managing.create(database, NAM, wrong)
    assert (refused.value.key, whole(database)) == (why, before)


def test_two_admins_who_edit_one_account_do_not_overwrite_each_other(database: Database) -> None:
    enter(database)
    seen = held(database, "lan")
    managing.change(database, NAM, seen, replace(seen, email="lan.nguyen@bo.vn"))
    with pytest.raises(TrackerError) as refused:
        managing.change(database, operator("root"), seen, replace(seen, name="Nguyễn Thị Lan"))
    assert refused.value.key == "account_changed"
    assert (held(database, "lan").email, held(database, "lan").name) == ("lan.nguyen@bo.vn", "Nguyễn Lan")


def test_a_change_of_roles_is_in_the_ledger_with_both_values(database: Database) -> None:
    enter(database)
    managing.grant(database, NAM, "lan", [Grant(Role.HEAD, "PC")])
    [(before, after)] = rows(database, "SELECT before, after FROM change WHERE field = 'grants'")
    assert ("staff" in str(before), "head" in str(after)) == (True, True)
    assert held(database, "lan").grants == (Grant(Role.HEAD, "PC"),)
    assert audited(database)[-1][:4] == ("nam", "account_change", "lan", "done")


def test_who_is_deactivated_is_out_at_once_and_comes_back_with_a_new_code(database: Database) -> None:
    enter(database)
    with database.write() as connection:
        credentials.set_password(connection, held(database, "lan").id, PHRASE)
    first, second, other = (signed_in(database, code) for code in ("lan", "lan", "minh"))
    assert managing.deactivate(database, NAM, "lan") == 2
    assert [alive(database, one) for one in (first, second, other)] == [False, False, True]
    with database.write() as connection:
        assert not credentials.verify(connection, held(database, "lan").id, PHRASE)
    with pytest.raises(TrackerError, match="account_inactive"):
        managing.reset(database, NAM, "lan")
    code = managing.reactivate(database, NAM, "lan")
    assert held(database, "lan").grants == (Grant(Role.STAFF, "VP"),)
    with database.write() as connection:
        assert credentials.use_code(connection, held(database, "lan").id, code)


def test_a_reset_ends_all_sessions_and_the_old_password(database: Database) -> None:
    enter(database)
    with database.write() as connection:
        credentials.set_password(connection, held(database, "lan").id, PHRASE)
    open_one = signed_in(database, "lan")
    code = managing.reset(database, NAM, "lan")
    assert not alive(database, open_one)
    with database.write() as connection:
        assert not credentials.verify(connection, held(database, "lan").id, PHRASE)
        assert credentials.use_code(connection, held(database, "lan").id, code)
    assert code not in str(rows(database, "SELECT * FROM audit"))


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (partial(managing.deactivate, code="nam"), "account_own"),
        (partial(managing.reset, code="nam"), "account_own_reset"),
        (partial(managing.grant, code="nam", grants=[Grant(Role.VIEWER)]), "account_own_role"),
        (partial(managing.grant, code="nam", grants=[Grant(Role.ADMIN, None, None, date(2020, 1, 1))]), "account_own_role"),
    ],
)
def test_an_admin_cannot_lock_themselves_out(database: Database, act: Act, why: str) -> None:
    enter(database)
    managing.grant(database, operator("root"), "ha", [ADMIN])
    with pytest.raises(TrackerError, match=why):
        act(database, NAM)
    assert held(database, "nam").grants == (ADMIN,)


@pytest.mark.parametrize(
    "act",
    [
        partial(managing.deactivate, code="nam"),
        partial(managing.grant, code="nam", grants=[]),
        partial(managing.grant, code="nam", grants=[Grant(Role.ADMIN, None, None, date(2099, 1, 1))]),
    ],
)
def test_the_last_admin_stays_even_against_the_operator(database: Database, act: Act) -> None:
    enter(database)
    with pytest.raises(TrackerError, match="last_admin"):
        act(database, operator("root"))
    assert held(database, "nam") == replace(held(database, "nam"), active=True, grants=(ADMIN,))
    managing.grant(database, operator("root"), "ha", [ADMIN])
    act(database, operator("root"))


def test_the_first_admin_gets_a_code_and_a_new_one_until_it_is_used(database: Database) -> None:
    first = first_admin.provide(database, "Quản trị", "system:root")
    assert first is not None
    assert (first.account, first.again) == ("quantri", False)
    second = first_admin.provide(database, "Quản trị", "system:root")
    assert second is not None
    assert second.again
    number = held(database, "quantri").id
    with database.write() as connection:
        assert not credentials.use_code(connection, number, first.code)
        assert credentials.use_code(connection, number, second.code)
        credentials.set_password(connection, number, PHRASE)
    assert first_admin.provide(database, "Quản trị", "system:root") is None
    kept = str([rows(database, f"SELECT * FROM {table}") for table in ("change", "audit", "credential", "account")])
    assert first.code not in kept
    assert second.code not in kept


def test_an_admin_made_by_hand_keeps_the_code_that_was_shown(database: Database) -> None:
    managing.create(database, operator("root"), Account(0, "nam", "Nam", None, (ADMIN,)))
    assert first_admin.provide(database, "Quản trị", "system:root") is None


def test_a_deactivated_first_admin_is_restored_where_nobody_else_is_one(database: Database) -> None:
    with database.write() as connection:
        accounts.save(connection, [Account(0, "quantri", "Nam", active=False)], Cause("account", "test", DAY))
    first = first_admin.provide(database, "Quản trị", "system:root")
    assert first is not None
    assert (held(database, "quantri").active, held(database, "quantri").grants) == (True, (ADMIN,))


def test_an_email_only_proposes_and_nam_links(database: Database) -> None:
    enter(database)
    with database.write() as connection:
        found = identities.seen(connection, ISSUER, SUBJECT, "LAN@bo.vn", "Nguyễn Lan")
    assert (found.account, found.proposed) == (None, "lan")
    linking.link(database, NAM, ISSUER, SUBJECT, "lan")
    with pytest.raises(TrackerError, match="identity_linked"):
        linking.link(database, NAM, ISSUER, SUBJECT, "hoa")
    with database.write() as connection:
        again = identities.seen(connection, ISSUER, SUBJECT, "hoa@bo.vn", None)
        assert (again.account, again.linked_by, again.proposed) == ("lan", "nam", None)
        assert identities.waiting(connection) == []
    assert audited(database)[-1][:4] == ("nam", "identity_link", "lan", "done")
    open_one = signed_in(database, "lan")
    linking.forget(database, NAM, ISSUER, SUBJECT)
    assert not alive(database, open_one)
    with pytest.raises(TrackerError, match="identity_missing"):
        linking.link(database, NAM, ISSUER, SUBJECT, "lan")


def test_an_email_that_two_accounts_share_proposes_nobody(database: Database) -> None:
    enter(database)
    managing.create(database, NAM, Account(0, "lan2", "Lan", "lan@bo.vn"))
    with database.write() as connection:
        assert identities.seen(connection, ISSUER, SUBJECT, "lan@bo.vn", None).proposed is None


def test_lan_ends_her_sessions_elsewhere_and_nobody_elses(database: Database) -> None:
    enter(database)
    here, there, minhs = (signed_in(database, code) for code in ("lan", "lan", "minh"))
    with pytest.raises(Refused):
        ending_sessions.end(database, LAN, minhs)
    assert ending_sessions.end_others(database, LAN, here) == 1
    assert [alive(database, one) for one in (here, there, minhs)] == [True, False, True]
    ending_sessions.end(database, NAM, minhs)
    assert not alive(database, minhs)
    with pytest.raises(TrackerError, match="session_ended"):
        ending_sessions.end(database, NAM, minhs)
    with pytest.raises(Refused):
        ending_sessions.end_others(database, Person("ai", "Ai"), here)


def test_the_ledger_of_accounts_replays(database: Database) -> None:
    enter(database)
    managing.deactivate(database, NAM, "hoa")
    managing.grant(database, NAM, "lan", [])
    with database.read() as connection:
        assert check.findings(connection) == []
