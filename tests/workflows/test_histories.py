"""Random histories: the tasks are what the ledger says, and every past day is what a replay of the ledger gives."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cds_tracker.domain.changes import Change
from cds_tracker.domain.people import operator
from cds_tracker.domain.replay import Entry, replay
from cds_tracker.domain.task import FIELDS, LISTS, Value
from cds_tracker.store import check, plans, tables, tasks
from cds_tracker.store.canonical import loads
from cds_tracker.store.database import Database
from cds_tracker.workflows import importing
from cds_tracker.workflows.importing import Target
from tests.store.dumps import dump
from tests.workflows.readings import line, reading

LAN = operator("lan")
FIRST = date(2025, 3, 1)
ISSUED = date(2025, 3, 3)
LEADS = ("Văn phòng Bộ", "Vụ Pháp chế", "Cục Lạ")

Upload = tuple[list[dict[str, object]], int]

said = st.fixed_dictionaries(
    {"title": st.sampled_from(["Nâng cấp Cổng", "Xây dựng quy chế", "Số hóa hồ sơ", "Tập huấn"])},
    optional={
        "status": st.sampled_from(["done", "in_progress", "paused"]),
        "progress": st.sampled_from([0, 12.5, 100]),
        "deadline": st.sampled_from(["6/2025", "Thường xuyên", "30/9/2025"]),
        "lead": st.sampled_from(LEADS),
        "note": st.sampled_from(["a", "b"]),
    },
)
upload = st.tuples(st.lists(said, min_size=1, max_size=4, unique_by=lambda row: row["title"]), st.integers(0, 12))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(uploads=st.lists(upload, min_size=1, max_size=7))
def test_every_past_day_is_a_replay(new_database: Callable[[], Database], uploads: list[Upload]) -> None:
    database = new_database()
    for rows, after in uploads:
        file = reading([line(**row) for row in rows])  # type: ignore[arg-type]
        day = FIRST + timedelta(days=after)
        shown = importing.preview(database, file, Target("KH", create=True, issued_on=ISSUED), day, LAN)
        importing.carry_out(database, shown, LAN)
        before = dump(database)
        again = importing.preview(database, file, Target("KH", create=True, issued_on=ISSUED), day, LAN)
        assert importing.carry_out(database, again, LAN) is None
        assert dump(database) == before
    with database.read() as connection:
        assert check.findings(connection) == []
        plan = plans.find(connection, "KH")
        assert plan is not None
    entries = ledger(database)
    last = max(entry.revision for entry in entries)
    for offset in range(-1, 14, 2):
        for known_at in (None, last, last - 1, last // 2 + 1, 3):
            assert stored(database, plan.id, offset, known_at) == replayed(entries, plan.id, offset, known_at)
    database.close()


def stored(database: Database, plan: int, offset: int, known_at: int | None) -> dict[int, dict[str, object]]:
    """What the store gives for a day: the fields said, and the derived day."""
    with database.read() as connection:
        found = tasks.load(connection, plan, FIRST + timedelta(days=offset), known_at)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    return {int(str(row["id"])): {name: row[name] for name in (*FIELDS, "done_since")} for row in rows}


def replayed(entries: list[Entry], plan: int, offset: int, known_at: int | None) -> dict[int, dict[str, object]]:
    """The same by going through the whole ledger from its beginning."""
    day = FIRST + timedelta(days=offset)
    found = replay(entries, day, known_at, {plan: ISSUED})
    return {
        number: {**{name: plain(name, one.task[name]) for name in FIELDS}, "done_since": iso(one.done_since)}
        for number, one in found.items()
    }


def ledger(database: Database) -> list[Entry]:
    """Every change of a task that was applied."""
    change, proposal = tables.change, tables.proposal
    with database.read() as connection:
        found = connection.execute(
            select(proposal.c.plan, proposal.c.revision, proposal.c.effective_on, *change.columns)
            .join(proposal, proposal.c.id == change.c.proposal)
            .where(change.c.subject == "task", change.c.stale.is_(False), proposal.c.state == "applied")
            .order_by(proposal.c.revision, change.c.seq)
        ).mappings()
        return [
            Entry(
                row["plan"], row["revision"], date.fromisoformat(row["effective_on"]),
                Change(row["subject_id"], row["field"], loads(row["before"]), loads(row["after"])),
            )
            for row in found
        ]  # fmt: skip


def plain(name: str, value: Value) -> object:
    return tuple(value) if name in LISTS and isinstance(value, list) else value


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
