"""Gia hạn và yêu cầu: what waits for a decision first, then what was decided."""

from collections.abc import Sequence

import streamlit as st

from cds_tracker.store.requests import STATES
from cds_tracker.style.formats import number
from cds_tracker.ui import data, identity
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests import card, deciding, reading, told
from cds_tracker.ui.requests.reading import Line

ROWS = 20


def draw(page: Page) -> None:
    """The filters, then the requests that they leave."""
    told.draw()
    everything = reading.lines(page)
    state = _choose(page, everything)
    found = [line for line in everything if _fits(page, line, state)]
    waiting = [line for line in found if line.waits]
    decided = [line for line in found if not line.waits]
    show(f'<p class="cds-sub">{text(_counted(page, waiting, decided))}</p>')
    if not found:
        show(empty(page.words("requests.none" if everything else "requests.none_yet")))
        return
    shown = _turn(page, [*waiting, *decided])
    for line in shown:
        with st.container(border=True, key=f"request_{line.request.number}"):
            show(card.card(page, line))
            deciding.draw(page, line)


def _counted(page: Page, waiting: Sequence[Line], decided: Sequence[Line]) -> str:
    return page.words("requests.counted", waiting=number(len(waiting), page.lang), decided=number(len(decided), page.lang))


def _fits(page: Page, line: Line, state: str) -> bool:
    rollup = identity.rollup(page.revision)
    wanted = rollup.end(page.filters.unit) if page.filters.unit else None
    led = wanted is None or any(wanted in (held.leads or held.shares) for held in line.standings)
    return led and state in ("", line.request.state)


def _choose(page: Page, everything: Sequence[Line]) -> str:
    """The boxes of state and unit; what is chosen stands in the address. The state."""
    words = page.words
    asked = st.query_params.get("state", "")
    registry = data.registry(page.revision)
    led = dict.fromkeys(unit for line in everything for held in line.standings for unit in sorted(held.leads))
    units = {unit: registry.name(unit) for unit in (*led, *([page.filters.unit] if page.filters.unit else ()))}
    st.session_state["requests_state"] = asked if asked in STATES else ""
    st.session_state["requests_unit"] = page.filters.unit or ""
    states = {"": words("tasks.all"), **{one: words(f"requests.state.{one}") for one in STATES}}
    with st.container(horizontal=True, key="filters"):
        st.selectbox(
            words("requests.state_box"), list(states), format_func=states.__getitem__, key="requests_state",
            on_change=_address, args=("state", "requests_state"), width=220,
        )  # fmt: skip
        named = {"": words("tasks.all"), **units}
        st.selectbox(
            words("tasks.unit"), list(named), format_func=named.__getitem__, key="requests_unit",
            on_change=_address, args=("unit", "requests_unit"), width=320,
        )  # fmt: skip
    return asked if asked in STATES else ""


def _address(name: str, box: str) -> None:
    chosen = st.session_state.get(box)
    st.query_params.pop("page", None)
    if chosen:
        st.query_params[name] = str(chosen)
    else:
        st.query_params.pop(name, None)


def _turn(page: Page, listed: Sequence[Line]) -> Sequence[Line]:
    pages = -(-len(listed) // ROWS)
    asked = st.query_params.get("page", "1")
    current = min(max(int(asked) if asked.isdecimal() and len(asked) < 9 else 1, 1), pages)
    if pages > 1:
        key = f"requests_page_{current}"
        st.pagination(pages, default=current, key=key, on_change=_turned, args=(key,))
    return listed[(current - 1) * ROWS : current * ROWS]


def _turned(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])
