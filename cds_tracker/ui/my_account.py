"""Tài khoản của tôi: who I am, my roles in words, my sessions, and signing out everywhere else."""

from functools import partial

import streamlit as st

from cds_tracker import settings
from cds_tracker.store import accounts, sessions
from cds_tracker.store.sessions import SignedIn
from cds_tracker.style import people
from cds_tracker.ui import data, identity
from cds_tracker.ui.admin import outcome, sign_ins
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.workflows import ending_sessions


def draw(page: Page) -> None:
    """The account of whoever reads."""
    outcome.draw()
    with data.database().read() as connection:
        held = accounts.find(connection, page.person.account)
        going = sessions.going_on(connection, sign_ins.limits(), held.id) if held else []
    words, name = page.words, data.registry(page.revision).name
    facts = {"login": page.person.account, "name": page.person.name, "email": held.email if held else None}
    rows = "".join(f"<dt>{text(words(f'accounts.{key}'))}</dt><dd>{text(value)}</dd>" for key, value in facts.items() if value)
    ways = ""
    if "local" in settings.load().ways:
        ways = link(f"/doi-mat-khau?lang={page.lang}", text(words("accounts.change_password")), "cds-more")
    show(block(page.person.name or page.person.account, f'<dl class="cds-facts-list">{rows}</dl>', foot=ways))
    grants = [f"<li><b>{text(people.grant(words, one, name))}</b>{_may(page, one.role)}</li>" for one in page.person.grants]
    listed = f'<ul class="cds-roles">{"".join(grants)}</ul>' if grants else empty(words("accounts.mine_none"))
    show(block(words("accounts.mine_roles"), listed, text(words("accounts.mine_roles_help"))))
    _sessions(page, going)


def _may(page: Page, role: str) -> str:
    return f"<small>{text(page.words(f'accounts.may.{role}'))}</small>"


def _sessions(page: Page, going: list[SignedIn]) -> None:
    words, own = page.words, identity.session()
    others = [one for one in going if one.reference != own]
    with st.container(border=True, key="my_sessions"):
        show(f'<h2 class="cds-title">{text(words("accounts.mine_sessions"))}</h2>')
        for one in going:
            show(sign_ins.described(page, one, one.reference == own, named=False))
        if not others:
            show(f'<p class="cds-sub">{text(words("accounts.mine_alone"))}</p>')
            return
        st.button(words("accounts.mine_end", count=len(others)), key="end_others", on_click=_end_others, args=(page, own))


def _end_others(page: Page, own: str | None) -> None:
    verb = partial(ending_sessions.end_others, data.database(), page.person, own)
    outcome.carry_out(page, verb, page.words("accounts.mine_ended"))
