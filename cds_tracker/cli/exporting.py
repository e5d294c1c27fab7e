"""``export``: a plan, or what one unit has of it, as a workbook or as text."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import Language, Voice
from cds_tracker.domain.errors import TrackerError
from cds_tracker.style.given import look
from cds_tracker.workflows import exporting
from cds_tracker.workflows.exporting import TEXT, WORKBOOK, Asked, Look

FORMS = {".xlsx": WORKBOOK, ".csv": TEXT}


def export(
    out: Annotated[Path, typer.Argument(help="The file to write: .xlsx, or .csv.", metavar="OUT.xlsx")],
    plan: Annotated[str | None, typer.Option(help="Code of the plan (default: the only one).")] = None,
    unit: Annotated[str | None, typer.Option(help="Code of the unit: what it leads, helps with, or shares.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=surroundings.DAYS, help="State of this day.")] = None,
    template: Annotated[bool, typer.Option("--template", help="A blank form instead of the tasks.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    account: surroundings.As = None,
    lang: Annotated[Language, typer.Option(help="Language of the file and of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Give the tasks of a plan back as a workbook that can be filled in and imported again."""
    voice = Voice(lang, as_json)
    form = FORMS.get(out.suffix.lower())
    if form is None:
        raise TrackerError("export_form", file=out.name)
    if out.exists() and not force:
        raise TrackerError("export_exists", file=str(out))
    database = surroundings.database()
    person = surroundings.actor(database, account)
    with database.read() as connection:
        code = surroundings.the_plan(connection, plan).code
        day = surroundings.day_of_figures(connection, as_of)
    asked = Asked(code, unit, day, template, form)
    shown = Look(voice.words, look(voice.words), ";" if lang is Language.vi else ",")
    made = exporting.export(database, person, asked, shown)
    _write(out, made.content, force)
    if as_json:
        voice.document({"file": str(out), "plan": code, "unit": unit, "as_of": day.isoformat(), "tasks": made.tasks})
    else:
        voice.say("export.done", file=str(out), count=made.tasks)


def _write(out: Path, content: bytes, force: bool) -> None:
    """The file whole or not at all; one that is there stays, unless it may be written over."""
    waiting = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        waiting.write_bytes(content)
        if force:
            waiting.replace(out)
        else:
            os.link(waiting, out)
    except FileExistsError as error:
        raise TrackerError("export_exists", file=str(out)) from error
    except OSError as error:
        raise TrackerError("export_not_written", file=str(out)) from error
    finally:
        waiting.unlink(missing_ok=True)
