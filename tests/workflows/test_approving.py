"""Where a plan asks for it, a unit's upload waits: accepted wholly or row by row by the focal unit, refused, or taken back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import operator
from cds_tracker.store import plans, proposals, requests
from cds_tracker.store.database import Database
from cds_tracker.workflows import approving, changing_plans, uploading
from cds_tracker.workflows.acting import Refused
from tests.workflows import offices
from tests.workflows.test_uploading import FILE, HAS, MINHS, NAMS, TUANS, bring, held, progress_of, state, workbook

ROW = "Theo dõi"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbooks")


@pytest.fixture
def office(database: Database) -> Database:
    """The office, whose plan lets uploads wait."""
    offices.opened(database)
    with database.read() as connection:
        plan = plans.find(connection, "KH")
    assert plan is not None
    changing_plans.save(database, NAMS, replace(plan, approve_uploads=True), plan, date(2025, 7, 1))
    return database


def waiting(database: Database, folder: Path, content: bytes = FILE) -> int:
    number = bring(database, folder, content=content)
    assert uploading.carry_out(database, folder, number, MINHS).state == "pending"
    return number


def test_the_published_figures_stay_until_it_is_accepted(office: Database, folder: Path) -> None:
    before = [dict(task.values) for task in held(office)]
    number = waiting(office, folder)
    assert [dict(task.values) for task in held(office)] == before
    with office.read() as connection:
        plan = plans.find(connection, "KH")
        assert plan is not None
        assert requests.listed(connection, plan.id) == []  # it is no request about a task
    assert {(one.task, one.field) for one in approving.waiting(office, number, MINHS)} == {
        (1, "progress"), (1, "difficulty"), (4, "progress"),
    }  # fmt: skip
    applied = approving.accept(office, number, NAMS)
    assert (applied.applied, progress_of(office, 1), progress_of(office, 4)) == (3, 60, 70)
    told = state(office, number)
    assert (told.state, told.decided_by, told.counts["not_accepted"]) == ("applied", "nam", [])
    with pytest.raises(TrackerError, match="upload_decided"):
        approving.accept(office, number, NAMS)


def test_row_by_row_what_is_not_accepted_stays_in_the_ledger_with_the_reason(office: Database, folder: Path) -> None:
    number = waiting(office, folder)
    first, second = dict.fromkeys((one.sheet, one.row) for one in approving.waiting(office, number, NAMS))
    with pytest.raises(TrackerError, match="reason_needed"):
        approving.accept(office, number, NAMS, [second])  # type: ignore[list-item]
    with pytest.raises(TrackerError, match="request_nothing_chosen"):
        approving.accept(office, number, NAMS, [(ROW, 999)], "Chưa đúng")
    approving.accept(office, number, NAMS, [second], "Dòng đầu chưa có minh chứng")  # type: ignore[list-item]
    assert (progress_of(office, 1), progress_of(office, 4)) == (20, 70)
    told = state(office, number)
    assert told.decision_reason == "Dòng đầu chưa có minh chứng"
    assert [tuple(one) for one in told.counts["not_accepted"]] == [first]
    assert told.proposal is not None
    with office.read() as connection:
        assert {(one.task, one.field) for one in proposals.saved(connection, told.proposal, stale=True)} == {
            (1, "progress"), (1, "difficulty"),
        }  # fmt: skip
    assert [one.state for one in uploading.listed(office, MINHS)] == ["applied"]  # the unit sees the decision


def test_what_changed_meanwhile_is_told_and_kept_out(office: Database, folder: Path) -> None:
    number = waiting(office, folder)
    offices.said(office, 1, progress=90)
    applied = approving.accept(office, number, NAMS)
    assert [(one.change.task, one.change.field, one.now) for one in applied.stale] == [(1, "progress", 90)]
    assert (progress_of(office, 1), progress_of(office, 4), state(office, number).counts["stale"]) == (90, 70, 1)


def test_refused_it_leaves_everything_as_it_was_and_says_why(office: Database, folder: Path) -> None:
    number = waiting(office, folder)
    with pytest.raises(TrackerError, match="reason_needed"):
        approving.refuse(office, number, NAMS, " ")
    approving.refuse(office, number, NAMS, "Sai kỳ báo cáo")
    assert (progress_of(office, 1), state(office, number).state) == (20, "rejected")
    assert state(office, number).decision_reason == "Sai kỳ báo cáo"
    second = waiting(office, folder)
    uploading.discard(office, second, MINHS)
    assert state(office, second).state == "discarded"
    with pytest.raises(TrackerError, match="upload_decided"):
        approving.accept(office, second, NAMS)


@pytest.mark.parametrize("person", [MINHS, TUANS, HAS])
def test_only_the_focal_unit_decides(office: Database, folder: Path, person: object) -> None:
    number = waiting(office, folder)
    for decide in (lambda: approving.accept(office, number, person), lambda: approving.refuse(office, number, person, "x")):  # type: ignore[arg-type]
        with pytest.raises(Refused):
            decide()
    assert state(office, number).state == "pending"


def test_nobody_decides_about_their_own_upload(office: Database, folder: Path) -> None:
    assert not approving.may_decide(MINHS, state(office, waiting(office, folder)))
    own = bring(office, folder, NAMS, workbook(("1", "Nâng cấp cổng", "Văn phòng Bộ", "", "66", "")))
    assert approving.may_decide(operator("root"), state(office, own))
    assert uploading.carry_out(office, folder, own, NAMS).state == "applied"  # the focal unit's own does not wait
    assert progress_of(office, 1) == 66
