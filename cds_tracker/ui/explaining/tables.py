"""The tables of Giải trình: what waits for an answer, and what was answered lately."""

from collections.abc import Sequence

from cds_tracker.store.explanations import Answer, Question
from cds_tracker.style.formats import day, number
from cds_tracker.ui import links
from cds_tracker.ui.explaining import thread
from cds_tracker.ui.explaining.owing import Owed
from cds_tracker.ui.markup import block, link, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests.reading import name_of
from cds_tracker.ui.task_data import Record


def unanswered(page: Page, owed: Owed) -> str:
    """What was asked and waits for an answer, with how long it has."""
    words = page.words
    title = words("explaining.unanswered", count=number(len(owed.unanswered), page.lang))
    if not owed.unanswered:
        return block(title, empty(words("explaining.unanswered_none")))
    rows = "".join(_asked(page, one, owed.tasks[one.task]) for one in owed.unanswered)
    return block(title, _table(page, ("task", "lead", "question_of", "waiting"), rows))


def _asked(page: Page, one: Question, task: Record) -> str:
    words = page.words
    by = words("explaining.asked_by", by=name_of(page, one.author), day=day(one.on))
    due = f"<small>{text(words('explaining.wanted_by', day=day(one.due)))}</small>" if one.due else ""
    late = " late" if one.due and one.due < page.acts_on else ""
    cells = (
        ("task", "", _title(page, task)),
        ("lead", "", text(task["lead_names"] or "")),
        ("question_of", "", f"{text(one.words or '')}<small>{text(by)}</small>"),
        ("waiting", late, f"{text(thread.waited(page, one.on))}{due}"),
    )
    return _row(page, cells)


def answered(page: Page, owed: Owed) -> str:
    """The latest answers."""
    words = page.words
    if not owed.answered:
        return block(words("explaining.lately"), empty(words("explaining.lately_none")))
    rows = "".join(_said_row(page, one, owed.tasks[one.task]) for one in owed.answered)
    return block(words("explaining.lately"), _table(page, ("task", "lead", "said"), rows))


def _said_row(page: Page, one: Answer, task: Record) -> str:
    by = page.words("explaining.explained_by", by=name_of(page, one.author), day=day(one.on))
    cells = (
        ("task", "", _title(page, task)),
        ("lead", "", text(task["lead_names"] or "")),
        ("said", "", f"{thread.facts(page, one)}<small>{text(by)}</small>"),
    )
    return _row(page, cells)


def _title(page: Page, task: Record) -> str:
    title = str(task["title"] or page.words("tasks.untitled"))
    return link(links.task(task["id"], page.filters), f'<span class="cds-clamp">{text(title)}</span>', label=title)


def _table(page: Page, names: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{text(page.words(f"explaining.column.{name}"))}</th>' for name in names)
    return f'<table class="cds-table cards"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(page: Page, cells: Sequence[tuple[str, str, str]]) -> str:
    told_cells = "".join(
        f'<td class="{kind.strip()}"'
        + ("" if name == "task" else f' data-name="{text(page.words(f"explaining.column.{name}"))}"')
        + f">{body}</td>"
        for name, kind, body in cells
    )
    return f"<tr>{told_cells}</tr>"
