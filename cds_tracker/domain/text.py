"""Two forms of every written text: the stored form and the comparison form."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """The stored form: NFC, nothing invisible, single blanks, line ends as ``\\n``, trimmed line by line."""
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """The comparison form: lower case, đ as d, no marks, every other run of characters one blank."""
    text = _MARKS.sub("", unicodedata.normalize("NFKD", clean(text).lower().replace("đ", "d")))
    if not text.isascii():
        text = "".join(c for c in text if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", text).strip()
