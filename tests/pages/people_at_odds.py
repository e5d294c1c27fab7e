"""Things done by people of the demo, for the pages that show them."""

from datetime import date

from cds_tracker.demo.story import TODAY
from cds_tracker.domain.people import Person
from cds_tracker.insights.filters import Filters
from cds_tracker.store import ledger, tasks
from cds_tracker.ui import data
from cds_tracker.workflows import explaining, requesting
from cds_tracker.workflows.requesting import Paper

PLAN = "KH-CDS-2025"
LEADER, HEAD, STAFF, ADMIN = (Person(code, code) for code in ("lanhdao", "thutruong", "chuyenvien", "quantri"))


def late(lead: str, explained: bool | None = None) -> list[int]:
    """The overdue tasks of a unit (all units: blank), in the order of the plan."""
    revision = data.revision()
    frame = data.frame(Filters(plan=PLAN, as_of=TODAY), revision)
    chosen = (frame["bucket"] == "open_overdue") & frame["counted"]
    if explained is not None:
        chosen &= frame["explained"] == explained
    rows = frame.loc[chosen]
    return [int(row["id"]) for _, row in rows.iterrows() if not lead or lead in row["lead_held"].own]


def open_task(lead: str) -> int:
    """A task of a unit that is not done and has a due day."""
    frame = data.frame(Filters(plan=PLAN, as_of=TODAY), data.revision())
    rows = frame.loc[frame["bucket"].isin(["open_in_time", "open_overdue"])]
    return next(int(row["id"]) for _, row in rows.iterrows() if lead in row["lead_held"].own)


def latest() -> int:
    with data.database().read() as connection:
        return ledger.latest(connection)


def request(task: int, person: Person = HEAD, deadline: str = "31/12/2026", reason: str = "Chờ thẩm định <b>giá</b>") -> int:
    """Somebody asks for another deadline."""
    with data.database().read() as connection:
        seen = tasks.some(connection, [task])[task]["deadline"]
    return requesting.extension(
        data.database(), person, task, deadline, reason, before=seen, base=latest(), on=TODAY,
        paper=Paper("12/TTr-CNTT", date(2025, 9, 29)),
    )  # fmt: skip


def ask(task: int, words: str = "Vì sao <i>chậm</i>?") -> None:
    """Leadership asks."""
    explaining.ask(data.database(), LEADER, [task], words, None, TODAY)
