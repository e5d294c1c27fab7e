"""A sheet as it looks: its first rows with letters and numbers as in Excel, what each column was taken for, which rows are
no tasks and why, and what is hidden."""

import re
from collections.abc import Mapping, Sequence

from cds_tracker.domain.picture import ColumnSeen, Picture, RowSeen
from cds_tracker.domain.reading import Sheet
from cds_tracker.style.formats import number
from cds_tracker.style.words import Words
from cds_tracker.ui.markup import text

KINDS = ("title", "header", "task", "section")  # of rows; every other kind is why a row was skipped
SHAPES = {"exact": "●", "likely": "◐", "guessed": "◔", "chosen": "✓", "remembered": "↻", "none": "–"}
LONG = 400  # characters of a cell that are shown at all
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
Spans = Mapping[tuple[int, str], tuple[int, int] | None]


def markup(words: Words, sheet: Sheet) -> str:
    """The picture within a box of its own that scrolls; safe markup. Nothing where the sheet has no picture."""
    picture = sheet.picture
    if picture is None or not picture.rows:
        return ""
    letters = _letters(picture)
    columns = {column.letter: column for column in picture.columns}
    spans = _spans(picture, letters)
    head = (_meanings(words, letters, columns) if columns else "") + _lettered(words, letters, columns)
    known = sheet.header_row > 0
    body = "".join(_row(words, row, letters, columns, spans, known) for row in picture.rows)
    label = text(words("import_picture.label", name=sheet.name))
    table = f'<table class="cds-pic"><thead>{head}</thead><tbody>{body}</tbody></table>'
    more = _more(words, sheet, picture)
    return f'<div class="cds-pic-box" tabindex="0" role="region" aria-label="{label}">{table}</div>{more}'


def certainty(words: Words, name: str) -> str:
    """How sure a column's meaning is: a shape and a word."""
    said = text(words(f"import_picture.certainty.{name}"))
    return f'<span class="cds-sure s-{text(name)}"><i aria-hidden="true">{SHAPES.get(name, "–")}</i> {said}</span>'


def reason(words: Words, name: str) -> str:
    """Why a row is no task."""
    key = f"importing.reason.{name}"
    return words(key if words.has(key) else "importing.reason.other")


def field_name(words: Words, field: str | None) -> str:
    """What a column carries, as readers call it."""
    return words(f"fields.{field}") if field and words.has(f"fields.{field}") else words("import_picture.unused")


def _more(words: Words, sheet: Sheet, picture: Picture) -> str:
    shown = sum(row.kind == "task" for row in picture.rows)
    if shown >= sheet.tasks:
        return ""
    told = words("import_picture.more", shown=shown, tasks=number(sheet.tasks, words.language))
    return f'<p class="cds-sub">{text(told)}</p>'


def _meanings(words: Words, letters: Sequence[str], columns: Mapping[str, ColumnSeen]) -> str:
    cells = [f'<th class="no" scope="col">{text(words("import_picture.taken_for"))}</th>']
    for letter in letters:
        column = columns.get(letter)
        if column is None:
            cells.append("<th></th>")
            continue
        used = f"<b>{text(field_name(words, column.field))}</b>{certainty(words, column.certainty)}"
        off = f'<span class="off">{text(words("import_picture.unused"))}</span>'
        cells.append(f'<th scope="col">{used if column.field else off}</th>')
    return f'<tr class="meaning">{"".join(cells)}</tr>'


def _lettered(words: Words, letters: Sequence[str], columns: Mapping[str, ColumnSeen]) -> str:
    cells = ['<th class="no"></th>']
    for letter in letters:
        hidden = letter in columns and columns[letter].hidden
        mark = f' <small>{text(words("import_picture.hidden"))}</small>' if hidden else ""
        cells.append(f'<th scope="col"{_class("hidden" if hidden else "")}>{text(letter)}{mark}</th>')
    return f'<tr class="letters">{"".join(cells)}</tr>'


def _row(
    words: Words, row: RowSeen, letters: Sequence[str], columns: Mapping[str, ColumnSeen], spans: Spans, known: bool
) -> str:
    cells = "".join(_cell(row, letter, columns.get(letter), spans) for letter in letters)
    kind = row.kind if row.kind in KINDS else "skipped"
    named = words(f"import_picture.kind.{row.kind}") if kind != "skipped" else reason(words, row.kind)
    said = " · ".join(filter(None, (named if known else "", words("import_picture.hidden") if row.hidden else "")))
    number = f'<th class="no" scope="row">{row.number} <small>{text(said)}</small></th>'
    return f'<tr{_class("k-" + kind if known else "", "hidden" if row.hidden else "")}>{number}{cells}</tr>'


def _cell(row: RowSeen, letter: str, column: ColumnSeen | None, spans: Spans) -> str:
    span = spans.get((row.number, letter), (1, 1))
    if span is None:
        return ""
    down, across = span
    size = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
    written = row.cells.get(letter, "")[:LONG]
    off = _class("off" if column is not None and column.field is None else "", "hidden" if column and column.hidden else "")
    inner = f'<div title="{text(written)}">{text(written)}</div>' if written else ""
    return f"<td{size}{off}>{inner}</td>"


def _letters(picture: Picture) -> list[str]:
    seen = {column.letter for column in picture.columns} | {letter for row in picture.rows for letter in row.cells}
    return sorted(seen, key=_place)


def _place(letter: str) -> tuple[int, str]:
    return len(letter), letter


def _spans(picture: Picture, letters: Sequence[str]) -> dict[tuple[int, str], tuple[int, int] | None]:
    """How many shown rows and columns the first cell of a merge covers; ``None`` for the cells beneath it."""
    found: dict[tuple[int, str], tuple[int, int] | None] = {}
    for written in picture.merges:
        parts = _RANGE.fullmatch(written)
        if parts is None:
            continue
        left, top, right, bottom = parts[1], int(parts[2]), parts[3], int(parts[4])
        down = [row.number for row in picture.rows if top <= row.number <= bottom]
        across = [letter for letter in letters if _place(left) <= _place(letter) <= _place(right)]
        places = [(number, letter) for number in down for letter in across]
        if len(places) > 1 and not found.keys() & set(places):
            found |= dict.fromkeys(places)
            found[places[0]] = len(down), len(across)
    return found


def _class(*names: str) -> str:
    said = " ".join(name for name in names if name)
    return f' class="{said}"' if said else ""
