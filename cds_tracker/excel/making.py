"""From what a cell of an .xlsx holds (type, style, text) to a ``Cell``. Equal ones are one object, made at first sight."""

from collections.abc import Callable, Sequence

from cds_tracker.excel.dates import Shown, elapsed, moment, shown_as, written
from cds_tracker.excel.fonts import Convert, converter
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.strings import Text
from cds_tracker.excel.styles import style_at
from cds_tracker.excel.workbook import Cell, Style

Make = Callable[[str], Cell | None]
_KEPT = 1 << 16  # texts remembered of one type and style


class ByText(dict[str, Cell | None]):
    """The cells of one type and style by the text of their value; ``None`` for those that say nothing."""

    def __init__(self, make: Make, kept: int = _KEPT) -> None:
        super().__init__()
        self._make = make
        self._kept = kept

    def __missing__(self, text: str) -> Cell | None:
        cell = self._make(text)
        if len(self) < self._kept:
            self[text] = cell
        return cell


class ByStyle(dict[str, ByText]):
    """The cells of one type by the index of their style."""

    def __init__(self, open_bucket: Callable[[str], ByText]) -> None:
        super().__init__()
        self._open = open_bucket

    def __missing__(self, style: str) -> ByText:
        bucket = self[style] = self._open(style)
        return bucket


class Makers(dict[str, ByStyle]):
    """The cells of a workbook by type (``n`` number, ``s`` shared string, ``str`` text, ``b``, ``e``, ``d``), style, text.

    ``converted`` holds what legacy text said before it was turned into Unicode, by the identity of its cell.
    """

    def __init__(self, strings: Sequence[Text], styles: list[Style], limits: Limits, *, from_1904: bool) -> None:
        super().__init__()
        self._strings = strings
        self._styles = styles
        self._limits = limits
        self._from_1904 = from_1904
        self.converted: dict[int, tuple[Cell, str]] = {}

    def __missing__(self, kind: str) -> ByStyle:
        by_style = self[kind] = ByStyle(lambda style: ByText(self.maker(kind, style)))
        return by_style

    def text(self, text: Text, style_index: str) -> Cell | None:
        """A cell of text that stands in the cell itself."""
        style = style_at(self._styles, style_index)
        return self._text(text, style, converter(style.font))

    def empty_formula(self, style_index: str) -> Cell:
        """The cell of a formula that was saved without its value."""
        return Cell(None, style_at(self._styles, style_index), None, True)

    def maker(self, kind: str, style_index: str) -> Make:
        """What makes the cells of one type and style."""
        style = style_at(self._styles, style_index)
        convert = converter(style.font)
        if kind == "s":
            return self._shared_maker(style, convert)
        if kind in ("str", "inlineStr"):
            return lambda text: self._text(text, style, convert)
        if kind == "b":
            return lambda text: Cell(text.strip() in ("1", "true"), style) if text.strip() else None
        if kind == "e":
            return lambda text: Cell(None, style, text.strip()) if text.strip() else None
        if kind == "d":
            return lambda text: _written(text, style)
        shown = shown_as(style.format)
        return lambda text: _number(text, style, shown, self._from_1904)

    def _shared_maker(self, style: Style, convert: Convert | None) -> Make:
        strings, most, new, rest = self._strings, self._limits.text, tuple.__new__, (style, None, False, None)

        def shared(index: str) -> Cell | None:
            if convert is None and index.isdecimal() and len(index) < 9 and (place := int(index)) < len(strings):
                text = strings[place]
                if isinstance(text, str) and 0 < len(text) <= most:
                    return new(Cell, (text, *rest))  # as Cell(text, style), in a third of the time
            return self._shared(index, style, convert)

        return shared

    def _shared(self, index: str, style: Style, convert: Convert | None) -> Cell | None:
        try:
            number = int(index)
        except ValueError:
            return Cell(None, style, "string_missing") if index.strip() else None
        if not 0 <= number < len(self._strings):
            return Cell(None, style, "string_missing")
        return self._text(self._strings[number], style, convert)

    def _text(self, text: Text, style: Style, convert: Convert | None) -> Cell | None:
        if isinstance(text, str) and convert is None:
            if not text:
                return None
            return Cell(text, style) if len(text) <= self._limits.text else Cell(None, style, "text_too_long")
        runs = ((text, None),) if isinstance(text, str) else text
        before = "".join(run for run, _ in runs)
        if len(before) > self._limits.text:
            return Cell(None, style, "text_too_long")
        after = "".join(_converted(run, converter(font) if font else convert) for run, font in runs)
        if not after:
            return None
        cell = Cell(after, style)
        if after != before:
            self.converted[id(cell)] = (cell, before)
        return cell


def _converted(text: str, convert: Convert | None) -> str:
    return convert(text) if convert else text


def _number(text: str, style: Style, shown: Shown, from_1904: bool) -> Cell | None:
    try:
        number = float(text)
    except ValueError:
        return Cell(None, style, "number_unreadable") if text.strip() else None
    if number - number != 0 or "_" in text:  # neither infinite nor NaN, nor a number only to Python
        return Cell(None, style, "number_unreadable")
    if shown is Shown.NUMBER:
        return Cell(number, style)
    value = elapsed(number) if shown is Shown.ELAPSED else moment(number, from_1904=from_1904)
    return Cell(None, style, "date_out_of_range") if value is None else Cell(value, style)


def _written(text: str, style: Style) -> Cell | None:
    if not text.strip():
        return None
    value = written(text)
    return Cell(None, style, "date_out_of_range") if value is None else Cell(value, style)
