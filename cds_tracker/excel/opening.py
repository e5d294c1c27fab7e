"""From bytes to a workbook: by content, each form with its reader, each refusal with its reason."""

import codecs
import importlib

from cds_tracker.excel.limits import Limits
from cds_tracker.excel.package import Package
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.sniffing import Form, Zipped, form_of, zipped_form
from cds_tracker.excel.workbook import Workbook
from cds_tracker.excel.xlsx import Progress, XlsxWorkbook

_REFUSED = {
    Form.EMPTY: ("empty_file", False),
    Form.OTHER_OLE: ("not_a_workbook", False),
    Form.OTHER: ("not_a_workbook", False),
    Form.HTML: ("html_file", True),
    Form.XML_2003: ("xml_2003_file", True),
}
_NEEDED = {
    Form.ENCRYPTED: ("cds_tracker.excel.decryption",),
    Form.XLS: ("cds_tracker.excel.xls", "cds_tracker.excel.decryption", "cds_tracker.excel.calamine"),
    Form.ZIP: ("cds_tracker.excel.calamine",),
    Form.TEXT: ("cds_tracker.excel.text_files",),
}
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "ascii", "cp437", "cp850", "cp874", "cp932",
              "cp936", "cp949", "cp950", *(f"cp{number}" for number in range(1250, 1259)), "mac-roman")  # fmt: skip


def prepare(data: bytes) -> None:
    """Imports what reading these bytes will need, while files may still be opened."""
    for module in _NEEDED.get(form_of(data), ()):
        importlib.import_module(module)


def prepare_texts() -> None:
    """Loads every encoding that an XML may name, while files may still be opened."""
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)


def open_workbook(
    data: bytes, name: str, limits: Limits, *, password: str | None = None, progress: Progress | None = None
) -> Workbook:
    """The workbook in these bytes. Raises ``Refused`` where it is not taken; grids may raise it too."""
    if len(data) > limits.upload:
        raise Refused("file_too_large", limit=limits.upload // (1024 * 1024))
    form = form_of(data)
    if form in _REFUSED:
        code, advice = _REFUSED[form]
        raise Refused(code, advice=advice)
    if form is Form.ENCRYPTED:
        from cds_tracker.excel.decryption import decrypted

        return _zipped(decrypted(data, password), limits, progress)
    if form is Form.ZIP:
        return _zipped(data, limits, progress)
    if form is Form.XLS:
        return _xls(data, limits, password)
    from cds_tracker.excel.text_files import open_text

    return open_text(data, name, limits)


def _zipped(data: bytes, limits: Limits, progress: Progress | None) -> Workbook:
    package = Package(data, limits)
    form = zipped_form(package)
    if form is Zipped.XLSX:
        return XlsxWorkbook(package, limits, progress)
    if form is Zipped.OTHER:
        raise Refused("not_a_workbook")
    from cds_tracker.excel.calamine import open_by_calamine

    return open_by_calamine(data, form.value, limits)


def _xls(data: bytes, limits: Limits, password: str | None) -> Workbook:
    """By xlrd, which keeps everything; where it gives up calamine may still give the values."""
    from cds_tracker.excel.calamine import open_by_calamine
    from cds_tracker.excel.xls import open_xls

    try:
        return open_xls(data, limits, password)
    except Refused as refused:
        if refused.code != "xls_unreadable":
            raise
    return open_by_calamine(data, "xls", limits)
