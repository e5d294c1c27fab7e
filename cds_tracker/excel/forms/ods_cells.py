"""What a cell of an OpenDocument spreadsheet says, and the little of its styles that carries meaning."""

import datetime
import re
from collections.abc import Mapping, Sequence

from cds_tracker.excel.fonts import converter
from cds_tracker.excel.forms.formats import number_cell, written_cell
from cds_tracker.excel.forms.gathering import ERRORS
from cds_tracker.excel.markup import by_name
from cds_tracker.excel.workbook import PLAIN, Cell, Style

_DURATION = re.compile(r"(-?)P(?:(\d{1,7})D)?T?(?:(\d{1,7})H)?(?:(\d{1,7})M)?(?:(\d{1,7})(?:[.,](\d{1,6})\d*)?S)?")
_PARTS = {
    "day": ("d", "dd"), "month": ("m", "mm"), "year": ("yy", "yyyy"), "hours": ("h", "hh"), "minutes": ("m", "mm"),
    "seconds": ("s", "ss"), "am-pm": ("AM/PM", "AM/PM"),
}  # fmt: skip
_KINDS = frozenset({"number-style", "percentage-style", "date-style", "time-style", "currency-style", "text-style"})


class Styles:
    """Styles by name: that of a cell, of a run of text, whether of a hidden sheet."""

    def __init__(self) -> None:
        self._cells: dict[str, tuple[str, str, str | None, bool]] = {}  # parent, data style, font, struck
        self._formats: dict[str, str] = {}
        self._faces: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._made: dict[str, Style] = {}
        self._style = ""
        self._format = ""
        self._shape: list[str] = []
        self._literal = False

    def start(self, tag: str, attributes: list[str]) -> None:
        """An element before the first sheet."""
        said = by_name(attributes)
        if tag == "font-face":
            self._faces[said.get("name", "")] = said.get("font-family", "").strip("'\"")
        elif tag == "style":
            self._style = said.get("name", "")
            self._cells[self._style] = (said.get("parent-style-name", ""), said.get("data-style-name", ""), None, False)
        elif tag == "text-properties" and self._style:
            parent, shape, _, _ = self._cells[self._style]
            face = said.get("font-name") and self._faces.get(said["font-name"], said["font-name"])
            struck = any(said.get(f"text-line-through-{name}", "none") != "none" for name in ("style", "type"))
            self._cells[self._style] = (parent, shape, face or said.get("font-family"), struck)
        elif tag == "table-properties" and self._style and said.get("display") == "false":
            self._hidden.add(self._style)
        elif tag in _KINDS:
            self._format, self._shape = said.get("name", ""), []
        elif self._format:
            self._part(tag, said)

    def end(self, tag: str) -> None:
        """The end of an element before the first sheet."""
        self._literal = False
        if tag in _KINDS:
            self._formats[self._format] = "".join(self._shape)
            self._format = ""
        elif tag == "style":
            self._style = ""

    def text(self, text: str) -> None:
        """What stands between the parts of a date."""
        if self._format and self._literal:
            self._shape.append(text[:20])

    def is_hidden_table(self, name: str) -> bool:
        """Whether sheets of this style are hidden."""
        return name in self._hidden

    def of(self, name: str) -> Style:
        """The style of that name, with what those above it say."""
        if name not in self._made:
            self._made[name] = self._found(name)
        return self._made[name]

    def _found(self, name: str) -> Style:
        shape, font, struck = "", None, False
        for _ in range(10):
            if name not in self._cells:
                break
            parent, data, face, line = self._cells[name]
            shape, font, struck = shape or self._formats.get(data, ""), font or face, struck or line
            name = parent
        return Style(shape, font, struck) if shape or font or struck else PLAIN

    def _part(self, tag: str, said: Mapping[str, str]) -> None:
        if tag in _PARTS:
            short, long = _PARTS[tag]
            textual = tag == "month" and said.get("textual") == "true"
            self._shape.append("mmm" if textual else long if said.get("style") == "long" else short)
        elif tag == "number":
            places, digits = _count(said.get("decimal-places")), _count(said.get("min-integer-digits"))
            self._shape.append("0" * max(digits, 1) + ("." + "0" * places if places else ""))
        elif tag == "text":
            self._literal = True


def cell_of(
    said: Mapping[str, str], lines: Sequence[Sequence[tuple[str, str]]], styles: Styles, style_id: str
) -> tuple[Cell, str] | None:
    """The cell, and its text before a legacy font was turned into Unicode (else ``''``); ``None`` where it is empty."""
    kind = said.get("value-type", "")
    style = styles.of(style_id)
    before = "\n".join("".join(text for text, _ in line) for line in lines)
    if said.get("value-type") == "error" or before in ERRORS or (said.get("formula") and before.startswith("Err:")):
        return Cell(None, style, before or "#ERROR!"), ""
    if kind in ("float", "percentage", "currency"):
        if kind == "percentage" and "%" not in style.format:
            style = style._replace(format=(style.format or "0") + "%")
        return number_cell(said.get("value", ""), style._replace(format=_without_days(style.format))), ""
    if kind == "date":
        return written_cell(said.get("date-value", ""), style), ""
    if kind == "time":
        return _time(said.get("time-value", ""), style), ""
    if kind == "boolean":
        return Cell(said.get("boolean-value") == "true", style), ""
    if not before:
        return (Cell(None, style, None, True), "") if said.get("formula") and not kind else _string(said, style)
    converted = [[(text, converter(styles.of(run).font or style.font)) for text, run in line] for line in lines]
    after = "\n".join("".join(convert(text) if convert else text for text, convert in line) for line in converted)
    return Cell(after, style), before if after != before else ""


def _string(said: Mapping[str, str], style: Style) -> tuple[Cell, str] | None:
    text = said.get("string-value", "")
    return (Cell(text, style), "") if text else None


def _time(text: str, style: Style) -> Cell:
    found = _DURATION.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]):
        return Cell(None, style, "date_out_of_range")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:5])
    fraction = int((found[6] or "0").ljust(6, "0"))
    length = datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=fraction)
    if found[1] or length.days:
        return Cell(-length if found[1] else length, style)
    return Cell(datetime.time(length.seconds // 3600, length.seconds // 60 % 60, length.seconds % 60, fraction), style)


def _without_days(shape: str) -> str:
    """A number is a number here, whatever letters stand in its format."""
    return shape if set(shape) <= set("0.,#%") else ""


def _count(text: str | None) -> int:
    return min(int(text), 15) if text is not None and text.isdecimal() and len(text) < 4 else 0
