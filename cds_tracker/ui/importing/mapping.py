"""What each column of a sheet was taken for, with samples and how sure that is; and a box to say otherwise."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from cds_tracker.domain.choices import NOTHING, Directions
from cds_tracker.domain.picture import ColumnSeen, Picture
from cds_tracker.domain.reading import Sheet
from cds_tracker.domain.task import FIELDS
from cds_tracker.style.formats import clamp
from cds_tracker.style.words import Words
from cds_tracker.ui.importing.answers import with_column, with_header
from cds_tracker.ui.importing.picture import certainty, field_name
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page

OFFERED = (*(name for name in FIELDS if name not in ("section", "said")), "role")
SAMPLES = 3


def draw(page: Page, prefix: str, sheet: Sheet, said: Directions, several: bool) -> tuple[Directions, bool]:
    """The directions with what is chosen here, and whether they can be read by: a field has one column. ``several``: the sheet
    is named."""
    picture = sheet.picture
    if picture is None:
        return said, True
    words = page.words
    used = [column for column in picture.columns if column.field is not None or column.options]
    unused = [column for column in picture.columns if column not in used]
    unsure = any(column.certainty == "guessed" for column in picture.columns)
    name = f"{sheet.name}: " if several else ""
    label = words("import_mapping.used", count=len(used)) if used else words("import_mapping.header_unknown")
    with st.expander(name + label, expanded=unsure or not used, key=f"{prefix}_mapping"):
        moved = _header(page, prefix, sheet, picture, said)
        if moved is not said:
            return moved, True
        chosen = {column.letter: _column(page, f"{prefix}_{column.letter}", column) for column in used}
    if unused:
        with st.expander(name + words("import_mapping.unused", count=len(unused)), key=f"{prefix}_unused"):
            chosen |= {column.letter: _column(page, f"{prefix}_{column.letter}", column) for column in unused}
    doubled = _doubled(picture, chosen)
    for field in doubled:
        letters = ", ".join(letter for letter, one in chosen.items() if one == field)
        told = words("import_mapping.doubled_body", field=field_name(words, field), columns=letters)
        show(notice(words("import_mapping.doubled"), told, "error"))
    return _changed(said, sheet.name, picture, chosen), not doubled


def _doubled(picture: Picture, chosen: Mapping[str, str]) -> list[str]:
    """The fields that several columns carry by what was chosen here (columns of crosses all say the state)."""
    counts = Counter(chosen.values())
    moved = {chosen[column.letter] for column in picture.columns if chosen[column.letter] != (column.field or NOTHING)}
    return [field for field in moved if field != NOTHING and counts[field] > 1]


def _changed(said: Directions, sheet: str, picture: Picture, chosen: Mapping[str, str]) -> Directions:
    for column in picture.columns:
        if chosen[column.letter] != (column.field or NOTHING):
            said = with_column(said, sheet, column.letter, chosen[column.letter])
    return said


def _header(page: Page, prefix: str, sheet: Sheet, picture: Picture, said: Directions) -> Directions:
    """The row of the headings, to be moved: the same directions where it stays."""
    rows = {row.number: clamp(" · ".join(filter(None, row.cells.values())), 90) for row in picture.rows if row.cells}
    words, listed = page.words, list(rows)
    row = st.selectbox(
        words("import_mapping.header"),
        listed,
        listed.index(sheet.header_row) if sheet.header_row in rows else None,
        format_func=lambda number: words("import_mapping.row", row=number, text=rows[number]),
        key=f"{prefix}_header",
        placeholder=words("import_mapping.header_choose"),
        help=words("import_mapping.header_help"),
    )
    return said if row in (None, sheet.header_row) else with_header(said, sheet.name, row)


def _column(page: Page, key: str, column: ColumnSeen) -> str:
    words = page.words
    options = [*dict.fromkeys((*column.options, *OFFERED)), NOTHING]
    if column.field and column.field not in options:
        options.insert(0, column.field)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_row"):
        show(_named(words, column))
        chosen = st.selectbox(
            words("import_mapping.means", letter=column.letter, heading=column.heading),
            options,
            options.index(column.field or NOTHING),
            format_func=lambda name: field_name(words, name),
            key=f"{key}_field",
            label_visibility="collapsed",
            width=250,
        )
        changed = chosen != (column.field or NOTHING)
        show(_how(words, column, changed))
    return chosen


def _named(words: Words, column: ColumnSeen) -> str:
    heading = text(column.heading) if column.heading else f"<i>{text(words('import_mapping.no_heading'))}</i>"
    hidden = f' <span class="cds-tag">{text(words("import_picture.hidden"))}</span>' if column.hidden else ""
    samples = " · ".join(clamp(sample, 60) for sample in column.samples[:SAMPLES])
    listed = f'<small class="cds-clamp">{text(samples or words("import_mapping.empty"))}</small>'
    return f'<div class="cds-column"><b>{text(column.letter)}</b><p><span>{heading}{hidden}</span>{listed}</p></div>'


def _how(words: Words, column: ColumnSeen, changed: bool) -> str:
    if changed:
        return f'<div class="cds-how"><b>{text(words("import_mapping.changed"))}</b></div>'
    key = f"picture.reason.{column.reason}"
    why = words(key) if words.has(key) else ""
    return f'<div class="cds-how">{certainty(words, column.certainty)}<small>{text(why)}</small></div>'
