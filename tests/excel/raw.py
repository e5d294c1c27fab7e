"""Workbooks from raw parts, so that a test can say anything that a file can say."""

import datetime
import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS, Limits
from cds_tracker.excel.workbook import Cell, Grid

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def rels(*relations: tuple[str, str, str], office: str = OFFICE) -> str:
    """A relationship part of (id, kind, target)."""
    body = "".join(f'<Relationship Id="{i}" Type="{office}/{kind}" Target="{target}"/>' for i, kind, target in relations)
    return f'<Relationships xmlns="{PACKAGE}">{body}</Relationships>'


def parts(
    sheet: str = "<sheetData/>",
    *,
    strings: str | None = None,
    styles: str | None = None,
    sheets: str = '<sheet name="S" sheetId="1" r:id="r1"/>',
    properties: str = "",
    main: str = MAIN,
    office: str = OFFICE,
) -> dict[str, str | bytes]:
    """The parts of a workbook with one worksheet whose XML is ``sheet`` (without its root)."""
    found: dict[str, str | bytes] = {
        "_rels/.rels": rels(("r0", "officeDocument", "xl/workbook.xml"), office=office),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}<sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            ("r3", "styles", "styles.xml"),
            office=office,
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}" xmlns:r="{office}">{sheet}</worksheet>',
    }
    if strings is not None:
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    if styles is not None:
        found["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    return found


def zipped(entries: Mapping[str, str | bytes] | Mapping[str, str] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """An archive of these parts, in this order, also where names repeat."""
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return stream.getvalue()


def binary(row: int, column: int) -> bytes:
    """An .xlsb: «Nhiệm vụ» in A1, #REF! in B1, and 7 in the cell named (counted from 1)."""

    def record(kind: int, body: bytes = b"") -> bytes:
        return (bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])) + bytes([len(body)]) + body

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def opened(number: int) -> bytes:
        return record(0, struct.pack("<I", number) + bytes(13))

    listed = record(156, struct.pack("<II", 0, 1) + wide("r1") + wide("S"))
    cells = opened(0) + record(6, bytes(8) + wide("Nhiệm vụ")) + record(3, struct.pack("<IIB", 1, 0, 0x17))
    cells += opened(row - 1) + record(5, struct.pack("<IId", column - 1, 0, 7.0))
    size = record(148, struct.pack("<IIII", 0, row - 1, 0, column - 1))
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": rels(("r0", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": record(131) + record(143) + listed + record(144) + record(132),
            "xl/_rels/workbook.bin.rels": rels(("r1", "worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": record(129) + size + record(145) + cells + record(146) + record(130),
        }
    )


def rows(*cells: str) -> str:
    """Sheet data of one row."""
    return f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>'


def first_grid(data: bytes, limits: Limits = LIMITS) -> Grid:
    """The first sheet of a workbook."""
    book = open_workbook(data, "thử.xlsx", limits)
    return book.grid(book.sheets[0].name)


def cell(data: bytes, row: int = 1, column: int = 1) -> Cell | None:
    """A cell of the first sheet, ``None`` where it says nothing."""
    return next((found.cells.get(column) for found in first_grid(data).rows if found.number == row), None)


def moment(*numbers: int) -> datetime.datetime:
    """Year, month, day, and the time if there is one: workbooks know no zones."""
    return datetime.datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001
