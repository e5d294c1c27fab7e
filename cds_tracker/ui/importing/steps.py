"""The journey of a file, from its choice to what came of it: four steps, each with an address of its own, so that it can be
left and found again."""

import streamlit as st

from cds_tracker.domain.reading import Reading
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import day
from cds_tracker.ui import links
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.page import Page

STEPS = ("file", "table", "changes", "result")
FILE, TABLE, CHANGES, RESULT = STEPS
SURE = ("exact", "chosen", "remembered")
UPLOAD, STEP, BATCH = "upload", "step", "batch"
OPEN = ("waiting", "refused")  # states of an upload about which nothing is decided


def address(page: Page, upload: int | None = None, step: str | None = None, batch: str | None = None) -> str:
    """The journey of an upload at a step, the files of a batch, or the beginning."""
    said = {UPLOAD: str(upload) if upload else "", STEP: step or "", BATCH: batch or ""}
    return links.address(page.entry.slug, {**page.filters.context().to_query(), **{k: v for k, v in said.items() if v}})


def number(name: str = UPLOAD) -> int | None:
    """The upload that the address names."""
    written = st.query_params.get(name, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None


def chosen(reading: Reading, open_: int) -> str:
    """The step to show of a file that was read: of the address, else the one where a person is needed first. A file whose
    every column is certain, as with a template or a form that was confirmed before, goes straight on to its changes.
    ``open_``: how many questions have no answer."""
    if reading.refused:
        return TABLE
    asked = st.query_params.get(STEP, "")
    if asked in (TABLE, CHANGES):
        return asked
    columns = [column for sheet in reading.sheets if sheet.picture for column in sheet.picture.columns]
    moved = any(column.reason == "heading_changed" for column in columns)
    known = any(column.certainty == "remembered" for column in columns)
    sure = all(column.certainty in SURE for column in columns)
    return TABLE if open_ or moved or not (sure or known) else CHANGES


def go(step: str) -> None:
    """In a callback: to another step."""
    st.query_params[STEP] = step


def heading(page: Page, upload: Upload | None, step: str, ahead: bool = False) -> None:
    """Where one is: the steps, and below them the file with its plan and its day. ``ahead``: the changes can be seen."""
    words = page.words
    items = []
    for place, name in enumerate(STEPS, 1):
        here = ' aria-current="step"' if name == step else ""
        said = f'<b aria-hidden="true">{place}</b> <span>{text(words(f"import_steps.{name}"))}</span>'
        to = _reachable(page, upload, step, name) if ahead or name in (FILE, TABLE) else None
        items.append(f"<li{here}>{link(to, said)}</li>")
    label = text(words("import_steps.label"))
    show(f'<nav class="cds-journey" aria-label="{label}"><ol>{"".join(items)}</ol></nav>{_file(page, upload)}')


def _reachable(page: Page, upload: Upload | None, step: str, name: str) -> str | None:
    """Where a step leads; nowhere for the one that is shown, and for those that are not yet, or not any more."""
    if name == step or upload is None:
        return None
    if name == FILE:
        return address(page)
    return address(page, upload.number, name) if step in (TABLE, CHANGES) and name in (TABLE, CHANGES) else None


def _file(page: Page, upload: Upload | None) -> str:
    if upload is None:
        return ""
    names = {plan.code: plan.title or plan.number or plan.code for plan in page.plans}
    plan = names.get(upload.plan) or page.words("import_steps.new_plan", code=upload.plan)
    told = page.words("import_steps.about", day=day(upload.effective_on), plan=plan)
    return f'<p class="cds-file"><b>{text(upload.file)}</b> <span>{text(told)}</span></p>'
