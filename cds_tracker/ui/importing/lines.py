"""Uploads, a line each: the file, its unit, where it stands, what it comes to; renewed while any of them is being read."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.style.problems import message, refusal
from cds_tracker.style.rows import row_name
from cds_tracker.style.words import Words
from cds_tracker.ui import data
from cds_tracker.ui.act.report_draft import at
from cds_tracker.ui.importing import progress, steps
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_proofs import file_size
from cds_tracker.workflows import uploading
from cds_tracker.workflows.uploading import Progress

EVERY = 1.5  # seconds
COLUMNS = ("file", "unit", "state", "counts", "open")
TOLD = ("new", "changed", "conflicts", "unresolved", "problems")  # of the counts, where there are any
SHAPES = {
    "waiting": "◌", "working": "◔", "refused": "▲", "pending": "◷", "applied": "●", "nothing": "○", "rejected": "✕",
    "discarded": "–", "undone": "↺",
}  # fmt: skip
ROWS = 8  # of a folded list that are open
Listed = Callable[[], Sequence[Upload]]
Head = Callable[[Sequence[Upload], Mapping[int, Progress]], str]


def draw(page: Page, listed: Listed, head: Head, folded: bool = False) -> None:
    """The lines below their ``head``; nothing where there are none. Renewed by itself until nothing is being read. ``folded``:
    of many only the first are open."""
    first = listed()
    busy = bool(working(first))

    @st.fragment(run_every=EVERY if busy else None)
    def lines() -> None:
        found = listed()
        now = working(found)
        if busy and not now:
            st.rerun()
        if found:
            rest = _rest(page, found[ROWS:], now) if len(found) > ROWS + 2 and folded else ""
            show(head(found, now) + table(page, found[:ROWS] if rest else found, now) + rest)

    lines()


def working(uploads: Sequence[Upload]) -> dict[int, Progress]:
    """Those that are being read, compared or applied at this moment."""
    found = {one.number: uploading.progress(one.number) for one in uploads if one.state == "waiting"}
    return {place: now for place, now in found.items() if now is not None and now.busy}


def table(page: Page, uploads: Sequence[Upload], now: Mapping[int, Progress]) -> str:
    """Safe markup."""
    words = page.words
    head = "".join(f'<th scope="col">{text(words(f"import_lines.column.{name}"))}</th>' for name in COLUMNS)
    rows = "".join(_row(page, one, now.get(one.number)) for one in uploads)
    return f'<table class="cds-table cards cds-uploads"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def badge(words: Words, state: str) -> str:
    """Where an upload stands: a shape and a word."""
    said = text(words(f"import_lines.state.{state}"))
    return f'<span class="cds-tag u-{text(state)}"><i aria-hidden="true">{SHAPES[state]}</i> {said}</span>'


def counts(words: Words, found: Mapping[str, object]) -> str:
    """What an upload comes to, in one line of plain text."""
    told = [
        words(f"import_lines.count.{name}", count=number(count, words.language))
        for name in TOLD
        if isinstance(count := found.get(name), int) and count
    ]
    return " · ".join(told) or (words("import_lines.count.none") if found else "–")


def not_accepted(words: Words, upload: Upload) -> list[str]:
    """The rows that the focal unit left out when it accepted the others, as plain text."""
    left = upload.counts.get("not_accepted")
    rows = [int(place[1]) for place in left] if isinstance(left, list) else []
    absent = words("uploads.approve.absent")
    return [words("importing.problems.row", row=row_name(words, row)) if row else absent for row in rows]


def _rest(page: Page, uploads: Sequence[Upload], now: Mapping[int, Progress]) -> str:
    count = text(page.words("import_lines.rest", count=number(len(uploads), page.lang)))
    return f'<details class="cds-more-of"><summary>{count}</summary>{table(page, uploads, now)}</details>'


def _row(page: Page, one: Upload, now: Progress | None) -> str:
    words = page.words
    when = words("import_lines.when", at=at(one.recorded_at), size=file_size(one.size, page.lang))
    state, told = badge(words, one.state), text(counts(words, one.counts))
    if now is not None:
        state = badge(words, "working")
        running = "" if now.stage == "waiting" else progress.bar(words, now)
        told = f"{text(progress.said(words, now))}{running}"
    elif why := _why(words, one):
        told = f'<span class="cds-clamp">{text(why)}</span>'
    label = words(f"import_lines.act.{one.state if one.state in ('waiting', 'refused') else 'other'}")
    to = link(steps.address(page, one.number), text(label), "cds-more", f"{label}: {one.file}")
    return (
        f'<tr><td class="c-file"><span class="cds-clamp">{text(one.file)}</span><small>{text(when)}</small></td>'
        f'<td class="c-unit">{unit(page, one)}</td><td class="c-state">{state}</td>'
        f'<td class="c-counts">{told}</td><td class="c-open">{to}</td></tr>'
    )


def _why(words: Words, one: Upload) -> str:
    """Why a file could not be read, or reading it failed; nothing where it was read."""
    if one.problem is not None:
        return message(words, one.problem)
    told = uploading.progress(one.number) if one.state == "waiting" and not one.counts else None
    return refusal(words, told.error) if told is not None and told.error is not None else ""


def unit(page: Page, one: Upload) -> str:
    """Whose file it is, as said when it was brought; else as its rows tell, which is marked; safe markup."""
    lead, registry = one.counts.get("lead"), data.registry(page.revision)
    if one.unit:
        return text(registry.name(one.unit, page.as_of))
    if isinstance(lead, str):
        by_rows = text(page.words("import_lines.by_rows"))
        return f"{text(registry.name(lead, page.as_of))}<small>{by_rows}</small>"
    known = "no_one_unit" if one.counts else "no_unit"
    return f'<span class="quiet">{text(page.words(f"import_lines.{known}"))}</span>'
