"""The plan along the calendar: months, quarters, and the days of one month."""

import re
from datetime import date

import streamlit as st

from cds_tracker.domain.periods import later, month_of
from cds_tracker.insights import horizon
from cds_tracker.insights.horizon import Day
from cds_tracker.style.formats import month as month_name
from cds_tracker.style.formats import number
from cds_tracker.ui import data, links
from cds_tracker.ui.bars import piece
from cds_tracker.ui.header import stamp
from cds_tracker.ui.legend import legend
from cds_tracker.ui.markup import block, link, text
from cds_tracker.ui.months import months
from cds_tracker.ui.page import Page
from cds_tracker.ui.stack import segments

MONTHS = (5, 6)  # behind and ahead
QUARTERS = (2, 3)


def asked_month(page: Page) -> str:
    """The month of the calendar: of the address, else the one that holds the day."""
    asked = st.query_params.get("month", "")
    return asked if re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", asked) else month_of(page.as_of)


def periods_of(page: Page) -> str:
    """Months and quarters around the day, side by side."""
    frame, registry = data.counted(page.filters, page.revision, page.scope), data.registry(page.revision)
    left = horizon.periods(frame, page.filters, registry, page.as_of, *MONTHS)
    right = horizon.periods(frame, page.filters, registry, page.as_of, *QUARTERS, quarters=True)
    words, sub = page.words, f"{text(page.words('ui.months.sub'))} · {stamp(page)}"
    first = block(words("ui.deadline.months"), legend(words) + months(words, left, page.as_of), sub)
    second = block(words("ui.deadline.quarters"), months(words, right, page.as_of), sub)
    return f'<div class="cds-grid">{first}{second}</div>'


def calendar_of(page: Page, month: str) -> str:
    """A month as weeks, Monday first; each day says how many tasks fall due, and opens them."""
    words = page.words
    frame, registry = data.counted(page.filters, page.revision, page.scope), data.registry(page.revision)
    days = {found.day: found for found in horizon.calendar(frame, page.filters, registry, month)}
    names = "".join(f'<th scope="col">{text(words(f"ui.weekday.d{place}"))}</th>' for place in range(1, 8))
    rows = "".join(
        f"<tr>{''.join(_day(page, day, month, days.get(day)) for day in week)}</tr>" for week in horizon.weeks(month)
    )
    table = f'<table class="cds-calendar"><thead><tr>{names}</tr></thead><tbody>{rows}</tbody></table>'
    title = words("ui.deadline.calendar", month=month_name(month, words))
    total = sum(found.counts.total for found in days.values())
    sub = f"{text(words('ui.deadline.calendar_sub', count=number(total, page.lang)))} · {stamp(page)}"
    return block(title, _turn(page, month) + table, sub)


def _turn(page: Page, month: str) -> str:
    told = []
    for steps, arrow in ((-1, "← {}"), (1, "{} →")):
        other = later(month, steps)
        address = links.address(page.entry.slug, {**page.filters.to_query(), "month": other})
        told.append(link(address, text(arrow.format(month_name(other, page.words))), "cds-more"))
    return f'<nav class="cds-turn">{"".join(told)}</nav>'


def _day(page: Page, day: date, month: str, found: Day | None) -> str:
    outside = " out" if month_of(day) != month else ""
    today = " today" if day == page.as_of else ""
    body = f'<span class="no">{day.day}</span>'
    if found and not outside:
        word = page.words("ui.deadline.task" if found.counts.total == 1 else "ui.deadline.tasks")
        told = f'{number(found.counts.total, page.lang)} <span class="word">{text(word)}</span>'
        count = link(links.listing(found.counts.filters), told)
        name = f"{day:%d/%m/%Y}"
        run = "".join(piece(page.words, name, part) for part in segments(found.counts) if part.count)
        body += f'<div class="due">{count}</div><div class="run">{run}</div>'
    return f'<td class="{outside}{today}">{body}</td>'
