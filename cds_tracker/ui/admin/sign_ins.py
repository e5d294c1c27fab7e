"""The page of sign-ins: the sessions that go on, who is locked out, and the latest attempts."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from cds_tracker import settings
from cds_tracker.domain.people import Act
from cds_tracker.domain.text import key
from cds_tracker.store import attempts, sessions, sign_ins
from cds_tracker.store.attempts import Attempt, Limit
from cds_tracker.store.sessions import Limits, SignedIn
from cds_tracker.store.sign_ins import Locked
from cds_tracker.style import people
from cds_tracker.style.formats import ABSENT
from cds_tracker.ui import data, identity
from cds_tracker.ui.admin import outcome
from cds_tracker.ui.markup import block, show, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.workflows import ending_sessions

LISTED, MOST = 50, 200
OUTCOMES = ("all", "failed_one", "succeeded")
COLUMNS = ("at", "account", "way", "outcome", "address")


def limits() -> Limits:
    """How long a session goes on here."""
    given = settings.load()
    return Limits(timedelta(minutes=given.idle_minutes), timedelta(hours=given.session_hours))


def draw(page: Page) -> None:
    """Numbers, who is locked, sessions with their end, attempts."""
    outcome.draw()
    limit = Limit(settings.load().failures)
    with data.database().read() as connection:
        going, locked = sessions.going_on(connection, limits()), sign_ins.locked(connection, limit)
        failed, tried = sign_ins.failures(connection), attempts.listed(connection, MOST)
    words = page.words
    counts = {"open": len(going), "failed": failed, "locked": len(locked)}
    told = "".join(f"<span><b>{count}</b> {text(words(f'sign_ins.{name}'))}</span>" for name, count in counts.items())
    show(f'<p class="cds-counts">{told}</p>')
    if locked:
        show(_locked(page, locked, limit))
    with st.container(horizontal=True, vertical_alignment="bottom", key="sign_in_filters"):
        q = st.text_input(words("sign_ins.search"), key="sign_in_q", max_chars=100, width=260)
        said = st.selectbox(
            words("sign_ins.outcome"),
            OUTCOMES,
            format_func=lambda one: words(f"sign_ins.{one}"),
            key="sign_in_outcome",
            width=200,
        )
    _sessions(page, [one for one in going if key(q or "") in key(f"{one.account} {one.name} {one.address or ''}")])
    chosen = [one for one in tried if key(q or "") in key(f"{one.account or ''} {one.address or ''}")]
    show(_attempts(page, [one for one in chosen if said == "all" or one.succeeded == (said == "succeeded")]))


def _locked(page: Page, locked: Sequence[Locked], limit: Limit) -> str:
    words = page.words
    rows = "".join(
        f"<tr><td>{text(one.account or words('sign_ins.nobody'))}</td>"
        f"<td>{text(words('sign_ins.failures', count=one.failures))}</td>"
        f"<td>{text(people.moment(one.last_at))}</td></tr>"
        for one in locked
    )
    about = text(words("sign_ins.locked_help", failures=limit.failures, minutes=limit.minutes))
    return block(words("sign_ins.locked_now"), f'<table class="cds-table"><tbody>{rows}</tbody></table>', about)


def _sessions(page: Page, going: Sequence[SignedIn]) -> None:
    words, own = page.words, identity.session()
    with st.container(border=True, key="sign_in_sessions"):
        show(f'<h2 class="cds-title">{text(words("sign_ins.sessions", count=len(going)))}</h2>')
        if not going:
            show(empty(words("sign_ins.no_sessions")))
        for one in going[:LISTED]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"session_{one.reference}"):
                show(described(page, one, one.reference == own))
                if page.may(Act.ADMINISTER) and one.reference != own:
                    st.button(
                        words("sign_ins.end"), key=f"end_{one.reference}", type="tertiary", on_click=_end, args=(page, one)
                    )
        if len(going) > LISTED:
            show(f'<p class="cds-sub">{text(words("sign_ins.more", count=len(going) - LISTED))}</p>')


def described(page: Page, one: SignedIn, is_own: bool, named: bool = True) -> str:
    """A session in two lines: who, and since when, from where."""
    words = page.words
    mark = f' <span class="cds-tag">{text(words("sign_ins.this"))}</span>' if is_own else ""
    browser = people.browser(one.agent) or words("sign_ins.no_browser")
    who = f"{text(one.name)} <small>{text(one.account)}</small>" if named else text(browser)
    way = words(f"sign_ins.way_{one.way}")
    since = words("sign_ins.since", at=people.moment(one.created_at), seen=people.moment(one.seen_at))
    rest = [way, since, one.address or ABSENT] + ([browser] if named else [])
    return f'<div class="cds-session"><b>{who}</b>{mark}<small>{text(" · ".join(rest))}</small></div>'


def _attempts(page: Page, chosen: Sequence[Attempt]) -> str:
    words = page.words
    if not chosen:
        return block(words("sign_ins.attempts"), empty(words("sign_ins.no_attempts")))
    head = "".join(f'<th scope="col">{text(words(f"sign_ins.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_attempt(page, one) for one in chosen)
    table = f'<table class="cds-table cards"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return block(words("sign_ins.attempts"), table, text(words("sign_ins.attempts_help", count=MOST)))


def _attempt(page: Page, one: Attempt) -> str:
    words, said = page.words, "succeeded" if one.succeeded else "failed_one"
    cells = {
        "at": text(people.moment(one.at)),
        "account": text(one.account or words("sign_ins.nobody")),
        "way": text(words(f"sign_ins.way_{one.way}")),
        "outcome": f'<span class="cds-tag">{text(words(f"sign_ins.{said}"))}</span>',
        "address": text(one.address or ABSENT),
    }
    label = {name: f' data-name="{text(words(f"sign_ins.{name}"))}"' for name in cells}
    return "<tr>" + "".join(f"<td{label[name]}>{body}</td>" for name, body in cells.items()) + "</tr>"


def _end(page: Page, one: SignedIn) -> None:
    done = page.words("sign_ins.ended", name=one.name)
    outcome.carry_out(page, lambda: ending_sessions.end(data.database(), page.person, one.reference, limits()), done)
