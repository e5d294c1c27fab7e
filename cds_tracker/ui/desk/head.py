"""The top of a desk: how much awaits the unit, each count a jump to its list, and the unit beside the ministry."""

from cds_tracker.insights import desk as insight
from cds_tracker.insights.desk import Beside, Part
from cds_tracker.insights.filters import Filters
from cds_tracker.style.formats import number, percent
from cds_tracker.ui import data, links
from cds_tracker.ui.desk import problems
from cds_tracker.ui.desk.desk import Desk
from cds_tracker.ui.header import stamp
from cds_tracker.ui.markup import block, link, text

ORDER = ("awaiting", "problems", "due", "next_step", "silent", "asked", "requested")
TOLD = ("awaiting", "next_step", "asked", "due", "silent")  # what the title names first
MOST = 2


def draw(desk: Desk) -> None:
    """Both blocks side by side, one under another on a phone."""
    desk.page.show(f"desk {desk.unit} head", lambda: markup(desk))


def markup(desk: Desk) -> str:
    """The same as markup."""
    return f'<div class="cds-grid even cds-desk-head">{_waiting(desk)}{_beside(desk)}</div>'


def _waiting(desk: Desk) -> str:
    words, found = desk.page.words, counts(desk)
    lines = "".join(_count(desk, name, found[name]) for name in ORDER)
    sub = f"{text(words('desk.sub'))} · {stamp(desk.page)}"
    return block(finding(desk, found), f'<nav class="cds-waits">{lines}</nav>', sub)


def counts(desk: Desk) -> dict[str, int]:
    """How much awaits the unit, by name."""
    last = problems.upload(desk)
    return {name: len(desk.tasks(filters)) for name, filters in desk.waiting.items()} | {
        "problems": len(last.problems) if last else 0
    }


def finding(desk: Desk, found: dict[str, int]) -> str:
    """The sentence at the top: what presses most."""
    words = desk.page.words
    told = [words(f"desk.finding.{name}", count=number(found[name], desk.page.lang)) for name in TOLD if found[name]]
    if not told:
        return words("desk.finding.nothing", unit=desk.name)
    return words("desk.finding.title", unit=desk.name, told=", ".join(told[:MOST]))


def _count(desk: Desk, name: str, count: int) -> str:
    kind = "" if count else ' class="zero"'
    body = f'<b class="cds-num">{number(count, desk.page.lang)}</b><span>{text(desk.page.words(f"desk.count.{name}"))}</span>'
    return f'<a href="#desk-{name}"{kind}>{body}</a>'


def _beside(desk: Desk) -> str:
    page, words = desk.page, desk.page.words
    frame, registry = data.frame(page.filters, page.revision), data.registry(page.revision)
    rows = insight.beside(frame, page.filters, desk.unit, registry)
    body = "".join(_measure(desk, row) for row in rows)
    sub = f"{text(words('desk.beside.sub'))} · {stamp(page)}"
    return block(_compared(desk, rows[0]), f'<div class="cds-beside">{body}</div>', sub)


def _compared(desk: Desk, row: Beside) -> str:
    """The finding: the official rate of the unit beside that of the ministry."""
    words, own, whole = desk.page.words, row.unit.rate.percent, row.ministry.rate.percent
    if own is None or whole is None:
        return words("desk.beside.title")
    name = "above" if own > whole else "below" if own < whole else "equal"
    said = {"own": percent(own, words.language), "whole": percent(whole, words.language)}
    return words(f"desk.beside.{name}", **said)


def _measure(desk: Desk, row: Beside) -> str:
    words = desk.page.words
    name = f'<h3>{text(words(f"desk.measure.{row.name}"))}</h3>'
    return name + _bar(desk, "unit", row.unit) + _bar(desk, "ministry", row.ministry)


def _bar(desk: Desk, whose: str, part: Part) -> str:
    words, rate = desk.page.words, part.rate
    width = f"{rate.percent:.2f}%" if rate.percent is not None else "0"
    counted = f"{_listed(desk, part.top, rate.numerator)}/{_listed(desk, part.bottom, rate.denominator)}"
    end = f"<b>{percent(rate.percent, words.language)}</b> {counted}"
    who = f'<span class="who">{text(words(f"desk.whose.{whose}"))}</span>'
    track = f'<span class="track" aria-hidden="true"><i style="width:{width}"></i></span>'
    return f'<p class="{whose}">{who}{track}<span class="end">{end}</span></p>'


def _listed(desk: Desk, filters: Filters | None, count: int) -> str:
    return link(links.listing(filters), number(count, desk.page.lang))
