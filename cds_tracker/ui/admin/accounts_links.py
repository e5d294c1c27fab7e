"""Who came from the OpenID provider and is nobody here yet: an admin says which account it is, or that it is none."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from cds_tracker.domain.accounts import Account
from cds_tracker.store.identities import Identity
from cds_tracker.style import people
from cds_tracker.ui import data
from cds_tracker.ui.admin import outcome
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.workflows import linking

MOST = 20


def draw(page: Page, waiting: Sequence[Identity], listed: Sequence[Account]) -> None:
    """The people who wait, the latest first; nothing where nobody does."""
    if not waiting:
        return
    words = page.words
    names = {one.code: f"{one.name} ({one.code})" for one in listed if one.active}
    with st.container(border=True, key="account_waiting"):
        show(f'<h2 class="cds-title">{text(words("accounts.waiting", count=len(waiting)))}</h2>')
        show(f'<p class="cds-sub">{text(words("accounts.waiting_help"))}</p>')
        for place, one in enumerate(waiting[:MOST]):
            _one(page, place, one, names)


def _one(page: Page, place: int, one: Identity, names: dict[str, str]) -> None:
    words = page.words
    known = " · ".join(filter(None, (one.name, one.email)))
    about = words("accounts.came", subject=one.subject[:80], issuer=one.issuer[:120], at=people.moment(one.seen_at))
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"waiting_{place}"):
        show(f"<p><b>{text(known or one.subject[:80])}</b><br><small>{text(about)}</small></p>")
        options = ["", *names]
        chosen = st.selectbox(
            words("accounts.belongs_to"),
            options,
            index=options.index(one.proposed) if one.proposed in names else 0,
            format_func=lambda code: names.get(code, words("accounts.choose")),
            key=f"link_to_{one.issuer}_{one.subject}",
            help=words("accounts.proposed") if one.proposed in names else None,
            width=300,
        )
        st.button(words("accounts.link"), key=f"link_{place}", disabled=not chosen, on_click=_link, args=(page, one, chosen))
        st.button(words("accounts.refuse"), key=f"refuse_{place}", type="tertiary", on_click=_forget, args=(page, one))


def _link(page: Page, one: Identity, account: str) -> None:
    verb = partial(linking.link, data.database(), page.person, one.issuer, one.subject, account)
    outcome.carry_out(page, verb, page.words("accounts.linked", account=account))


def _forget(page: Page, one: Identity) -> None:
    verb = partial(linking.forget, data.database(), page.person, one.issuer, one.subject)
    outcome.carry_out(page, verb, page.words("accounts.forgotten"))
