"""A workbook arrives: kept as it came, and an upload that waits for whoever brought it. Nothing of it is read here."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cds_tracker import __version__
from cds_tracker.domain.choices import Choices
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Person, may, units_of
from cds_tracker.excel import LIMITS
from cds_tracker.store import ledger, plans, uploads
from cds_tracker.store.database import Connection, Database
from cds_tracker.store.uploads import Upload, Which
from cds_tracker.workflows import filekeeping, kept_readings
from cds_tracker.workflows.acting import Doing, Refused, acting

FOLDER = "workbooks"  # under the data directory
READINGS = "readings"  # in that
NAME, CODE, TOGETHER = 255, 200, 200  # characters; files at once


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one of several files: the number of its upload, or why it was not taken."""

    file: str
    number: int | None = None
    error: TrackerError | None = None


def receive(
    database: Database,
    folder: Path,
    person: Person,
    name: str,
    content: bytes,
    *,
    plan: str,
    effective_on: date,
    create: bool = False,
    issued_on: date | None = None,
    unit: str | None = None,
    batch: str | None = None,
    choices: Choices | None = None,
    once: bool = False,
    is_demo: bool = False,
) -> int:
    """Keep a file for a plan (by its code): the number of its upload, which waits.

    ``create``: the plan may be new, for who may plan. ``unit``: whose file it is, where the person has not exactly one unit.
    ``once``: the very same file of a ``batch`` is one upload, however often it is brought.
    """
    if len(content) > LIMITS.upload:
        raise TrackerError("file_too_large", limit=LIMITS.upload // (1024 * 1024))
    digest = filekeeping.keep(folder, content) if may(person, Act.IMPORT) else ""
    with acting(database, person, "upload", "upload") as doing:
        doing.demand(Act.IMPORT)
        known = _known(doing.connection, batch, digest, name) if once and batch else None
        if known is not None:
            doing.subjects[:] = [str(known)]
            return known
        _refuse_plan(doing, plan, create)
        options: dict[str, Any] = {"create": create, "version": __version__}
        options |= {"issued_on": issued_on.isoformat()} if issued_on else {}
        options |= {"is_demo": True} if is_demo else {}
        new = Upload(
            0, plan, _unit(doing, unit), doing.person.account, file_name(name), digest, len(content), "", effective_on,
            batch=batch, options=options, choices=choices or Choices(),
        )  # fmt: skip
        number = uploads.add(doing.connection, new)
        doing.subjects[:] = [str(number)]
        doing.detail |= {"file": new.file, "sha256": digest, "size": new.size, "plan": plan}
        return number


def receive_many(
    database: Database, folder: Path, person: Person, files: Iterable[tuple[str, bytes]], *, batch: str, **about: Any
) -> list[Brought]:
    """Several files at once, each an upload and a transaction of its own; one that is not taken does not stop the others.

    ``about`` is said of all of them, as for ``receive``.
    """
    found: list[Brought] = []
    for place, (name, content) in enumerate(files):
        try:
            if place >= TOGETHER:
                raise TrackerError("too_many_files", most=TOGETHER)
            found.append(Brought(name, receive(database, folder, person, name, content, batch=batch, **about)))
        except TrackerError as error:
            found.append(Brought(name, error=error))
    return found


def new_batch() -> str:
    """A name for files that come together."""
    return secrets.token_hex(16)


def sweep(database: Database, folder: Path) -> int:
    """Delete files of more than a day that no upload refers to, and readings of more than a week: how many files."""
    kept_readings.forget_old(folder / READINGS)
    orphans = filekeeping.old(folder)
    if not orphans:
        return 0
    with database.write() as connection:  # under the lock of all writers: nobody brings one of them meanwhile
        ledger.lock(connection)
        lost: list[str] = []
        for first in range(0, len(orphans), 500):
            some = orphans[first : first + 500]
            held = uploads.kept(connection, some)
            lost += [digest for digest in some if digest not in held]
        return filekeeping.delete(folder, lost)


def file_name(written: str) -> str:
    """The bare name of a file, without folders: text for readers, never a path."""
    bare = written.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in bare if letter.isprintable()).strip()[-NAME:] or "?"


def _refuse_plan(doing: Doing, plan: str, create: bool) -> None:
    if not plan or len(plan) > CODE:
        raise TrackerError("plan_needed", codes=", ".join(one.code for one in plans.listed(doing.connection)) or "–")
    if plans.find(doing.connection, plan) is None:
        if not create:
            raise TrackerError("plan_unknown", plan=plan)
        doing.demand(Act.PLAN)


def _unit(doing: Doing, chosen: str | None) -> str | None:
    """Whose file it is; blank for one of the whole plan."""
    mine = units_of(doing.person, doing.rollup)
    if not chosen:
        return mine[0] if len(mine) == 1 else None
    if doing.rollup.registry.unit(chosen) is None:
        raise TrackerError("unit_unknown", unit=chosen)
    if not may(doing.person, Act.PLAN) and doing.rollup.end(chosen) not in mine:
        raise Refused(Act.IMPORT)
    return chosen


def _known(connection: Connection, batch: str, digest: str, name: str) -> int | None:
    together = uploads.listed(connection, Which(batch=batch), count=TOGETHER)
    return next((one.number for one in together if (one.sha256, one.file) == (digest, file_name(name))), None)
