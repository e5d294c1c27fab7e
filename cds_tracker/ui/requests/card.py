"""A request as a reader sees it: what is asked, why, on which paper, and what was decided."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.store.past import EXTENSION
from cds_tracker.store.requests import WITHDRAWN, Request
from cds_tracker.style.formats import ABSENT, clamp, day, number
from cds_tracker.ui import links, task_data
from cds_tracker.ui.markup import link, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import reading
from cds_tracker.ui.requests.reading import Line
from cds_tracker.ui.task_data import Record
from cds_tracker.ui.task_values import value_text

SHOWN = 200  # characters of a value before it is cut


def card(page: Page, line: Line, titled: bool = True) -> str:
    """One request; ``titled`` with its tasks, which the page of a task need not repeat."""
    words, request = page.words, line.request
    state = f'<span class="cds-tag s-{text(request.state)}">{text(words(f"requests.state.{request.state}"))}</span>'
    kind = text(words(f"requests.kind.{request.kind}"))
    heads = "".join(_title(page, record) for record in line.records) if titled else ""
    facts = [*_asked(page, line), *_why(page, request), *_decided(page, request)]
    rows = "".join(f"<dt>{text(name)}</dt><dd>{said}</dd>" for name, said in facts)
    return f'<div class="cds-request"><p class="cds-sub">{state} {kind}</p>{heads}<dl class="cds-facts-list">{rows}</dl></div>'


def slip(change: Change) -> int | None:
    """By how many days a change moves the due day."""
    before, after = due(change.before), due(change.after)
    return (after - before).days if before and after else None


def due(value: object) -> date | None:
    """The due day of a canonical deadline."""
    said = value.get("due") if isinstance(value, Mapping) else None
    return date.fromisoformat(str(said)) if said else None


def said(page: Page, change: Change, value: Any) -> str:
    """A value of a change in words, not too long; not yet escaped."""
    if change.field == CREATED:
        return clamp(str((value or {}).get("title") or ABSENT), SHOWN)
    return clamp(value_text(page.words, change.field, value, task_data.names(page.filters, page.revision)), SHOWN)


def name(page: Page, change: Change) -> str:
    """What a change is about."""
    return page.words("requests.new_task" if change.field == CREATED else f"fields.{change.field}")


def _title(page: Page, record: Record) -> str:
    title = str(record["title"] or page.words("tasks.untitled"))
    named = link(links.task(record["id"], page.filters), f'<span class="cds-clamp">{text(title)}</span>', label=title)
    return f'<h3>{named}</h3><p class="cds-sub">{text(record["lead_names"] or "")}</p>'


def _asked(page: Page, line: Line) -> list[tuple[str, str]]:
    request, several = line.request, len(line.records) > 1
    titles = {record["id"]: str(record["title"] or "") for record in line.records}
    rows = []
    for change in request.asked:
        about = f"<small>{text(clamp(titles.get(change.task, ''), 80))}</small>" if several else ""
        rows.append((name(page, change), _step(page, change) + about))
    if request.left_out and request.changes:
        rows += [(page.words("requests.granted"), _step(page, change)) for change in request.changes]
    if request.kind == EXTENSION and line.records:
        count = int(line.records[0]["extensions"] or 0) - (request.state == "applied")
        original = day(line.records[0]["original_due"] or line.records[0]["due"])
        key = "requests.earlier_count" if count > 0 else "requests.earlier_none"
        told = page.words(key, count=number(max(count, 0), page.lang), original=original)
        rows.append((page.words("requests.earlier"), text(told)))
    return rows


def _step(page: Page, change: Change) -> str:
    after = f"<ins>{text(said(page, change, change.after))}</ins>"
    if change.field == CREATED:
        return after
    moved = slip(change) if change.field == "deadline" else None
    days = f" <b>{text(page.words('requests.slip', days=number(moved, page.lang)))}</b>" if moved and moved > 0 else ""
    return f'<del>{text(said(page, change, change.before))}</del> <span aria-hidden="true">→</span> {after}{days}'


def _why(page: Page, request: Request) -> list[tuple[str, str]]:
    words = page.words
    by = words("requests.by_on", by=reading.name_of(page, request.author), day=day(request.asked_on))
    told = {"reason": request.reason, "document": request.document, "file": request.file, "by": by}
    return [(words(f"requests.{key}"), text(value)) for key, value in told.items() if value]


def _decided(page: Page, request: Request) -> list[tuple[str, str]]:
    if not request.decided_by:
        return []
    words = page.words
    who = reading.name_of(page, request.decided_by)
    if request.state == WITHDRAWN:
        return [(words("requests.decision"), text(words("requests.withdrawn_by", by=who)))]
    by = words("requests.by_on", by=who, day=day(request.effective_on))
    rows = [
        (words("requests.decision"), text(by)),
        (words("requests.decision_reason"), text(request.decision_reason or ABSENT)),
    ]
    if request.decision_document:
        rows.append((words("requests.decision_document"), text(request.decision_document)))
    return rows
