"""Whose people are whose: who can be given the tasks of a unit, and who is called like a name in a file."""

from datetime import date

import pytest

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Act, Grant, Person, Role
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.staff import assigning_units, leading_units, namesake, staff, units_where
from cds_tracker.domain.units import Registry, Unit

ROLLUP = Rollup(
    Registry(
        (
            Unit("VP", "Văn phòng Bộ", 1),
            Unit("PC", "Vụ Pháp chế", 2),
            Unit("CU", "Văn phòng cũ", 90, valid_to=date(2025, 2, 28), successor="VP"),
            Unit("NHOM", "Các đơn vị được giao", 200, kind="group", members="VP;PC"),
        )
    ),
    date(2025, 9, 30),
)
LAN = Account(0, "lan", "Nguyễn Thị  Lan", grants=(Grant(Role.STAFF, "VP"),))
MINH = Account(0, "minh", "Trần Minh", grants=(Grant(Role.HEAD, "CU"),))
HOA = Account(0, "hoa", "Lê Hoa", grants=(Grant(Role.STAFF, "PC"),))
LATER = Account(0, "sau", "Đỗ Sau", grants=(Grant(Role.STAFF, "VP", valid_from=date(2025, 10, 1)),))
GONE = Account(0, "nghi", "Mai Nghỉ", grants=(Grant(Role.STAFF, "VP"),), active=False)
NAM = Account(0, "nam", "Vũ Nam", grants=(Grant(Role.ADMIN),))
EVERYBODY = (LAN, MINH, HOA, LATER, GONE, NAM)


def test_the_people_of_a_unit_are_active_and_hold_a_role_in_it_or_in_one_before_it_today() -> None:
    assert staff(EVERYBODY, ["VP"], ROLLUP) == (LAN, MINH)
    assert staff(EVERYBODY, ["PC", "VP"], ROLLUP) == (LAN, MINH, HOA)
    assert staff(EVERYBODY, [], ROLLUP) == ()


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("Nguyễn Thị Lan", LAN),
        (" nguyễn thị lan ", LAN),
        ("Nguyen Thi Lan", None),  # other marks are another name
        ("Lan", None),
        ("Trần Minh", MINH),
    ],
)
def test_a_name_in_a_file_is_somebody_only_where_it_is_the_whole_name(written: str, who: Account | None) -> None:
    assert namesake(written, (LAN, MINH)) == who


def test_two_people_of_one_name_are_nobody() -> None:
    assert namesake("Nguyễn Thị Lan", (LAN, Account(0, "lan2", "Nguyễn Thị Lan"))) is None


def test_a_head_assigns_the_people_of_the_own_unit_alone_an_admin_those_of_all_that_lead() -> None:
    head, admin = Person("minh", "Minh", MINH.grants), Person("nam", "Nam", NAM.grants)
    assert units_where(head, Act.CONFIRM, ROLLUP) == ("VP",)
    assert units_where(admin, Act.CONFIRM, ROLLUP) is None
    assert units_where(Person("lan", "Lan", LAN.grants), Act.CONFIRM, ROLLUP) == ()
    assert assigning_units(head, ["VP", "PC"], ROLLUP) == {"VP"}
    assert assigning_units(head, ["PC"], ROLLUP) == frozenset()
    assert assigning_units(admin, ["CU", "PC"], ROLLUP) == {"VP", "PC"}
    assert leading_units(["NHOM"], ROLLUP) == {"NHOM", "VP", "PC"}
