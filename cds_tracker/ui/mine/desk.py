"""Việc của tôi, from top to bottom."""

import streamlit as st

from cds_tracker.domain.people import Act, may_do, standing
from cds_tracker.store import tasks
from cds_tracker.ui import data, identity, links
from cds_tracker.ui.act import drafting, report_draft, report_outcome
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.mine import choosing, listing, own
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page

FEW = 5


def draw(page: Page) -> None:
    """The choices, the list, and what needs another's help."""
    report_outcome.draw(page)
    if not page.is_present:
        show(notice(page.words("mine.past.title"), page.words("mine.past.body"), "warning"))
    tab, whose = choosing.draw(page)
    listing.draw(page, own.listed(page, tab, whose), tab)
    if tab == own.TABS[0]:
        _named(page)
    _stranded(page)


def _named(page: Page) -> None:
    """Tasks that a file gives to the reader by name, but nobody to the reader's account."""
    found = own.named(page)
    if not found:
        return
    words = page.words
    titles = [link(links.task(task["id"], page.filters), text(task["title"] or words("tasks.untitled"))) for task in found]
    items = "".join(f"<li><span class='cds-clamp one'>{title}</span></li>" for title in titles[:FEW])
    title = words("mine.named.title", count=len(found))
    body = words("mine.named.body", login=page.person.account)
    show(notice(title, body, "warning", f'<ul class="cds-mine-named">{items}</ul>'))


def _stranded(page: Page) -> None:
    """Drafts about tasks on which their author may not report any more."""
    kept = drafting.mine(page.person)
    if not kept:
        return
    rollup = identity.rollup(page.revision)
    with data.database().read() as connection:
        held = tasks.some(connection, kept)
    for number, draft in kept.items():
        if number in held and may_do(page.person, Act.REPORT, standing(held[number], rollup), rollup):
            continue
        with st.container(border=True, key=f"mine-stranded-{number}"):
            title = page.words("mine.stranded.title", number=number, at=report_draft.at(draft.saved_at))
            show(notice(title, page.words("mine.stranded.body"), "warning"))
            report_draft.to_copy(page, draft)
            drop = page.words("mine.draft.drop")
            st.button(drop, key=f"mine-stranded-drop-{number}", on_click=drafting.drop, args=(number,))
