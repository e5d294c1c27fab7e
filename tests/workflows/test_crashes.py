"""A process killed in the middle of an import leaves all of it or nothing."""

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from cds_tracker.domain.choices import Choices
from cds_tracker.domain.people import operator
from cds_tracker.store import check, plans, tasks, uploads
from cds_tracker.store.database import Database, connect
from cds_tracker.store.uploads import Which
from cds_tracker.workflows import filekeeping, uploading

LAN = operator("lan")
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


UPLOADS = """
import hashlib
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from cds_tracker.domain.people import operator
from cds_tracker.store.database import connect
from cds_tracker.workflows import importing, uploading
from tests.workflows.readings import line, reading
database, folder, lan = connect(sys.argv[1]), Path(sys.argv[2]), operator("lan")
for number in range(10_000):
    rows = [line(f"Việc {number}.{one}", lead="Văn phòng Bộ", status="done") for one in range(50)]
    content = f"{sys.argv[3]} {number}".encode()
    said = replace(reading(rows), sha256=hashlib.sha256(content).hexdigest())
    importing.read = lambda *given, **named: said
    name, plan = f"{sys.argv[3]}-{number}.xlsx", f"KH-{sys.argv[3]}-{number}"
    upload = uploading.receive(database, folder, lan, name, content, plan=plan, effective_on=date(2025, 3, 31), create=True)
    print(upload, flush=True)
    uploading.carry_out(database, folder, upload, lan)
"""


def test_kill_9_leaves_an_upload_that_waits_or_one_that_is_applied_whole(url: str, tmp_path: Path) -> None:
    for trial in range(3):
        command = [sys.executable, "-c", UPLOADS, url, str(tmp_path), str(trial)]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert running.stdout is not None
        running.stdout.readline()
        time.sleep(0.1 + trial * 0.037)
        running.kill()
        running.wait()
        running.stdout.close()
    database = connect(url)
    with database.read() as connection:
        listed = uploads.listed(connection, Which(), count=10_000)
        made = {plan.code: len(tasks.current(connection, plan.id)) for plan in plans.listed(connection)}
        assert check.findings(connection) == []
    assert {one.plan: 50 for one in listed if one.state == "applied"} == made
    assert {one.state for one in listed} <= {"applied", "waiting"}
    assert all(filekeeping.place(tmp_path, one.sha256).read_bytes() for one in listed)
    for one in (one for one in listed if one.state == "waiting"):  # nothing is lost: it goes on from there
        uploading.choose(database, one.number, LAN, Choices(absent="cancel"))
        uploading.discard(database, one.number, LAN)
    database.close()


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
