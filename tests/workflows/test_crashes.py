"""A process killed in the middle of an import leaves all of it or nothing."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from cds_tracker.store import check, plans, tasks
from cds_tracker.store.database import Database, connect

WORK = """
import sys
from datetime import date
from cds_tracker.domain.people import operator
from cds_tracker.store.database import connect
from cds_tracker.workflows import importing
from tests.workflows.readings import line, reading
database = connect(sys.argv[1])
for number in range(10_000):
    rows = [line(f"Việc {number}.{one}", lead="Văn phòng Bộ", status="done") for one in range(50)]
    target = importing.Target(f"KH-{number}", create=True)
    shown = importing.preview(database, reading(rows), target, date(2025, 3, 31), operator("lan"))
    print(number, flush=True)
    importing.carry_out(database, shown, operator("lan"))
"""


def test_kill_9_in_the_middle_leaves_all_or_nothing(url: str) -> None:
    for trial in range(4):
        running = subprocess.Popen([sys.executable, "-c", WORK, url], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.15 + trial * 0.043)
        running.kill()
        running.wait()
        running.stdout.close()
    database = connect(url)
    sizes = _sizes(database)
    assert sizes
    assert set(sizes) == {50}
    with database.read() as connection:
        assert check.findings(connection) == []
    database.close()


def _sizes(database: Database) -> list[int]:
    with database.read() as connection:
        return [len(tasks.load(connection, plan.id, date(2025, 3, 31)).rows) for plan in plans.listed(connection)]
