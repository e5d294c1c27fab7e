"""A workbook of ours as text: the header in the first line, then the tasks. Nothing in it is ever taken for a formula."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cds_tracker.excel.giving.book import Book
from cds_tracker.excel.giving.given import Given
from cds_tracker.excel.literal import guarded
from cds_tracker.excel.own import mark_heading


def text_lines(book: Book, separator: str = ";") -> Iterator[bytes]:
    """The file in pieces, in UTF-8 with the mark by which spreadsheets know it. Numbers have a comma, as in Vietnamese."""
    heads = [column.heading for column in book.columns]
    yield b"\xef\xbb\xbf" + _line([*map(guarded, heads), mark_heading(book.columns, quoted=True)], separator)
    shares = [column.field == "progress" for column in book.columns]
    for row in book.rows:
        cells = [_said(given, share) for given, share in zip(row.cells, shares, strict=True)]
        yield _line([*cells, row.mark or ""], separator)


def _said(given: Given, share: bool) -> str:
    if given is None:
        return ""
    if isinstance(given, str):
        return guarded(given)
    if isinstance(given, date):
        return f"{given.day:02}/{given.month:02}/{given.year:04}"
    return f"{_number(round(given * 100, 10))}%" if share else _number(given)


def _number(value: float) -> str:
    text = format(Decimal(repr(value)), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _line(cells: list[str], separator: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")
