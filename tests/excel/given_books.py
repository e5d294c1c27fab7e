"""Workbooks as we give them back, made in a test from the values of tasks, and read again."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence

import openpyxl

from cds_tracker.domain.areas import SEED, Areas
from cds_tracker.domain.compare import equal
from cds_tracker.domain.deadline import Deadline, to_value
from cds_tracker.domain.reading import Reading
from cds_tracker.domain.task import FIELDS, Value
from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.giving.book import Book, GivenRow, Level
from cds_tracker.excel.giving.given import Giving, Names
from cds_tracker.excel.giving.spreadsheet import xlsx
from cds_tracker.excel.giving.text import text_lines
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.own import COMPUTED, Column
from cds_tracker.excel.tracker import read_tracker
from cds_tracker.style.words import Words
from cds_tracker.workflows.given_columns import columns
from tests.excel.tracking import registry

Values = Mapping[str, Value]
THEIRS = (
    ("A", "Số TT", "stt"), ("B", "Kết quả", "deliverable"), ("C", "Nội dung", "title"), ("D", "Đơn vị", "lead"),
    ("E", "Tiến độ", "deadline"), ("F", "Kết quả", "result"), ("G", "Phòng theo dõi", ""),
    ("H", "Đơn vị tính (nghìn đồng)", "budget"),
)  # fmt: skip
"""A layout of a unit: headings that mean several things, twice the same, one that means nothing to us."""


def mark(number: int) -> str:
    return f"CDS1-{number}-7-{number:020x}"


def book_of(tasks: Sequence[Values], language: str = "vi", theirs: bool = False) -> Book:
    """The workbook of these tasks, numbered from 1."""
    words = Words(language)
    known = [{"letter": at, "heading": heading, "field": field} for at, heading, field in THEIRS] if theirs else []
    said = columns(known, {name for values in tasks for name in values}, words)
    return written(tasks, said, words)


def written(tasks: Sequence[Values], said: Sequence[Column], words: Words) -> Book:
    names = Names(
        registry(), Areas(SEED), {"lan": "Nguyễn Lan, CVC"}, {"1": "Nhiệm vụ cha"}, lambda name: words(f"states.{name}")
    )
    giving = Giving(names, {column.field: column.heading for column in said})
    levels = [Level.FREE] * len(said)
    rows = []
    for number, values in enumerate(tasks, 1):
        cells = [
            words("states.open_overdue") if one.field == COMPUTED else giving.cell(one.field, values) if one.field else None
            for one in said
        ]
        rows.append(GivenRow(cells, levels, mark(number)))
    titles = ["BỘ NỘI VỤ", "BẢNG THEO DÕI NĂM 2031", "Số liệu tính đến ngày 30/6/2026"]
    colours = {words("states.open_overdue"): ("#C8372D", "#FFFFFF")}
    return Book(titles, said, rows, words, ["Hướng dẫn"], {"CDS_UNITS": ["Văn phòng Bộ"]}, colours, {"plan": "P"}, 5)


def as_workbook(book: Book) -> bytes:
    return xlsx(book)


def as_text(book: Book) -> bytes:
    return b"".join(text_lines(book, ";" if book.say("workbook.sheet") == "Nhiệm vụ" else ","))


def read(data: bytes, name: str = "tra-lai.xlsx") -> Reading:
    workbook = open_workbook(data, name, LIMITS)
    return read_tracker(workbook, registry=registry(), areas=Areas(SEED))


def changed(tasks: Sequence[Values], reading: Reading) -> list[tuple[object, ...]]:
    """Every field of every task that the file, as read, would change; a task that is not in it; a row that is no task."""
    found: list[tuple[object, ...]] = [("refused", problem.code) for problem in reading.problems if reading.refused]
    left = {mark(number): values for number, values in enumerate(tasks, 1)}
    for row in reading.rows:
        values = left.pop(row.mark or "", None)
        if values is None:
            found.append(("stranger", row))
            continue
        assert row.parent_row is None
        for name in FIELDS:
            said = row.values.get(name)
            if name in row.unreadable or (said is None and name not in row.columns):
                continue
            if not equal(name, held(values, name), said, registry()):
                found.append((name, values.get(name), said))
    return found + [("absent", values) for values in left.values()]


def held(values: Values, name: str) -> Value:
    """A deadline without words and without meaning is none."""
    value = values.get(name)
    return None if value == to_value(Deadline("")) else value


def resaved(data: bytes, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """As another program would save it."""
    opened = openpyxl.load_workbook(io.BytesIO(data))
    change(opened)
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def shuffled(data: bytes, order: Sequence[int]) -> bytes:
    """A text file of ours with its rows in another order."""
    text = data.decode("utf-8-sig")
    separator = ";" if ";_cds" in text else ","
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows([lines[0], *(lines[place + 1] for place in order)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()
