"""The Streamlit script: look, language and menu; then the page that was asked for runs."""

from collections.abc import Iterable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from cds_tracker.insights.filters import LANGUAGES, Filters
from cds_tracker.style.words import Words
from cds_tracker.ui import context, data, identity
from cds_tracker.ui.menu import DEFAULT, Entry, offered
from cds_tracker.ui.theme import style_sheet

ICON = "cds_tracker/web/assets/favicon.svg"


def language() -> str:
    """The reader's language: of the address, else as chosen before, else Vietnamese."""
    before = st.session_state.get(context.REMEMBERED)
    chosen = st.query_params.get("lang") or (before.lang if isinstance(before, Filters) else None)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def page(entry: Entry, words: Words) -> StreamlitPage:
    """An entry of the menu as Streamlit knows it."""
    return st.Page(
        entry.path,
        title=words(f"pages.{entry.key}.title"),
        icon=entry.icon,
        url_path=entry.slug,
        default=entry is DEFAULT,
        visibility="visible" if entry.section else "hidden",
    )


def sections(words: Words, entries: Iterable[Entry]) -> dict[str, list[StreamlitPage]]:
    """The menu: section → pages. Pages without a section are reached by links alone."""
    menu: dict[str, list[StreamlitPage]] = {}
    for entry in entries:
        menu.setdefault(words(f"pages.section.{entry.section or 'follow'}"), []).append(page(entry, words))
    return menu


def run() -> None:
    """One run of the script."""
    words = Words(language())
    entries = offered(identity.current(data.revision())) or (DEFAULT,)  # whoever may nothing is told so there
    chosen = st.navigation(sections(words, entries), expanded=True)
    st.set_page_config(page_title=f"{chosen.title} · {words('ui.product')}", page_icon=ICON, layout="wide")
    st.html(style_sheet())
    chosen.run()


run()
