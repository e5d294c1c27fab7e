"""The audit log, a page at a time, newest first."""

import streamlit as st

from cds_tracker.store import audit_search
from cds_tracker.store.audit_search import Asked, Entry
from cds_tracker.style import audit as said
from cds_tracker.style.formats import ABSENT, number
from cds_tracker.ui import data, links
from cds_tracker.ui.admin import audit_filter
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page

ROWS = 50
COLUMNS = ("at", "who", "what", "about", "outcome", "address")


def draw(page: Page) -> None:
    """Filters, files to take along, and the rows."""
    words, asked = page.words, audit_filter.asked()
    audit_filter.draw(page, asked)
    with data.database().read() as connection:
        count = audit_search.count(connection, asked)
        pages = max(1, -(-count // ROWS))
        current = min(max(_page(), 1), pages)
        found = audit_search.page(connection, asked, (current - 1) * ROWS, ROWS)
    show(_above(page, asked, count))
    if not found:
        show(empty(words("admin.audit.none" if asked != Asked() else "admin.audit.none_yet")))
        return
    show(_table(page, found))
    if pages > 1:
        key = f"audit_page_{current}"
        st.pagination(pages, default=current, key=key, on_change=_turn, args=(key,))


def _above(page: Page, asked: Asked, count: int) -> str:
    query = {**audit_filter.written(asked), "lang": page.lang}
    forms = {form: links.address(f"nhat-ky.{form}", query) for form in ("xlsx", "csv")}
    taken = " · ".join(link(address, text(page.words(f"admin.audit.{form}")), "under") for form, address in forms.items())
    told = page.words("admin.audit.count", count=number(count, page.lang))
    return f'<p class="cds-sub"><b>{text(told)}</b> · {taken}</p>'


def _table(page: Page, found: list[Entry]) -> str:
    head = "".join(f'<th scope="col">{text(page.words(f"admin.audit.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_row(page, one) for one in found)
    return f'<table class="cds-table cards cds-audit"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(page: Page, one: Entry) -> str:
    words = page.words
    detail = said.detail(words, one.detail)
    who = f"{text(one.name)}<small>{text(one.actor)}</small>" if one.name else text(said.actor(words, one.actor))
    cells = {
        "at": f"{one.at:%d/%m/%Y}<small>{one.at:%H:%M:%S}</small>",
        "who": who,
        "what": text(said.act(words, one.act)) + (f"<small>{text(detail)}</small>" if detail else ""),
        "about": _about(page, one),
        "outcome": f'<span class="cds-tag o-{text(one.outcome)}">{text(said.outcome(words, one.outcome))}</span>',
        "address": text(one.address or ABSENT),
    }
    label = {name: f' data-name="{text(words(f"admin.audit.{name}"))}"' for name in cells}
    return "<tr>" + "".join(f'<td class="c-{name}"{label[name]}>{body}</td>' for name, body in cells.items()) + "</tr>"


def _about(page: Page, one: Entry) -> str:
    """What it was about; one task opens."""
    told = text(said.about(page.words, one.subject, one.subject_id))
    if one.subject == "task" and one.subject_id and one.subject_id.isdecimal():
        return link(links.task(int(one.subject_id), page.filters), told, "under")
    return told


def _page() -> int:
    asked = st.query_params.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1


def _turn(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])
