"""From the bytes of a text file to its text: UTF-8, UTF-16, the Vietnamese code page, or the western one."""

import codecs
import re
import unicodedata

from cds_tracker.excel.forms.legacy import evidence
from cds_tracker.excel.forms.syllables import is_syllable

_SAMPLE = 200_000
_WORD = re.compile(r"[^\W\d_]+")


def decoded(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """The text, and its encoding where that was guessed. A mark at the start, then UTF-8, go before what is ``declared``."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _plain(data.decode("utf-16", "replace")), None
    if (utf16 := _unmarked_utf16(data)) is not None:
        return _plain(data.decode(utf16, "replace")), "UTF-16"
    try:
        return _plain(data.decode("utf-8-sig")), None
    except UnicodeDecodeError:
        if data.startswith(codecs.BOM_UTF8):
            return _plain(data.decode("utf-8-sig", "replace")), "UTF-8"
    if declared and (encoding := _known(declared)) is not None:
        return _plain(data.decode(encoding, "replace")), None
    return _in_bytes(data)


def _in_bytes(data: bytes) -> tuple[str, str]:
    """One byte a letter: legacy text is read as the western page, where ``legacy`` knows it; all else as the Vietnamese one."""
    western = data.decode("cp1252", "replace")
    vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    sample = western[:_SAMPLE]
    legacy = max(len(words) - against for words, against in (evidence(sample, name) for name in ("TCVN3", "VNI")))
    words = {word for word in _WORD.findall(vietnamese[:_SAMPLE]) if not word.isascii()}
    if legacy > sum(1 if is_syllable(word) else -1 for word in words):
        return _plain(western), "Windows-1252"
    return _plain(vietnamese), "Windows-1258"


def _unmarked_utf16(data: bytes) -> str | None:
    """By the noughts that stand for half of every ASCII letter: on one side nearly all of them."""
    head = data[:4_000]
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) * 5 < len(head) // 2 or min(first, second) * 20 > max(first, second):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _known(declared: str) -> str | None:
    """A declared encoding of one byte a letter; the others showed themselves above."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError, OSError):  # an encoding that there is not, or that was not made ready
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name if not name.startswith("utf") else None


def _plain(text: str) -> str:
    return text.replace("\0", "")
