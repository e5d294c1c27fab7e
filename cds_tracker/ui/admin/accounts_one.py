"""One account: who it is, its roles, how it signs in, and ending it."""

from dataclasses import replace

import streamlit as st

from cds_tracker import settings
from cds_tracker.domain.accounts import Account
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Grant
from cds_tracker.store import accounts, credentials, identities, sessions, sign_ins
from cds_tracker.style import people
from cds_tracker.style.formats import ABSENT
from cds_tracker.ui import data, links
from cds_tracker.ui.admin import accounts_code, accounts_new, outcome
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import accounts as managing
from cds_tracker.workflows import linking


def address(page: Page, code: str) -> str:
    """Where an account opens."""
    return links.address(page.entry.slug, {"id": code, **page.filters.context().to_query()})


def back(page: Page) -> None:
    """The way back to the list."""
    to = links.address(page.entry.slug, page.filters.context().to_query())
    show(link(to, f"← {text(page.words('accounts.back'))}", "cds-more"))


def draw(page: Page, code: str) -> None:
    """The account of this name."""
    back(page)
    place, head = accounts_code.slot(), st.container()
    held = _held(code)
    if held is None:
        show(notice(page.words("accounts.missing", account=code[:60])))
        return
    left, right = st.columns([3, 2])
    with left:
        _about(page, held)
        _roles(page, held)
    with right:
        _access(page, held, place)
        _linked(page, held)
    with head:
        show(_facts(page, _held(code) or held))  # after what was pressed


def _held(code: str) -> Account | None:
    with data.database().read() as connection:
        return accounts.find(connection, code)


def _facts(page: Page, held: Account) -> str:
    words = page.words
    with data.database().read() as connection:
        seen = sign_ins.last_seen(connection).get(held.code)
        going = len(sessions.going_on(connection, sessions.Limits(), held.id))
        has = credentials.has_password(connection, held.id)
        pending = credentials.code_pending(connection, held.id)
    values = {
        "login": held.code,
        "state": words("accounts.is_active" if held.active else "accounts.is_inactive"),
        "last": people.moment(seen) if seen else words("accounts.never"),
        "open_sessions": str(going),
        "password": words("accounts.has_password" if has else "accounts.has_code" if pending else "accounts.has_none"),
        "email": held.email or ABSENT,
    }
    rows = "".join(f"<dt>{text(words(f'accounts.{name}'))}</dt><dd>{text(value)}</dd>" for name, value in values.items())
    return block(held.name, f'<dl class="cds-facts-list">{rows}</dl>')


def _about(page: Page, held: Account) -> None:
    words, prefix = page.words, f"edit_{held.code}"
    with st.form(f"{prefix}_about", border=True):
        show(f'<h2 class="cds-title">{text(words("accounts.about"))}</h2>')
        st.text_input(words("accounts.name"), held.name, key=f"{prefix}_name", max_chars=200)
        st.text_input(words("accounts.email"), held.email or "", key=f"{prefix}_email", max_chars=200)
        st.form_submit_button(words("accounts.save"), key=f"{prefix}_save", on_click=_save, args=(page, held, prefix))


def _roles(page: Page, held: Account) -> None:
    words, name, prefix = page.words, data.registry(page.revision).name, f"grant_{held.code}"
    with st.container(border=True, key=f"{prefix}_box"):
        show(f'<h2 class="cds-title">{text(words("accounts.grants"))}</h2>')
        if not held.grants:
            show(f'<p class="cds-empty">{text(words("accounts.no_role_help"))}</p>')
        for number, one in enumerate(held.grants):
            with st.container(horizontal=True, vertical_alignment="center", key=f"{prefix}_{number}"):
                show(f"<p>{text(people.grant(words, one, name))}</p>")
                st.button(
                    words("accounts.drop"),
                    key=f"{prefix}_drop_{number}",
                    type="tertiary",
                    on_click=_drop,
                    args=(page, held, one),
                )
        with st.form(f"{prefix}_add", border=False, clear_on_submit=True):
            accounts_new.fields(page, prefix)
            st.form_submit_button(words("accounts.grant"), key=f"{prefix}_more", on_click=_grant, args=(page, held, prefix))


def _access(page: Page, held: Account, place: st.delta_generator.DeltaGenerator) -> None:
    words, local = page.words, "local" in settings.load().ways
    with st.container(border=True, key="account_access"):
        show(f'<h2 class="cds-title">{text(words("accounts.access"))}</h2>')
        if not held.active:
            show(f'<p class="cds-sub">{text(words("accounts.inactive_help"))}</p>')
            if st.button(words("accounts.reactivate"), key="account_reactivate"):
                _issue(page, held, place, "reactivate")
            return
        if held.code == page.person.account:
            show(f'<p class="cds-sub">{text(words("accounts.own_help"))}</p>')
            return
        if local:
            show(f'<p class="cds-sub">{text(words("accounts.reset_help"))}</p>')
            if st.button(words("accounts.reset"), key="account_reset"):
                _issue(page, held, place, "reset")
        with st.popover(words("accounts.deactivate")):
            show(f"<p>{text(words('accounts.deactivate_help', name=held.name))}</p>")
            st.button(words("accounts.deactivate_now"), key="account_deactivate", on_click=_deactivate, args=(page, held))


def _linked(page: Page, held: Account) -> None:
    with data.database().read() as connection:
        found = [one for one in identities.linked(connection) if one.account == held.code]
    if not found:
        return
    words = page.words
    with st.container(border=True, key="account_linked"):
        show(f'<h2 class="cds-title">{text(words("accounts.identities"))}</h2>')
        for number, one in enumerate(found):
            about = words("accounts.linked_by", by=one.linked_by or ABSENT, at=people.moment(one.linked_at))
            show(f"<p>{text(one.subject[:80])}<br><small>{text(one.issuer[:120])} · {text(about)}</small></p>")
            verb = (page, one.issuer, one.subject)
            st.button(words("accounts.unlink"), key=f"unlink_{number}", type="tertiary", on_click=_unlink, args=verb)


def _issue(page: Page, held: Account, place: st.delta_generator.DeltaGenerator, what: str) -> None:
    try:
        code = (managing.reset if what == "reset" else managing.reactivate)(data.database(), page.person, held.code)
    except TrackerError as error:
        accounts_code.refused(place, page.words, error)
        return
    accounts_code.tell(place, page.words, {held.code: code})


def _save(page: Page, seen: Account, prefix: str) -> None:
    name, email = (str(st.session_state.get(f"{prefix}_{part}") or "") for part in ("name", "email"))
    _change(page, seen, replace(seen, name=name, email=email or None))


def _drop(page: Page, seen: Account, dropped: Grant) -> None:
    _change(page, seen, replace(seen, grants=tuple(one for one in seen.grants if one != dropped)))


def _grant(page: Page, seen: Account, prefix: str) -> None:
    said = [st.session_state.get(f"{prefix}_{part}") for part in ("role", "unit", "from", "to")]
    if said[0]:
        _change(page, seen, replace(seen, grants=(*seen.grants, accounts_new.GrantFields(*said).grant())))  # type: ignore[arg-type]


def _change(page: Page, seen: Account, wanted: Account) -> None:
    outcome.carry_out(page, lambda: managing.change(data.database(), page.person, seen, wanted), page.words("accounts.saved"))


def _deactivate(page: Page, held: Account) -> None:
    done = page.words("accounts.deactivated", name=held.name)
    outcome.carry_out(page, lambda: managing.deactivate(data.database(), page.person, held.code), done)


def _unlink(page: Page, issuer: str, subject: str) -> None:
    done = page.words("accounts.unlinked")
    outcome.carry_out(page, lambda: linking.forget(data.database(), page.person, issuer, subject), done)
