"""A file into a plan: previewed, then carried out or left to wait. Page and command line take the same stairs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cds_tracker import excel
from cds_tracker.domain.choices import Choices, Directions
from cds_tracker.domain.people import Act, Person, may
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.reading import Problem, Reading, Severity
from cds_tracker.excel.collecting import paused
from cds_tracker.store import areas, ledger, plans, proposals, units
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.ledger import Cause
from cds_tracker.store.proposals import Applied, Draft, Stale
from cds_tracker.workflows import asking, previewing, titling
from cds_tracker.workflows.acting import Doing, Refused, acting
from cds_tracker.workflows.asking import permit
from cds_tracker.workflows.preview import Preview
from cds_tracker.workflows.previewing import Accept, FileOf
from cds_tracker.workflows.telling import overtaken

KIND = "import"
UNDECIDED = Choices()


@dataclass(frozen=True, slots=True)
class Target:
    """The plan that a file is for. ``create``: it may be new; ``issued_on``: the day from which it holds, if said.

    ``unit``: the one whose file it is, if said: then only its tasks can be missing from it. ``ours``: whoever calls knows that
    we wrote the file, so that it is said where its hidden marks are lost.
    """

    code: str
    create: bool = False
    issued_on: date | None = None
    is_demo: bool = False
    unit: str | None = None
    ours: bool = False


def read(
    database: Database,
    data: bytes,
    name: str,
    target: Target,
    *,
    directions: Directions | None = None,
    layouts: Sequence[Mapping[str, Any]] = (),
    password: str | None = None,
    on_progress: Callable[[int, int | None], None] | None = None,
    sheet: str | None = None,
    all_sheets: bool = False,
) -> Reading:
    """What the file says, with units, areas and the plan's year as registered; read in a bounded process of its own.

    ``sheet`` and ``all_sheets`` are short for the directions of these names.
    """
    directions = directions or Directions()
    if sheet is not None or all_sheets:
        directions = replace(directions, sheets=(sheet,) if sheet is not None else (), all_sheets=all_sheets)
    with database.read() as connection:
        registry, listed = units.load(connection), areas.load(connection)
        held = plans.find(connection, target.code)
    issued_on = target.issued_on or (held.issued_on if held else None)
    year = (held.year_from if held else None) or (issued_on.year if issued_on else None)
    return excel.read(
        data,
        name,
        registry=registry,
        areas=listed,
        directions=directions,
        layouts=layouts,
        year=year,
        password=password,
        on_progress=on_progress,
    )


def preview(
    database: Database,
    reading: Reading,
    target: Target,
    effective_on: date,
    person: Person,
    choices: Choices = UNDECIDED,
    accept: Accept | None = None,
) -> Preview:
    """What the file would change if ``person`` brought it. Writes nothing; a file or plan that cannot be taken is a refused
    preview. Raises ``Refused`` where the person may not import at all. ``accept`` adds to what ``choices`` decides."""
    decided = replace(choices, accept={**choices.accept, **accept}) if accept else choices
    with paused(), database.read() as connection:
        return preview_on(connection, reading, target, effective_on, person, decided)


def preview_on(
    connection: Connection, reading: Reading, target: Target, effective_on: date, person: Person, choices: Choices
) -> Preview:
    """The same on a connection: also within the transaction that will carry it out."""
    if not may(person, Act.IMPORT):
        raise Refused(Act.IMPORT)
    if reading.refused:
        return previewing.refused(reading, None, effective_on)
    held, plans_too = plans.find(connection, target.code), may(person, Act.PLAN)
    if held is None and not (target.create and plans_too):
        code = "plan_not_yours" if target.create else "plan_unknown"
        unknown = Problem(code, Severity.ERROR, value=target.code, values={"plan": target.code})
        return previewing.refused(reading, None, effective_on, unknown)
    plan = held or titling.titled(Plan(0, target.code, is_demo=target.is_demo), reading)
    plan = replace(plan, issued_on=target.issued_on) if target.issued_on and plans_too else plan
    of = FileOf(target.unit, target.ours)
    return previewing.compared(connection, reading, plan, held, effective_on, choices, person, of)


def carry_out(database: Database, shown: Preview, person: Person, reason: str | None = None) -> Applied | None:
    """Apply what the person may change and ask for the rest, in one transaction. ``None``: there is nothing to write (the
    same file for the same day)."""
    if not shown.writes:
        return None
    with paused(), acting(database, person, KIND, "plan") as doing:
        return carry_out_within(doing, shown, reason)


def carry_out_within(doing: Doing, shown: Preview, reason: str | None = None) -> Applied | None:
    """The same within an act in progress."""
    permit(doing, shown)
    applied = None
    if shown.changes or (shown.reported and shown.recognised is None):
        applied = proposals.carry_out(doing.connection, _draft(doing, shown, reason), doing.person.account)
    elif not shown.requests:
        _plan(doing, shown)
    return asking.ask(doing, shown, applied, reason)


def submit_within(doing: Doing, shown: Preview, reason: str | None = None) -> tuple[int, Applied | None]:
    """Let what the person may change wait as a pending proposal (its number), and ask for the rest."""
    permit(doing, shown)
    number = proposals.submit(doing.connection, _draft(doing, shown, reason))
    return number, asking.ask(doing, shown, None, reason)


def left_out(stale: Sequence[Stale], reading: Reading | None = None) -> list[Problem]:
    """The problems that changes left out at the last moment are: with what stands there and what the file says."""
    rows = {(row.sheet, row.row): row for row in reading.rows} if reading else {}
    return [overtaken(one, rows.get((one.change.sheet or "", one.change.row or 0))) for one in stale]


def _draft(doing: Doing, shown: Preview, reason: str | None) -> Draft:
    before, _ = ledger.lock(doing.connection)
    plan = _plan(doing, shown)
    # our own writing of the plan outdates nothing
    base = ledger.latest(doing.connection) if before == shown.base else shown.base
    reading = shown.reading
    cause = Cause(KIND, doing.person.account, shown.effective_on, reason, reading.file, reading.sha256)
    return Draft(plan.id, cause, base, shown.changes, shown.reported, shown.fingerprint, shown.problems)


def _plan(doing: Doing, shown: Preview) -> Plan:
    """The plan as it is to be, in the database."""
    if shown.plan is None:
        raise ValueError("a refused preview cannot be submitted")
    if shown.held == shown.plan:
        return shown.plan
    cause = Cause("plan", doing.person.account, shown.effective_on, file=shown.reading.file)
    return plans.save(doing.connection, shown.plan, cause)
