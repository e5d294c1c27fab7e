"""The red list: what is overdue, longest first, with its cause and next step."""

from collections.abc import Sequence

from cds_tracker.insights.filters import Filters
from cds_tracker.insights.watch import RedTask
from cds_tracker.style.formats import day, number
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.markup import link, text


def red_list(words: Words, tasks: Sequence[RedTask], filters: Filters) -> str:
    """The rows as a table; cards at the width of a phone."""
    names = ("late", "task", "lead", "said")
    head = "".join(f'<th scope="col">{text(words(f"ui.red.{name}"))}</th>' for name in names)
    rows = "".join(_row(words, task, filters) for task in tasks)
    return f'<table class="cds-table cards cds-red"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(words: Words, task: RedTask, filters: Filters) -> str:
    title = link(links.task(task.id, filters), f'<span class="cds-clamp">{text(task.title)}</span>', label=task.title)
    days = text(words("ui.red.days", days=number(task.days_late, words.language)))
    due = f'<small title="{day(task.due)}">{text(task.deadline_text or day(task.due))}</small>'
    told = ". ".join(part.rstrip(". ") for part in (task.difficulty, task.next_step) if part)
    said = text(told or words("requests.red_asked" if task.asked else "ui.red.nothing_said"))
    return (
        f'<tr><td class="late"><span aria-hidden="true">▲</span> {days}{due}</td><td>{title}</td>'
        f'<td data-name="{text(words("ui.red.lead"))}"><span class="cds-clamp">{text(task.lead_names)}</span></td>'
        f'<td class="{"" if told else "quiet"}" data-name="{text(words("ui.red.said"))}">'
        f'<span class="cds-clamp" title="{said}">{said}</span></td></tr>'
    )
