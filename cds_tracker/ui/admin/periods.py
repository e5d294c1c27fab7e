"""The reporting periods of a plan, year by year: cut-off, lock, and how much was reported in each."""

from datetime import date
from itertools import takewhile

import streamlit as st

from cds_tracker.domain.periods import Period, Reported, back_from, cutoff_of, reporting_period, since
from cds_tracker.domain.plan import Plan
from cds_tracker.store import periods as store
from cds_tracker.style import formats
from cds_tracker.style.formats import ABSENT, day, number
from cds_tracker.ui import data, links
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.workflows import locking

COLUMNS = ("period", "days", "cutoff", "reported", "state")


def draw(page: Page, plan: Plan) -> None:
    """The periods of one year, the latest first."""
    years = _years(page, plan)
    year = st.selectbox(page.words("admin.periods.year"), years, key="period_year", width=160)
    show(page_of(page, plan, int(year)))


def page_of(page: Page, plan: Plan, year: int) -> str:
    """The table of a year."""
    words = page.words
    held = {one.period.key: one for one in data.periods(page.revision) if one.plan == plan.code}
    found = [held.get(one.key) or Reported(plan.code, one, one.last) for one in in_year(plan, year, page.acts_on)]
    strangers = [
        one for key, one in held.items() if _year(one.period) == year and key not in {each.period.key for each in found}
    ]
    told = _reports(page, plan, year, [one.period for one in found])
    head = "".join(f'<th scope="col">{text(words(f"admin.periods.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_row(page, one, told.get(one.period.key)) for one in [*found, *strangers])
    table = f'<table class="cds-table cards cds-periods"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return block(
        words("admin.periods.title", rhythm=words(f"admin.rhythm.{plan.rhythm}").lower()),
        table,
        text(words("admin.periods.sub")),
    )


def in_year(plan: Plan, year: int, today: date) -> list[Period]:
    """The plan's periods of a year, up to the current one, the latest first."""
    latest = back_from(reporting_period(today, plan.rhythm), plan.rhythm)
    return [one for one in takewhile(lambda one: _year(one) >= year, latest) if _year(one) == year]


def _year(period: Period) -> int:
    return int(period.key[:4])


def _years(page: Page, plan: Plan) -> list[int]:
    now = _year(reporting_period(page.acts_on, plan.rhythm))
    begun = plan.issued_on.year if plan.issued_on else plan.year_from or now
    return list(range(now, min(begun, now) - 1, -1))


def _reports(page: Page, plan: Plan, year: int, found: list[Period]) -> dict[str, int]:
    """How many tasks were reported on in each period."""
    limits = locking.cutoffs(data.periods(page.revision), plan.code)
    spans = {one.key: (since(one, plan.rhythm, limits), cutoff_of(one, limits)) for one in found}

    def count() -> dict[str, int]:
        with data.database().read() as connection:
            return store.reports(connection, plan.id, spans)

    return data.kept(f"reports {year}", page.filters.context(), page.revision, count)


def _row(page: Page, one: Reported, reported: int | None) -> str:
    words = page.words
    address = links.address(page.entry.slug, {"ref": one.period.key, **page.filters.context().to_query()})
    own = one.cutoff != one.period.last
    cells = {
        "period": link(address, text(named(page, one)), "under"),
        "days": f"{day(one.period.first)} – {day(one.period.last)}",
        "cutoff": day(one.cutoff) + (f"<small>{text(words('admin.periods.own_cutoff'))}</small>" if own else ""),
        "reported": ABSENT if reported is None else text(words("admin.periods.tasks", count=number(reported, page.lang))),
        "state": state(page, one),
    }
    label = {name: "" if name == "period" else f' data-name="{text(words(f"admin.periods.{name}"))}"' for name in cells}
    return "<tr>" + "".join(f"<td{label[name]}>{body}</td>" for name, body in cells.items()) + "</tr>"


def named(page: Page, one: Reported) -> str:
    """The period as the name of a row or block."""
    name = formats.reporting_period(one.period.key, page.words)
    return name[:1].upper() + name[1:]


def state(page: Page, one: Reported) -> str:
    """Locked when and by whom, else open or not over yet; safe markup."""
    if one.locked_revision is not None:
        return text(page.words("admin.periods.locked", day=day(one.locked_on)))
    return text(page.words("admin.periods.running" if one.cutoff >= page.acts_on else "admin.periods.open"))
