"""Everything that an upload would do, on one screen: counts, what they mean, what is asked, the rows, the decision."""

from collections.abc import Sequence

import streamlit as st

from cds_tracker.domain.task import Task
from cds_tracker.style.formats import number
from cds_tracker.ui import links, task_data
from cds_tracker.ui.importing import problems, table, templates
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.ui.review import conflicts, corrections, decision, kinds, likeness, meanings, rows
from cds_tracker.workflows.uploading import Prepared

ROWS, ABSENT = 50, 200


def draw(page: Page, prepared: Prepared) -> None:
    """What an upload would change, and the decision about it."""
    shown, upload = prepared.preview, prepared.upload
    decides = table.decides(page, upload)
    show(table.not_yours(page, upload))
    counts = kinds.counted(shown)
    kind = kinds.asked(counts)
    show(kinds.chips(page, upload.number, counts, kind) + _summary(page, prepared))
    meanings.draw(page, prepared, decides)
    conflicts.draw(page, prepared, decides)
    likeness.draw(page, prepared, decides)
    _rows(page, prepared, kind)
    _problems(page, prepared)
    corrections.draw(page, prepared, decides)
    if decides:
        decision.draw(page, prepared)


def _summary(page: Page, prepared: Prepared) -> str:
    """How much changes, what merged by itself, and how large the plan will be."""
    words, shown, counts = page.words, prepared.preview, prepared.preview.counts or {}
    told = []
    if shown.changes:
        tasks = number(len({one.task for one in shown.changes}), page.lang)
        told.append(words("review.changes", changes=number(len(shown.changes), page.lang), tasks=tasks))
    if counts.get("merged"):
        told.append(words("review.merged", count=number(counts["merged"], page.lang)))
    before, after = counts.get("total_before", 0), counts.get("total_after", 0)
    if before and before != after:
        numbers = {"before": number(before, page.lang), "after": number(after, page.lang)}
        told.append(words("importing.changes.total_changes", **numbers))
    return f'<p class="cds-sub">{text(" ".join(told))}</p>' if told else ""


def _rows(page: Page, prepared: Prepared, kind: str) -> None:
    words, shown = page.words, prepared.preview
    show(f'<h2 class="cds-title">{text(words("review.rows"))}</h2>')
    if kind == kinds.ABSENT:
        show(_absent(page, shown.absent))
        return
    places = kinds.places(shown, kind)
    if not places:
        show(empty(words("review.no_rows")))
        return
    pages = -(-len(places) // ROWS)
    current = min(_asked_page(), pages)
    part = places[(current - 1) * ROWS : current * ROWS]
    whole = kind in (kinds.ALL, "unchanged", "new")
    show(rows.table(words, task_data.names(page.filters, page.revision), shown, part, whole))
    if pages > 1:
        key = f"review_page_{kind}_{current}"
        st.pagination(pages, default=current, key=key, on_change=_turned, args=(key,))


def _absent(page: Page, absent: Sequence[Task]) -> str:
    untitled = page.words("tasks.untitled")
    titles = {task.id: " ".join(str(task["title"] or untitled).split())[:200] for task in absent[:ABSENT]}
    listed = "".join(f"<li>{link(links.task(name, page.filters), text(title))}</li>" for name, title in titles.items())
    left = len(absent) - len(titles)
    more = f'<p class="cds-sub">{text(page.words("review.more_absent", count=number(left, page.lang)))}</p>' if left else ""
    return (f'<ul class="cds-absent">{listed}</ul>' if listed else "") + more


def _problems(page: Page, prepared: Prepared) -> None:
    words, found = page.words, prepared.preview.problems
    show(problems.markup(words, found))
    if found:
        said = link(templates.of_upload(prepared.upload.number, "loi.xlsx"), text(words("review.error_workbook")), "cds-button")
        sub = text(words("review.error_workbook_sub"))
        show(f'<div class="cds-take"><p>{sub}</p><div class="cds-buttons">{said}</div></div>')


def _asked_page() -> int:
    asked = st.query_params.get(kinds.FROM, "1")
    return max(int(asked), 1) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1


def _turned(key: str) -> None:
    st.query_params[kinds.FROM] = str(st.session_state[key])
