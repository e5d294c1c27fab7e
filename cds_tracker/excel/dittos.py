"""Marks that only repeat the cell above: "nt", "như trên", quotes."""

import re
from functools import lru_cache

from cds_tracker.domain.text import key

_DITTO = frozenset({"nt", "n t", "nhu tren", "nhu muc tren", "nhu dong tren", "nhu hang tren", "nhu o tren", "nhu cot tren"})
_DIGIT = re.compile("[0-9]")
_QUOTES = frozenset("\"″〃”“'’‘`´")


@lru_cache(maxsize=4_096)
def is_ditto(said: str) -> bool:
    """Whether this only repeats the cell above."""
    if _DIGIT.search(said):
        return False
    bare = said.strip(" -–—.()*").lower()
    return bool(bare) and (set(bare.replace(" ", "")) <= _QUOTES or key(bare) in _DITTO)
