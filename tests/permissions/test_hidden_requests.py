"""A request about a task that is not shown on the page's day is no less hidden than its task."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cds_tracker.store import plans, tasks
from cds_tracker.store.database import connect
from cds_tracker.store.ledger import Cause
from cds_tracker.store.migrating import migrate
from cds_tracker.workflows import requesting
from tests.pages.shell import markup, opened
from tests.permissions.plan import CODE, DAY, enter, person


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bình of Vụ Pháp chế asks for another deadline in a plan that holds from a later day only."""
    url = f"sqlite:///{tmp_path / 'cds.db'}"
    database = connect(url)
    migrate(database)
    number = enter(database)["other"]
    with database.read() as connection:
        before = tasks.some(connection, [number])[number]["deadline"]
    requesting.extension(database, person("binh"), number, "30/9/2030", "Zqreason", before=before, base=10_000, on=DAY)
    with database.write() as connection:
        held = plans.find(connection, CODE)
        assert held is not None
        plans.save(connection, replace(held, issued_on=date(2098, 1, 1)), Cause("plan", "test", DAY))
    database.close()
    monkeypatch.setenv("CDS_DATABASE_URL", url)
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path))


@pytest.mark.parametrize(("account", "reads"), [("minh", False), ("binh", True), ("ha", True)])
def test_whoever_may_not_read_the_task_sees_no_request_about_it(asked: None, account: str, reads: bool) -> None:
    assert ("Zqreason" in markup(opened("gia-han", account))) is reads
