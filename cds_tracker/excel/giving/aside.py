"""The other sheets of a workbook of ours: how to fill it in, the lists to choose from, and, very hidden, what it is."""

import json

import xlsxwriter

from cds_tracker.excel.giving.book import Book
from cds_tracker.excel.own import ASIDE, LISTS, META, SCHEMA


def aside(made: xlsxwriter.Workbook, book: Book) -> None:
    """Writes them. Each begins with the words by which reading knows that there are no tasks in it."""
    if book.guide:
        _guide(made, book)
    _lists(made, book)
    _meta(made, book)


def _guide(made: xlsxwriter.Workbook, book: Book) -> None:
    page = made.add_worksheet(book.say("workbook.guide_sheet"))
    page.write_string(0, 0, f"{ASIDE}guide")
    page.set_row(0, None, None, {"hidden": True})
    title = made.add_format({"bold": True, "font_size": 14})
    text = made.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 110)
    page.write_string(1, 0, book.say("workbook.guide_title"), title)
    for number, line in enumerate(book.guide, 2):
        page.write_string(number, 0, line, text)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _lists(made: xlsxwriter.Workbook, book: Book) -> None:
    page = made.add_worksheet(LISTS)
    page.write_string(0, 0, f"{ASIDE}lists")
    for place, (name, words) in enumerate(book.choices.items()):
        for number, word in enumerate(words, 1):
            page.write_string(number, place, word)
        if words:
            column = xlsxwriter.utility.xl_col_to_name(place, True)
            made.define_name(name, f"={LISTS}!{column}$2:{column}${len(words) + 1}")
    page.hide()


def _meta(made: xlsxwriter.Workbook, book: Book) -> None:
    """Reading goes by the heading of the marks, which cannot be lost apart from them; this is for whoever looks."""
    page = made.add_worksheet(META)
    page.write_string(0, 0, f"{ASIDE}meta")
    bound = [{"heading": column.heading, "field": column.field} for column in book.columns]
    said = {"schema": SCHEMA, **book.about, "columns": json.dumps(bound, ensure_ascii=False)}
    for number, (name, value) in enumerate(said.items(), 1):
        page.write_string(number, 0, name)
        page.write_string(number, 1, value[:32_767])
    page.very_hidden()
    for name, value in {"schema": SCHEMA, **book.about}.items():
        made.set_custom_property(f"cds_{name}", value[:255] or "-")
    made.set_properties({"title": book.headings[1][:255] if len(book.headings) > 1 else ""})
