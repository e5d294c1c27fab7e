"""Many at once: eight people import into one plan, and nobody's work is lost."""

import threading
from datetime import date

from cds_tracker.domain.people import operator
from cds_tracker.store import check, plans, tasks
from cds_tracker.store.database import Database
from cds_tracker.workflows import importing
from cds_tracker.workflows.importing import Target
from tests.workflows.readings import line, reading

DAY = date(2025, 3, 31)
FIELDS = ("note", "difficulty", "proposal", "next_step", "result", "evidence", "basis", "deliverable")


def test_eight_people_lose_nothing(database: Database) -> None:
    target = Target("KH", create=True)
    titles = [f"Nhiệm vụ số {number}" for number in range(12)]
    first = importing.preview(database, reading([line(title) for title in titles]), target, DAY, operator("lan"))
    importing.carry_out(database, first, operator("lan"))
    failed: list[BaseException] = []

    def work(field: str) -> None:
        try:
            for title in titles[:6]:
                file = reading([line(title, **{field: f"{field} của {title}"})])
                shown = importing.preview(database, file, target, DAY, operator(field))
                applied = importing.carry_out(database, shown, operator(field))
                assert applied is not None
                assert applied.stale == ()
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    people = [threading.Thread(target=work, args=(field,)) for field in FIELDS]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert failed == []
    with database.read() as connection:
        assert check.findings(connection) == []
        plan = plans.find(connection, "KH")
        assert plan is not None
        for task in tasks.current(connection, plan.id)[:6]:
            assert [task[field] for field in FIELDS] == [f"{field} của {task['title']}" for field in FIELDS]
