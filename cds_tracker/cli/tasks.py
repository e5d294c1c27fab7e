"""``tasks``: the tasks that filters leave."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import typer

from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import Language, Voice
from cds_tracker.domain.areas import Areas
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.plan import Plan
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import LISTS
from cds_tracker.domain.units import Registry
from cds_tracker.insights import selection
from cds_tracker.insights.filters import NONE, Filters, from_query
from cds_tracker.insights.frame import build
from cds_tracker.insights.scope import Scope
from cds_tracker.store import accounts, areas, ledger, periods, plans, units
from cds_tracker.store import tasks as task_store
from cds_tracker.store.database import Connection
from cds_tracker.style import formats
from cds_tracker.workflows import locking
from cds_tracker.workflows.import_document import Readable

COMPUTED = ("timeliness", "due_soon", "days_left", "assumed", "counted")


def list_tasks(
    plan: Annotated[str | None, typer.Option(help="Code of the plan (default: all plans).")] = None,
    unit: Annotated[str | None, typer.Option(help="A unit's code or any of its names: leading or coordinating.")] = None,
    area: Annotated[str | None, typer.Option(help="An area's code or name.")] = None,
    status: Annotated[str | None, typer.Option(help="Declared state: not_started, in_progress, … or none.")] = None,
    timeliness: Annotated[str | None, typer.Option(help="done_on_time, open_overdue, due_soon, …")] = None,
    due: Annotated[str | None, typer.Option(help="Due in 2025, 2025-Q2 or 2025-06.")] = None,
    due_before: Annotated[datetime | None, typer.Option(formats=surroundings.DAYS, help="Due before this day.")] = None,
    assignee: Annotated[str | None, typer.Option(help="Name of an assignee.")] = None,
    evidence: Annotated[str | None, typer.Option(help="yes or no: with evidence, or without any.")] = None,
    q: Annotated[str | None, typer.Option(help="Words of the title or code, with or without marks.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=surroundings.DAYS, help="State of this day.")] = None,
    known_at: Annotated[int | None, typer.Option(help="As it was known at this revision.", min=0)] = None,
    account: surroundings.As = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List tasks as of a day."""
    voice = Voice(lang, as_json)
    database = surroundings.database()
    person = surroundings.actor(database, account)
    with database.read() as connection:
        scope = surroundings.reader(connection, person)
        registry, known = units.load(connection), areas.load(connection)
        day = surroundings.day_of_figures(connection, as_of)
        said = {"unit": _unit(unit, registry), "area": _area(area, known), "status": status, "timeliness": timeliness}
        said |= {"due": due, "assignee": assignee, "evidence": evidence, "q": q}
        said["due_before"] = due_before.date().isoformat() if due_before else None
        filters = _filters(said)
        chosen = [surroundings.the_plan(connection, plan)] if plan else plans.listed(connection)
        lists = [_tasks(connection, each, Asked(filters, day, known_at, scope), registry, known) for each in chosen]
    found, hidden = [task for listed, _ in lists for task in listed], sum(left_out for _, left_out in lists)
    if hidden:
        voice.complain(voice.words("scope.left_out", count=hidden, name=person.name))
    if as_json:
        voice.document(found)
    else:
        _page(voice, found, day)


def _filters(said: dict[str, str | None]) -> Filters:
    filters, ignored = from_query({name: value for name, value in said.items() if value is not None})
    for name, value in ignored.items():
        raise TrackerError("filter_value", name=name.replace("_", "-"), value=value)
    return filters


def _unit(text: str | None, registry: Registry) -> str | None:
    if text is None or text == NONE:
        return text
    found = registry.find(text)
    if found is None:
        raise TrackerError("unit_unknown", unit=text)
    return found.code


def _area(text: str | None, known: Areas) -> str | None:
    if text is None or text == NONE:
        return text
    found = known.find(text)
    if found is None:
        raise TrackerError("area_unknown", area=text)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """Which tasks, on which day, as known at which revision, and what the reader may read."""

    filters: Filters
    day: date
    known_at: int | None
    scope: Scope


def _tasks(
    connection: Connection, plan: Plan, asked: Asked, registry: Registry, known: Areas
) -> tuple[list[dict[str, object]], int]:
    """The tasks that the reader may read, and how many of those meant they may not."""
    loaded = task_store.load(connection, plan.id, asked.day, asked.known_at)
    people = {one.code: one.name for one in accounts.listed(connection)}
    limits = locking.cutoffs(periods.listed(connection), plan.code)
    whole = build(loaded, plan, registry, known, asked.day, people=people, cutoffs=limits)
    today = Rollup(registry, ledger.today())
    counted = selection.apply(asked.scope.of_counts(asked.filters).within(whole, today), asked.filters, registry)
    frame = asked.scope.within(counted, today)
    readable = Readable(registry, known)
    place = loaded.columns.index("id")
    by_id = {row[place]: dict(zip(loaded.columns, row, strict=True)) for row in loaded.rows}
    columns = (frame[name].tolist() for name in ("id", "bucket", "due_soon", "days_left", "assumed", "counted"))
    listed = [
        {**_said(plan, by_id[number], readable), **dict(zip(COMPUTED, _computed(computed), strict=True))}
        for number, *computed in zip(*columns, strict=True)
    ]
    return listed, len(counted) - len(frame)


def _said(plan: Plan, row: dict[str, Any], readable: Readable) -> dict[str, object]:
    values = {name: list(value) if name in LISTS else value for name, value in row.items()}
    task = {"id": row["id"], "plan": plan.code, **readable.task(values)}
    return {**task, **{name: row[name] for name in ("done_since", "created_on", "reported_on", "extensions", "original_due")}}


def _computed(values: list[Any]) -> list[object]:
    bucket, due_soon, days_left, assumed, counted = values
    return [bucket, bool(due_soon), None if days_left != days_left else int(days_left), bool(assumed), bool(counted)]


def _page(voice: Voice, found: list[dict[str, Any]], day: date) -> None:
    rows = [
        (
            task["id"],
            task["stt"],
            (task["title"] or "")[:100],
            "; ".join(task["lead"]),
            task["deadline"]["text"],
            voice.words(f"states.{task['timeliness']}"),
        )
        for task in found
    ]
    if rows:
        voice.table(("id", "stt", "title", "lead", "deadline", "state"), rows)
    voice.say("tasks.count", count=len(found), day=formats.day(day))
