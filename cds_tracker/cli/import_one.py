"""One workbook on its way into a plan, as the command line takes it: its document, whatever becomes of it."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from sys import stderr
from typing import Any

from rich.console import Console
from rich.progress import Progress

from cds_tracker import settings
from cds_tracker.cli.saying import Voice
from cds_tracker.domain.choices import Choices, Place
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, may
from cds_tracker.domain.reading import Reading
from cds_tracker.excel import LIMITS
from cds_tracker.store import areas, plans, units
from cds_tracker.store.database import Database
from cds_tracker.store.proposals import Applied
from cds_tracker.store.uploads import APPLIED, Upload
from cds_tracker.style import problems
from cds_tracker.workflows import importing, uploading
from cds_tracker.workflows.import_document import Readable, document
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.preparing import Tell
from cds_tracker.workflows.preview import Preview

Accepted = Callable[[Reading], Mapping[Place, int | str]]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with every workbook that is given. ``accepted``: the rows decided about, once the sheets are known."""

    database: Database
    person: Person
    target: Target
    day: date
    unit: str | None = None
    choices: Choices = field(default_factory=Choices)
    accepted: Accepted = lambda reading: {}
    password: str | None = None
    dry_run: bool = False

    @property
    def folder(self) -> Path:
        """Where workbooks are kept."""
        return settings.load().data_dir / uploading.FOLDER


def content_of(file: Path, follow: bool = True) -> bytes:
    """The bytes of a file; of one that is too large only so many that it can be told. ``follow``: also where a link leads."""
    flags = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(file, "rb", opener=lambda path, usual: os.open(path, usual | flags)) as opened:
            return opened.read(LIMITS.upload + 1)
    except FileNotFoundError as error:
        raise TrackerError("file_missing", file=str(file)) from error
    except OSError as error:
        raise TrackerError("file_unreadable", file=str(file)) from error


def bring(order: Order, voice: Voice, name: str, data: bytes, batch: str | None = None, once: bool = False) -> dict[str, Any]:
    """Bring a workbook: the document of what it came to. It is recorded as an upload unless nothing is to be written, or there
    is no plan that it could be for."""
    if order.dry_run or len(data) > LIMITS.upload or not _has_plan(order):
        return _told(order, voice, _shown(order, name, data))
    number = uploading.receive(
        order.database, order.folder, order.person, name, data, plan=order.target.code, effective_on=order.day,
        create=order.target.create, issued_on=order.target.issued_on, unit=order.unit, batch=batch, choices=order.choices,
        once=once,
    )  # fmt: skip
    return carry_on(order, voice, number)


def carry_on(order: Order, voice: Voice, number: int) -> dict[str, Any]:
    """Read, compare and carry out an upload that was received; of one that was carried out, what came of it."""
    held = uploading.find(order.database, number, order.person)
    if held.state not in ("waiting", "refused"):
        return remembered(held)
    with _bar(held.file) as tell:
        prepared = uploading.prepare(order.database, order.folder, number, order.person, order.password, tell)
    rows = order.accepted(prepared.reading)
    if rows:
        chosen = replace(held.choices, accept={**held.choices.accept, **rows})
        uploading.choose(order.database, number, order.person, chosen)
    result = uploading.carry_out(order.database, order.folder, number, order.person)
    shown = result.preview or prepared.preview
    told = _told(order, voice, shown, result.applied if result.state == APPLIED else None)
    return told | {"upload": number, "state": result.state}


def remembered(upload: Upload) -> dict[str, Any]:
    """What came of an upload, in short: it was carried out by an earlier run."""
    return {
        "file": upload.file, "sha256": upload.sha256, "outcome": "import", "plan": upload.plan,
        "as_of": upload.effective_on.isoformat(), "applied": upload.state == APPLIED, "counts": dict(upload.counts),
        "upload": upload.number, "state": upload.state, "problems": [],
    }  # fmt: skip


def _has_plan(order: Order) -> bool:
    with order.database.read() as connection:
        if plans.find(connection, order.target.code) is not None:
            return True
    return order.target.create and may(order.person, Act.PLAN)


def _shown(order: Order, name: str, data: bytes) -> Preview:
    with _bar(name) as tell:
        reading = importing.read(
            order.database, data, name, order.target, directions=order.choices.directions, password=order.password,
            on_progress=lambda done, total: tell("reading", done, total),
        )  # fmt: skip
    choices = replace(order.choices, accept={**order.choices.accept, **order.accepted(reading)})
    return importing.preview(order.database, reading, order.target, order.day, order.person, choices=choices)


def _told(order: Order, voice: Voice, shown: Preview, applied: Applied | None = None) -> dict[str, Any]:
    late = importing.left_out(applied.stale, shown.reading) if applied else []
    with order.database.read() as connection:
        readable = Readable(units.load(connection), areas.load(connection))
    return document(shown, lambda problem: problems.message(voice.words, problem), readable, applied, late)


@contextmanager
def _bar(name: str) -> Iterator[Tell]:
    """A bar on standard error, where somebody looks at it."""
    if not stderr.isatty():
        yield lambda stage, done, total: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        drawn = bar.add_task(name, total=None)
        yield lambda stage, done, total: bar.update(drawn, completed=done, total=total)
