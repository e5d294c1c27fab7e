"""Open tasks on the time axis, some twenty at a time, the longest overdue first."""

from dataclasses import replace

import streamlit as st

from cds_tracker.insights import horizon
from cds_tracker.insights.figures import titles
from cds_tracker.insights.figures.gantt import gantt
from cds_tracker.insights.filters import Filters, narrow
from cds_tracker.insights.horizon import Span
from cds_tracker.style.formats import number
from cds_tracker.ui import charts, data, left_out
from cds_tracker.ui.header import stamp
from cds_tracker.ui.legend import legend
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page

ROWS = 18
PAGE_BOX = "timeline_page"
SHOWN = ("open_in_time", "due_soon", "open_overdue")


def draw(page: Page) -> None:
    """Title, chart and pager in one frame."""
    chosen = narrow(page.filters, {"timeliness": "open"}) or page.filters
    total = data.figures(chosen, page.revision, page.scope).counts.total
    here = len(data.tasks(replace(chosen, parts=False), page.revision, page.scope))
    pages = max(1, -(-here // ROWS))
    current = min(_asked(), pages)
    late = data.figures(page.filters, page.revision, page.scope).counts["open_overdue"]
    with st.container(border=True, key="timeline"):
        title = titles.gantt(late, page.words)
        sub = text(page.words("ui.timeline.sub", count=number(total, page.lang)))
        show(f'<h2 class="cds-title">{text(title)}</h2><p class="cds-sub">{sub} · {stamp(page)}</p>{legend(page.words, SHOWN)}')
        charts.chart(
            page,
            f"gantt-{current}",
            lambda theme, thin: gantt(_spans(page, chosen, current), page.as_of, page.words, theme, thin),
            title,
        )
        if total > here:
            show(left_out.hidden(page, total - here))
        if pages > 1:
            box = f"{PAGE_BOX}_{current}"  # a box of its own per page: the address decides, not what the box remembers
            st.pagination(pages, default=current, key=box, on_change=_turn, args=(box,))


def _spans(page: Page, chosen: Filters, current: int) -> tuple[Span, ...]:
    frame = data.within(data.frame(chosen, page.revision), page.scope, page.revision)
    registry = data.registry(page.revision)
    found, _ = horizon.spans(frame, chosen, registry, size=current * ROWS)
    return found[(current - 1) * ROWS :]


def _asked() -> int:
    asked = st.query_params.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def _turn(box: str) -> None:
    st.query_params["page"] = str(st.session_state[box])
