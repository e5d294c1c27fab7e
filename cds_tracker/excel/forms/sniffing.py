"""What a file is, by its content: the name it came under decides nothing."""

import re
from enum import Enum

from cds_tracker.excel.package import Package

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_BARE_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_MARKED_TEXT = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<style", b"<head")
_PAGE = re.compile(rb"<(?:html|table)[\s>]")
_ARCHIVE = re.compile(rb"^mime-version:|^content-type: *multipart/related", re.MULTILINE)  # several web pages in one file
_OTHER_STREAMS = ("WordDocument", "PowerPoint Document", "VisioDocument", "__substg1.0")
_HEAD = 4_096


class Form(Enum):
    """The forms that are told apart; those after ``FLAT_ODS`` are not read."""

    ZIP = "zip"
    XLS = "xls"
    ENCRYPTED = "encrypted"
    TEXT = "text"
    HTML = "html"
    XML_2003 = "xml_2003"
    FLAT_ODS = "flat_ods"
    EMPTY = "empty"
    OTHER_OLE = "other_ole"
    OTHER = "other"


class Zipped(Enum):
    """What a zip archive holds."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    OTHER = "other"


def form_of(data: bytes) -> Form:
    """The form of a whole file."""
    if not data.strip(b"\0 \t\r\n"):
        return Form.EMPTY
    if data.startswith(b"PK\x03\x04"):
        return Form.ZIP
    if data.startswith(_OLE2):
        return _ole_form(data)
    if data.startswith(_BARE_BIFF):
        return Form.XLS
    return _text_form(data)


def zipped_form(package: Package) -> Zipped:
    """What is in an archive, by the parts that it has."""
    if "xl/workbook.bin" in package:
        return Zipped.XLSB
    if "content.xml" in package:
        kind = b"".join(package.chunks("mimetype")) if "mimetype" in package else b"opendocument.spreadsheet"
        return Zipped.ODS if b"opendocument.spreadsheet" in kind else Zipped.OTHER
    return Zipped.OTHER if any(name.startswith(("word/", "ppt/")) for name in package.names()) else Zipped.XLSX


def _ole_form(data: bytes) -> Form:
    if _utf16("EncryptedPackage") in data:
        return Form.ENCRYPTED
    if any(_utf16(stream) + b"\0\0" in data for stream in _WORKBOOK_STREAMS):
        return Form.XLS  # also with documents of Word embedded in it
    return Form.OTHER_OLE if any(_utf16(stream) in data for stream in _OTHER_STREAMS) else Form.XLS


def _text_form(data: bytes) -> Form:
    head = data[:_HEAD]
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if plain.startswith((b"<?xml", b"<workbook", b"<ss:workbook", b"<office:document", b"<!doctype")):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and b"<html" not in plain:
            return Form.XML_2003
        if b"opendocument.spreadsheet" in plain:
            return Form.FLAT_ODS
    if plain.startswith(_PAGE_STARTS) or _PAGE.search(plain) or _ARCHIVE.search(plain):
        return Form.HTML
    if plain.startswith((b"<?xml", b"%pdf", b"{\\rtf")):
        return Form.OTHER
    if data.startswith(_MARKED_TEXT):
        return Form.TEXT
    return Form.OTHER if _is_binary(head) else Form.TEXT


def _is_binary(head: bytes) -> bool:
    """Control characters that no text has, also when it is read as UTF-16 without its mark."""
    if 0 in head:
        whole = head[: len(head) // 2 * 2]
        return all(_controls(whole.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be"))
    return _controls(head.decode("latin-1")) > len(head) // 500


def _controls(text: str) -> int:
    return sum(text.count(chr(code)) for code in (*range(9), *range(14, 27), *range(28, 32), 0xFFFD))


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
