"""What giving a plan back costs: ``python -m benchmarks.giving [ROWS …]``: our workbook and text, beside openpyxl's bare write.

Our file has formats, lists to choose from, colours, heights and marks; openpyxl writes the same values and nothing else.
"""

import io
import resource
import sys
import time
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from cds_tracker.domain.areas import SEED, Areas
from cds_tracker.domain.deadline import parse, to_value
from cds_tracker.domain.task import Value
from cds_tracker.domain.units import Registry
from cds_tracker.excel.giving.book import Book, GivenRow, Level
from cds_tracker.excel.giving.given import Giving, Names
from cds_tracker.excel.giving.spreadsheet import xlsx
from cds_tracker.excel.giving.text import text_lines
from cds_tracker.excel.own import COMPUTED
from cds_tracker.store.registry import shipped
from cds_tracker.style.words import Words
from cds_tracker.workflows.given_columns import columns

ROWS = (1_000, 10_000, 100_000)


def task(number: int) -> dict[str, Value]:
    """A task such as trackers hold."""
    return {
        "stt": str(number), "title": f"Xây dựng và triển khai nhiệm vụ chuyển đổi số thứ {number} của đơn vị trong năm 2026",
        "section": "I. Thể chế, chính sách", "lead": ["VP"], "coordinating": ["PC"], "status": "in_progress",
        "deadline": to_value(parse(f"{number % 28 + 1}/6/2026")), "deliverable": "Quyết định", "area": "portal",
        "progress": number % 100, "result": f"Đã trình Lãnh đạo Bộ dự thảo lần {number}", "note": "Ghi chú",
    }  # fmt: skip


def book(count: int) -> Book:
    """The workbook of so many tasks."""
    words = Words("vi")
    said = columns([], {"title"}, words)
    giving = Giving(Names(Registry(shipped()), Areas(SEED), state=lambda name: words(f"states.{name}")), {})
    word, levels = words("states.open_in_time"), [Level.FREE] * len(said)
    rows = []
    for number in range(1, count + 1):
        values = task(number)
        cells = [word if one.field == COMPUTED else giving.cell(one.field, values) for one in said]
        rows.append(GivenRow(cells, levels, f"CDS1-{number}-1-{number:020x}"))
    return Book(["BỘ NỘI VỤ", "BẢNG", "Ngày"], said, rows, words, [], {"CDS_UNITS": ["A"]}, {word: ("#3B6FB6", "#FFFFFF")})


def by_openpyxl(given: Book) -> bytes:
    """The same values by openpyxl, as fast as it can: written row by row, without a format."""
    made = Workbook(write_only=True)
    page = made.create_sheet("Nhiệm vụ")
    page.append([column.heading for column in given.columns])
    for row in given.rows:
        page.append([WriteOnlyCell(page, value=cell) for cell in (*row.cells, row.mark)])
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def main() -> None:
    """Prints one line for each size and way: seconds of processor time, so that a busy machine does not count."""
    ways: dict[str, Callable[[Book], bytes]] = {
        "xlsx": xlsx, "csv": lambda given: b"".join(text_lines(given)), "openpyxl": by_openpyxl,
    }  # fmt: skip
    for count in map(int, sys.argv[1:] or ROWS):
        began = time.process_time()
        given = book(count)
        print(f"{count:>7} cells  {time.process_time() - began:6.2f} s")
        for name, way in ways.items():
            began = time.process_time()
            size = len(way(given))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{count:>7} {name:<9} {time.process_time() - began:6.2f} s {size // 1024:>7} KB, peak {peak} MB")


if __name__ == "__main__":
    main()
