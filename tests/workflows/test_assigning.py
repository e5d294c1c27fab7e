"""A head gives tasks to people of the unit; names that files wrote stay, and nobody's change is overwritten."""

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.store import check
from cds_tracker.store.database import Database
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows import hand
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.assigning import How, adopt, assign
from cds_tracker.workflows.editing import Edit
from tests.workflows.offices import DAY, HOA, LAN, MINH, NAM, TUAN, audited, latest, opened, said, task


def give(database: Database, person: Person, how: How, people: list[str], *numbers: int) -> list[Applied]:
    seen = {number: names(database, number) for number in numbers}
    return assign(database, person, seen, how, people, effective_on=DAY, base=latest(database))


def names(database: Database, number: int) -> list[str]:
    held = task(database, number)["assignees"]
    assert isinstance(held, list)
    return held


def test_minh_gives_several_tasks_to_two_people_at_once(database: Database) -> None:
    before = latest(opened(database))
    give(database, MINH, How.ADD, ["lan", "hoa"], 4, 5)
    assert names(database, 4) == names(database, 5) == ["@lan", "@hoa"]
    assert latest(database) == before + 1
    assert audited(database)[-1] == ("minh", "assign", "done")
    with database.read() as connection:
        assert check.findings(connection) == []


def test_adding_again_changes_nothing_and_names_from_files_stay(database: Database) -> None:
    give(opened(database), MINH, How.ADD, ["lan"], 1)
    assert names(database, 1) == ["Nguyễn Thị Lan", "Ông Ba", "@lan"]
    before = latest(database)
    assert give(database, MINH, How.ADD, ["lan"], 1) == []
    assert latest(database) == before


def test_replacing_keeps_the_names_from_files_and_removing_takes_off_accounts(database: Database) -> None:
    give(opened(database), MINH, How.ADD, ["lan"], 1)
    give(database, MINH, How.REPLACE, ["hoa"], 1)
    assert names(database, 1) == ["Nguyễn Thị Lan", "Ông Ba", "@hoa"]
    give(database, MINH, How.REMOVE, ["hoa"], 1)
    assert names(database, 1) == ["Nguyễn Thị Lan", "Ông Ba"]


def test_of_a_joint_task_each_head_assigns_and_takes_off_their_own_people_only(database: Database) -> None:
    give(opened(database), MINH, How.ADD, ["lan"], 2)
    give(database, TUAN, How.REPLACE, ["thu"], 2)
    assert names(database, 2) == ["@lan", "@thu"]
    with pytest.raises(TrackerError, match="assignee_outside"):
        give(database, TUAN, How.REMOVE, ["lan"], 2)
    with pytest.raises(TrackerError, match="assignee_outside"):
        give(database, TUAN, How.ADD, ["hoa"], 2)
    give(database, NAM, How.REPLACE, ["hoa"], 2)
    assert names(database, 2) == ["@hoa"]


@pytest.mark.parametrize("stranger", ["thu", "tuan", "nam", "ha", "cu", "nghi", "nobody", "@lan"])
def test_people_outside_the_unit_are_refused_and_nothing_is_written(database: Database, stranger: str) -> None:
    before = latest(opened(database))
    with pytest.raises(TrackerError, match="assignee_outside") as met:
        give(database, MINH, How.ADD, ["lan", stranger], 4)
    assert met.value.values["people"] == [stranger]
    assert latest(database) == before


def test_one_task_of_others_among_several_and_nothing_is_written(database: Database) -> None:
    before = latest(opened(database))
    with pytest.raises(Refused) as met:
        give(database, MINH, How.ADD, ["lan"], 4, 3)
    assert met.value.values["task"] == 3
    assert latest(database) == before
    assert audited(database)[-1] == ("minh", "assign", "denied")


@pytest.mark.parametrize("person", [LAN, HOA, TUAN, Person("nobody", "Nobody")])
def test_staff_and_other_heads_assign_nobody(database: Database, person: Person) -> None:
    before = latest(opened(database))
    with pytest.raises(Refused):
        give(database, person, How.ADD, ["lan"], 4)
    with pytest.raises(Refused):
        adopt(database, person, 1, "Ông Ba", "lan", seen=names(database, 1), effective_on=DAY, base=before)
    assert latest(database) == before


def test_what_somebody_else_assigned_meanwhile_is_told_and_the_rest_goes_in(database: Database) -> None:
    base = latest(opened(database))
    said(database, 4, assignees=["@hoa"])
    [applied] = assign(database, MINH, {4: [], 5: []}, How.ADD, ["lan"], effective_on=DAY, base=base)
    [stale] = applied.stale
    assert (stale.change.task, stale.now, stale.change.after) == (4, ["@hoa"], ["@lan"])
    assert (names(database, 4), names(database, 5)) == (["@hoa"], ["@lan"])


def test_nothing_and_nobody_chosen_are_told(database: Database) -> None:
    opened(database)
    with pytest.raises(TrackerError, match="tasks_needed"):
        give(database, MINH, How.ADD, ["lan"])
    with pytest.raises(TrackerError, match="people_needed"):
        give(database, MINH, How.REPLACE, [], 4)


def test_a_name_from_a_file_becomes_an_account_in_its_place(database: Database) -> None:
    base = latest(opened(database))
    adopt(database, MINH, 1, "Nguyễn Thị Lan", "lan", seen=names(database, 1), effective_on=DAY, base=base)
    assert names(database, 1) == ["@lan", "Ông Ba"]
    with pytest.raises(TrackerError, match="assignee_outside"):
        adopt(database, MINH, 1, "Ông Ba", "thu", seen=names(database, 1), effective_on=DAY, base=latest(database))


@pytest.mark.parametrize("after", [["@thu"], ["@lan", "@thu", "@hoa"], [], ["@lan", "@thu", "@ha"]], ids=str)
def test_the_form_of_all_fields_gives_a_head_no_more_people_than_that(database: Database, after: list[str]) -> None:
    give(opened(database), MINH, How.ADD, ["lan"], 2)
    give(database, TUAN, How.ADD, ["thu"], 2)
    before = latest(database)
    wanted = Edit(2, {"assignees": list(after)}, {"assignees": ["@lan", "@thu"]})
    with pytest.raises(TrackerError, match="assignee_outside"):
        hand.edit(database, TUAN, wanted, base=before, effective_on=DAY)
    assert (names(database, 2), latest(database)) == (["@lan", "@thu"], before)
    taken_off = Edit(2, {"assignees": ["@lan", "Ông Ba"]}, {"assignees": ["@lan", "@thu"]})
    hand.edit(database, TUAN, taken_off, base=before, effective_on=DAY)
    assert names(database, 2) == ["@lan", "Ông Ba"]
