"""A plan, or what one unit has of it, given back as a workbook. Taking it along is written down."""

from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, reads_all, units_of
from cds_tracker.domain.plan import Plan
from cds_tracker.excel.giving.spreadsheet import xlsx
from cds_tracker.excel.giving.text import text_lines
from cds_tracker.store import ledger, plans
from cds_tracker.store.database import Database
from cds_tracker.workflows import given_book
from cds_tracker.workflows.acting import Doing, Refused, acting
from cds_tracker.workflows.given_book import Look as Look
from cds_tracker.workflows.giving_back import Shown

WORKBOOK, TEXT = "xlsx", "csv"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a plan by its code, one unit's tasks (else all that may be read), the day, a blank form."""

    plan: str
    unit: str | None = None
    as_of: date | None = None
    blank: bool = False
    form: str = WORKBOOK


@dataclass(frozen=True, slots=True)
class Exported:
    """A file, and how many tasks stand in it."""

    name: str
    content: bytes
    tasks: int


def export(database: Database, person: Person, asked: Asked, look: Look) -> Exported:
    """The file. Raises ``Refused`` where the person may not read, or asks for another unit's; each row is asked for again."""
    with acting(database, person, "export", "plan") as doing:
        plan, shown = _permitted(doing, asked)
    with database.read() as connection:
        book = given_book.book(connection, plan, shown, asked.blank, look)
    content = b"".join(text_lines(book, look.separator)) if asked.form == TEXT else xlsx(book)
    return Exported(_name(asked, plan, shown, look), content, len(book.rows))


def _permitted(doing: Doing, asked: Asked) -> tuple[Plan, Shown]:
    doing.demand(Act.READ)
    plan = plans.find(doing.connection, asked.plan)
    if plan is None:
        codes = ", ".join(one.code for one in plans.listed(doing.connection))
        raise TrackerError("plan_not_found", plan=asked.plan, codes=codes or "–")
    unit = _unit(doing, asked.unit)
    day = asked.as_of or plans.demo_day(doing.connection) or ledger.today()
    said = {"plan": plan.code, "unit": unit, "as_of": day.isoformat(), "form": asked.form, "blank": asked.blank or None}
    doing.detail |= {name: value for name, value in said.items() if value is not None}
    return plan, Shown(doing.person, doing.rollup, day, unit)


def _unit(doing: Doing, code: str | None) -> str | None:
    """The unit in place today; one whose tasks the person may all read."""
    if code is None:
        return None
    end = doing.rollup.end(code)
    if end not in doing.rollup.registry.units:
        raise TrackerError("unit_unknown", unit=code)
    if not reads_all(doing.person) and end not in units_of(doing.person, doing.rollup):
        raise Refused(Act.READ)
    return end


def _name(asked: Asked, plan: Plan, shown: Shown, look: Look) -> str:
    unit = shown.rollup.registry.short(shown.unit) if shown.unit else ""
    key = "workbook.file_blank" if asked.blank else "workbook.file"
    said = look.say(key, plan=plan.code, unit=unit, day=f"{shown.as_of:%d-%m-%Y}")
    return f"{' '.join(said.split())}.{asked.form}"
