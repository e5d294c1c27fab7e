"""From bytes to a workbook: by content, each form with its reader, each refusal with its reason."""

import codecs
import importlib
import re
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice

from cds_tracker.excel.forms.legacy import KnownByContent
from cds_tracker.excel.forms.sniffing import Form, Zipped, form_of, zipped_form
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.package import Package
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Workbook
from cds_tracker.excel.xlsx import Progress, XlsxWorkbook

_REFUSED = {
    Form.EMPTY: ("empty_file", False),
    Form.OTHER_OLE: ("not_a_workbook", False),
    Form.OTHER: ("not_a_workbook", False),
}
_NEEDED = {
    Form.ENCRYPTED: ("cds_tracker.excel.forms.decryption", "cds_tracker.excel.forms.ods", "cds_tracker.excel.forms.calamine"),
    Form.XLS: ("cds_tracker.excel.forms.xls", "cds_tracker.excel.forms.decryption", "cds_tracker.excel.forms.calamine"),
    Form.ZIP: ("cds_tracker.excel.forms.ods", "cds_tracker.excel.forms.calamine"),
    Form.TEXT: ("cds_tracker.excel.forms.text_files",),
    Form.HTML: ("cds_tracker.excel.forms.web_pages", "email.mime.text", "email.quoprimime", "quopri", "uu"),
    Form.XML_2003: ("cds_tracker.excel.forms.xml_2003",),
    Form.FLAT_ODS: ("cds_tracker.excel.forms.ods",),
}
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "ascii", "cp437", "cp850", "cp874", "cp932",
              "cp936", "cp949", "cp950", *(f"cp{number}" for number in range(1250, 1259)), "mac-roman")  # fmt: skip
_OLD_ENCODINGS = ("mac-greek", "mac-cyrillic", "mac-latin2", "mac-iceland", "mac-turkish", "cp720", "cp737", "cp775",
                  "cp852", "cp855", "cp857", "cp860", "cp861", "cp862", "cp863", "cp864", "cp865", "cp866", "cp869",
                  "johab")  # fmt: skip
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([-\w.]{2,40})""", re.IGNORECASE)
_MOST_DECLARED = 1_000


def prepare(data: bytes) -> None:
    """Imports what reading these bytes will need, while files may still be opened."""
    form = form_of(data)
    _load(form)
    declared: set[str] = set()
    if form in (Form.HTML, Form.XML_2003, Form.FLAT_ODS):
        declared = {found[1].decode("ascii", "replace") for found in islice(_DECLARED.finditer(data), _MOST_DECLARED)}
    _look_up((*(_OLD_ENCODINGS if form is Form.XLS else ()), *declared))


def prepare_texts() -> None:
    """Loads every encoding that an XML may name, and what nearly every file will need, while files may still be opened."""
    _look_up(_ENCODINGS)
    _load(Form.ZIP)


def _load(form: Form) -> None:
    for module in _NEEDED.get(form, ()):
        importlib.import_module(module)


def _look_up(encodings: Iterable[str]) -> None:
    for encoding in encodings:
        with suppress(LookupError, ValueError):
            codecs.lookup(encoding)


def open_workbook(
    data: bytes, name: str, limits: Limits, *, password: str | None = None, progress: Progress | None = None
) -> Workbook:
    """The workbook in these bytes, its text in Unicode. Raises ``Refused`` where it is not taken; grids may raise it too."""
    return KnownByContent(_opened(data, name, limits, password, progress))


def _opened(data: bytes, name: str, limits: Limits, password: str | None, progress: Progress | None) -> Workbook:
    if len(data) > limits.upload:
        raise Refused("file_too_large", limit=limits.upload // (1024 * 1024))
    form = form_of(data)
    if form in _REFUSED:
        code, advice = _REFUSED[form]
        raise Refused(code, advice=advice)
    if form is Form.ENCRYPTED:
        from cds_tracker.excel.forms.decryption import decrypted

        return _zipped(decrypted(data, password), limits, progress)
    if form is Form.ZIP:
        return _zipped(data, limits, progress)
    if form is Form.XLS:
        return _xls(data, limits, password)
    return _text(form, data, name, limits)


def _text(form: Form, data: bytes, name: str, limits: Limits) -> Workbook:
    """The forms that are text."""
    if form is Form.HTML:
        from cds_tracker.excel.forms.web_pages import open_web_page

        return open_web_page(data, name, limits)
    if form is Form.XML_2003:
        from cds_tracker.excel.forms.xml_2003 import open_xml_2003

        return open_xml_2003(data, limits)
    if form is Form.FLAT_ODS:
        from cds_tracker.excel.forms.ods import open_flat_ods

        return open_flat_ods(data, limits)
    from cds_tracker.excel.forms.text_files import open_text

    return open_text(data, name, limits)


def _zipped(data: bytes, limits: Limits, progress: Progress | None) -> Workbook:
    package = Package(data, limits)
    form = zipped_form(package)
    if form is Zipped.XLSX:
        return XlsxWorkbook(package, limits, progress)
    if form is Zipped.OTHER:
        raise Refused("not_a_workbook")
    if form is Zipped.ODS:
        from cds_tracker.excel.forms.ods import open_ods

        return open_ods(package, limits, progress)
    from cds_tracker.excel.forms.calamine import open_by_calamine

    return open_by_calamine(data, form.value, limits)


def _xls(data: bytes, limits: Limits, password: str | None) -> Workbook:
    """By xlrd, which keeps everything; where it gives up calamine may still give the values."""
    from cds_tracker.excel.forms.calamine import open_by_calamine
    from cds_tracker.excel.forms.xls import open_xls

    try:
        return open_xls(data, limits, password)
    except Refused as refused:
        if refused.code != "xls_unreadable":
            raise
    return open_by_calamine(data, "xls", limits)
