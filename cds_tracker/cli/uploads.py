"""``uploads`` and ``undo``: the history of what was brought, and taking an import back."""

from typing import Annotated, Any

import typer

from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import Language, Voice
from cds_tracker.store.uploads import Upload
from cds_tracker.style import formats, people
from cds_tracker.style.audit import actor
from cds_tracker.workflows import uploading

Lang = Annotated[Language, typer.Option(help="Language of the answer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def list_uploads(
    plan: Annotated[str | None, typer.Option(help="Code of the plan (default: all).")] = None,
    unit: Annotated[str | None, typer.Option(help="Code of the unit.")] = None,
    state: Annotated[str | None, typer.Option(help="Only those in this state, such as pending.")] = None,
    count: Annotated[int, typer.Option(help="At most so many, the latest first.")] = 50,
    account: surroundings.As = None,
    lang: Lang = Language.vi,
    as_json: AsJson = False,
) -> None:
    """List the workbooks that were brought: who, when, what came of them."""
    voice, database = Voice(lang, as_json), surroundings.database()
    person = surroundings.actor(database, account)
    found = uploading.listed(database, person, plan, unit=unit, states=[state] if state else None, count=count)
    if as_json:
        voice.document([told(one) for one in found])
        return
    names = ("rows", "new", "changed", "problems")
    rows = [
        (
            one.number, people.moment(one.recorded_at), one.file, one.plan, one.unit, actor(voice.words, one.author),
            formats.day(one.effective_on), voice.words(f"cli.upload_state.{one.state}"),
            *(one.counts.get(name) for name in names),
        )
        for one in found
    ]  # fmt: skip
    voice.table(("id", "at", "file", "plan", "unit", "actor", "day", "state", *names), rows)


def told(one: Upload) -> dict[str, Any]:
    """An upload as JSON."""
    return {
        "upload": one.number, "file": one.file, "sha256": one.sha256, "size": one.size, "plan": one.plan, "unit": one.unit,
        "author": one.author, "recorded_at": one.recorded_at, "as_of": one.effective_on.isoformat(), "state": one.state,
        "counts": dict(one.counts), "decisions": one.choices.to_json(), "seconds": one.seconds, "proposal": one.proposal,
        "version": one.options.get("version"), "batch": one.batch, "problem": one.problem.code if one.problem else None,
        "decided_by": one.decided_by, "decided_at": one.decided_at, "reason": one.decision_reason,
    }  # fmt: skip
