"""The demo shows a request that waits and one that was refused, a question that waits and one that was answered."""

from pathlib import Path

from cds_tracker.demo import build, people_in_delay
from cds_tracker.demo.people_at_work import Scene
from cds_tracker.store import check, explanations, plans, requests
from cds_tracker.store.database import connect
from cds_tracker.store.migrating import migrate


def test_the_demo_tells_of_requests_and_questions(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'cds.db'}")
    migrate(database)
    build.enter(database)
    scene = Scene(database, build.CODE)
    asked, answered = scene.task(people_in_delay.ASKED), scene.task(people_in_delay.ANSWERED)
    with database.read() as connection:
        plan = plans.find(connection, build.CODE)
        assert plan is not None
        listed = requests.listed(connection, plan.id)
        threads = [explanations.of_task(connection, task) for task in (asked, answered)]
        assert check.findings(connection) == []
    database.close()
    assert sorted(one.state for one in listed) == ["pending", "rejected"]
    assert {one.document for one in listed if one.state == "pending"} == {"37/TTr-DEMO, 26/09/2025"}
    assert [(len(one.questions), len(one.open), len(one.answers)) for one in threads] == [(1, 1, 0), (1, 0, 1)]
