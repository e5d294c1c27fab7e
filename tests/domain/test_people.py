"""Who may see and do what, written out: every role, every act, towards a task of one's own unit and of others.

The people: Minh heads Văn phòng (VP), Lan and Hoa are its staff; the task is led by VP, coordinated by PC, and shared by a
group to which CNTT belongs; Lan is assigned.
"""

from datetime import date

import pytest

from cds_tracker.domain.people import (
    GRANTS,
    Act,
    Grant,
    Person,
    Role,
    act_for,
    may,
    may_do,
    operator,
    reads_all,
    standing,
    units_of,
)
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import FIELDS, REPORTED, Task
from cds_tracker.domain.units import Registry, Unit

DAY = date(2025, 9, 30)
UNITS = Registry(
    (
        Unit("VP", "Văn phòng Bộ", 1),
        Unit("PC", "Vụ Pháp chế", 2),
        Unit("CNTT", "Trung tâm Công nghệ thông tin", 3),
        Unit("TCCB", "Vụ Tổ chức cán bộ", 4),
        Unit("VPCU", "Văn phòng cũ", 90, valid_to=date(2025, 2, 28), successor="VP"),
        Unit("NHOM", "Các đơn vị được giao", 200, kind="group", members="CNTT;PC"),
    )
)
ROLLUP = Rollup(UNITS, DAY)
TASK = Task(1, 1, {"title": "Nâng cấp cổng", "lead": ["VPCU"], "coordinating": ["PC", "NHOM"], "assignees": ["@lan", "Hoa"]})
UNIT_OF = {"own": "VP", "coordinating": "PC", "sharing": "CNTT", "other": "TCCB"}
# role → act → towards which tasks; staff "assigned" is Lan, whom the task names
ALLOWED: dict[Role, dict[Act, str]] = {
    Role.LEADERSHIP: {Act.FOLLOW: "all", Act.READ: "all", Act.ASK: "all", Act.DECIDE: "all"},
    Role.HEAD: {
        Act.FOLLOW: "all",
        Act.IMPORT: "all",
        Act.READ: "own coordinating sharing",
        Act.REPORT: "own",
        Act.CONTRIBUTE: "coordinating sharing",
        Act.CONFIRM: "own",
        Act.ASSIGN: "own",
        Act.EXPLAIN: "own",
        Act.REQUEST: "own",
    },
    Role.STAFF: {
        Act.FOLLOW: "all",
        Act.READ: "own coordinating sharing",
        Act.REPORT: "assigned",
        Act.CONTRIBUTE: "coordinating sharing",
        Act.EXPLAIN: "assigned",
    },
    Role.ADMIN: dict.fromkeys(Act, "all"),
    Role.VIEWER: {Act.FOLLOW: "all", Act.READ: "all"},
}
CASES = [
    (role, act, where, account)
    for role in Role
    for act in Act
    for where in UNIT_OF
    for account in (("lan", "hoa") if role is Role.STAFF else ("minh",))
]


def person(role: Role, where: str, account: str) -> Person:
    """Somebody with this role, in a unit that stands so to the task."""
    return Person(account, account.title(), (Grant(role, UNIT_OF[where] if role in (Role.HEAD, Role.STAFF) else None),))


@pytest.mark.parametrize(("role", "act", "where", "account"), CASES)
def test_every_role_may_do_what_the_table_says_and_nothing_else(role: Role, act: Act, where: str, account: str) -> None:
    towards = ALLOWED[role].get(act, "").split()
    wanted = "all" in towards or where in towards or ("assigned" in towards and where != "other" and account == "lan")
    someone = person(role, where, account)
    assert may_do(someone, act, standing(TASK, ROLLUP), ROLLUP) is wanted
    assert may(someone, act) is bool(towards)


def test_the_table_of_the_product_has_every_role() -> None:
    assert set(GRANTS) == set(Role)


@pytest.mark.parametrize("act", Act)
def test_nobody_without_a_grant_may_do_anything(act: Act) -> None:
    nobody = Person("minh", "Minh")
    assert not may(nobody, act)
    assert not may_do(nobody, act, standing(TASK, ROLLUP), ROLLUP)


@pytest.mark.parametrize("act", Act)
def test_the_operator_of_the_server_may_do_everything(act: Act) -> None:
    assert may_do(operator("root"), act, standing(TASK, ROLLUP), ROLLUP)
    assert operator("root").account == "system:root"


def test_a_grant_holds_from_its_first_to_its_last_day() -> None:
    acting = Person("minh", "Minh", (Grant(Role.HEAD, "VP", date(2025, 9, 1), date(2025, 9, 30)),))
    assert not acting.on(date(2025, 8, 31)).has(Role.HEAD)
    assert acting.on(date(2025, 9, 1)).has(Role.HEAD)
    assert acting.on(date(2025, 9, 30)).has(Role.HEAD)
    assert not acting.on(date(2025, 10, 1)).has(Role.HEAD)


def test_roles_in_several_units_add_up() -> None:
    both = Person("minh", "Minh", (Grant(Role.HEAD, "TCCB"), Grant(Role.STAFF, "PC")))
    assert may_do(both, Act.READ, standing(TASK, ROLLUP), ROLLUP)
    assert may_do(both, Act.CONTRIBUTE, standing(TASK, ROLLUP), ROLLUP)
    assert not may_do(both, Act.REPORT, standing(TASK, ROLLUP), ROLLUP)
    assert units_of(both, ROLLUP) == ("TCCB", "PC")
    assert not reads_all(both)


def test_a_renamed_unit_is_the_same_unit_for_its_head() -> None:
    assert may_do(Person("minh", "Minh", (Grant(Role.HEAD, "VPCU"),)), Act.CONFIRM, standing(TASK, ROLLUP), ROLLUP)


def test_a_name_written_in_a_file_gives_nobody_a_right() -> None:
    hoa = Person("Hoa", "Hoa", (Grant(Role.STAFF, "VP"),))
    assert not may_do(hoa, Act.REPORT, standing(TASK, ROLLUP), ROLLUP)


def test_who_owns_a_field_decides_who_may_change_it() -> None:
    assert {act_for(name, None, "x") for name in FIELDS if name not in REPORTED} == {Act.PLAN}
    assert act_for("assignees", [], ["@lan"]) is Act.ASSIGN
    assert act_for("progress", 10, 20) is Act.REPORT
    assert act_for("status", "in_progress", "awaiting_confirmation") is Act.REPORT
    for before, after in (("awaiting_confirmation", "done"), ("done", "in_progress"), ("in_progress", "cancelled")):
        assert act_for("status", before, after) is Act.CONFIRM
