"""The history of a task in words: what was done, by whom, for which day, and what it changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from cds_tracker.domain.periods import Reported
from cds_tracker.store.history import WITHDRAWN, Moment, Note
from cds_tracker.style.formats import day
from cds_tracker.style.words import Words
from cds_tracker.ui.markup import block, text
from cds_tracker.ui.task_values import Names, value_text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BRIEF = ("return", "cancel")  # their reason belongs to the heading


def history(
    words: Words,
    moments: Sequence[Moment],
    as_of: date,
    names: Names,
    natures: Mapping[int, str] = MappingProxyType({}),
    periods: Sequence[Reported] = (),
) -> str:
    """What happened, latest first. ``natures``: proposal → what its change of the deadline was. What was recorded after the
    lock of the period of its day is marked so."""
    items = "".join(_moment(words, one, _tags(words, one, as_of, periods), names, natures.get(one.proposal)) for one in moments)
    sub = text(words("tasks.detail.history_sub"))
    return block(words("tasks.detail.history"), f'<ol class="cds-history">{items}</ol>', sub)


def heading(words: Words, moment: Moment) -> str:
    """What was done; plain text."""
    if moment.steps and moment.steps[0].field == "*":
        return words("tasks.detail.created")
    if not moment.steps and not moment.notes and moment.reported:
        return words("tasks.detail.reported_only")
    if moment.notes and not moment.steps and all(note.what == WITHDRAWN for note in moment.notes):
        return words("tasks.kind.withdrawn")
    kind = f"tasks.kind.{moment.kind}"
    said = words(kind if words.has(kind) else "tasks.kind.edit")
    return f"{said}: {moment.reason}" if moment.reason and moment.kind in BRIEF else said


def _tags(words: Words, moment: Moment, as_of: date, periods: Sequence[Reported]) -> str:
    marks = ["tasks.detail.later"] if moment.effective_on > as_of else []
    if any(one.adjusted_by(moment.revision, moment.effective_on) for one in periods):
        marks.append("admin.lock.after")
    return "".join(f' <span class="cds-tag">{text(words(mark))}</span>' for mark in marks)


def _moment(words: Words, moment: Moment, tags: str, names: Names, nature: str | None) -> str:
    at = datetime.fromisoformat(moment.recorded_at).astimezone(ZONE)
    by = words("tasks.detail.by", by=names.author(moment.author), day=day(moment.effective_on), at=f"{at:%H:%M %d/%m/%Y}")
    if moment.decided_by and moment.decided_by != moment.author:
        by += " · " + words("tasks.detail.decided", by=names.author(moment.decided_by))
    if moment.file:
        by += " · " + (
            words("tasks.detail.file", file=moment.file, row=moment.row)
            if moment.row
            else words("tasks.detail.file_only", file=moment.file)
        )
    told = [moment.reason if moment.kind not in BRIEF else None, moment.document, moment.decision, moment.decision_document]
    reasons = "".join(f"<p>{text(one)}</p>" for one in told if one)
    notes = "".join(_note(words, note, names) for note in moment.notes)
    head = f'<p><b>{text(heading(words, moment))}</b></p><p class="cds-sub">{text(by)}{tags}</p>'
    return f"<li>{head}{reasons}{notes}{_steps(words, moment, names, nature)}</li>"


def _steps(words: Words, moment: Moment, names: Names, nature: str | None) -> str:
    if not moment.steps or moment.steps[0].field == "*":
        return ""
    tag = f' <span class="cds-tag">{text(words(f"requests.nature_{nature}"))}</span>' if nature else ""
    rows = "".join(
        f"<tr><th scope='row'>{text(words(f'fields.{step.field}'))}{tag if step.field == 'deadline' else ''}</th>"
        f"<td><del>{text(value_text(words, step.field, step.before, names))}</del></td>"
        f"<td><ins>{text(value_text(words, step.field, step.after, names))}</ins></td></tr>"
        for step in moment.steps
    )
    return f'<table class="cds-table cds-steps"><tbody>{rows}</tbody></table>'


def _note(words: Words, note: Note, names: Names) -> str:
    if note.what in ("evidence", WITHDRAWN):
        said = text(proof_text(words, note.said))
        return f"<p><del>{said}</del></p>" if note.what == WITHDRAWN else f"<p>{said}</p>"
    if note.what == "marking":
        nature = note.said["nature"]
        return f"<p>{text(words(f'tasks.nature.{nature}'))}</p>"
    if note.what == "contribution":
        return f'<p class="cds-said">{text(names.unit(str(note.said["unit"])))}: {text(note.said["words"])}</p>'
    rows = [words(f"tasks.said_as.{name}", said=_plain(value)) for name, value in note.said.items() if value]
    return "".join(f'<p class="cds-said">{text(row)}</p>' for row in rows)


def proof_text(words: Words, said: Mapping[str, object]) -> str:
    """A piece of evidence on one line; plain text."""
    number, issued = said.get("number"), said.get("issued_on")
    dated = f"{number}, {words('evidence.dated', day=_plain(issued))}" if number and issued else number or ""
    alone = words("evidence.dated", day=_plain(issued)) if issued and not number else ""
    return " · ".join(str(one) for one in (dated, alone, said.get("words"), said.get("link"), said.get("file_name")) if one)


def _plain(value: object) -> str:
    """A stored day as readers write it; anything else as it is."""
    try:
        return day(value if isinstance(value, date) else date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
