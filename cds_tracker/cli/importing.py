"""``import``: workbooks into a plan, one, several, or those that arrive in a folder."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from cds_tracker import excel
from cds_tracker.cli import import_many, import_watch, surroundings
from cds_tracker.cli.import_one import Order, bring, content_of
from cds_tracker.cli.import_summary import summarise
from cds_tracker.cli.saying import DONE, Language, Voice
from cds_tracker.domain.choices import Choices, Place
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.reading import Reading
from cds_tracker.workflows.importing import Target

PASSWORD = "CDS_WORKBOOK_PASSWORD"  # noqa: S105 - the name of the variable
_ACCEPTED = re.compile(r"(?:(?P<sheet>.+)!)?(?P<row>\d+)=(?P<task>\d+|new|skip)")


def import_file(
    files: Annotated[list[Path], typer.Argument(help="Workbooks, or folders of them.", metavar="FILE…")],
    plan: Annotated[str | None, typer.Option(help="Code of the plan that the tasks belong to (needed).")] = None,
    create_plan: Annotated[bool, typer.Option("--create-plan", help="Create the plan if it is not there.")] = False,
    plan_date: Annotated[
        datetime | None, typer.Option(formats=surroundings.DAYS, help="Day from which the plan holds.")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=surroundings.DAYS, help="Day that the file speaks for (default: today).")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="Code of the unit whose file it is.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Take this sheet.")] = None,
    all_sheets: Annotated[bool, typer.Option("--all-sheets", help="Take every visible sheet with tasks.")] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Decide about a row: ROW=ID, ROW=new or ROW=skip, with SHEET!ROW among several sheets."),
    ] = None,
    blank: Annotated[str | None, typer.Option(help="What an empty cell means: keep (default) or clear.")] = None,
    absent: Annotated[str | None, typer.Option(help="What an absent task means: keep (default) or cancel.")] = None,
    decisions: Annotated[Path | None, typer.Option(help="Decisions about the file, as JSON.")] = None,
    password: Annotated[str | None, typer.Option(help="Password of the workbook.", envvar=PASSWORD)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Take what arrives in the folder, until ended.")] = False,
    account: surroundings.As = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Bring the tasks of workbooks into a plan."""
    voice = Voice(lang, as_json)
    if sheet and all_sheets:
        raise TrackerError("sheet_or_all")
    excel.stand_by()  # it starts while the database is opened
    database = surroundings.database()
    person = surroundings.actor(database, account)
    if not plan:
        raise TrackerError("plan_needed", codes=surroundings.plan_codes(database))
    target = Target(plan, create_plan, plan_date.date() if plan_date else None, unit=unit)
    choices = _choices(decisions, sheet, all_sheets, {"blank": blank, "absent": absent})
    day = surroundings.day(as_of)
    given = accept or []
    order = Order(
        database, person, target, day, unit, choices, lambda reading: _accepted(given, reading), password or None, dry_run
    )
    if watch:
        raise typer.Exit(import_watch.watch(order, voice, _the_folder(files), today=as_of is None))
    raise typer.Exit(_once(order, voice, files))


def _once(order: Order, voice: Voice, files: list[Path]) -> int:
    """All that is given, once: its exit code."""
    if len(files) == 1 and not files[0].is_dir():
        told = bring(order, voice, files[0].name, content_of(files[0]))
        if voice.as_json:
            voice.document(told)
        else:
            summarise(voice, told, order.dry_run)
        return import_many.code(told)
    found = import_many.listed(files)
    told = import_many.bring_all(order, voice, found)
    if voice.as_json:
        voice.document(told)
    elif found:
        import_many.summarise(voice, told)
    else:
        voice.say("import.no_files")
    return import_many.code(told) if found else DONE


def _the_folder(files: list[Path]) -> Path:
    if len(files) != 1 or not files[0].is_dir():
        raise TrackerError("watch_folder", file=str(files[0]))
    return files[0]


def _choices(decisions: Path | None, sheet: str | None, all_sheets: bool, said: Mapping[str, str | None]) -> Choices:
    """The decisions of the file, with what the options say beside them."""
    held = _decided(decisions) if decisions else Choices()
    for name, value in said.items():
        if value is not None:
            held = Choices.from_json(held.to_json() | {name: value})
    if sheet or all_sheets:
        return replace(held, directions=replace(held.directions, sheets=(sheet,) if sheet else (), all_sheets=all_sheets))
    return held


def _decided(file: Path) -> Choices:
    try:
        said = json.loads(content_of(file))
    except (ValueError, RecursionError) as error:
        raise TrackerError("choices_form", value=file.name) from error
    if not isinstance(said, dict):
        raise TrackerError("choices_form", value=file.name)
    return Choices.from_json(cast(dict[str, Any], said))


def _accepted(given: list[str], reading: Reading) -> dict[Place, int | str]:
    names = [sheet.name for sheet in reading.sheets]
    found: dict[Place, int | str] = {}
    for each in given:
        match = _ACCEPTED.fullmatch(each)
        if match is None:
            raise TrackerError("accept_form", value=each)
        if not match["sheet"] and len(names) > 1:
            raise TrackerError("accept_sheet", value=each, sheets=", ".join(names))
        place = (match["sheet"] or next(iter(names), ""), int(match["row"]))
        found[place] = int(match["task"]) if match["task"].isdecimal() else match["task"]
    return {} if reading.refused else found
