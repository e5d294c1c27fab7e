"""One task as its reporter sees it: state, days left, deadline, progress, and when it was last reported."""

from cds_tracker.domain.people import Act
from cds_tracker.store.drafts import Kept
from cds_tracker.style.formats import day, days_left, number
from cds_tracker.ui import links
from cds_tracker.ui.act.report_draft import at
from cds_tracker.ui.legend import badge
from cds_tracker.ui.markup import link, text
from cds_tracker.ui.mine.own import is_open
from cds_tracker.ui.page import Page
from cds_tracker.ui.returned import remark, returned
from cds_tracker.ui.task_data import Record


def card(page: Page, task: Record, draft: Kept | None) -> str:
    """Safe markup."""
    words = page.words
    title = task["title"] or words("tasks.untitled")
    label = task["code"] or task["stt"]
    marked = f'<span class="quiet">{text(label)}</span> ' if label else ""
    named = link(links.task(task["id"], page.filters), f'<span class="cds-clamp">{marked}{text(title)}</span>', label=title)
    facts = "".join(f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>" for name, value in _facts(page, task))
    back = returned(page).get(task["id"])
    told = remark(page, back) if back else ""
    top = f'<p class="top">{_marks(page, task, draft)}</p>'
    return f'<article class="cds-mine">{top}<h3>{named}</h3>{told}<dl>{facts}</dl></article>'


def _marks(page: Page, task: Record, draft: Kept | None) -> str:
    words = page.words
    marks = [badge(words, "due_soon" if task["due_soon"] else str(task["bucket"]))]
    if is_open(task):
        if task["days_left"] is not None:
            days = int(task["days_left"])
            marks.append(f'<span class="{"late" if days < 0 else "quiet"}">{text(days_left(days, words))}</span>')
        silent = not task["reported"]
        said = words("mine.card.silent" if silent else "mine.card.reported")
        marks.append(f'<span class="cds-tag {"silent" if silent else ""}">{text(said)}</span>')
    elif task["status"] == "done" and not task["evidence"]:
        marks.append(f'<span class="quiet">{text(words("tasks.detail.no_evidence"))}</span>')
    if draft is not None:
        marks.append(f'<span class="cds-tag draft">{text(words("mine.card.draft", at=at(draft.saved_at)))}</span>')
    return " ".join(marks)


def _facts(page: Page, task: Record) -> list[tuple[str, str]]:
    words = page.words
    declared = words(f"states.{task['status']}") if task["status"] else words("states.undeclared")
    due = day(task["due"]) if task["due"] else task["deadline_text"] or words("states.no_deadline")
    done = words("mine.card.percent", value=number(task["progress"], page.lang)) if task["progress"] is not None else "–"
    last = day(task["reported_on"]) if task["reported_on"] else words("mine.card.never")
    facts = [
        (words("fields.status"), declared), (words("fields.deadline"), due), (words("fields.progress"), done),
        (words("mine.card.last"), last),
    ]  # fmt: skip
    if not page.may_do(Act.REPORT, page.standing(task)):
        facts.append((words("fields.lead"), task["lead_names"] or "–"))
    return facts
