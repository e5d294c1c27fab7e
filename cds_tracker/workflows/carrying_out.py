"""An upload is carried out: at once, or as a proposal that waits for the focal unit; with its row, in one transaction."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cds_tracker.domain.changes import Change
from cds_tracker.domain.choices import Choices
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, may
from cds_tracker.domain.reading import Reading, Sheet
from cds_tracker.excel.collecting import paused
from cds_tracker.excel.layouts import layout_of
from cds_tracker.store import layouts, ledger, plans, proposals, uploads
from cds_tracker.store.database import Database
from cds_tracker.store.layouts import Layout
from cds_tracker.store.proposals import Applied
from cds_tracker.store.uploads import APPLIED, NOTHING, OPEN, PENDING, REFUSED, Upload
from cds_tracker.workflows import importing, preparing, under_way
from cds_tracker.workflows.acting import Doing, acting
from cds_tracker.workflows.preparing import MEMORY, Prepared
from cds_tracker.workflows.preview import Preview
from cds_tracker.workflows.upload_access import decided, own

MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Moved:
    """What differs from what the reader saw, since the plan moved: changes that are there now, and those that are no more."""

    now: tuple[Change, ...]
    gone: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What carrying out came to: ``applied``, ``pending``, ``nothing``, ``refused`` (nothing of the file can be taken), or
    ``moved``: nothing was written, as ``preview`` is no longer what the reader saw."""

    state: str
    applied: Applied | None = None
    preview: Preview | None = None
    moved: Moved | None = None


def carry_out(
    database: Database,
    folder: Path,
    number: int,
    person: Person,
    reason: str | None = None,
    *,
    seen: Preview | None = None,
    prepared: Prepared | None = None,
) -> Result:
    """Write what the file says, once: again, it tells what came of it. ``seen``: what the reader agreed to; without it
    whatever stands to be written now. ``prepared``: what this caller prepared already."""
    found = prepared or preparing.prepare(database, folder, number, person)
    began = time.perf_counter()
    under_way.applying(database, number)
    try:
        with paused(), acting(database, person, importing.KIND, "plan") as doing:
            result = _carry_out(doing, number, found, seen, reason, began)
    except TrackerError as error:
        under_way.settled(database, number, error)
        raise
    under_way.settled(database, number)
    if result.state in (APPLIED, PENDING, NOTHING):
        MEMORY.forget(database, number)
    return result


def _carry_out(
    doing: Doing, number: int, found: Prepared, seen: Preview | None, reason: str | None, began: float
) -> Result:
    held = own(doing, number)
    doing.detail["upload"] = number
    if held.state not in OPEN:
        return _again(doing, held)
    if held.choices.directions != found.upload.choices.directions:
        raise TrackerError("upload_changed", file=held.file)
    shown = _on_now(doing, held, found)
    if shown.reading.refused or shown.plan is None:
        return Result(REFUSED, preview=shown)
    moved = difference(seen, shown) if seen is not None else None
    if moved is not None:
        doing.detail["moved"] = len(moved.now) + len(moved.gone)
        return Result(MOVED, preview=shown, moved=moved)
    result = _write(doing, held, shown, reason)
    counts = told(shown, result.applied)
    seconds = round(found.seconds + time.perf_counter() - began, 3)
    import_number = result.applied.proposal if result.applied and _imports(shown) else None
    uploads.change(doing.connection, number, result.state, counts=counts, seconds=seconds, proposal=import_number)
    uploads.decide(doing.connection, number, doing.person.account, reason)
    if result.state != NOTHING:
        _remember(doing, held, found.reading, shown)
    return result


def difference(seen: Preview, now: Preview) -> Moved | None:
    """What a reader who saw one preview would miss or meet anew in the other; ``None``: nothing of it differs."""
    gone, come = _difference(seen, now), _difference(now, seen)
    same = (
        seen.unresolved == now.unresolved, seen.plan == now.plan, seen.conflicts == now.conflicts,
        seen.reported == now.reported, _codes(seen) == _codes(now),
    )  # fmt: skip
    return None if not gone and not come and all(same) else Moved(come, gone)


def told(shown: Preview, applied: Applied | None, **more: Any) -> dict[str, Any]:
    """The counts that stay with an upload."""
    counts: dict[str, Any] = {**(shown.counts or {}), "changes": len(shown.changes)}
    if applied is not None:
        counts |= {"applied": applied.applied, "stale": len(applied.stale), "requests": len(applied.requests)}
    return counts | more


def _on_now(doing: Doing, held: Upload, found: Prepared) -> Preview:
    """The preview as it is now, under the lock of all writers: two uploads at once end as if one came after the other."""
    same = held.choices == found.upload.choices and doing.person.grants == found.grants
    if same and ledger.latest(doing.connection) == found.preview.base:
        return found.preview
    target = preparing.target_of(held)
    return importing.preview_on(doing.connection, found.reading, target, held.effective_on, doing.person, held.choices)


def _write(doing: Doing, held: Upload, shown: Preview, reason: str | None) -> Result:
    if not shown.writes:
        return Result(NOTHING, preview=shown)
    waits = shown.held is not None and shown.held.approve_uploads and not may(doing.person, Act.PLAN)
    if not waits or not _imports(shown):
        return Result(APPLIED, importing.carry_out_within(doing, shown, reason), shown)
    number, asked = importing.submit_within(doing, shown, reason)
    revision = asked.revision if asked else ledger.take(doing.connection, doing.person.account, "import_pending")
    return Result(PENDING, Applied(number, revision, 0, requests=asked.requests if asked else ()), shown)


def _again(doing: Doing, held: Upload) -> Result:
    if held.state == APPLIED and held.proposal is not None:
        return Result(APPLIED, proposals.apply(doing.connection, held.proposal, doing.person.account))
    if held.state in (APPLIED, PENDING, NOTHING):
        return Result(held.state)
    raise decided(held)


def _imports(shown: Preview) -> bool:
    """Whether it makes a proposal of its own, beside what it asks for."""
    return bool(shown.changes or (shown.reported and shown.recognised is None))


def _remember(doing: Doing, held: Upload, reading: Reading, shown: Preview) -> None:
    """The same template is known next time: what was confirmed of its columns, and how it was to be read."""
    plan = plans.find(doing.connection, held.plan)
    if plan is None:
        return
    for sheet in reading.sheets:
        if sheet.layout:
            layouts.remember(doing.connection, plan.id, held.unit, _layout(sheet, held.choices), doing.person.account)


def _layout(sheet: Sheet, choices: Choices) -> Layout:
    """How a sheet was understood, without what was said about this one file."""
    columns = layout_of(sheet)["columns"]
    directions = replace(choices.directions, sheets=(), all_sheets=False, corrections={})
    return Layout(sheet.layout, columns if isinstance(columns, list) else [], directions)


def _difference(one: Preview, other: Preview) -> tuple[Change, ...]:
    said = {_key(each) for each in _all(other)}
    return tuple(each for each in _all(one) if _key(each) not in said)


def _all(shown: Preview) -> Iterable[Change]:
    return (*shown.changes, *shown.requests)


def _key(one: Change) -> tuple[object, ...]:
    return one.task, one.field, repr(one.before), repr(one.after), one.sheet, one.row


def _codes(shown: Preview) -> list[tuple[object, ...]]:
    return [(one.code, one.sheet, one.cell, one.row) for one in shown.problems]
