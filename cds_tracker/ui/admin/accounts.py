"""The page of accounts: the list with its filters, who waits for a link, and the ways to one account, a new one, a workbook."""

from collections.abc import Mapping, Sequence

import streamlit as st

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.people import Role
from cds_tracker.domain.text import key
from cds_tracker.store import accounts, identities, sign_ins
from cds_tracker.style import people
from cds_tracker.style.formats import ABSENT, number
from cds_tracker.ui import data
from cds_tracker.ui.admin import accounts_import, accounts_links, accounts_new, accounts_one, outcome
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page

FILE = "~file"
COLUMNS = ("name", "grants", "email", "last", "state")
STATES = ("active", "inactive", "all")


def draw(page: Page) -> None:
    """What the address asks for: ``id`` is an account, a new one, or a workbook; without it the list."""
    outcome.draw()
    asked = st.query_params.get("id", "")
    if asked == accounts_new.NEW:
        accounts_new.draw(page)
    elif asked == FILE or st.query_params.get("ref"):
        accounts_import.draw(page)
    elif asked:
        accounts_one.draw(page, asked)
    else:
        _list(page)


def _list(page: Page) -> None:
    with data.database().read() as connection:
        listed, seen = accounts.listed(connection), sign_ins.last_seen(connection)
        waiting = identities.waiting(connection)
    accounts_links.draw(page, waiting, listed)
    offered = ((accounts_new.NEW, "accounts.add"), (FILE, "accounts.from_file"))
    ways = [(accounts_one.address(page, to), said) for to, said in offered]
    show('<p class="cds-ways">' + "".join(link(to, text(page.words(said)), "cds-way") for to, said in ways) + "</p>")
    chosen = _filtered(page, listed)
    counts = {"shown": number(len(chosen), page.lang), "all": number(len(listed), page.lang)}
    show(f'<p class="cds-sub">{text(page.words("accounts.count", **counts))}</p>')
    show(_table(page, chosen, seen) if chosen else empty(page.words("accounts.none")))


def _filtered(page: Page, listed: Sequence[Account]) -> list[Account]:
    words, registry = page.words, data.registry(page.revision)
    units = dict.fromkeys(grant.unit for one in listed for grant in one.grants if grant.unit)
    with st.container(horizontal=True, vertical_alignment="bottom", key="account_filters"):
        q = st.text_input(
            words("accounts.search"), key="account_q", placeholder=words("accounts.search_hint"), max_chars=100, width=260
        )
        role = st.selectbox(
            words("accounts.role"),
            ["", *Role],
            format_func=lambda one: words(f"signin.role.{one}" if one else "accounts.any"),
            key="account_role",
            width=220,
        )
        unit = st.selectbox(
            words("accounts.unit"),
            ["", *units],
            format_func=lambda one: registry.name(one) if one else words("accounts.any"),
            key="account_unit",
            width=240,
        )
        state = st.selectbox(
            words("accounts.state"), STATES, format_func=lambda one: words(f"accounts.{one}"), key="account_state", width=180
        )
    asked = key(q or "")
    return [
        one
        for one in listed
        if asked in key(f"{one.name} {one.code} {one.email or ''}")
        and (state == "all" or one.active == (state == "active"))
        and (not role or any(grant.role == role for grant in one.grants))
        and (not unit or any(grant.unit == unit for grant in one.grants))
    ]


def _table(page: Page, chosen: Sequence[Account], seen: Mapping[str, str]) -> str:
    head = "".join(f'<th scope="col">{text(page.words(f"accounts.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_row(page, one, seen.get(one.code)) for one in chosen)
    return f'<table class="cds-table cards cds-accounts"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(page: Page, one: Account, seen: str | None) -> str:
    words, name = page.words, data.registry(page.revision).name
    grants = "".join(f"<p>{text(people.grant(words, grant, name))}</p>" for grant in one.grants)
    opened = link(accounts_one.address(page, one.code), text(one.name), "under")
    cells = {
        "name": f"{opened}<small>{text(one.code)}</small>",
        "grants": grants or f'<span class="zero">{text(words("accounts.no_role"))}</span>',
        "email": text(one.email or ABSENT),
        "last": text(people.moment(seen) if seen else words("accounts.never")),
        "state": f'<span class="cds-tag">{text(words("accounts.is_active" if one.active else "accounts.is_inactive"))}</span>',
    }
    label = {name: "" if name == "name" else f' data-name="{text(words(f"accounts.{name}"))}"' for name in cells}
    return "<tr>" + "".join(f'<td class="c-{name}"{label[name]}>{body}</td>' for name, body in cells.items()) + "</tr>"
