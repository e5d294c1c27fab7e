"""Everything about one task: what the plan assigns, what the unit reports, and how it came to be so."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

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


def history(
    words: Words, moments: Sequence[Moment], as_of: date, names: Names, natures: Mapping[int, str] = MappingProxyType({})
) -> str:
    """What happened, latest first. ``natures``: proposal → what its change of the deadline was."""
    items = "".join(_moment(words, moment, as_of, names, natures.get(moment.proposal)) for moment in moments)
    sub = text(words("tasks.detail.history_sub"))
    return block(words("tasks.detail.history"), f'<ol class="cds-history">{items}</ol>', sub)


def _moment(words: Words, moment: Moment, as_of: date, names: Names, nature: str | None = None) -> str:
    at = datetime.fromisoformat(moment.recorded_at).astimezone(ZONE)
    by = words("tasks.detail.by", by=moment.author, day=day(moment.effective_on), at=f"{at:%H:%M %d/%m/%Y}")
    if moment.file:
        by += " · " + (
            words("tasks.detail.file", file=moment.file, row=moment.row)
            if moment.row
            else words("tasks.detail.file_only", file=moment.file)
        )
    later = f' <span class="cds-tag">{text(words("tasks.detail.later"))}</span>' if moment.effective_on > as_of else ""
    reason = f"<p>{text(moment.reason)}</p>" if moment.reason else ""
    said = f"{reason}{_decision(words, moment)}{_steps(words, moment, names, nature)}"
    return f'<li><p class="cds-sub">{text(by)}{later}</p>{said}</li>'


def _decision(words: Words, moment: Moment) -> str:
    """Who granted what was asked for, and on which paper."""
    if not moment.decision_reason:
        return ""
    papers = "; ".join(paper for paper in (moment.document, moment.decision_document) if paper)
    told = words("requests.decided_in_history", by=moment.decided_by, reason=moment.decision_reason)
    return f"<p>{text(told)}{f' ({text(papers)})' if papers else ''}</p>"


def _steps(words: Words, moment: Moment, names: Names, nature: str | None) -> str:
    if not moment.steps:
        return f"<p>{text(words('tasks.detail.reported_only'))}</p>"
    if moment.steps[0].field == "*":
        return f"<p>{text(words('tasks.detail.created'))}</p>"
    tag = f' <span class="cds-tag">{text(words(f"requests.nature_{nature}"))}</span>' if nature else ""
    rows = "".join(
        f"<tr><th scope='row'>{text(words(f'fields.{step.field}'))}{tag if step.field == 'deadline' else ''}</th>"
        f"<td><del>{text(value_text(words, step.field, step.before, names))}</del></td>"
        f"<td><ins>{text(value_text(words, step.field, step.after, names))}</ins></td></tr>"
        for step in moment.steps
    )
    return f'<table class="cds-table cds-steps"><tbody>{rows}</tbody></table>'


def _fact(words: Words, name: str, value: object, names: Names) -> str:
    return f"<dt>{text(words(f'fields.{name}'))}</dt><dd>{text(value_text(words, name, value, names))}</dd>"


def _has(value: object) -> bool:
    return value is not None and value != [] and value != ()
