"""Which rows of the audit log: boxes whose values stand in the address."""

from datetime import date

import streamlit as st

from cds_tracker.domain.text import clean
from cds_tracker.store import audit_search
from cds_tracker.store.audit_search import Asked
from cds_tracker.style import audit as said
from cds_tracker.ui import data
from cds_tracker.ui.page import Page

OUTCOMES = ("done", "denied", "failed")
TEXTS = ("actor", "act", "outcome", "subject", "words")
DAYS = ("since", "until")


def asked() -> Asked:
    """The choice in the address; what cannot be read is not narrowed by."""
    query = st.query_params
    return Asked(
        since=_day(query.get("since")),
        until=_day(query.get("until")),
        **{name: clean(query.get(name, ""))[:200] for name in TEXTS},
    )


def written(chosen: Asked) -> dict[str, str]:
    """The choice as names and values of an address."""
    return {name: str(getattr(chosen, name)) for name in (*TEXTS, *DAYS) if getattr(chosen, name)}


def draw(page: Page, chosen: Asked) -> None:
    """The boxes."""
    with data.database().read() as connection:
        acts, subjects = audit_search.values(connection, "act"), audit_search.values(connection, "subject")
    with st.container(horizontal=True, vertical_alignment="bottom", key="audit_filters"):
        _text(page, "actor", chosen.actor)
        _box(page, "act", chosen.act, {one: said.act(page.words, one) for one in acts})
        _box(page, "outcome", chosen.outcome, {one: said.outcome(page.words, one) for one in OUTCOMES})
        _box(page, "subject", chosen.subject, {one: said.about(page.words, one, None) for one in subjects})
        for name in DAYS:
            _day_box(page, name, getattr(chosen, name))
        _text(page, "words", chosen.words)


def _text(page: Page, name: str, value: str) -> None:
    st.session_state[f"audit_{name}"] = value
    st.text_input(
        page.words(f"admin.audit.{name}"), key=f"audit_{name}", on_change=_choose, args=(name,), width=130, max_chars=200
    )


def _box(page: Page, name: str, value: str, options: dict[str, str]) -> None:
    named = {"": page.words("admin.audit.all"), **options}
    if value not in named:
        named[value] = value
    st.session_state[f"audit_{name}"] = value
    st.selectbox(
        page.words(f"admin.audit.{name}"),
        sorted(named, key=lambda one: (one != "", named[one])),
        format_func=lambda one: named.get(one, one),
        key=f"audit_{name}",
        on_change=_choose,
        args=(name,),
        width=145,
    )


def _day_box(page: Page, name: str, value: date | None) -> None:
    st.session_state[f"audit_{name}"] = value
    st.date_input(
        page.words(f"admin.audit.{name}"),
        None,
        format="DD/MM/YYYY",
        key=f"audit_{name}",
        on_change=_choose,
        args=(name,),
        width=150,
    )


def _choose(name: str) -> None:
    chosen = st.session_state.get(f"audit_{name}")
    st.query_params.pop("page", None)
    if chosen:
        st.query_params[name] = chosen.isoformat() if isinstance(chosen, date) else str(chosen)
    else:
        st.query_params.pop(name, None)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
