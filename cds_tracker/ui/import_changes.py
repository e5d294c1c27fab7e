"""What an import will change: new, changed cell by cell, absent; and the rows that a person has to decide about."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

import streamlit as st

from cds_tracker.domain.changes import CREATED, Change
from cds_tracker.domain.matching import NEW
from cds_tracker.style.formats import number
from cds_tracker.style.words import Words
from cds_tracker.ui import links, task_data
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_values import Names, value_text
from cds_tracker.workflows.preview import Preview

ROWS = 40
KINDS = ("new", "changed", "unchanged", "unresolved", "absent")
RIGHTS = ("requested", "waiting", "refused")  # told where there are any
UNDECIDED = ""
Asked = Collection[tuple[int, str]]  # the changes, by task and field, that become requests


def draw(page: Page, shown: Preview) -> None:
    """Counts, then the changes a page at a time."""
    words, names = page.words, task_data.names(page.filters, page.revision)
    asked = frozenset(_key(one) for one in shown.requests)
    every = sorted((*shown.changes, *shown.requests), key=lambda change: change.row or 0) if asked else shown.changes
    groups = [list(group) for _, group in groupby(every, key=lambda change: change.task)]
    pages = max(1, -(-len(groups) // ROWS))
    current = min(max(int(st.session_state.get("import_page") or 1), 1), pages)
    titles = {row.row: str(row.values.get("title") or "") for row in shown.reading.rows} if groups else {}
    rows = "".join(_task(words, group, titles, names, asked) for group in groups[(current - 1) * ROWS : current * ROWS])
    absent = _absent(page, shown)
    table = f'<table class="cds-table cards cds-changes"><tbody>{rows}</tbody></table>' if rows else ""
    show(block(words("importing.changes.title"), _counts(words, shown.counts or {}) + table + absent, _total(words, shown)))
    if pages > 1:
        st.pagination(pages, key="import_page")


def decide(page: Page, shown: Preview) -> dict[tuple[str, int], int | str]:
    """What the reader chose for the rows that are not certain: a task's id, or ``new``."""
    if not shown.unresolved:
        return {}
    words = page.words
    answers: dict[tuple[str, int], int | str] = {}
    count = number(len(shown.unresolved), page.lang)
    show(block(words("importing.decide.title", count=count), "", text(words("importing.decide.sub"))))
    for row, candidates, *_ in shown.unresolved[:ROWS]:
        titles = {str(task.id): str(task["title"] or "") for task in candidates}
        labels: dict[str, str] = {UNDECIDED: words("importing.skip"), **titles, NEW: words("importing.yes_new")}
        answer = st.selectbox(
            words("importing.decide.label", row=row.row, title=str(row.values.get("title") or "")[:160]),
            list(labels),
            format_func=labels.__getitem__,
            key=f"import_row_{row.sheet}_{row.row}",
        )
        if answer:
            answers[row.sheet, row.row] = NEW if answer == NEW else int(answer)
    return answers


def _counts(words: Words, counts: Mapping[str, int]) -> str:
    told = "".join(
        f'<span><b class="cds-num">{number(counts.get(kind, 0), words.language)}</b> '
        f"{text(words(f'importing.changes.{kind}'))}</span>"
        for kind in (*KINDS, *(right for right in RIGHTS if counts.get(right)))
    )
    return f'<div class="cds-counts">{told}</div>'


def _total(words: Words, shown: Preview) -> str:
    counts = shown.counts or {}
    before, after = counts.get("total_before", 0), counts.get("total_after", 0)
    if before == after or not before:
        return ""
    numbers = {"before": number(before, words.language), "after": number(after, words.language)}
    return text(words("importing.changes.total_changes", **numbers))


def _task(words: Words, group: Sequence[Change], titles: Mapping[int, str], names: Names, asked: Asked) -> str:
    first = group[0]
    row = f'<td class="quiet">{text(words("importing.problems.row", row=first.row))}</td>' if first.row else "<td></td>"
    title = f'<span class="cds-clamp">{text(titles.get(first.row or 0, "") or words("tasks.untitled"))}</span>'
    if first.field == CREATED:
        kind = f'<span class="cds-tag">{text(words("importing.changes.new"))}</span>{_mark(words, first, asked)}'
        return f"<tr>{row}<td>{title}</td><td>{kind}</td></tr>"
    return f"<tr>{row}<td>{title}</td><td>{_cells(words, group, names, asked)}</td></tr>"


def _cells(words: Words, group: Iterable[Change], names: Names, asked: Asked) -> str:
    return "".join(
        f"<p><i>{text(words(f'fields.{one.field}'))}:</i> <del>{text(value_text(words, one.field, one.before, names))}</del> "
        f"→ <ins>{text(value_text(words, one.field, one.after, names))}</ins>"
        f"{_mark(words, one, asked)}</p>"
        for one in group
    )


def _mark(words: Words, one: Change, asked: Asked) -> str:
    return f' <span class="cds-tag">{text(words("importing.changes.as_request"))}</span>' if _key(one) in asked else ""


def _key(one: Change) -> tuple[int, str]:
    return one.task, one.field


def _absent(page: Page, shown: Preview) -> str:
    if not shown.absent:
        return ""
    words = page.words
    count = text(words("importing.changes.absent_sub", count=number(len(shown.absent), page.lang)))
    listed = "".join(
        f"<li>{link(links.task(task.id, page.filters), text(str(task['title'] or words('tasks.untitled'))[:160]))}</li>"
        for task in shown.absent[:100]
    )
    return f'<details class="cds-more-of"><summary>{count}</summary><ul>{listed}</ul></details>'
