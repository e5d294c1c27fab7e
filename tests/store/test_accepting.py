"""Rows of a pending import that are not accepted take with them what stands under them."""

from datetime import date

from cds_tracker.domain.changes import CREATED
from cds_tracker.domain.people import operator
from cds_tracker.store import accepting, check, plans, proposals, tasks
from cds_tracker.store.database import Database
from cds_tracker.workflows import importing
from cds_tracker.workflows.importing import Target
from tests.workflows import waiting
from tests.workflows.readings import line, reading

LAN = operator("lan")


def test_a_part_goes_with_its_whole(database: Database) -> None:
    rows = [line("Cả việc"), line("Phần một"), line("Phần của phần"), line("Việc khác", status="done")]
    file = reading(rows, parents={7: 6, 8: 7})
    shown = importing.preview(database, file, Target("KH", create=True), date(2025, 3, 31), LAN)
    number = waiting.submit(database, shown, LAN)
    with database.write() as connection:
        assert [row for _, row in accepting.places(connection, number)] == [6, 7, 8, 9]
        out = accepting.leave_out(connection, number, [("Theo dõi", 7), ("Theo dõi", 8), ("Theo dõi", 9)])
    assert [row for _, row in out] == [6, 7, 8]
    waiting.apply(database, number, operator("minh"))
    with database.read() as connection:
        plan = plans.find(connection, "KH")
        assert plan is not None
        assert [task["title"] for task in tasks.current(connection, plan.id)] == ["Việc khác"]
        assert [one.field for one in proposals.saved(connection, number, stale=True)] == [CREATED] * 3
        assert check.findings(connection) == []
