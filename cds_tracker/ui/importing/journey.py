"""A file on its way: chosen, being read, refused, understood, compared, decided; the page shows where it is."""

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.uploads import Upload
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, telling
from cds_tracker.ui.importing import progress as import_progress
from cds_tracker.ui.importing import questions as import_questions
from cds_tracker.ui.importing import refused as import_refused
from cds_tracker.ui.importing import result as import_result
from cds_tracker.ui.importing import start as import_start
from cds_tracker.ui.importing import steps as import_steps
from cds_tracker.ui.importing import table as import_table
from cds_tracker.ui.importing import waiting as import_waiting
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
    asked = import_steps.number()
    if asked is None:
        import_steps.heading(page, None, import_steps.FILE)
        import_waiting.batch(page)
        import_start.draw(page)
        import_waiting.draw(page)
        return
    try:
        upload = uploading.find(data.database(), asked, page.person)
    except Refused:
        show(notice(page.words("importing.missing"), page.words("importing.missing_body"), "warning", again(page)))
        return
    if upload.state not in import_steps.OPEN:
        import_steps.heading(page, upload, import_steps.RESULT)
        telling.shown(import_table.place(upload.number))
        import_result.outcome(page, upload)
    else:
        _open(page, upload)


def again(page: Page) -> str:
    """The way back to the beginning; safe markup."""
    return link(import_steps.address(page), text(page.words("importing.again")), "cds-more")


def _open(page: Page, upload: Upload) -> None:
    """An upload about which nothing is decided yet."""
    told = import_table.place(upload.number)
    try:
        prepared = _prepared(page, upload)
    except TrackerError as error:
        import_steps.heading(page, upload, import_steps.FILE)
        show(notice(page.words("import_refused.title", file=upload.file), refusal(page.words, error), "error", again(page)))
        if error.key.startswith("accept_") and import_table.decides(page, upload):
            decision.forget(page, upload)
        return
    if prepared is None:
        import_steps.heading(page, upload, import_steps.TABLE)
        import_progress.draw(page, upload.number)
        return
    left = len(import_questions.open_questions(prepared.reading, upload.choices.directions))
    step = import_steps.chosen(prepared.reading, left)
    import_steps.heading(page, prepared.upload, step, ahead=not prepared.preview.reading.refused)
    telling.shown(told)
    if prepared.preview.reading.refused:
        import_refused.draw(page, prepared, import_table.read_again)
    if prepared.reading.sheets or not prepared.preview.reading.refused:
        (import_table if step == import_steps.TABLE else import_result).draw(page, prepared)


def _prepared(page: Page, upload: Upload) -> Prepared | None:
    """``None`` while it is being read, also anew: then what was read before does not hold."""
    found = uploading.prepared(data.database(), import_start.folder(), upload.number, page.person, wait=AT_ONCE)
    now = uploading.progress(upload.number)
    return None if now is not None and now.busy else found
