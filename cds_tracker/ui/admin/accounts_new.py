"""A new account: name, first role, and the code that is shown once."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant, Role
from cds_tracker.ui import data
from cds_tracker.ui.admin import accounts_code, accounts_one
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.workflows import accounts as managing

NEW = "~new"  # in the address, in the place of an account


@dataclass(frozen=True, slots=True)
class GrantFields:
    """What was chosen as a grant."""

    role: str
    unit: str
    first: date | None
    last: date | None

    def grant(self) -> Grant:
        """The grant, which may still be refused."""
        return Grant(Role(self.role), self.unit or None, self.first, self.last)


def draw(page: Page) -> None:
    """The form; afterwards in its place the code, and the ways on."""
    words = page.words
    accounts_one.back(page)
    place = accounts_code.slot()
    sheet = st.empty()
    with sheet.container(), st.form("account_new", border=True, width=720):
        show(f'<h2 class="cds-title">{text(words("accounts.add"))}</h2>')
        name = st.text_input(words("accounts.name"), key="new_name", max_chars=200)
        code = st.text_input(words("accounts.login"), key="new_code", max_chars=60, help=words("accounts.login_help"))
        email = st.text_input(words("accounts.email"), key="new_email", max_chars=200)
        chosen = fields(page, "new")
        asked = st.form_submit_button(words("accounts.create"), type="primary", key="new_save")
    if not asked:
        return
    try:
        wanted = Account(0, code or "", name or "", email or None, (chosen.grant(),) if chosen.role else ())
        issued = managing.create(data.database(), page.person, wanted)
    except TrackerError as error:
        accounts_code.refused(place, words, error)
        return
    sheet.empty()  # the account is there: nothing is left to send twice
    accounts_code.tell(place, words, {code.strip().lower(): issued})
    with place:
        ways = {code.strip().lower(): "accounts.open", NEW: "accounts.another"}
        shown = (link(accounts_one.address(page, to), text(words(key)), "cds-more") for to, key in ways.items())
        show(f'<p class="cds-ways">{"".join(shown)}</p>')


def fields(page: Page, prefix: str) -> GrantFields:
    """Role, unit and days of a grant."""
    words, registry = page.words, data.registry(page.revision)
    units = sorted(
        (one for one in registry.units.values() if one.kind == "unit" and not _ended(one.valid_to)), key=lambda u: u.order
    )
    names = {one.code: one.name for one in units}
    left, right = st.columns(2)
    role = left.selectbox(
        words("accounts.role"),
        ["", *Role],
        format_func=lambda one: words(f"signin.role.{one}" if one else "accounts.choose_role"),
        key=f"{prefix}_role",
    )
    unit = right.selectbox(
        words("accounts.unit"),
        ["", *names],
        format_func=lambda one: names.get(one, words("accounts.whole")),
        key=f"{prefix}_unit",
        help=words("accounts.unit_help"),
    )
    left, right = st.columns(2)  # on a phone they stand below one another, in this order
    first = left.date_input(words("accounts.from"), None, format="DD/MM/YYYY", key=f"{prefix}_from")
    last = right.date_input(words("accounts.to"), None, format="DD/MM/YYYY", key=f"{prefix}_to")
    return GrantFields(str(role), str(unit), *(one if isinstance(one, date) else None for one in (first, last)))


def _ended(day: date | None) -> bool:
    return day is not None and day < date.today()  # noqa: DTZ011 - only what is offered
