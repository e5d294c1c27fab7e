"""Addresses inside the dashboard: a page and the filters that it opens with."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from cds_tracker.insights.filters import Filters
from cds_tracker.ui.menu import DEFAULT

LIST = "nhiem-vu"
TASK = "chi-tiet"


def address(slug: str, query: Mapping[str, str]) -> str:
    """The address of a page, on whatever path the application is served; not yet escaped for markup."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    root = f"/{base}/" if base else "/"
    written = urlencode(query)
    return f"{root}{'' if slug == DEFAULT.slug else slug}{'?' if written else ''}{written}"


def listing(filters: Filters | None) -> str | None:
    """The list of exactly the tasks that these filters leave; no address where no task can fit."""
    return None if filters is None else address(LIST, filters.to_query())


def task(task_id: int, filters: Filters) -> str:
    """Everything about one task, on the same day and in the same language."""
    return address(TASK, {"id": str(task_id), **filters.context().to_query()})
