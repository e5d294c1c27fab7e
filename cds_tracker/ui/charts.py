"""Charts of Plotly on a page: drawn once per state of the plan, for light or dark, wide or narrow; a mark opens its list."""

import json
from collections.abc import Callable, Mapping

import plotly.graph_objects as go
import streamlit as st

from cds_tracker.insights.figures.canvas import CONFIG
from cds_tracker.ui import data, links
from cds_tracker.ui.menu import BY_SLUG
from cds_tracker.ui.page import Page

Build = Callable[[str, bool], go.Figure]  # theme, narrow


def theme() -> str:
    """``light`` or ``dark``, as the reader's browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def chart(page: Page, name: str, build: Build, alt: str) -> None:
    """Put a chart on the page, for a desk and for a phone: the style sheet shows the one that fits the screen.

    A click on a mark opens what the mark stands for: the list of its query, or the one task that it names.
    """
    look = theme()
    for narrow in (False, True):
        width = "narrow" if narrow else "wide"
        made = f"{page.entry.slug}:{name}:{look}:{width}:{page.scope.key}"
        figure = data.kept(made, page.filters, page.revision, lambda narrow=narrow: build(look, narrow))  # type: ignore[misc]
        with st.container(key=f"{width}-{name}"):
            key = f"chart-{name}-{width}"
            event = st.plotly_chart(
                figure, theme=None, key=key, on_select="rerun", selection_mode="points", config=CONFIG, alt=alt
            )
        _follow(page, event)


def queries(event: Mapping[str, Mapping[str, list[Mapping[str, object]]]]) -> list[dict[str, str]]:
    """The queries that the chosen marks carry."""
    points = event["selection"]["points"] if event else []
    carried = (point.get("customdata") for point in points)
    first = (mark[0] if isinstance(mark, list) else mark for mark in carried)
    return [json.loads(mark) for mark in first if isinstance(mark, str)]


def _follow(page: Page, event: object) -> None:
    for query in queries(event):  # type: ignore[arg-type]
        target = links.TASK if "id" in query else links.LIST
        context = page.filters.context().to_query()
        st.switch_page(BY_SLUG[target].path, query_params={**context, **query})
