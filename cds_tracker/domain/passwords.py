"""What may be a password: long, and not what everybody guesses first. No classes of characters, no end date.

Where the list of common passwords lies is not known here: whoever asks passes ``is_common``.
"""

import re
import unicodedata
from collections.abc import Callable, Collection
from itertools import pairwise

from cds_tracker.domain.errors import TrackerError

SHORTEST = 12
LONGEST = 256
FREE = 8  # so many characters must be left when all that can be guessed is taken away
SHORTEST_WORD = 3
KNOWN = (
    "xemthucds", "cdstracker", "tracker", "chuyendoiso", "kehoach", "hanhdong", "nhiemvu", "matkhau", "password",
    "quantri", "admin",
)  # fmt: skip
LINES = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def normal(password: str) -> str:
    """The form that is hashed: composed, so that it is the same from every keyboard; nothing is cut."""
    return unicodedata.normalize("NFC", password)


def refuse_weak(password: str, context: Collection[str], is_common: Callable[[str], bool]) -> None:
    """Raises ``TrackerError`` for a password that is too short, too long, common, or made of words of this place."""
    chosen = normal(password)
    if len(chosen) < SHORTEST:
        raise TrackerError("password_short", least=SHORTEST)
    if len(chosen) > LONGEST:
        raise TrackerError("password_long", most=LONGEST)
    if _is_common(chosen, is_common):
        raise TrackerError("password_common")
    signs = {sign for sign in chosen if not sign.isalnum() and not sign.isspace()}
    if len(_without(_folded(chosen), {_folded(word) for word in (*KNOWN, *context)})) + len(signs) < FREE:
        raise TrackerError("password_context")


def _is_common(password: str, is_common: Callable[[str], bool]) -> bool:
    """Whether it is on the list, repeats a short piece, runs along a row of keys, or dresses such a one up."""
    plain = password.casefold()
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", _folded(plain))
    dressed = len(core) > SHORTEST_WORD and is_common(core) and len(_folded(plain)) - len(core) < FREE
    piece = plain[: _period(plain)]
    return is_common(plain) or dressed or len(piece) < min(FREE, len(plain)) or _runs(plain)


def _period(text: str) -> int:
    """The length of the piece that the text repeats; its own length where it repeats none."""
    return (text + text).index(text, 1) if text else 0


def _runs(text: str) -> bool:
    """Whether nearly every character is the neighbour of the one before it, in a row of keys or in the alphabet."""
    rows = [row + row for row in (*LINES, *(line[::-1] for line in LINES))]
    steps = [any(pair in row for row in rows) or pair[0] == pair[1] for pair in map("".join, pairwise(text))]
    return len(steps) - sum(steps) < SHORTEST_WORD


def _folded(text: str) -> str:
    """Small letters and digits of every script, without marks."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(character for character in apart if character.isalnum())


def _without(text: str, words: Collection[str]) -> str:
    for word in sorted((word for word in words if len(word) >= SHORTEST_WORD), key=len, reverse=True):
        text = text.replace(word, "")
    return text
