"""The cell styles of an .xlsx: number format, font name, strike-through, solid fill."""

from collections.abc import Callable, Iterator

from cds_tracker.excel.markup import by_name, is_on, parse
from cds_tracker.excel.solid_fills import OFFICE, FillParts
from cds_tracker.excel.workbook import PLAIN, Style

_DAY = "yyyy/mm/dd"
BUILT_IN: dict[int, str] = {
    0: "", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58), _DAY),
}  # fmt: skip


class _Sheet:
    """What is collected on the way through styles.xml."""

    def __init__(self) -> None:
        self.formats: dict[int, str] = dict(BUILT_IN)
        self.fonts: list[tuple[str | None, bool]] = []
        self.cells: list[tuple[int, int, int]] = []
        self.fills = FillParts()
        self.place = ""

    def start(self, tag: str, attributes: list[str]) -> None:
        if tag in ("fonts", "cellXfs", "cellStyleXfs", "dxfs", "numFmts", "fills", "borders", "cellStyles", "colors", "extLst"):
            self.place = tag
        elif tag == "numFmt" and self.place == "numFmts":
            said = by_name(attributes)
            self.formats[_number(said.get("numFmtId"))] = _named(said.get("formatCode", ""))
        elif self.place == "fonts":
            self._font(tag, attributes)
        elif self.place in ("fills", "colors"):
            self.fills.start(tag, attributes)
        elif tag == "xf" and self.place == "cellXfs":
            said = by_name(attributes)
            self.cells.append((_number(said.get("numFmtId")), _number(said.get("fontId")), _number(said.get("fillId"))))

    def _font(self, tag: str, attributes: list[str]) -> None:
        if tag == "font":
            self.fonts.append((None, False))
        elif tag == "name" and self.fonts:
            self.fonts[-1] = (by_name(attributes).get("val"), self.fonts[-1][1])
        elif tag == "strike" and self.fonts:
            self.fonts[-1] = (self.fonts[-1][0], is_on(by_name(attributes).get("val", "1")))

    def styles(self, theme: Callable[[], tuple[str, ...]]) -> list[Style]:
        colours = self.fills.colours(theme)
        one = {key: self._style(*key, colours) for key in set(self.cells)}
        return [one[key] for key in self.cells]

    def _style(self, number_format: int, font: int, fill: int, colours: list[str | None]) -> Style:
        name, struck = self.fonts[font] if 0 <= font < len(self.fonts) else (None, False)
        return Style(self.formats.get(number_format, ""), name, struck, colours[fill] if 0 <= fill < len(colours) else None)


def read_styles(chunks: Iterator[bytes], theme: Callable[[], tuple[str, ...]] = lambda: OFFICE) -> list[Style]:
    """The styles in the order in which cells refer to them; equal ones are one object. ``theme``: its colours, if asked."""
    sheet = _Sheet()
    parse(chunks, sheet.start)
    return sheet.styles(theme)


def style_at(styles: list[Style], index: str) -> Style:
    """The style that a cell refers to; a reference to none is the plain one."""
    number = _number(index)
    return styles[number] if 0 <= number < len(styles) else PLAIN


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return -1


def _named(code: str) -> str:
    return "" if code.lower() == "general" else code
