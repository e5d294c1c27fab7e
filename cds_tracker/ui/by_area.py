"""Platform areas as bars, what has no area yet, and the plan's own sections."""

from collections.abc import Sequence
from dataclasses import replace

from cds_tracker.insights.document import area_name
from cds_tracker.insights.figures import titles
from cds_tracker.insights.filters import NONE
from cds_tracker.insights.rows import AreaRow, Counts, Figures
from cds_tracker.style.formats import clamp, number
from cds_tracker.ui import data, left_out, links
from cds_tracker.ui.bars import Bar, bars
from cds_tracker.ui.by_unit import total
from cds_tracker.ui.header import stamp
from cds_tracker.ui.legend import legend
from cds_tracker.ui.markup import block, link, text
from cds_tracker.ui.notices import empty
from cds_tracker.ui.page import Page
from cds_tracker.ui.stack import segments, shown

LISTED = 8


def classified(figures: Figures) -> bool:
    """Whether any task has an area."""
    return any(row.key and row.counts.total for row in figures.by_area)


def areas_of(page: Page, figures: Figures) -> str:
    """Every area that has tasks, done and all at the end of its bar."""
    words = page.words
    rows = [row for row in figures.by_area if row.counts.total]
    if not classified(figures):
        return block(words("charts.area.title"), empty(words("ui.areas.none")), stamp(page))
    named = legend(words, shown([row.counts for row in rows]))
    body = named + bars(words, [bar(page, row, short=False) for row in rows], "long")
    sub = f"{text(words('ui.areas.sub'))} · {stamp(page)}"
    return block(titles.areas(figures.by_area, words), body, sub, _unproved(page, rows))


def bar(page: Page, row: AreaRow, short: bool) -> Bar:
    """An area's bar with done/all at its end."""
    return Bar(area_name(row, page.words, short=short), segments(row.counts), row.counts.filters, share(page, row.counts))


def _unproved(page: Page, rows: Sequence[AreaRow]) -> str:
    """How many done tasks of each area have no evidence, each number a link to them."""
    words = page.words
    listed = [
        f"{text(area_name(row, words))} {link(links.listing(row.counts.of('without_evidence')), number(count, page.lang))}"
        for row in rows
        if (count := row.counts["without_evidence"])
    ]
    return f"{text(words('states.done_without_evidence'))}: {' · '.join(listed)}" if listed else ""


def share(page: Page, counts: Counts) -> str:
    """Done/all, each a link."""
    return f"{link(links.listing(counts.of('all_done')), number(counts['all_done'], page.lang))}/{total(page, counts)}"


def unclassified_of(page: Page, figures: Figures) -> str:
    """The tasks without an area: how many, and the first of them."""
    words = page.words
    row = next((row for row in figures.by_area if row.key is None and row.counts.total), None)
    if row is None:
        return ""
    readable = data.tasks(replace(page.filters, area=NONE, parts=False), page.revision, page.scope)
    found = readable.head(LISTED)
    named = zip(found["id"].tolist(), found["title"].tolist(), found["lead_names"].tolist(), strict=True)
    lines = "".join(
        f"<tr><td>{link(links.task(number_, page.filters), text(clamp(title or '', 160)))}</td><td>{text(lead or '')}</td></tr>"
        for number_, title, lead in named
    )
    count = number(row.counts.total, page.lang)
    every = link(links.listing(row.counts.filters), text(words("ui.areas.all", count=count)), "cds-more")
    title = words("ui.areas.unclassified", count=count)
    table = f'<table class="cds-table cards"><tbody>{lines}</tbody></table>' if lines else ""
    table += left_out.hidden(page, row.counts.total - len(readable))
    return block(title, table, f"{text(words('ui.areas.unclassified_sub'))} · {stamp(page)}", every)


def sections_of(page: Page) -> str:
    """The outermost sections of the plan, in its order, as far as the reader may read tasks of theirs."""
    whole = data.tasks(page.filters.context(), page.revision, page.scope)
    paths = list(dict.fromkeys(str(path).split(" / ")[0] for path in whole["section"].tolist() if path))
    if not paths:
        return ""
    counted = [(path, data.figures(replace(page.filters, section=path), page.revision, page.scope).counts) for path in paths]
    rows = [
        Bar(clamp(path, 90), segments(counts), counts.filters, share(page, counts)) for path, counts in counted if counts.total
    ]
    body = legend(page.words, shown([counts for _, counts in counted])) + bars(page.words, rows, "long")
    note = "" if page.scope.whole else f'<p class="cds-sub">{text(page.words("scope.sections"))}</p>'
    return block(page.words("ui.sections.title"), body + note, f"{text(page.words('ui.areas.sub'))} · {stamp(page)}")
