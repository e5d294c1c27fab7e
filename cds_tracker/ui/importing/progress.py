"""A file that is being read: how far it is. It can be left and found again; when it is done the page goes on by itself."""

import streamlit as st

from cds_tracker.style.formats import percent
from cds_tracker.style.words import Words
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.workflows import uploading
from cds_tracker.workflows.uploading import Progress

EVERY = 0.7  # seconds
WHOLE = 100  # percent: of the file; its tasks are yet to be told apart
STAGES = ("reading", "comparing")  # one after the other; waiting and applying stand alone


def draw(page: Page, upload: int) -> None:
    """The progress of an upload, renewed until it is done."""

    @st.fragment(run_every=EVERY)
    def renewed() -> None:
        now = uploading.progress(upload)
        if now is None or not now.busy:
            st.rerun()
        show(markup(page.words, now))

    renewed()


def markup(words: Words, now: Progress) -> str:
    """A line for every stage, and a bar; safe markup."""
    stages = ("applying",) if now.stage == "applying" else STAGES
    place = stages.index(now.stage) if now.stage in stages else -1
    items = "".join(
        f'<li class="{"done" if at < place else "now" if at == place else "later"}">{text(_stage(words, name, now))}</li>'
        for at, name in enumerate(stages)
    )
    queued = f'<p class="cds-sub">{text(words("import_progress.waiting"))}</p>' if now.stage == "waiting" else ""
    return (
        f'<section class="cds-progress" role="status">{queued}<ol>{items}</ol>{bar(words, now)}'
        f'<p class="cds-sub">{text(words("import_progress.leave"))}</p></section>'
    )


def bar(words: Words, now: Progress) -> str:
    """How much is done as a bar; one that only moves where nobody knows how much there is."""
    label = text(words("import_progress.label"))
    if _share(now) in (0, WHOLE):
        return f'<div class="cds-bar unknown" role="progressbar" aria-label="{label}"><i></i></div>'
    share = _share(now)
    said = f'role="progressbar" aria-label="{label}" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{share}"'
    return f'<div class="cds-bar" {said}><i style="width:{share}%"></i></div>'


def said(words: Words, now: Progress) -> str:
    """The stage in one short line, with how much of it is done."""
    return _stage(words, now.stage, now)


def _stage(words: Words, name: str, now: Progress) -> str:
    if name != now.stage or not now.total or name == "waiting":
        return words(f"import_progress.{name}")
    if name == "reading" and _share(now) == WHOLE:
        return words("import_progress.understanding")
    return words(f"import_progress.{name}_of", percent=percent(_share(now), words.language, 0))


def _share(now: Progress) -> int:
    return min(WHOLE, round(100 * now.done / now.total)) if now.total else 0
