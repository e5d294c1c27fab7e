"""Reporting on tasks: what changed, or that nothing did; and the drafts of what is being written about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person
from cds_tracker.domain.periods import NO_CUTOFFS, reporting_period, since
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import Value
from cds_tracker.store import drafts, evidence, ledger, past, periods, plans, units
from cds_tracker.store.database import Database
from cds_tracker.store.drafts import Kept
from cds_tracker.store.evidence import StoredFile
from cds_tracker.store.past import Moment
from cds_tracker.store.proposals import Applied
from cds_tracker.workflows import evidence as proofs
from cds_tracker.workflows import locking
from cds_tracker.workflows.acting import Doing, Refused, acting, present
from cds_tracker.workflows.editing import Edit, refuse_unproved, write

KIND = "report"
FIELDS = ("status", "progress", "completed_on", "result", "difficulty", "proposal", "next_step")
DOCUMENT = ("document.number", "document.issued_on", "document.link")  # of the evidence that comes with a report
WRITTEN = frozenset((*FIELDS, *DOCUMENT))


@dataclass(frozen=True, slots=True)
class Stamped:
    """Tasks reported as unchanged: those stamped now, and those that had been reported in the period already."""

    now: tuple[int, ...]
    already: tuple[int, ...]


def send(database: Database, person: Person, kept: Kept, effective_on: date, file: StoredFile | None = None) -> Applied:
    """Report what a draft says, with a file of evidence. What somebody else changed meanwhile is left out, and stays in the
    draft."""
    with acting(database, person, "report") as doing:
        task = doing.task(kept.task, Act.REPORT)
        _refuse_foreign(kept)
        after = {name: kept.values[name] for name in FIELDS if name in kept.values}
        edit = Edit(kept.task, after, kept.before)
        document = _document(kept)
        given = proofs.checked(**document, file=file) is not None
        [applied] = write(doing, [edit], kind=KIND, effective_on=effective_on, base=kept.base, reported=True)
        refuse_unproved(edit, task, evidence.count(doing.connection, kept.task) + given)
        if given:
            proofs.add(doing, kept.task, effective_on=effective_on, within=applied.proposal, file=file, **document)
        left = {one.change.field: kept.values[one.change.field] for one in applied.stale}
        drafts.save(doing.connection, doing.person.account, replace(kept, values=left, before=_of(kept.before, left)))
        doing.detail |= {"fields": sorted(set(after) - set(left)), "left_out": sorted(left)}
        return applied


def unchanged(database: Database, person: Person, numbers: Iterable[int], effective_on: date, base: int) -> Stamped:
    """Report tasks as they stand; a task that was reported in the period already is left as it is."""
    with acting(database, person, "report_unchanged") as doing:
        tasks = doing.tasks(numbers, Act.REPORT)
        silent = [n for plan in {task.plan for task in tasks.values()} for n in _silent(doing, plan, tasks, effective_on)]
        if silent:
            edits = [Edit(number, {}, {}) for number in silent]
            write(doing, edits, kind=KIND, effective_on=effective_on, base=base, reported=True)
        doing.detail["stamped"] = len(silent)
        return Stamped(tuple(silent), tuple(sorted(set(tasks) - set(silent))))


def keep(database: Database, person: Person, kept: Kept) -> None:
    """Keep a draft of what somebody is writing about a task on which they may report.

    Nobody else ever sees it, so the audit log is told of a refusal only.
    """
    _refuse_foreign(kept)
    try:
        with database.write() as connection:
            rollup = Rollup(units.load(connection), ledger.today())
            doing = Doing(connection, present(connection, person), rollup)
            doing.task(kept.task, Act.REPORT)
            drafts.save(connection, doing.person.account, kept)
    except Refused:
        with acting(database, person, "draft") as asked:
            asked.task(kept.task, Act.REPORT)
        raise


def drop(database: Database, person: Person, task: int) -> None:
    """Forget one's own draft, whatever one may do to the task by now."""
    with database.write() as connection:
        drafts.drop(connection, person.account, task)


def _silent(doing: Doing, plan: int, numbers: Iterable[int], effective_on: date) -> list[int]:
    reported = past.reported_on(doing.connection, Moment(plan, effective_on.isoformat()))
    held = plans.get(doing.connection, plan)
    rhythm, limits = "month", NO_CUTOFFS
    if held is not None:
        rhythm, limits = held.rhythm, locking.cutoffs(periods.listed(doing.connection), held.code)
    began = since(reporting_period(effective_on, rhythm, limits), rhythm, limits).isoformat()
    return [number for number in numbers if reported.get(number, "") < began]


def _refuse_foreign(kept: Kept) -> None:
    strange = set(kept.values) - WRITTEN
    if strange:
        raise TrackerError("value_kind", field=min(strange))


class Document(TypedDict):
    """The evidence that comes with a report: a document by number and day, or a link."""

    number: str | None
    issued_on: date | None
    link: str | None


def _document(kept: Kept) -> Document:
    number, issued_on, link = (str(kept.values.get(name) or "") for name in DOCUMENT)
    try:
        day = date.fromisoformat(issued_on) if issued_on else None
    except ValueError as error:
        raise TrackerError("value_day", field="evidence") from error
    return Document(number=number or None, issued_on=day, link=link or None)


def _of(values: Mapping[str, Value], names: Iterable[str]) -> dict[str, Value]:
    return {name: values[name] for name in names if name in values}
