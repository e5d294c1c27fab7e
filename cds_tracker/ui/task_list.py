"""Tasks as rows: what state each is in, by when it is due, who leads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cds_tracker.insights.filters import Filters
from cds_tracker.style.formats import ABSENT, day, days_left, number
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.legend import badge
from cds_tracker.ui.markup import link, text

COLUMNS = ("state", "title", "lead_only", "deadline", "progress")


@dataclass(frozen=True, slots=True)
class Line:
    """One task in a list. ``bucket`` is its timeliness; ``days`` are left until ``due``, negative when past."""

    id: int
    label: str
    title: str | None
    lead: str
    bucket: str
    due_soon: bool
    due: date | None
    days: int | None
    deadline: str | None
    progress: float | None
    open: bool
    unproved: bool = False  # reported done, without evidence


def task_table(words: Words, lines: Sequence[Line], filters: Filters) -> str:
    """A table; cards at the width of a phone. Each title opens its task."""
    head = "".join(f'<th scope="col" class="{_side(name)}">{text(words(f"tasks.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_row(words, line, filters) for line in lines)
    return f'<table class="cds-table cards cds-tasks"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(words: Words, line: Line, filters: Filters) -> str:
    title = line.title or words("tasks.untitled")
    label = f'<span class="quiet">{text(line.label)}</span> ' if line.label else ""
    named = link(links.task(line.id, filters), f'<span class="cds-clamp">{label}{text(title)}</span>', label=title)
    cells = (
        ("state", f"{badge(words, 'due_soon' if line.due_soon else line.bucket)}{_days(words, line)}{_unproved(words, line)}"),
        ("title", named),
        ("lead_only", f'<span class="cds-clamp" title="{text(line.lead)}">{text(line.lead)}</span>'),
        ("deadline", _deadline(line)),
        ("progress", _progress(words, line.progress)),
    )
    return f"<tr>{''.join(_cell(words, name, body) for name, body in cells)}</tr>"


def _cell(words: Words, name: str, body: str) -> str:
    named = "" if name in ("state", "title") else f' data-name="{text(words(f"tasks.{name}"))}"'
    return f'<td class="{_side(name)} c-{name}"{named}>{body}</td>'


def _side(name: str) -> str:
    return "right" if name in ("deadline", "progress") else ""


def _days(words: Words, line: Line) -> str:
    if not line.open or line.days is None:
        return ""
    kind = "late" if line.days < 0 else "quiet"
    return f'<small class="{kind}">{text(days_left(line.days, words))}</small>'


def _unproved(words: Words, line: Line) -> str:
    return f'<small class="cds-unproved">{text(words("states.done_without_evidence"))}</small>' if line.unproved else ""


def _deadline(line: Line) -> str:
    written = text(line.deadline or ABSENT)
    due = day(line.due)
    return written if line.due is None or written == due else f"{due}<small>{written}</small>"


def _progress(words: Words, progress: float | None) -> str:
    if progress is None:
        return f'<span class="zero">{ABSENT}</span>'
    share = max(0.0, min(100.0, progress))
    bar = f'<span class="cds-share" aria-hidden="true"><i style="width:{share:.0f}%"></i></span>'
    return f"{number(progress, words.language)}\u00a0%{bar}"
