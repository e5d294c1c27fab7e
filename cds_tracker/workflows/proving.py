"""Which files can be evidence: told by their content, never by their name alone. Nothing is unpacked or run."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.text import clean
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.package import Package
from cds_tracker.excel.refusal import Refused

LARGEST = 20 * 1024 * 1024  # bytes
NAME = 150  # characters of a file's name
_MB = 1_000_000
_LIMITS = Limits(upload=LARGEST, parts=5_000, part=200 * _MB, parts_together=400 * _MB)
_SMALL = 1_000_000  # bytes of the only parts that are read: the list of contents, the kind
_TAIL = 66_000  # where the end of a zip archive is told, its comment included
_FOREIGN = re.compile(rb"%PDF-|<html|<script|<svg|<!doctype", re.IGNORECASE)
_MACROS = re.compile(r"vbaproject|vbadata|/activex/|^basic/|^scripts/")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: what its name may end with, its media type, and how its content is recognised."""

    endings: tuple[str, ...]
    type: str
    fits: Callable[[bytes], bool]


def _pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2_048:] and not _is_archive(content)


def _png(content: bytes) -> bool:
    whole = content.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR") and b"IEND\xaeB`\x82" in content[-2_048:]
    return whole and _only_picture(content)


def _jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content[-_TAIL:] and _only_picture(content)


def _only_picture(content: bytes) -> bool:
    return not _FOREIGN.search(content[:1_024]) and not _is_archive(content)


def _is_archive(content: bytes) -> bool:
    return b"PK\x05\x06" in content[-_TAIL:]


def _office(main: str, part: str) -> Callable[[bytes], bool]:
    wanted = f"{_OFFICE}{main}.main+xml".encode()

    def fits(content: bytes) -> bool:
        package = _archive(content)
        if package is None or part not in package or "[Content_Types].xml" not in package:
            return False
        listed = _small(package, "[Content_Types].xml")
        return wanted in listed and b"macroenabled" not in listed.lower()

    return fits


def _open_document(kind: str) -> Callable[[bytes], bool]:
    def fits(content: bytes) -> bool:
        package = _archive(content)
        if package is None or "mimetype" not in package or "content.xml" not in package:
            return False
        return _small(package, "mimetype").strip() == f"{_OPEN}{kind}".encode()

    return fits


KINDS: tuple[FileKind, ...] = (
    FileKind((".pdf",), "application/pdf", _pdf),
    FileKind(
        (".docx",), f"{_OFFICE}wordprocessingml.document", _office("wordprocessingml.document", "word/document.xml")
    ),
    FileKind((".xlsx",), f"{_OFFICE}spreadsheetml.sheet", _office("spreadsheetml.sheet", "xl/workbook.xml")),
    FileKind(
        (".pptx",), f"{_OFFICE}presentationml.presentation", _office("presentationml.presentation", "ppt/presentation.xml")
    ),
    FileKind((".odt",), f"{_OPEN}text", _open_document("text")),
    FileKind((".ods",), f"{_OPEN}spreadsheet", _open_document("spreadsheet")),
    FileKind((".png",), "image/png", _png),
    FileKind((".jpg", ".jpeg"), "image/jpeg", _jpeg),
)
BY_ENDING: Mapping[str, FileKind] = {ending: kind for kind in KINDS for ending in kind.endings}
ENDINGS = tuple(ending.removeprefix(".") for ending in BY_ENDING)


def kind_of(name: str, content: bytes) -> FileKind:
    """The kind of a file, on which its name and its content agree. Raises ``TrackerError`` for one that is not taken."""
    if len(content) > LARGEST:
        raise TrackerError("evidence_too_large", most=LARGEST // (1024 * 1024))
    if not content:
        raise TrackerError("evidence_empty")
    kind = BY_ENDING.get(_ending(name))
    if kind is None:
        raise TrackerError("evidence_type", types=", ".join(ENDINGS))
    if not kind.fits(content):
        raise TrackerError("evidence_content", ending=_ending(name).removeprefix("."))
    return kind


def name_of(name: str, kind: FileKind) -> str:
    """A file's name as kept: its last part, without what no name should hold, not too long, with its ending."""
    last = " ".join(clean(PurePosixPath(name.replace("\\", "/")).name).split())
    stem = re.sub(r'[<>:"|?*/\\]', "_", last)[: -len(_ending(last)) or None].strip(" .")
    return (stem[:NAME] or "minh-chung") + (_ending(last) or kind.endings[0])


def _ending(name: str) -> str:
    return PurePosixPath(clean(name)).suffix.lower()


def _archive(content: bytes) -> Package | None:
    """The parts by name, none of them inflated; ``None`` for what is no whole and harmless archive of documents."""
    if not content.startswith(b"PK\x03\x04") or _FOREIGN.search(content[:1_024]):
        return None
    try:
        package = Package(content, _LIMITS)
    except Refused:
        return None
    return None if any(_MACROS.search(name) for name in package.names()) else package


def _small(package: Package, name: str) -> bytes:
    if package.size(name) > _SMALL:
        return b""
    read = b""
    try:
        for chunk in package.chunks(name):
            read += chunk
            if len(read) > _SMALL:
                return b""
    except Refused:
        return b""
    return read
