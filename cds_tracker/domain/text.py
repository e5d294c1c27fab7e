"""Two forms of every written text: the stored form and the comparison form."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile("[a-z0-9]")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(0x80)}
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """The stored form: NFC, nothing invisible, single blanks, line ends as ``\\n``, trimmed line by line."""
    if _is_clean(text):
        return text
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()


def _is_clean(text: str) -> bool:
    """Whether a text of one line is in the stored form, as most are. (Printable: no separator but the blank, no control.)"""
    single = text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "
    return single and "_x" not in text and unicodedata.is_normalized("NFC", text)


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as ordinary ones: "１００％" is "100%"."""
    return text if text.isascii() else text.translate(_NARROW)


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """The comparison form: lower case, đ as d, no marks, every other run of characters one blank."""
    if text.isascii() and text.isprintable() and "_x" not in text:
        return " ".join(text.translate(_ASCII).split())
    return " ".join(" ".join(map(_folded_word, clean(text).split())).split())


@lru_cache(maxsize=16_384)  # a language has some thousand words, a tracker some hundred thousand of them
def _folded_word(word: str) -> str:
    return "".join(map(_folded, word))


@lru_cache(maxsize=4_096)
def _folded(character: str) -> str:
    apart = unicodedata.normalize("NFKD", character.lower().replace("đ", "d"))
    return "".join(c if _WORD.match(c) else " " for c in apart if not (_MARKS.match(c) or unicodedata.combining(c)))
