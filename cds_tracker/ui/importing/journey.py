"""A file on its way: chosen, being read, refused, understood, compared, decided; the page shows where it is."""

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.uploads import Upload
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, telling
from cds_tracker.ui.importing import progress, questions, refused, result, start, steps, table, waiting
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.review import decision
from cds_tracker.workflows import uploading
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.uploading import Prepared

AT_ONCE = 0.4  # seconds in which a small file is there without a word of waiting


def draw(page: Page) -> None:
    """The step of the upload that the address names; without one the beginning."""
    asked = steps.number()
    if asked is None:
        steps.heading(page, None, steps.FILE)
        waiting.batch(page)
        start.draw(page)
        waiting.draw(page)
        return
    try:
        upload = uploading.find(data.database(), asked, page.person)
    except Refused:
        show(notice(page.words("importing.missing"), page.words("importing.missing_body"), "warning", again(page)))
        return
    if upload.state not in steps.OPEN:
        steps.heading(page, upload, steps.RESULT)
        telling.shown(table.place(upload.number))
        result.outcome(page, upload)
    else:
        _open(page, upload)


def again(page: Page) -> str:
    """The way back to the beginning; safe markup."""
    return link(steps.address(page), text(page.words("importing.again")), "cds-more")


def _open(page: Page, upload: Upload) -> None:
    """An upload about which nothing is decided yet."""
    told = table.place(upload.number)
    try:
        prepared = _prepared(page, upload)
    except TrackerError as error:
        steps.heading(page, upload, steps.FILE)
        show(notice(page.words("import_refused.title", file=upload.file), refusal(page.words, error), "error", again(page)))
        if error.key.startswith("accept_") and table.decides(page, upload):
            decision.forget(page, upload)
        return
    if prepared is None:
        steps.heading(page, upload, steps.TABLE)
        progress.draw(page, upload.number)
        return
    left = len(questions.open_questions(prepared.reading, upload.choices.directions))
    step = steps.chosen(prepared.reading, left)
    steps.heading(page, prepared.upload, step, ahead=not prepared.preview.reading.refused)
    telling.shown(told)
    if prepared.preview.reading.refused:
        refused.draw(page, prepared, table.read_again)
    if prepared.reading.sheets or not prepared.preview.reading.refused:
        (table if step == steps.TABLE else result).draw(page, prepared)


def _prepared(page: Page, upload: Upload) -> Prepared | None:
    """``None`` while it is being read, also anew: then what was read before does not hold."""
    found = uploading.prepared(data.database(), start.folder(), upload.number, page.person, wait=AT_ONCE)
    now = uploading.progress(upload.number)
    return None if now is not None and now.busy else found
