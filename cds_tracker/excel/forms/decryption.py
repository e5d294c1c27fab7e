"""Files under a password. The one that Excel itself tries for write-protected files is tried first."""

import io
from types import SimpleNamespace
from xml.dom import expatbuilder

import msoffcrypto
from cryptography.hazmat.backends import default_backend
from msoffcrypto.format import ooxml, xls97

from cds_tracker.excel.refusal import Refused

_LOADED = (ooxml, xls97, expatbuilder, default_backend())  # otherwise imported in use: too late, nothing can be opened then
xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)  # the reading process can open no file, and needs none
_EXCELS_OWN = "VelvetSweatshop"


def decrypted(data: bytes, password: str | None) -> bytes:
    """The file without its password. Raises ``Refused`` where none was given, or not the right one."""
    for candidate in (password, _EXCELS_OWN):
        if candidate and (plain := _opened(data, candidate)) is not None:
            return plain
    raise Refused("password_wrong" if password else "password_needed", advice=True)


def _opened(data: bytes, password: str) -> bytes | None:
    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        office.load_key(password=password)
        office.decrypt(plain)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  it raises whatever it trips over; each means: not opened
        return None
    return plain.getvalue() or None
