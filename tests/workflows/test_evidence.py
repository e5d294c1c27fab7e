"""Evidence: brought by those who report, kept by content, counted, withdrawn without being lost."""

import io
import os
import stat
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from cds_tracker.domain.errors import TrackerError
from cds_tracker.store import check, tasks
from cds_tracker.store import evidence as pieces
from cds_tracker.store.database import Database
from cds_tracker.workflows import evidence, proving, safekeeping
from cds_tracker.workflows.acting import Refused, acting
from tests.workflows.test_editing import DAY, HOA, LAN, MINH, begin, latest

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + b"\0" * 17 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64 + b"\xff\xd9"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def docx(kind: str = TYPES, **more: bytes) -> bytes:
    return archive({"[Content_Types].xml": f'<Types><Override ContentType="{kind}"/></Types>'.encode(),
                    "word/document.xml": b"<w:document/>", **more})  # fmt: skip


def odt(kind: str = "text") -> bytes:
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"<office/>"})


def test_lan_brings_a_decision_and_it_counts(database: Database) -> None:
    begin(database)
    made = evidence.bring(database, LAN, 1, DAY, number=" 12/QĐ-BNV ", issued_on=date(2025, 6, 1), link="https://bnv.gov.vn/a?b=c")
    with database.read() as connection:
        [piece] = pieces.of_task(connection, 1)
        assert (piece.id, piece.author, piece.effective_on) == (made, "lan", DAY)
        assert (piece.proof.number, piece.proof.issued_on, piece.proof.link) == (
            "12/QĐ-BNV", date(2025, 6, 1), "https://bnv.gov.vn/a?b=c")  # fmt: skip
        assert pieces.count(connection, 1) == 1
        assert check.findings(connection) == []
        columns = tasks.OUT
        [row] = tasks.load(connection, 1, DAY).rows
        assert row[columns.index("evidence_count")] == 1


def test_the_same_evidence_twice_is_there_once(database: Database) -> None:
    begin(database)
    first = evidence.bring(database, LAN, 1, DAY, number="12/QĐ-BNV")
    again = evidence.bring(database, LAN, 1, DAY, number="12/QĐ-BNV ")
    assert first == again
    with database.read() as connection:
        assert pieces.count(connection, 1) == 1


def test_minh_withdraws_and_nothing_is_deleted(database: Database) -> None:
    base = begin(database)
    made = evidence.bring(database, LAN, 1, DAY, number="12/QĐ-BNV")
    assert made is not None
    seen = latest(database)
    evidence.withdraw(database, MINH, made, DAY, "Nhầm văn bản")
    evidence.withdraw(database, MINH, made, DAY)
    with database.read() as connection:
        [piece] = pieces.of_task(connection, 1)
        assert piece.withdrawn_on == DAY
        assert not piece.stands(DAY)
        assert pieces.count(connection, 1) == 0
        [then] = pieces.of_task(connection, 1, known_at=seen)
        assert then.withdrawn_on is None
        assert pieces.of_task(connection, 1, known_at=base) == []
        assert check.findings(connection) == []
    assert latest(database) == seen + 1  # the second withdrawal wrote nothing


def test_evidence_can_come_with_a_report_in_one_proposal(database: Database) -> None:
    base = begin(database)
    from cds_tracker.workflows.editing import Edit, write

    with acting(database, LAN, "report") as doing:
        [applied] = write(doing, [Edit(1, {"progress": 50}, {"progress": 20})], kind="report", effective_on=DAY, base=base)
        evidence.add(doing, 1, effective_on=DAY, number="12/QĐ-BNV", within=applied.proposal)
    assert latest(database) == base + 1
    with database.read() as connection:
        assert [piece.revision for piece in pieces.of_task(connection, 1)] == [base + 1]


def test_others_are_refused_and_only_the_audit_log_knows(database: Database) -> None:
    base = begin(database)
    for act in (
        lambda: evidence.bring(database, HOA, 1, DAY, number="1"),
        lambda: evidence.bring(database, LAN, 99, DAY, number="1"),
        lambda: evidence.withdraw(database, LAN, 99, DAY),
    ):
        with pytest.raises(Refused):
            act()
    assert latest(database) == base
    with database.read() as connection:
        denied = connection.execute(text("SELECT count(*) FROM audit WHERE outcome = 'denied'")).scalar()
    assert denied == 3


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//bnv.gov.vn", "ftp://a.vn", "https://",
     "https://a b.vn", "https://lan:mat-khau@bnv.gov.vn", "http://[", "bnv.gov.vn"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(link: str) -> None:
    with pytest.raises(TrackerError) as refused:
        evidence.checked(link=link)
    assert refused.value.key == "evidence_link"


def test_nothing_given_is_nothing_and_a_day_alone_proves_nothing() -> None:
    assert evidence.checked(number="  ", words="\n", link="") is None
    with pytest.raises(TrackerError):
        evidence.checked(issued_on=DAY)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", PDF), ("A.PDF", PDF), ("b.docx", docx()), ("c.odt", odt()), ("d.ods", odt("spreadsheet")), ("e.png", PNG),
     ("f.jpg", JPEG), ("g.jpeg", JPEG)],
)  # fmt: skip
def test_documents_and_pictures_are_taken(tmp_path: Path, name: str, content: bytes) -> None:
    kept = safekeeping.keep(tmp_path / "evidence", name, content)
    place = safekeeping.place(tmp_path / "evidence", kept.sha256)
    assert place.read_bytes() == content
    assert place.parent.name == kept.sha256[:2]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert [path.name for path in place.parent.iterdir()] == [kept.sha256]


BOMB = archive({"[Content_Types].xml": f'<Override ContentType="{TYPES}"/>'.encode(), "word/document.xml": b"\0" * 60_000_000})


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", PNG, "evidence_content"),
        ("a.png", PDF, "evidence_content"),
        ("a.docx", PDF, "evidence_content"),
        ("a.xlsx", docx(), "evidence_content"),
        ("a.docx", archive({"a.txt": b"x"}), "evidence_content"),
        ("a.docx", odt(), "evidence_content"),
        ("a.docx", docx("application/vnd.ms-word.document.macroEnabled.main+xml"), "evidence_content"),
        ("a.docx", docx(**{"word/vbaProject.bin": b"x"}), "evidence_content"),
        ("a.docx", docx(**{"../../etc/passwd": b"x"}), "evidence_content"),
        ("a.docx", BOMB, "evidence_content"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 100, "evidence_content"),
        ("a.docx", docx()[:-30], "evidence_content"),
        ("a.pdf", PDF + docx(), "evidence_content"),  # a PDF that is an archive too
        ("a.jpg", JPEG + docx(), "evidence_content"),
        ("a.jpg", JPEG[:4] + b"<html><script>" + JPEG[4:], "evidence_content"),
        ("a.pdf", b"<html>" + PDF, "evidence_content"),
        ("a.pdf", b"", "evidence_empty"),
        ("a.pdf", PDF[:-3], "evidence_content"),
        ("a.docm", docx(), "evidence_type"),
        ("a.html", b"<html>", "evidence_type"),
        ("a.svg", b"<svg/>", "evidence_type"),
        ("a.exe", b"MZ", "evidence_type"),
        ("a.zip", docx(), "evidence_type"),
        ("a.pdf.exe", PDF, "evidence_type"),
        ("pdf", PDF, "evidence_type"),
        ("a.pdf", b"%PDF-" + b"\0" * (20 * 1024 * 1024 - 4) + b"%%EOF", "evidence_too_large"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_a_file_is_its_content_says(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    with pytest.raises(TrackerError) as refused:
        safekeeping.keep(tmp_path / "evidence", name, content)
    assert refused.value.key == why
    assert not (tmp_path / "evidence").exists()


def test_twenty_megabytes_are_taken(tmp_path: Path) -> None:
    content = b"%PDF-" + b"\0" * (20 * 1024 * 1024 - 10) + b"%%EOF"
    assert len(content) == proving.LARGEST
    assert safekeeping.keep(tmp_path, "a.pdf", content).size == proving.LARGEST


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../Quyết định.pdf", "Quyết định.pdf"),
        ("C:\\Users\\Lan\\bản đồ.PDF", "bản đồ.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b Set-Cookie_ x.pdf"),
        ("\u202efdp.a.pdf", "fdp.a.pdf"),
        ("a" * 400 + ".pdf", "a" * 150 + ".pdf"),
        (" . .pdf", "minh-chung.pdf"),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert proving.name_of(given, proving.BY_ENDING[".pdf"]) == kept


def test_files_that_nothing_refers_to_are_swept_by_age(database: Database, tmp_path: Path) -> None:
    begin(database)
    folder = tmp_path / "evidence"
    held = safekeeping.keep(folder, "a.pdf", PDF)
    evidence.bring(database, LAN, 1, DAY, file=held)
    orphan, young = safekeeping.keep(folder, "b.png", PNG), safekeeping.keep(folder, "c.jpg", JPEG)
    for one in (held, orphan):
        os.utime(safekeeping.place(folder, one.sha256), (time.time() - 90_000,) * 2)
    assert evidence.sweep(database, folder) == 1
    assert [safekeeping.place(folder, one.sha256).exists() for one in (held, orphan, young)] == [True, False, True]


def test_only_readers_of_the_task_get_the_file(database: Database, tmp_path: Path) -> None:
    begin(database)
    held = safekeeping.keep(tmp_path, "a.pdf", PDF)
    made = evidence.bring(database, LAN, 1, DAY, file=held)
    bare = evidence.bring(database, LAN, 1, DAY, number="1")
    assert made is not None
    assert bare is not None
    file, place = evidence.fetch(database, HOA, made, tmp_path)  # her unit helps
    assert (file, place.read_bytes()) == (held, PDF)
    with pytest.raises(Refused):
        evidence.fetch(database, LAN, bare, tmp_path)
    evidence.withdraw(database, MINH, made, DAY)
    with pytest.raises(Refused):
        evidence.fetch(database, LAN, made, tmp_path)
    with database.read() as connection:
        query = "SELECT actor, subject_id, outcome FROM audit WHERE act = 'download' ORDER BY id"
        rows = connection.execute(text(query)).all()
        assert check.findings(connection) == []
    told = [tuple(row) for row in rows]
    assert told == [("hoa", str(made), "done"), ("lan", str(bare), "denied"), ("lan", str(made), "denied")]
