"""Files under a password: opened with it, and refused with advice without."""

import io
import struct
import zipfile
from collections.abc import Iterator
from hashlib import md5

import msoffcrypto.format.ooxml
import openpyxl
import pytest
from msoffcrypto.method.rc4 import DocumentRC4

from cds_tracker import excel
from cds_tracker.domain.areas import Areas
from cds_tracker.domain.units import Registry
from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.refusal import Refused
from tests.excel.raw import binary, cell, parts, rows, zipped
from tests.excel.test_other_forms import biff8, record

SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))
FREE = -1


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def under_rc4(password: str) -> bytes:
    """The workbook of 1997 as Excel keeps it under a password: bodies of records encrypted, their heads not."""
    verifiers = DocumentRC4.decrypt(password, SALT, io.BytesIO(VERIFIER + md5(VERIFIER).digest())).read()
    locked = record(0x2F, struct.pack("<HHH", 1, 1, 1) + SALT + verifiers)
    plain, kept = b"", b""  # kept: what stays readable, noughts where not
    for number, (kind, body) in enumerate(records(biff8())):
        if kind == 0x85:
            body = struct.pack("<I", struct.unpack_from("<I", body)[0] + len(locked)) + body[4:]
        open_part = len(body) if kind == 0x809 else 4 if kind == 0x85 else 0
        plain += record(kind, body) + (locked if number == 0 else b"")
        kept += b"\1" * (4 + open_part) + bytes(len(body) - open_part) + (b"\1" * len(locked) if number == 0 else b"")
    plain, kept = plain.ljust(4_096, b"\0"), kept.ljust(4_096, b"\1")
    coded = DocumentRC4.decrypt(password, SALT, io.BytesIO(plain), blocksize=1_024).read()
    return container(bytes(p if keep else c for p, c, keep in zip(plain, coded, kept, strict=True)))


def container(stream: bytes) -> bytes:
    """An OLE file of one stream of 4 096 bytes, named Workbook."""
    end, table = -2, -3

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        written = name.encode("utf-16-le")
        head = written.ljust(64, b"\0") + struct.pack("<HBBiii", len(written) + 2, kind, 1, FREE, FREE, child)
        return head + bytes(36) + struct.pack("<iII", start, size, 0)

    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIiIIiIiI", 0, 1, 1, 0, 4_096, end, 0, end, 0) + struct.pack("<109i", 0, *[FREE] * 108)
    chain = struct.pack("<128i", table, end, 3, 4, 5, 6, 7, 8, 9, end, *[FREE] * 118)
    folder = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, FREE, 2, len(stream))
    return head + chain + folder.ljust(512, b"\0") + stream


def under_password(password: str) -> bytes:
    stream = io.BytesIO()
    plain = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = 7
    book.save(plain)
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(password, stream)
    return stream.getvalue()


def test_a_file_under_a_password_opens_with_it_and_says_so_without() -> None:
    data = under_password("mật khẩu")
    assert open_workbook(data, "a.xlsx", LIMITS, password="mật khẩu").grid("Sheet").rows[0].cells[1].value == 7.0
    for given, code in ((None, "password_needed"), ("sai", "password_wrong")):
        with pytest.raises(Refused) as caught:
            open_workbook(data, "a.xlsx", LIMITS, password=given)
        assert (caught.value.code, caught.value.advice) == (code, True)


def test_a_file_that_excel_opens_without_asking_opens_here_too() -> None:
    assert open_workbook(under_password("VelvetSweatshop"), "a.xlsx", LIMITS).grid("Sheet").rows[0].cells[1].value == 7.0


def test_a_plain_workbook_needs_no_password_even_if_one_is_given() -> None:
    assert cell(zipped(parts(rows('<c r="A1"><v>7</v></c>')))) is not None
    assert open_workbook(zipped(parts(rows('<c r="A1"><v>7</v></c>'))), "a.xlsx", LIMITS, password="x").sheets[0].name == "S"


def test_an_old_workbook_under_a_password_opens_in_the_process_that_may_open_nothing() -> None:
    for password, answer in (("mật khẩu", "no_header"), ("sai", "password_wrong"), (None, "password_needed")):
        reading = excel.read(under_rc4("mật khẩu"), "cũ.xls", registry=Registry(), areas=Areas(()), password=password)
        assert [problem.code for problem in reading.problems] == [answer]  # no_header: opened, and no tasks in it


def test_a_binary_workbook_under_a_password_opens_too() -> None:
    plain, stream = io.BytesIO(binary(2, 2)), io.BytesIO()
    with zipfile.ZipFile(plain, "a") as archive:
        archive.writestr("xl/media/a.png", bytes(8_000))  # what writes it here cannot write a small one
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("mật khẩu", stream)
    reading = excel.read(stream.getvalue(), "a.xlsb", registry=Registry(), areas=Areas(()), password="mật khẩu")
    assert [problem.code for problem in reading.problems] == ["no_header"]
