"""What else awaits the unit: short lists of tasks, each with what can be done about it."""

from cds_tracker.insights.filters import Filters
from cds_tracker.style.formats import ABSENT, day, days_left, number
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.desk.desk import Desk
from cds_tracker.ui.header import stamp
from cds_tracker.ui.legend import badge
from cds_tracker.ui.markup import block, link, text
from cds_tracker.ui.returned import remark, returned
from cds_tracker.ui.task_data import Record

NAMES = ("due", "next_step", "silent", "asked", "requested")
COLUMNS = ("state", "title", "assignees", "deadline", "act")
ROWS = 8
UNPROVED = {"done": "states.done_without_evidence", "awaiting_confirmation": "desk.confirm.unproved"}


def draw(desk: Desk) -> None:
    """One list after another; what is empty says so in one line."""
    for name in NAMES:
        desk.page.show(f"desk {desk.unit} {name}", lambda name=name: markup(desk, name))  # type: ignore[misc]


def markup(desk: Desk, name: str) -> str:
    """One list under its heading, to which the count at the top of the page jumps."""
    words, filters = desk.page.words, desk.waiting[name]
    found = desk.tasks(filters)
    if not len(found):
        return nothing(name, words(f"desk.none.{name}"))
    head = "".join(f'<th scope="col">{text(words(f"desk.column.{column}"))}</th>' for column in COLUMNS)
    rows = "".join(_row(desk, row, name) for row in found.rows(0, ROWS))
    table = f'<table class="cds-table cards cds-desk"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    title = words(f"desk.title.{name}", count=number(len(found), desk.page.lang))
    return anchor(name, block(title, table, stamp(desk.page), _every(desk, filters, len(found), ROWS)))


def heading(desk: Desk, name: str, count: int, filters: Filters, rows: int) -> str:
    """The heading of a part whose rows are more than markup."""
    words = desk.page.words
    said = words(f"desk.title.{name}", count=number(count, desk.page.lang)) if count else words(f"desk.none.{name}")
    more = f" · {_every(desk, filters, count, rows)}" if count else ""
    if not count:
        return nothing(name, said)
    return anchor(name, f'<h2 class="cds-title">{text(said)}</h2><p class="cds-sub">{stamp(desk.page)}{more}</p>')


def anchor(name: str, body: str) -> str:
    """The place to which a count jumps."""
    return f'<div id="desk-{name}" class="cds-anchor">{body}</div>'


def state(words: Words, row: Record) -> str:
    """The timeliness of a task with its word, the days, and whether it is reported done without evidence."""
    bucket = "due_soon" if row["due_soon"] else str(row["bucket"])
    told = badge(words, bucket)
    if row["days_left"] is not None and row["bucket"] in ("open_in_time", "open_overdue"):
        kind = "late" if row["days_left"] < 0 else "quiet"
        told += f'<small class="{kind}">{text(days_left(int(row["days_left"]), words))}</small>'
    if not row["evidence"] and row["status"] in UNPROVED:
        told += f'<small class="cds-unproved">{text(words(UNPROVED[row["status"]]))}</small>'
    return told


def nothing(name: str, said: str, body: str = "") -> str:
    """In one line, that a part of the desk is empty; ``body`` is safe markup."""
    return anchor(name, f'<p class="cds-nothing">{text(said)}{f" <span>{body}</span>" if body else ""}</p>')


def _every(desk: Desk, filters: Filters, count: int, rows: int) -> str:
    """The whole list: said to be longer where it is."""
    words = desk.page.words
    said = words("desk.all", count=number(count, desk.page.lang)) if count > rows else words("desk.list")
    return link(links.listing(filters), text(said), "cds-more")


def _row(desk: Desk, row: Record, name: str) -> str:
    words, address = desk.page.words, links.task(row["id"], desk.page.filters)
    label = f'<span class="quiet">{text(row["code"] or row["stt"] or "")}</span> '
    title = link(address, f'<span class="cds-clamp">{label}{text(row["title"] or words("tasks.untitled"))}</span>')
    back = returned(desk.page).get(row["id"])
    who = ", ".join(row["assignees"]) or ABSENT
    cells = {
        "state": state(words, row),
        "title": title + (remark(desk.page, back) if back else ""),
        "assignees": text(who),
        "deadline": text(day(row["due"]) if row["due"] else row["deadline_text"] or ABSENT),
        "act": link(address, text(words(f"desk.act.{name}")), "cds-more"),
    }
    named = {"assignees", "deadline"}
    return "<tr>" + "".join(
        f'<td class="c-{column}"'
        + (f' data-name="{text(words(f"desk.column.{column}"))}"' if column in named else "")
        + f">{body}</td>"
        for column, body in cells.items()
    ) + "</tr>"  # fmt: skip
