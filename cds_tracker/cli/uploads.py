"""``uploads`` and ``undo``: the history of what was brought, and taking an import back."""

from typing import Annotated, Any

import typer

from cds_tracker.cli import surroundings
from cds_tracker.cli.saying import Language, Voice
from cds_tracker.domain.changes import CREATED
from cds_tracker.store.uploads import Upload
from cds_tracker.style import people
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
            one.number, people.moment(one.recorded_at), one.file, one.unit, actor(voice.words, one.author),
            voice.words(f"cli.upload_state.{one.state}"),
            *(one.counts.get(name) for name in names),
        )
        for one in found
    ]  # fmt: skip
    voice.table(("id", "at", "file", "unit", "actor", "state", *names), rows)


def undo_upload(
    upload: Annotated[int, typer.Argument(help="Number of the upload, as `uploads` lists it.")],
    reason: Annotated[str | None, typer.Option(help="Why; it is written down.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be taken back; write nothing.")] = False,
    account: surroundings.As = None,
    lang: Lang = Language.vi,
    as_json: AsJson = False,
) -> None:
    """Take an import back, but for what people changed since."""
    voice, database = Voice(lang, as_json), surroundings.database()
    person = surroundings.actor(database, account)
    found = uploading.foresee_undo(database, upload, person)
    applied = None if dry_run else uploading.undo(database, upload, person, reason)
    kept = [
        {"task": one.change.task, "field": one.change.field, "why": one.why, "by": one.by, "at": one.at} for one in found.kept
    ]
    if as_json:
        back = {"restored": len(found.restored), "removed": [task.id for task in found.removed], "kept": kept}
        voice.document({"upload": upload, "revision": applied.revision if applied else None, **back})
        return
    voice.say("undo.would" if dry_run else "undo.done", upload=upload, restored=len(found.restored), removed=len(found.removed))
    if kept:
        rows = [
            (one["task"], _field(voice, str(one["field"])), voice.words(f"undo.why.{one['why']}"), one["by"], one["at"])
            for one in kept
        ]
        voice.table(("task", "field", "message", "actor", "at"), rows, voice.words("cli.undo.kept"))


def _field(voice: Voice, name: str) -> str:
    return voice.words("cli.import.new_task" if name == CREATED else f"fields.{name}")


def told(one: Upload) -> dict[str, Any]:
    """An upload as JSON."""
    return {
        "upload": one.number, "file": one.file, "sha256": one.sha256, "size": one.size, "plan": one.plan, "unit": one.unit,
        "author": one.author, "recorded_at": one.recorded_at, "as_of": one.effective_on.isoformat(), "state": one.state,
        "counts": dict(one.counts), "decisions": one.choices.to_json(), "seconds": one.seconds, "proposal": one.proposal,
        "version": one.options.get("version"), "batch": one.batch, "problem": one.problem.code if one.problem else None,
        "decided_by": one.decided_by, "decided_at": one.decided_at, "reason": one.decision_reason,
    }  # fmt: skip
