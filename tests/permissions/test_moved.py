"""A task that goes to another unit: who led it reads it no more, on no day; who leads it reads its past too."""

import json
from pathlib import Path

import pytest

from cds_tracker.domain.people import operator
from cds_tracker.store.database import connect
from cds_tracker.store.migrating import migrate
from cds_tracker.style.words import Words
from cds_tracker.workflows.acting import acting
from cds_tracker.workflows.editing import Edit, write
from tests.pages.shell import markup, opened
from tests.permissions.plan import DAY, ISSUED, enter
from tests.permissions.test_reading import command

VI = Words("vi")
PAST = {"as_of": ISSUED.isoformat()}
AFTERWARDS = "Zqafterwards đã giao lại"


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """The task that Văn phòng led until it went to Vụ Pháp chế, which wrote in it; and the revision before that."""
    url = f"sqlite:///{tmp_path / 'cds.db'}"
    database = connect(url)
    migrate(database)
    number = enter(database)["lead"]
    with acting(database, operator("test"), "edit") as doing:
        held = doing.task(number)
        [applied] = write(
            doing,
            [Edit(number, {"lead": ["PC"], "note": AFTERWARDS}, {"lead": held["lead"]})],
            kind="edit",
            effective_on=DAY,
            base=10_000,
        )
        assert not applied.stale
    database.close()
    monkeypatch.setenv("CDS_DATABASE_URL", url)
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path))
    return number, applied.revision - 1


@pytest.mark.parametrize("account", ["minh", "lan"])
def test_whoever_led_it_opens_it_by_no_link_to_a_day_before(moved: tuple[int, int], account: str) -> None:
    number, before = moved
    for link in ({"as_of": DAY.isoformat()}, PAST, {"as_of": DAY.isoformat(), "known_at": str(before)}):
        shown = markup(opened("chi-tiet", account, id=str(number), **link))
        assert VI("tasks.detail.missing") in shown, link
        assert AFTERWARDS not in shown, link
        assert "Nâng cấp cổng chung" not in markup(opened("nhiem-vu", account, **link)), link


def test_whoever_leads_it_now_reads_its_past(moved: tuple[int, int]) -> None:
    shown = markup(opened("chi-tiet", "binh", id=str(moved[0]), **PAST))
    assert "Nâng cấp cổng chung" in shown
    assert AFTERWARDS in shown


@pytest.mark.parametrize("account", ["minh", "binh"])
def test_the_command_line_says_the_same(
    moved: tuple[int, int], capsys: pytest.CaptureFixture[str], account: str
) -> None:
    _, out, _ = command(capsys, "tasks", "--as", account, "--as-of", ISSUED.isoformat(), "--json")
    assert (moved[0] in {task["id"] for task in json.loads(out)}) is (account == "binh")
