"""``audit``: who did what, newest first; taking it along is written down."""

from datetime import date, datetime
from typing import Annotated

import typer

from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import Language, Voice
from cds_tracker.store import audit_search
from cds_tracker.store.audit_search import Asked, Entry
from cds_tracker.style import audit as said
from cds_tracker.workflows import auditing

Day = Annotated[datetime | None, typer.Option(formats=surroundings.DAYS)]


def show_audit(
    actor: Annotated[str, typer.Option(help="Part of an account or a name.")] = "",
    act: Annotated[str, typer.Option(help="What was done, such as period_lock.")] = "",
    outcome: Annotated[str, typer.Option(help="done, denied or failed.")] = "",
    subject: Annotated[str, typer.Option(help="About what, such as task.")] = "",
    words: Annotated[str, typer.Option(help="Part of the details.")] = "",
    since: Day = None,
    until: Day = None,
    most: Annotated[int, typer.Option(help="At most so many rows.", min=1, max=audit_search.MOST)] = 200,
    account: Annotated[str | None, typer.Option("--as", help="With the rights of this account.")] = None,
    lang: Annotated[Language, typer.Option(help="Language of the answer.")] = Language.vi,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Read the audit log."""
    voice, database = Voice(lang, as_json), surroundings.database()
    asked = Asked(actor, act, outcome, _date(since), _date(until), subject, words)
    newest = auditing.take(database, surroundings.actor(database, account), asked, "cli")
    with database.read() as connection:
        found = [one for chunk in audit_search.chunks(connection, asked, newest, most) for one in chunk]
    if as_json:
        voice.document([_told(one) for one in found])
        return
    rows = [
        (f"{one.at:%d/%m/%Y %H:%M:%S}", one.actor, said.act(voice.words, one.act),
         said.about(voice.words, one.subject, one.subject_id), said.outcome(voice.words, one.outcome), one.address)
        for one in found
    ]  # fmt: skip
    voice.table(("at", "actor", "act", "about", "outcome", "address"), rows)


def _date(given: datetime | None) -> date | None:
    return given.date() if given else None


def _told(one: Entry) -> dict[str, object]:
    names = ("id", "actor", "name", "address", "act", "subject", "subject_id", "outcome", "detail")
    return {"at": one.at.isoformat(), **{name: getattr(one, name) for name in names}}
