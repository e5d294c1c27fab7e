"""``periods``: the reporting periods of a plan, their cut-offs and locks."""

from itertools import islice
from typing import Annotated

import typer

from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import Language, Voice
from cds_tracker.domain.periods import Reported, back_from, reporting_period
from cds_tracker.store import periods
from cds_tracker.style import formats
from cds_tracker.workflows import locking

app = typer.Typer(no_args_is_help=True, help="Reporting periods: list, lock, unlock.")
LAST = 12
PlanCode = Annotated[str | None, typer.Option(help="Code of the plan (default: the only one).")]
AsAccount = Annotated[str | None, typer.Option("--as", help="With the rights of this account (default: the operator).")]
Lang = Annotated[Language, typer.Option(help="Language of the answer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.command("list")
def list_periods(plan: PlanCode = None, lang: Lang = Language.vi, as_json: AsJson = False) -> None:
    """List the last periods of a plan, and those that were touched."""
    voice = Voice(lang, as_json)
    with surroundings.database().read() as connection:
        chosen = surroundings.the_plan(connection, plan)
        today = surroundings.day_of_figures(connection, None)
        held = {one.period.key: one for one in periods.listed(connection) if one.plan == chosen.code}
    now = reporting_period(today, chosen.rhythm, locking.cutoffs(held.values(), chosen.code))
    last = islice(back_from(now, chosen.rhythm), LAST)
    found = {one.key: held.get(one.key) or Reported(chosen.code, one, one.last) for one in last} | held
    listed = sorted(found.values(), key=lambda one: one.cutoff, reverse=True)
    if as_json:
        voice.document([_told(one) for one in listed])
        return
    rows = [
        (formats.reporting_period(one.period.key, voice.words), formats.day(one.cutoff), formats.day(one.locked_on))
        for one in listed
    ]
    voice.table(("period", "cutoff", "locked_on"), rows)


@app.command("lock")
def lock_period(
    period: Annotated[str, typer.Argument(help="The period, such as 2025-09.")],
    plan: PlanCode = None,
    account: AsAccount = None,
    lang: Lang = Language.vi,
    as_json: AsJson = False,
) -> None:
    """Lock a period: its figures stay as they are reported."""
    _change(period, plan, account, None, Voice(lang, as_json))


@app.command("unlock")
def unlock_period(
    period: Annotated[str, typer.Argument(help="The period, such as 2025-09.")],
    reason: Annotated[str, typer.Option(help="Why; it is written down.")],
    plan: PlanCode = None,
    account: AsAccount = None,
    lang: Lang = Language.vi,
    as_json: AsJson = False,
) -> None:
    """Unlock a period, for a reason."""
    _change(period, plan, account, reason, Voice(lang, as_json))


def _change(period: str, plan: str | None, account: str | None, reason: str | None, voice: Voice) -> None:
    database = surroundings.database()
    person = surroundings.actor(database, account)
    with database.read() as connection:
        chosen = surroundings.the_plan(connection, plan)
        today = surroundings.day_of_figures(connection, None)
    if reason is None:
        done = locking.lock(database, person, chosen.code, period, today)
    else:
        done = locking.unlock(database, person, chosen.code, period, reason, today)
    if voice.as_json:
        voice.document(_told(done))
        return
    name = formats.reporting_period(done.period.key, voice.words)
    voice.line(voice.words("admin.periods.lock_done" if reason is None else "admin.periods.unlock_done", period=name))


def _told(one: Reported) -> dict[str, object]:
    return {
        "plan": one.plan, "period": one.period.key, "first": one.period.first, "last": one.period.last, "cutoff": one.cutoff,
        "locked_revision": one.locked_revision, "locked_on": one.locked_on, "locked_by": one.locked_by,
    }  # fmt: skip
