"""Text in TCVN3 or VNI where no font says so: known by its spelling, column by column, and turned into Unicode.

A word speaks for an encoding where it is a Vietnamese syllable only after the conversion, and against it where it is none
then. Words that are syllables both ways ("vô" is "vụ" in TCVN3) follow their column; where a column mixes the encodings they
stay, and are counted.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.excel.fonts import tcvn3, vni
from cds_tracker.excel.forms.syllables import is_syllable
from cds_tracker.excel.workbook import Cell, Grid, GridRow, SheetInfo, Workbook, address

_ENCODINGS: dict[str, Callable[[str], str]] = {"TCVN3": tcvn3, "VNI": vni}
_WORD = re.compile("[A-Za-z\u00a1-\u00ff]+")
_LETTER = re.compile("[A-Za-z]")
_UNICODE = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")
_WORDS_NEEDED = 2  # different ones in a sheet
_FOR_EACH_AGAINST = 4
_SHOWN = 80


class KnownByContent(Workbook):
    """A workbook whose grids come with their legacy text turned into Unicode."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.sheets: Sequence[SheetInfo] = workbook.sheets
        self.warnings: Sequence[Problem] = workbook.warnings

    def grid(self, name: str) -> Grid:
        return mended(self._workbook.grid(name))

    def fills(self, name: str) -> Mapping[tuple[int, int], str]:
        return self._workbook.fills(name)


def mended(grid: Grid) -> Grid:
    """The grid in Unicode, with a problem that tells what was converted."""
    doubtful = {text for text in grid.texts if not text.isascii() and not _is_unicode(text)}
    found = [(len(_Votes.of(doubtful, name).words), name) for name in _ENCODINGS] if doubtful else []
    words, name = max(found, default=(0, ""))
    if words < _WORDS_NEEDED:
        return grid
    changes = _changes(grid.rows, name)
    rows, first, count = _rewritten(grid.rows, changes.texts)
    problems = list(grid.problems)
    if first is not None:
        where, before, after = first
        values = {"encoding": name, "count": count, "before": before[:_SHOWN], "after": after[:_SHOWN]}
        problems.append(Problem("legacy_text", Severity.WARNING, grid.name, where, value=before[:_SHOWN], values=values))
    if changes.unsure:
        values = {"encoding": name, "count": len(changes.unsure), "texts": ", ".join(sorted(changes.unsure)[:3])[:_SHOWN]}
        problems.append(Problem("legacy_text_unsure", Severity.WARNING, grid.name, values=values))
    return replace(grid, rows=rows, problems=problems)


def evidence(text: str, encoding: str) -> tuple[frozenset[str], int]:
    """The words that speak for an encoding, and how many speak against it."""
    convert = _ENCODINGS[encoding]
    speaking = set()
    against = 0
    for word in _WORD.findall(text):
        if word.isascii() or not _LETTER.search(word):
            continue
        after = convert(word)
        if is_syllable(after):
            if not is_syllable(word):
                speaking.add(word)
        elif not ("Đ" in after and after.isupper()):  # an abbreviation
            against += 1
    return frozenset(speaking), against


@dataclass(slots=True)
class _Votes:
    """What the doubtful texts of one column, or of one sheet, say together."""

    words: set[str] = field(default_factory=set)
    against: int = 0
    texts: dict[str, tuple[bool, bool]] = field(default_factory=dict)  # speaks for it, speaks against it
    in_unicode: bool = False

    @classmethod
    def of(cls, texts: Iterable[str], encoding: str) -> "_Votes":
        votes = cls()
        for text in texts:
            votes.hear(text, encoding)
        return votes if votes.are_for_it else cls()

    def hear(self, text: str, encoding: str) -> None:
        if text not in self.texts:
            speaking, against = evidence(text, encoding)
            self.words |= speaking
            self.against += against
            self.texts[text] = (len(speaking) > against, against > 0)

    @property
    def are_for_it(self) -> bool:
        return bool(self.words) and self.against * _FOR_EACH_AGAINST <= len(self.words)


@dataclass(slots=True)
class _Changes:
    texts: dict[tuple[int, str], str]  # column and text → text in Unicode
    unsure: set[str]


def _changes(rows: Sequence[GridRow], encoding: str) -> _Changes:
    columns: dict[int, _Votes] = {}
    for row in rows:
        for column, cell in row.cells.items():
            if isinstance(text := cell.value, str) and not text.isascii():
                votes = columns.setdefault(column, _Votes())
                if _is_unicode(text):
                    votes.in_unicode = True
                else:
                    votes.hear(text, encoding)
    whole = not any(votes.in_unicode for votes in columns.values())
    changes = _Changes({}, set())
    for column, votes in columns.items():
        if votes.are_for_it or (whole and not votes.words and not votes.against):
            _decide(column, votes, encoding, changes)
    return changes


def _decide(column: int, votes: _Votes, encoding: str, changes: _Changes) -> None:
    for text, (speaks_for, speaks_against) in votes.texts.items():
        after = _ENCODINGS[encoding](text)
        if after == text or (speaks_against and not speaks_for):
            continue
        if speaks_for or not votes.in_unicode:
            changes.texts[column, text] = after
        else:
            changes.unsure.add(text)


def _rewritten(
    rows: Sequence[GridRow], changes: dict[tuple[int, str], str]
) -> tuple[list[GridRow], tuple[str, str, str] | None, int]:
    """The rows with these texts changed, the first change (address, before, after), and how many cells."""
    first, count = None, 0
    new = []
    for row in rows:
        cells: dict[int, Cell] = {}
        for column, cell in row.cells.items():
            after = changes.get((column, cell.value)) if isinstance(cell.value, str) else None
            if after is not None:
                first = first or (address(row.number, column), str(cell.value), after)
                count += 1
                cells[column] = cell._replace(value=after)
        new.append(row._replace(cells=row.cells | cells) if cells else row)
    return new, first, count


@lru_cache(maxsize=4_096)
def _is_unicode(text: str) -> bool:
    return _UNICODE.search(text) is not None or _UNICODE.search(unicodedata.normalize("NFC", text)) is not None
