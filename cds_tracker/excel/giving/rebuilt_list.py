"""The list of everything that is wrong in a file, in a sheet of its own, each entry leading to its cell."""

from collections.abc import Mapping, Sequence

import xlsxwriter

from cds_tracker.domain.reading import Severity
from cds_tracker.excel.giving.rebuilding import Flaw
from cds_tracker.excel.own import ASIDE

HEADS = ("number", "where", "place", "severity", "value", "sentence")
_WIDTHS = (6, 18, 10, 10, 30, 90)


def list_flaws(made: xlsxwriter.Workbook, flaws: Sequence[Flaw], words: Mapping[str, str], names: Mapping[str, str]) -> None:
    """``words``: ``sheet``, ``title``, the ``HEADS``, ``error`` and ``warning``; ``names``: sheet → its name in this file."""
    page = made.add_worksheet(words["sheet"])
    page.write_string(0, 0, f"{ASIDE}errors")
    page.set_row(0, None, None, {"hidden": True})
    bold = made.add_format({"bold": True, "text_wrap": True, "bg_color": "#DCE8F5", "border": 1})
    text = made.add_format({"text_wrap": True, "valign": "top"})
    link = made.add_format({"font_color": "#2F5F9F", "underline": 1, "valign": "top"})
    page.write_string(1, 0, words["title"], made.add_format({"bold": True, "font_size": 14}))
    for column, (name, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(3, column, words[name], bold)
    page.freeze_panes(4, 0)
    for number, flaw in enumerate(flaws, 1):
        row = number + 3
        page.write_number(row, 0, number, text)
        page.write_string(row, 1, flaw.sheet or "", text)
        _place(page, row, flaw, names, link)
        page.write_string(row, 3, words["error" if flaw.severity is Severity.ERROR else "warning"], text)
        page.write_string(row, 4, flaw.value or "", text)
        page.write_string(row, 5, flaw.sentence[:32_767], text)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _place(page: xlsxwriter.worksheet.Worksheet, row: int, flaw: Flaw, names: Mapping[str, str], link: object) -> None:
    at = flaw.cell or (f"A{flaw.row}" if flaw.row else "")
    sheet = names.get(flaw.sheet or "")
    shown = flaw.cell or (str(flaw.row) if flaw.row else "")
    quoted = (sheet or "").replace("'", "''")
    if not (at and sheet and page.write_url(row, 2, f"internal:'{quoted}'!{at}", link, shown) == 0):
        page.write_string(row, 2, shown)
