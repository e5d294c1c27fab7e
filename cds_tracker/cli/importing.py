"""``import``: a workbook into a plan."""

import re
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from sys import stderr
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TaskID

from cds_tracker.cli import surroundings
from cds_tracker.cli.import_summary import summarise
from cds_tracker.cli.saying import DONE, LOOK, REFUSED, Language, Voice
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Outcome, Reading
from cds_tracker.store import areas, units
from cds_tracker.store.database import Database
from cds_tracker.style import problems
from cds_tracker.workflows import importing
from cds_tracker.workflows.import_document import Readable, document
from cds_tracker.workflows.importing import Target

CODES = {Outcome.IMPORT: DONE, Outcome.WITH_WARNINGS: LOOK, Outcome.WITH_ERRORS: LOOK}
_ACCEPTED = re.compile(r"(?:(?P<sheet>.+)!)?(?P<row>\d+)=(?P<task>\d+|new)")


def import_file(
    file: Annotated[Path, typer.Argument(help="The workbook.")],
    plan: Annotated[str | None, typer.Option(help="Code of the plan that the tasks belong to (needed).")] = None,
    create_plan: Annotated[bool, typer.Option("--create-plan", help="Create the plan if it is not there.")] = False,
    plan_date: Annotated[
        datetime | None, typer.Option(formats=surroundings.DAYS, help="Day from which the plan holds.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=surroundings.DAYS, help="Day that the file speaks for (default: today).")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Take this sheet.")] = None,
    all_sheets: Annotated[bool, typer.Option("--all-sheets", help="Take every visible sheet with tasks.")] = False,
    accept: Annotated[
        list[str] | None, typer.Option(help="Decide about a row: ROW=ID or ROW=new, with SHEET!ROW among several sheets.")
    ] = None,
    password: Annotated[str | None, typer.Option(envvar="CDS_WORKBOOK_PASSWORD", help="Password of the workbook.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    account: surroundings.As = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Bring the tasks of a workbook into a plan."""
    voice = Voice(lang, as_json)
    if sheet and all_sheets:
        raise TrackerError("sheet_or_all")
    database = surroundings.database()
    person = surroundings.actor(database, account)
    if not plan:
        raise TrackerError("plan_needed", codes=surroundings.plan_codes(database))
    target = Target(plan, create_plan, plan_date.date() if plan_date else None)
    data = _bytes(file)
    reading = _read(database, data, file.name, target, sheet, all_sheets, password)
    accepted = _accepted(accept or [], reading)
    shown = importing.preview(database, reading, target, surroundings.day(as_of), person, accepted)
    applied = None if dry_run else importing.carry_out(database, shown, person)
    late = importing.left_out(applied.stale, reading) if applied else []
    with database.read() as connection:
        readable = Readable(units.load(connection), areas.load(connection))
    told = document(shown, lambda problem: problems.message(voice.words, problem), readable, applied, late)
    if as_json:
        voice.document(told)
    else:
        summarise(voice, told, dry_run)
    raise typer.Exit(CODES.get(Outcome(str(told["outcome"])), REFUSED))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise TrackerError("file_missing", file=str(file)) from error
    except OSError as error:
        raise TrackerError("file_unreadable", file=str(file)) from error


def _read(
    database: Database, data: bytes, name: str, target: Target, sheet: str | None, all_sheets: bool, password: str | None
) -> Reading:
    bar = Progress(console=Console(stderr=True), transient=True) if stderr.isatty() else None
    running: AbstractContextManager[object] = bar or nullcontext()
    with running:
        drawn = bar.add_task(name, total=None) if bar else None

        def progress(done: int, total: int | None) -> None:
            if bar is not None and drawn is not None:
                bar.update(TaskID(drawn), completed=done, total=total)

        return importing.read(
            database, data, name, target, sheet=sheet, all_sheets=all_sheets, password=password, on_progress=progress
        )


def _accepted(given: list[str], reading: Reading) -> dict[tuple[str, int], int | str]:
    names = [sheet.name for sheet in reading.sheets]
    found: dict[tuple[str, int], int | str] = {}
    for each in given:
        match = _ACCEPTED.fullmatch(each)
        if match is None:
            raise TrackerError("accept_form", value=each)
        if not match["sheet"] and len(names) > 1:
            raise TrackerError("accept_sheet", value=each, sheets=", ".join(names))
        place = (match["sheet"] or next(iter(names), ""), int(match["row"]))
        found[place] = "new" if match["task"] == "new" else int(match["task"])
    return {} if reading.refused else found
