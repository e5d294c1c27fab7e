"""Saved filters: each person's own, under names of their own."""

from datetime import date

import pytest

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Person, Role
from cds_tracker.store import accounts, saved_filters
from cds_tracker.store.database import Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.saved_filters import Saved
from cds_tracker.workflows import own_filters
from cds_tracker.workflows.acting import Refused

PEOPLE = [Account(0, code, code.title(), grants=(Grant(Role.STAFF, "VP"),)) for code in ("lan", "minh")]
LAN, MINH, HOA = (Person(code, code.title()) for code in ("lan", "minh", "hoa"))
PAGE = "viec-cua-toi"


def listed(database: Database, person: Person, page: str = PAGE) -> list[Saved]:
    with database.read() as connection:
        return saved_filters.listed(connection, person.account, page)


@pytest.fixture
def peopled(database: Database) -> Database:
    with database.write() as connection:
        accounts.save(connection, PEOPLE, Cause("account", "test", date(2025, 1, 1)))
    return database


def test_lan_saves_renames_and_removes_her_own_and_minh_sees_none_of_it(peopled: Database) -> None:
    own_filters.save(peopled, LAN, PAGE, "  Sắp  đến hạn ", "timeliness=due_soon")
    own_filters.save(peopled, LAN, PAGE, "Sắp đến hạn", "timeliness=due_soon&tab=help")
    [held] = listed(peopled, LAN)
    assert (held.name, held.query) == ("Sắp đến hạn", "timeliness=due_soon&tab=help")
    assert listed(peopled, MINH) == listed(peopled, LAN, "nhiem-vu") == []
    own_filters.rename(peopled, MINH, PAGE, held.id, "Khác")
    own_filters.remove(peopled, MINH, PAGE, held.id)
    own_filters.make_default(peopled, MINH, PAGE, held.id)
    assert listed(peopled, LAN) == [held]
    own_filters.rename(peopled, LAN, PAGE, held.id, "Gấp")
    assert listed(peopled, LAN)[0].name == "Gấp"
    own_filters.remove(peopled, LAN, PAGE, held.id)
    assert listed(peopled, LAN) == []


def test_one_of_them_is_the_default(peopled: Database) -> None:
    for name in ("A", "B"):
        own_filters.save(peopled, LAN, PAGE, name, f"q={name}")
    first, second = listed(peopled, LAN)
    for chosen in (first, second):
        own_filters.make_default(peopled, LAN, PAGE, chosen.id)
        assert [one.id for one in listed(peopled, LAN) if one.is_default] == [chosen.id]
    own_filters.make_default(peopled, LAN, PAGE, None)
    assert not any(one.is_default for one in listed(peopled, LAN))


def test_names_are_needed_short_and_taken_once_and_there_is_an_end(peopled: Database) -> None:
    for name, key in (("  ", "filter_name_needed"), ("x" * 61, "filter_name_long")):
        with pytest.raises(TrackerError, match=key):
            own_filters.save(peopled, LAN, PAGE, name, "")
    for n in range(saved_filters.MOST):
        own_filters.save(peopled, LAN, PAGE, f"Lọc {n}", "")
    with pytest.raises(TrackerError, match="filter_too_many"):
        own_filters.save(peopled, LAN, PAGE, "Một nữa", "")
    first, second = listed(peopled, LAN)[:2]
    with pytest.raises(TrackerError, match="filter_name_taken"):
        own_filters.rename(peopled, LAN, PAGE, first.id, second.name)


def test_somebody_without_an_account_saves_nothing(peopled: Database) -> None:
    with pytest.raises(Refused):
        own_filters.save(peopled, HOA, PAGE, "A", "")
