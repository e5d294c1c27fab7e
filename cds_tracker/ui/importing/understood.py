"""What was understood of a file, to be looked at and put right: questions, the picture of each sheet, its columns, and which
rows are no tasks."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import Reading, Sheet, Skipped
from cds_tracker.store.layouts import Layout
from cds_tracker.style.formats import number
from cds_tracker.style.words import Words
from cds_tracker.ui.act.report_draft import at
from cds_tracker.ui.importing import mapping, picture, questions
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page

MOST = 60  # rows that are listed as skipped


def draw(
    page: Page, prefix: str, reading: Reading, said: Directions, known: Layout | None = None
) -> tuple[Directions, bool]:
    """The directions with all that is chosen here, and whether the file can be read by them. ``known``: the form of the file as
    it was last confirmed, if it was."""
    show(_remembered(page.words, reading.sheets, known.recorded_at if known else None) + _summary(page, reading, said))
    sheets = list(zip(reading.sheets, _places(reading.sheets), strict=True))
    for sheet, where in sheets:
        with where:
            show(_pictured(page.words, sheet))
    said = questions.draw(page, prefix, reading, said, known.directions if known else Directions())
    if any(question.code == "sheets" for question in reading.questions):
        return said, True  # which columns mean what is told once it is known which sheet is read
    sound = True
    for place, sheet in enumerate(reading.sheets):
        said, fits = mapping.draw(page, f"{prefix}_s{place}", sheet, said, len(sheets) > 1)
        sound = sound and fits
    show(_skipped(page.words, reading.skipped))
    return said, sound


def _places(sheets: Sequence[Sheet]) -> Sequence[st.delta_generator.DeltaGenerator]:
    """A tab for every sheet; no tabs for one."""
    if len(sheets) < 2:
        return [st.container() for _ in sheets]
    return st.tabs([sheet.name for sheet in sheets])


def _remembered(words: Words, sheets: Sequence[Sheet], since: str | None) -> str:
    """That the form of the file is known, and which headings are not as they were."""
    columns = [column for sheet in sheets if sheet.picture for column in sheet.picture.columns]
    if not any(column.certainty == "remembered" for column in columns):
        return ""
    moved = [column for column in columns if column.reason == "heading_changed"]
    listed = "; ".join(f"{column.letter} “{column.heading}”" for column in moved)
    body = words("import_understood.moved", columns=listed) if moved else words("import_understood.same")
    title = words("import_understood.since", at=at(since)) if since else words("import_understood.remembered")
    return notice(title, body, "warning" if moved else "")


def _summary(page: Page, reading: Reading, held: Directions) -> str:
    """How much was read, in a line that leads to what is asked."""
    if reading.refused:
        return ""
    words, columns = page.words, [column for sheet in reading.sheets if sheet.picture for column in sheet.picture.columns]
    used = sum(column.field is not None for column in columns) or sum(len(sheet.columns) for sheet in reading.sheets)
    counts = {"tasks": sum(sheet.tasks for sheet in reading.sheets), "used": used, "skipped": len(reading.skipped)}
    told = text(words("import_understood.summary", **{name: number(count, page.lang) for name, count in counts.items()}))
    if asked := questions.open_questions(reading, held):
        count = number(len(asked), page.lang)
        said = text(words("import_understood.asked", count=count))
        told += " · " + link(f"#{questions.ANCHOR}", said, "cds-more")
    return f'<p class="cds-summary">{told}</p>'


def _pictured(words: Words, sheet: Sheet) -> str:
    tasks = number(sheet.tasks, words.language)
    drawn = picture.markup(words, sheet)
    if not sheet.header_row:
        return block(words("import_picture.untitled", name=sheet.name), drawn)
    title = words("import_picture.title", name=sheet.name, tasks=tasks, row=sheet.header_row)
    return block(title, drawn or _columns(words, sheet), text(words("import_picture.sub")) if drawn else "")


def _columns(words: Words, sheet: Sheet) -> str:
    """The columns alone, of a sheet without a picture."""
    chips = "".join(
        f'<span class="cds-chip"><i>{text(letter)}</i> {text(words(f"fields.{field}"))}</span>'
        for field, letter in sorted(sheet.columns.items(), key=lambda item: (len(item[1]), item[1]))
    )
    return f'<div class="cds-chips">{chips}</div>'


def _skipped(words: Words, skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return ""
    reasons = Counter(one.reason for one in skipped)
    told = ", ".join(
        f"{number(count, words.language)} {picture.reason(words, name)}" for name, count in reasons.most_common()
    )
    count = words("importing.understood.skipped", count=number(len(skipped), words.language))
    rows = "".join(
        f"<li>{text(words('importing.problems.row', row=one.row))}: {text(one.text[:120])} "
        f"({text(picture.reason(words, one.reason))})</li>"
        for one in skipped[:MOST]
    )
    return f'<details class="cds-more-of"><summary>{text(count)}: {text(told)}</summary><ul>{rows}</ul></details>'
