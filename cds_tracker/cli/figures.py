"""``figures``: the numbers of a plan on a day."""

from datetime import datetime
from typing import Annotated

import typer

from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import Language, Voice
from cds_tracker.domain.people import Act, may
from cds_tracker.insights import document, measures
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.frame import build
from cds_tracker.insights.rows import Figures
from cds_tracker.store import areas, periods, plans, tasks, units
from cds_tracker.style import formats
from cds_tracker.workflows import locking
from cds_tracker.workflows.acting import Refused


def show_figures(
    plan: Annotated[str | None, typer.Option(help="Code of the plan (default: the only one).")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=surroundings.DAYS, help="State of this day.")] = None,
    known_at: Annotated[int | None, typer.Option(help="As it was known at this revision.", min=0)] = None,
    period: Annotated[str | None, typer.Option(help="At the cut-off of this reporting period, such as 2025-09.")] = None,
    adjusted: Annotated[bool, typer.Option("--adjusted", help="Of a locked period: with what was recorded since.")] = False,
    account: surroundings.As = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Count the tasks of a plan as of a day."""
    voice = Voice(lang, as_json)
    database = surroundings.database()
    if not may(surroundings.actor(database, account), Act.FOLLOW):
        raise Refused(Act.FOLLOW)
    with database.read() as connection:
        chosen = surroundings.the_plan(connection, plan)
        day = surroundings.day_of_figures(connection, as_of)
        if period:
            asked = locking.find(connection, chosen, period)
            day, known_at = asked.cutoff, known_at if adjusted or known_at is not None else asked.locked_revision
        registry, known = units.load(connection, known_at), areas.load(connection, known_at)
        limits = locking.cutoffs(periods.listed(connection), chosen.code)
        loaded = tasks.load(connection, chosen.id, day, known_at)
        as_known = plans.get(connection, chosen.id, known_at) or chosen
    frame = build(loaded, as_known, registry, known, day, cutoffs=limits)
    found = measures.figures(frame, Filters(plan=chosen.code, as_of=day, lang=lang.value), day, registry, known)
    if as_json:
        voice.document(document.to_json(found, voice.words))
    else:
        _page(voice, found)


def _page(voice: Voice, found: Figures) -> None:
    words, counts = voice.words, found.counts
    voice.say("figures.heading", plan=found.plan, day=formats.day(found.as_of), total=counts.total)
    buckets = {**counts.two_by_two, **counts.other}
    voice.table(("state", "count"), [(words(f"states.{name}"), number) for name, number in buckets.items()])
    rates = {"official": counts.official, "overall": counts.overall, "on_time": counts.on_time, "originally": counts.originally}
    for name, rate in rates.items():
        percent = formats.percent(rate.percent, words.language)
        voice.say(f"figures.{name}", percent=percent, numerator=rate.numerator, denominator=rate.denominator)
    voice.say("figures.without_evidence", count=counts["without_evidence"], done=counts["all_done"])
    heads = ("unit", "total", "done_on_time", "done_late", "open_in_time", "open_overdue", "without_evidence")
    rows = [
        (document.unit_name(row, words), row.counts.total, *row.counts.two_by_two.values(), row.counts["without_evidence"])
        for row in found.by_unit
    ]
    voice.table(heads, rows)
