"""The second step of an import: what was understood, put right where need be; read anew, or gone on with."""

import hashlib
import json
from dataclasses import replace

import streamlit as st

from cds_tracker.domain.choices import Directions
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act
from cds_tracker.store.layouts import Layout
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, task_data, telling
from cds_tracker.ui.importing import questions, start, steps, understood
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import uploading
from cds_tracker.workflows.uploading import Prepared


def draw(page: Page, prepared: Prepared) -> None:
    """What was understood, and the bar that goes on from it."""
    held = prepared.upload.choices.directions
    prefix = f"import_{prepared.upload.number}_{_digest(held)}"  # what is chosen on the page is forgotten once it is read by
    said, sound = understood.draw(page, prefix, prepared.reading, held, _known(prepared))
    changed = said != held and decides(page, prepared.upload)
    if changed or not prepared.preview.reading.refused:
        with st.container(horizontal=True, vertical_alignment="center", key="import_bar"):
            if changed:
                _read(page, prepared.upload, said, sound)
            else:
                _go_on(page, prepared, held)


def decides(page: Page, upload: Upload) -> bool:
    """Whether the reader may say anything about an upload: whoever brought it, and admins. The workflow asks again."""
    return upload.author == page.person.account or page.may(Act.ADMINISTER)


def not_yours(page: Page, upload: Upload) -> str:
    """Whose decision it is; nothing for whoever decides. Safe markup."""
    if decides(page, upload):
        return ""
    name = task_data.names(page.filters, page.revision).author(upload.author)
    return notice(page.words("import_understood.not_yours"), page.words("import_understood.not_yours_body", by=name))


def place(upload: int) -> str:
    """Where what came of an act on an upload is told."""
    return f"import-{upload}"


def read_again(page: Page, upload: Upload, said: Directions, password: str | None = None) -> None:
    """In a callback: read the file anew as it was said."""
    database = data.database()
    try:
        if said != upload.choices.directions:
            uploading.choose(database, upload.number, page.person, replace(upload.choices, directions=said))
        uploading.start(database, start.folder(), upload.number, page.person, password)
        steps.go(steps.TABLE)
    except TrackerError as error:
        telling.tell(place(upload.number), page.words("import_understood.not_read"), refusal(page.words, error), "error")


def _read(page: Page, upload: Upload, said: Directions, sound: bool) -> None:
    words = page.words
    st.button(
        words("import_understood.again"), type="primary", key="import_again", disabled=not sound, on_click=read_again,
        args=(page, upload, said),
    )  # fmt: skip
    show(f'<p class="cds-sub">{text(words("import_understood.changed"))}</p>')


def _go_on(page: Page, prepared: Prepared, held: Directions) -> None:
    words, left = page.words, len(questions.open_questions(prepared.reading, held))
    to = (steps.CHANGES,)
    st.button(words("import_understood.go_on"), type="primary", key="import_go_on", on_click=steps.go, args=to)
    count = number(left, page.lang)
    told = words("import_understood.unanswered", count=count) if left else words("import_understood.remember")
    show(f'<p class="cds-sub">{text(told)}</p>')


def _known(prepared: Prepared) -> Layout | None:
    """The form of the file as it was last confirmed, if it was."""
    forms = {sheet.layout for sheet in prepared.reading.sheets}
    return next((one for one in uploading.remembered(data.database(), prepared.upload) if one.fingerprint in forms), None)


def _digest(said: Directions) -> str:
    return hashlib.sha256(json.dumps(said.to_json(), sort_keys=True).encode()).hexdigest()[:8]
