"""The zip archive that an .xlsx is: checked before anything is inflated, then read part by part, never to disk."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cds_tracker.excel.limits import Limits
from cds_tracker.excel.markup import by_name, parse
from cds_tracker.excel.refusal import Refused

CHUNK = 1 << 20
_DIRECTORY_ENTRY = b"PK\x01\x02"


class Relation(NamedTuple):
    """What a part points to: ``type`` is the last word of the relationship's type; an external target is not a part."""

    type: str
    target: str
    external: bool


class Package:
    """The parts of an archive by name, without regard to case or to the kind of slash."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if data.count(_DIRECTORY_ENTRY) > 10 * limits.parts:  # before zipfile makes an object of each
            raise Refused("too_many_parts", limit=limits.parts)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
            raise Refused("damaged_file") from error
        self._limits = limits
        self._inflated = 0
        self._parts = self._checked(self._zip.infolist())

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def names(self) -> Iterator[str]:
        """The names of all parts, lower case, with forward slashes."""
        return iter(self._parts)

    def size(self, name: str) -> int:
        """How large a part is, inflated."""
        return self._parts[name.lower()].file_size

    def chunks(self, name: str, progress: Callable[[int], None] | None = None) -> Iterator[bytes]:
        """A part, inflated chunk by chunk and counted as it comes. ``KeyError`` where there is none."""
        part = self._parts[name.lower()]
        size = 0
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    self._inflated += len(chunk)
                    if size > self._limits.part:
                        raise Refused("part_too_large", limit=self._limits.part)
                    if progress is not None:
                        progress(size)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
            raise Refused("damaged_file") from error

    def relations(self, name: str) -> dict[str, Relation]:
        """The relationships of a part (``''``: of the package) by id; none where the file lists none."""
        folder, _, last = name.rpartition("/")
        listing = posixpath.join(folder, "_rels", f"{last}.rels")
        found: dict[str, Relation] = {}
        if listing not in self:
            return found

        def start(tag: str, attributes: list[str]) -> None:
            if tag == "Relationship":
                said = by_name(attributes)
                external = said.get("TargetMode") == "External"
                target = said.get("Target", "")
                kind = said.get("Type", "").rpartition("/")[2]
                found[said.get("Id", "")] = Relation(kind, target if external else _resolved(folder, target), external)

        parse(self.chunks(listing), start)
        return found

    def _checked(self, listed: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        limits = self._limits
        if len(listed) > limits.parts:
            raise Refused("too_many_parts", limit=limits.parts)
        parts: dict[str, zipfile.ZipInfo] = {}
        for part in listed:
            name = part.filename.replace("\\", "/").lower()
            if name.startswith("/") or ":" in name or ".." in name.split("/"):
                raise Refused("unsafe_archive")
            if name.endswith("/"):
                continue
            if name in parts or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused("unsafe_archive")
            if part.flag_bits & 0x1:
                raise Refused("archive_encrypted", advice=True)
            if part.file_size > limits.part:
                raise Refused("part_too_large", limit=limits.part)
            if part.file_size > limits.ratio_from and part.file_size > limits.ratio * max(part.compress_size, 1):
                raise Refused("zip_bomb")
            parts[name] = part
        if sum(part.file_size for part in parts.values()) > limits.parts_together:
            raise Refused("part_too_large", limit=limits.parts_together)
        return parts


def _resolved(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")
