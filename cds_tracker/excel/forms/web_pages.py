"""HTML tables, and web archives (MHTML), as many systems write them under the name of an .xls: one sheet for each table."""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from html import unescape

from cds_tracker.excel.forms.decoding import decoded
from cds_tracker.excel.forms.gathering import Bounds
from cds_tracker.excel.forms.html_cells import Layout, gathered
from cds_tracker.excel.forms.html_styles import StyleSheet
from cds_tracker.excel.forms.html_tables import PageReader, Table, cells_of
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import LoadedWorkbook, Workbook

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([-\w]+)|encoding\s*=\s*["']([-\w]+)""", re.IGNORECASE)
_SHEET = re.compile(r"<x:ExcelWorksheet>(.*?)</x:ExcelWorksheet>", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"<x:Name>([^<]{1,200})</x:Name>", re.IGNORECASE)
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.IGNORECASE)
_SOURCE = re.compile(r"""<x:WorksheetSource\s+HRef\s*=\s*["']?([^"'\s>/]*/)*([^"'\s>/]+)""", re.IGNORECASE)
_ARCHIVE = re.compile(rb"\s*(?:mime-version|from|content-type|date|subject|x-document-type):", re.IGNORECASE)
_HEAD = 8_192
_LARGEST_HEAD = 60_000  # of what Excel says of its sheets, in characters
_PARTS = 500
_ARCHIVE_LINES = 1_000_000


class _Named:
    """The sheets that Excel names in the head of what it writes: name and whether hidden, in order and by source."""

    def __init__(self) -> None:
        self.listed: list[tuple[str, bool]] = []
        self.by_source: dict[str, tuple[str, bool]] = {}

    def add(self, asides: list[str]) -> None:
        """The names in the comments of one page."""
        head = next((aside for aside in asides if "<x:ExcelWorksheet" in aside), "")
        for block in _SHEET.findall(head[:_LARGEST_HEAD]):
            name = _NAME.search(block)
            if name is None or len(self.listed) >= _PARTS:
                continue
            known = (unescape(name[1]).strip(), _HIDDEN.search(block) is not None)
            self.listed.append(known)
            if source := _SOURCE.search(block):
                self.by_source[source[2].lower()] = known


def open_web_page(data: bytes, name: str, limits: Limits) -> Workbook:
    """The tables of a page or of an archive of pages. Raises ``Refused`` where there is none, or over a limit."""
    bounds, styles, names = Bounds(limits), StyleSheet(), _Named()
    reader = PageReader(bounds, styles)
    pages: list[tuple[str, list[Table]]] = []
    for source, page in _pages(data, styles):
        pages.append((source, reader.read(page)))
        names.add(reader.asides)
    layout = Layout(Bounds(limits), name.rpartition(".")[0] or name)
    for source, tables in pages:
        known = names.by_source.get(source.lower()) or (names.listed[0] if len(names.listed) == 1 else None)
        for table in (each for outer in tables for each in data_tables(outer)):
            gathered(table, layout, known)
    if not layout.sheets:
        raise Refused("html_file", advice=True)
    if len(layout.sheets) - len(layout.hidden) > limits.visible_sheets:
        raise Refused("too_many_sheets", limit=limits.visible_sheets)
    return LoadedWorkbook([sheet.grid() for sheet in layout.sheets], layout.hidden)


def data_tables(table: Table) -> Iterator[Table]:
    """The table itself, unless it only lays out others: then those, and what little it says besides."""
    inner = [within for cell in cells_of(table) for within in cell.tables]
    if not inner:
        if any(cell.text for cell in cells_of(table)):
            yield table
        return
    full = sum(sum(bool(cell.text) for cell in cells) > 1 for _, cells in table.rows)
    if full > 1:
        yield table
        return
    if any(cell.text for cell in cells_of(table)):
        own = [(hidden, [replace(cell, tables=[]) for cell in cells]) for hidden, cells in table.rows]
        yield Table(table.above, table.below, rows=own)
    for within in inner:
        yield from data_tables(within)


def is_archive(data: bytes) -> bool:
    """Whether these are several pages in one file (MHTML)."""
    return _ARCHIVE.match(data[:_HEAD].lstrip(b"\xef\xbb\xbf")) is not None


def _pages(data: bytes, styles: StyleSheet) -> Iterator[tuple[str, str]]:
    """The pages by the name of their source, style sheets before them."""
    if not is_archive(data):
        yield "", _text(data)
        return
    if data.count(b"\n") > _ARCHIVE_LINES or data.count(b"\n--") > 10 * _PARTS:  # before objects are made of each
        raise Refused("too_many_parts", limit=_PARTS)
    try:
        parts = [part for part in email.message_from_bytes(data.lstrip()).walk() if not part.is_multipart()]
        contents = [(part, _content(part)) for part in parts[:_PARTS]]
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise Refused("damaged_file") from error
    for part, content in contents:
        if part.get_content_type() == "text/css":
            styles.add(_text(content, part.get_content_charset()))
    for part, content in contents:
        if part.get_content_type() == "text/html":
            yield _source(part), _text(content, part.get_content_charset())


def _content(part: Message) -> bytes:
    if part.get_content_type() not in ("text/html", "text/css"):
        return b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _source(part: Message) -> str:
    return str(part.get("Content-Location", "")).replace("\\", "/").rpartition("/")[2].strip()


def _text(data: bytes, declared: str | None = None) -> str:
    found = _DECLARED.search(data[:_HEAD])
    said = (found[1] or found[2]).decode("ascii", "replace") if found else declared
    return decoded(data, said)[0]
