"""What an import came to, for people: how the file was understood, what changes, and every problem by its cell."""

from datetime import date
from typing import Any

from cds_tracker.cli.saying import Voice
from cds_tracker.style import formats

SHOWN = 40


def summarise(voice: Voice, told: dict[str, Any], dry_run: bool) -> None:
    """The document as a page of text."""
    if told["outcome"].startswith("reject"):
        voice.say("import.refused", file=told["file"])
        for problem in told["problems"]:
            voice.line("  " + problem["message"])
        return
    voice.say("import.heading", file=told["file"], plan=told["plan"], day=formats.day(date.fromisoformat(told["as_of"])))
    for sheet in told["sheets"]:
        columns = ", ".join(f"{letter} {voice.words(f'fields.{field}')}" for field, letter in sheet["columns"].items())
        voice.say("import.sheet", name=sheet["name"], row=sheet["header_row"], tasks=sheet["tasks"], columns=columns)
    counts = told["counts"]
    names: tuple[str, ...] = ("rows", "new", "changed", "unchanged", "unresolved", "absent", "problems")
    names += tuple(name for name in ("requested", "waiting", "refused") if counts[name])
    voice.table(names, [[counts[name] for name in names]])
    if counts["new"] and counts["total_before"]:
        voice.say("import.total", before=counts["total_before"], after=counts["total_after"])
    _changes(voice, [change for change in told["changes"] if change["kind"] == "changed"], "changes")
    _changes(voice, [change for change in told["changes"] if change["kind"] == "requested"], "requests")
    _problems(voice, told["problems"])
    if told["applied"] and counts["requested"]:
        voice.say("import.requested", count=counts["requested"])
    if told.get("state") == "pending":
        voice.say("import.pending")
    elif told["applied"]:
        voice.say("import.applied", revision=told["revision"])
    else:
        voice.say("import.dry_run" if dry_run else "import.nothing")


def _changes(voice: Voice, changes: list[dict[str, Any]], title: str) -> None:
    rows = [
        (_place(one), one["task"], _field(voice, one["field"]), _text(one["before"]), _text(one["after"]))
        for one in changes[:SHOWN]
    ]
    if rows:
        voice.table(("place", "task", "field", "before", "after"), rows, voice.words(f"cli.import.{title}"))
        _more(voice, len(changes))


def _problems(voice: Voice, problems: list[dict[str, Any]]) -> None:
    rows = [
        (voice.words(f"cli.severity.{one['severity']}"), _place(one), one["value"], one["message"]) for one in problems[:SHOWN]
    ]
    if rows:
        voice.table(("severity", "place", "value", "message"), rows, voice.words("cli.import.problems"))
        _more(voice, len(problems))


def _more(voice: Voice, count: int) -> None:
    if count > SHOWN:
        voice.say("import.more", count=count - SHOWN)


def _place(one: dict[str, Any]) -> str:
    where = one.get("cell") or one.get("row") or one.get("column") or ""
    return "!".join(str(part) for part in (one["sheet"], where) if part)


def _field(voice: Voice, name: str) -> str:
    return voice.words("cli.import.new_task" if name == "*" else f"fields.{name}")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(each) for each in value) or "–"
    if isinstance(value, dict):
        return str(value.get("title") or value.get("text") or value.get("due") or "–")
    return "–" if value is None else str(value)
