"""Free text without marks: ``chuyen doi so`` finds ``chuyển đổi số``; the words are taken as they are, never as a pattern."""

import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from cds_tracker.domain.text import clean, key
from cds_tracker.insights.columns import Codes, Flags, truths

_END = 0x0A
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def fold(texts: Sequence[str]) -> list[str]:
    """The comparison form of many texts at once (as ``text.key``, but runs of blanks may stay), one blank on either side."""
    if not texts:
        return []
    blob = "\n".join(text.replace("\n", " ") for text in texts).lower()
    codes = _points(blob)
    wide = [chr(point) for point in np.flatnonzero(np.bincount(codes)) if len(_letter(chr(point))) > 1]
    for char in wide:
        blob = blob.replace(char, _letter(char))
    codes = _points(blob) if wide else codes
    folded = _table(codes)[codes]
    lines = folded[folded > 0].tobytes().decode("ascii").split("\n")
    return [f" {line} " for line in lines]


def _points(blob: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(blob.encode("utf-32-le", "replace"), dtype=np.uint32)


def _table(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """What each character becomes: an ASCII letter, a blank, or (a combining mark) nothing, 0."""
    table = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.uint8)
    for point in np.flatnonzero(np.bincount(codes)):
        letter = _letter(chr(point))
        table[point] = _END if point == _END else (ord(letter) if letter else 0)
    return table


def _letter(char: str) -> str:
    """The folded form of one character, ``""`` for a combining mark or one that nobody sees."""
    plain = unicodedata.normalize("NFKD", char.replace("đ", "d"))
    kept = [c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"]
    return "".join(c if c in _PLAIN else " " for c in kept)


def search(query: str, folds: Sequence[str], texts: Sequence[str]) -> tuple[Flags, Codes]:
    """Which texts hold every word of the query (from the start of a word on), and their places: exact marks first.

    A word without letters or figures (``%``) must occur as it is.
    """
    words = clean(query).lower().split()
    found = np.ones(len(folds), dtype=bool)
    for word in words:
        for part in key(word).split():
            found &= _holding(f" {part}", folds)
        if not key(word):
            found &= _holding(word, [text.lower() for text in texts])
    places = np.flatnonzero(found)
    marked = [word for word in words if key(word) != word]
    if not marked or not len(places):
        return found, places
    inexact = truths(not _exact(marked, texts[place].lower()) for place in places.tolist())
    return found, places[np.argsort(inexact, kind="stable")]


def _holding(part: str, texts: Sequence[str]) -> Flags:
    return truths(part in text for text in texts)


def _exact(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)
