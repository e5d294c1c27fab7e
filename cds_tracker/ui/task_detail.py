"""Everything about one task: what the plan assigns, what the unit reports, and how it came to be so."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cds_tracker.domain.periods import Reported
from cds_tracker.domain.task import FIELDS, REPORTED
from cds_tracker.store.history import Moment
from cds_tracker.style.formats import day, days_left
from cds_tracker.style.words import Words
from cds_tracker.ui.legend import badge
from cds_tracker.ui.markup import block, text
from cds_tracker.ui.task_data import Record
from cds_tracker.ui.task_values import Names, value_text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ASSIGNED = tuple(name for name in FIELDS if name not in REPORTED and name not in ("title", "stt"))
SAID = tuple(name for name in FIELDS if name in REPORTED)


def headline(words: Words, task: Record) -> str:
    """The whole title, the state with its word, and the marks upon it."""
    bucket = "due_soon" if task["due_soon"] else str(task["bucket"])
    marks = [badge(words, bucket)]
    if task["days_left"] is not None and bucket in ("open_in_time", "due_soon", "open_overdue"):
        marks.append(text(days_left(int(task["days_left"]), words)))
    if task["assumed"] and task["done_since"] is not None:
        marks.append(text(words("tasks.detail.assumed", day=day(task["done_since"]))))
    if task["status"] == "done" and not task["evidence"]:
        marks.append(text(words("tasks.detail.no_evidence")))
    if task["extensions"]:
        marks.append(text(words("tasks.detail.extended", count=task["extensions"])))
    title = text(task["title"] or words("tasks.untitled"))
    told = "".join(f"<li>{mark}</li>" for mark in marks)
    return f'<div class="cds-task-head"><h2>{title}</h2><ul class="cds-marks">{told}</ul></div>'


def facts(words: Words, values: dict[str, object], names: Names) -> str:
    """Two columns: what is assigned, and what is reported."""
    sides = []
    for heading, fields in (("assigned", ASSIGNED), ("reported", SAID)):
        rows = "".join(_fact(words, name, values.get(name), names) for name in fields if _has(values.get(name)))
        body = (
            f'<dl class="cds-facts-list">{rows}</dl>'
            if rows
            else f'<p class="cds-empty">{text(words("tasks.detail.nothing_reported"))}</p>'
        )
        sides.append(block(words(f"tasks.detail.{heading}"), body))
    return f'<div class="cds-grid even">{"".join(sides)}</div>'


def history(
    words: Words, moments: Sequence[Moment], as_of: date, names: Names, periods: Sequence[Reported] = ()
) -> str:
    """What happened, latest first; marked where it was recorded after the lock of the period of its day."""
    items = "".join(_moment(words, moment, as_of, names, periods) for moment in moments)
    sub = text(words("tasks.detail.history_sub"))
    return block(words("tasks.detail.history"), f'<ol class="cds-history">{items}</ol>', sub)


def _moment(words: Words, moment: Moment, as_of: date, names: Names, periods: Sequence[Reported]) -> str:
    at = datetime.fromisoformat(moment.recorded_at).astimezone(ZONE)
    by = words("tasks.detail.by", by=moment.author, day=day(moment.effective_on), at=f"{at:%H:%M %d/%m/%Y}")
    if moment.file:
        by += " · " + (
            words("tasks.detail.file", file=moment.file, row=moment.row)
            if moment.row
            else words("tasks.detail.file_only", file=moment.file)
        )
    later = f' <span class="cds-tag">{text(words("tasks.detail.later"))}</span>' if moment.effective_on > as_of else ""
    if any(one.adjusted_by(moment.revision, moment.effective_on) for one in periods):
        later += f' <span class="cds-tag">{text(words("admin.lock.after"))}</span>'
    reason = f"<p>{text(moment.reason)}</p>" if moment.reason else ""
    return f'<li><p class="cds-sub">{text(by)}{later}</p>{reason}{_steps(words, moment, names)}</li>'


def _steps(words: Words, moment: Moment, names: Names) -> str:
    if not moment.steps:
        return f"<p>{text(words('tasks.detail.reported_only'))}</p>"
    if moment.steps[0].field == "*":
        return f"<p>{text(words('tasks.detail.created'))}</p>"
    rows = "".join(
        f"<tr><th scope='row'>{text(words(f'fields.{step.field}'))}</th>"
        f"<td><del>{text(value_text(words, step.field, step.before, names))}</del></td>"
        f"<td><ins>{text(value_text(words, step.field, step.after, names))}</ins></td></tr>"
        for step in moment.steps
    )
    return f'<table class="cds-table cds-steps"><tbody>{rows}</tbody></table>'


def _fact(words: Words, name: str, value: object, names: Names) -> str:
    return f"<dt>{text(words(f'fields.{name}'))}</dt><dd>{text(value_text(words, name, value, names))}</dd>"


def _has(value: object) -> bool:
    return value is not None and value != [] and value != ()
