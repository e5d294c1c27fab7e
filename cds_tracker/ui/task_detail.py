"""Everything about one task: what the plan assigns, and what the unit reports."""

from cds_tracker.domain.task import FIELDS, REPORTED
from cds_tracker.style.formats import day, days_left
from cds_tracker.style.words import Words
from cds_tracker.ui.legend import badge
from cds_tracker.ui.markup import block, text
from cds_tracker.ui.task_data import Record
from cds_tracker.ui.task_values import Names, value_text

ASSIGNED = tuple(name for name in FIELDS if name not in REPORTED and name not in ("title", "stt"))
SAID = tuple(name for name in FIELDS if name in REPORTED and name != "evidence")  # which has a block of its own


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
        marks.append(text(words("requests.mark.original", day=day(task["original_due"]))))
    marks += [text(words(f"requests.mark.{name}")) for name in ("requested", "asked") if task[name]]
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


def _fact(words: Words, name: str, value: object, names: Names) -> str:
    return f"<dt>{text(words(f'fields.{name}'))}</dt><dd>{text(value_text(words, name, value, names))}</dd>"


def _has(value: object) -> bool:
    return value is not None and value != [] and value != ()
