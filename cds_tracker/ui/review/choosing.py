"""Decisions about an upload, kept as soon as they are made; the file is then compared anew."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

import streamlit as st

from cds_tracker.domain.choices import Choices
from cds_tracker.domain.errors import TrackerError
from cds_tracker.store.uploads import Upload
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, telling
from cds_tracker.ui.importing import start, steps, table
from cds_tracker.ui.page import Page
from cds_tracker.workflows import uploading
from cds_tracker.workflows.uploading import Prepared

Decide = Callable[[Choices], Choices]


def choose(page: Page, prepared: Prepared, decide: Decide) -> None:
    """In a callback: keep what ``decide`` makes of the decisions so far."""
    _choose(page, prepared.upload, decide, prepared.preview.base)


def take_back(page: Page, upload: Upload, decide: Decide) -> None:
    """The same where nothing is shown that it could be about."""
    _choose(page, upload, decide, None)


def _choose(page: Page, upload: Upload, decide: Decide, shown: int | None) -> None:
    def act() -> None:
        database = data.database()
        held = uploading.find(database, upload.number, page.person).choices
        uploading.choose(database, upload.number, page.person, decide(held), shown)
        uploading.start(database, start.folder(), upload.number, page.person)

    attempt(page, upload, act)
    steps.go(steps.CHANGES)


def correct(page: Page, prepared: Prepared, boxes: Mapping[tuple[str, str], str]) -> None:
    """In a callback: cells (sheet and address) say what stands in these boxes now; a box left blank changes nothing."""
    said = {place: str(st.session_state.get(box) or "").strip() for place, box in boxes.items()}

    def decide(held: Choices) -> Choices:
        corrections = {sheet: dict(cells) for sheet, cells in held.directions.corrections.items()}
        for (sheet, cell), words in said.items():
            if words:
                corrections.setdefault(sheet, {})[cell] = words
        return replace(held, directions=replace(held.directions, corrections=corrections))

    choose(page, prepared, decide)


def attempt(page: Page, upload: Upload, act: Callable[[], object]) -> None:
    """In a callback: do it, or tell why not."""
    try:
        act()
    except TrackerError as error:
        telling.tell(table.place(upload.number), page.words("import_result.failed"), refusal(page.words, error), "error")


def state(box: str) -> Any:
    """What a widget holds."""
    return cast(Any, st.session_state.get(box))
