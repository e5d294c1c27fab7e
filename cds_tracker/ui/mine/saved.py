"""Filters saved under a name: applied, set as default, renamed, deleted, and shared as the address that they are."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.insights.filters import CONTEXT, NAMES
from cds_tracker.store import saved_filters
from cds_tracker.store.saved_filters import NAME_LENGTH, Saved
from cds_tracker.style.problems import refusal
from cds_tracker.ui import context, data, identity, links
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import own_filters

OWN = ("tab", "whose", "sort")  # what a saved filter says beside the filters themselves
REFUSAL = "saved_filter_refusal"
HERE = "mine-tab"  # a box of this page: its state is gone once another page was opened
SAVED, NAME, NEW_NAME = "saved-filter", "saved-filter-name", "saved-filter-new-name"


def begin(slug: str) -> None:
    """A page that is opened without a query, or from another page by the menu, opens with the reader's default filter.

    A link that says only plan, day or language drops all filters, and stays so.
    """
    query = st.query_params.to_dict()
    from_menu = context.REMEMBERED in st.session_state and HERE not in st.session_state and set(query) <= set(CONTEXT)
    if query and not from_menu:
        return
    person = identity.current(data.revision())
    default = next((one for one in _listed(person.account, slug) if one.is_default), None)
    if default is not None:
        st.query_params.from_dict({**query, **_read(default.query)})


def draw(page: Page) -> None:
    """The saved filters of this page behind a button."""
    words, slug = page.words, page.entry.slug
    refused = st.session_state.pop(REFUSAL, None)
    if refused is not None:
        show(notice(words("mine.saved.refused"), refusal(words, refused), "error"))
    with st.popover(words("mine.saved.title"), width="content"):
        held = {one.id: one for one in _listed(page.person.account, slug)}
        if held:
            _existing(page, held)
        else:
            show(f'<p class="cds-sub">{text(words("mine.saved.none"))}</p>')
        name = words("mine.saved.name")
        st.text_input(name, key=NAME, max_chars=NAME_LENGTH, placeholder=words("mine.saved.name_hint"))
        st.button(words("mine.saved.save"), key="saved-filter-save", on_click=_save, args=(slug,), width="stretch")
        show(f'<p class="cds-sub">{text(words("mine.saved.link"))}</p>')
        st.code(address(page), language=None, wrap_lines=True)


def address(page: Page) -> str:
    """The whole address of what the reader sees, for others: each sees their own tasks there."""
    here = urlsplit(str(st.context.url or ""))
    root = f"{here.scheme}://{here.netloc}" if here.scheme else ""
    own = {name: st.query_params[name] for name in OWN if name in st.query_params}
    return root + links.address(page.entry.slug, {**page.filters.to_query(), **own})


def _existing(page: Page, held: dict[int, Saved]) -> None:
    words, slug = page.words, page.entry.slug
    if st.session_state.get(SAVED) not in held:
        st.session_state[SAVED] = next(iter(held))

    def called(one: int) -> str:
        mark = f" ({words('mine.saved.is_default')})" if held[one].is_default else ""
        return held[one].name + mark

    chosen = held[st.selectbox(words("mine.saved.pick"), list(held), format_func=called, key=SAVED)]
    with st.container(horizontal=True, key="saved-filter-acts"):
        st.button(words("mine.saved.apply"), key="saved-filter-apply", type="primary", on_click=_apply, args=(chosen.query,))
        what = "no_default" if chosen.is_default else "make_default"
        default = None if chosen.is_default else chosen.id
        st.button(words(f"mine.saved.{what}"), key="saved-filter-default", on_click=_default, args=(slug, default))
        st.button(words("mine.saved.remove"), key="saved-filter-remove", on_click=_remove, args=(slug, chosen.id))
    st.text_input(words("mine.saved.new_name"), key=NEW_NAME, max_chars=NAME_LENGTH, placeholder=chosen.name)
    st.button(words("mine.saved.rename"), key="saved-filter-rename", on_click=_rename, args=(slug, chosen.id), width="stretch")


def _listed(account: str, slug: str) -> list[Saved]:
    with data.database().read() as connection:
        return saved_filters.listed(connection, account, slug)


def _said() -> str:
    """The filters in the address, without plan, day and language: these follow the reader."""
    query = st.query_params.to_dict()
    names = (*(name for name in NAMES if name not in CONTEXT), *OWN)
    return urlencode({name: query[name] for name in names if name in query})


def _read(query: str) -> dict[str, str]:
    allowed = {*NAMES, *OWN} - set(CONTEXT)
    return {name: value for name, value in parse_qsl(query) if name in allowed}


def _apply(query: str) -> None:
    kept = {name: value for name, value in st.query_params.to_dict().items() if name in CONTEXT}
    st.query_params.from_dict({**kept, **_read(query)})


def _save(slug: str) -> None:
    name = str(st.session_state.get(NAME) or "")
    if _try(lambda: own_filters.save(data.database(), identity.current(data.revision()), slug, name, _said())):
        st.session_state[NAME] = ""


def _rename(slug: str, number: int) -> None:
    name = str(st.session_state.get(NEW_NAME) or "")
    if _try(lambda: own_filters.rename(data.database(), identity.current(data.revision()), slug, number, name)):
        st.session_state[NEW_NAME] = ""


def _default(slug: str, number: int | None) -> None:
    _try(lambda: own_filters.make_default(data.database(), identity.current(data.revision()), slug, number))


def _remove(slug: str, number: int) -> None:
    _try(lambda: own_filters.remove(data.database(), identity.current(data.revision()), slug, number))


def _try(act: Callable[[], None]) -> bool:
    try:
        act()
    except TrackerError as error:
        st.session_state[REFUSAL] = error
        return False
    return True
