"""Whether a word can be Vietnamese, by its spelling: what tells text in a legacy encoding from text in Unicode."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = frozenset("\u0301\u0323")  # the tones that a syllable on c, ch, p or t may have
_ONSETS = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x"
_RIMES = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- ch m n nh p t u",
    "i": "- a ch m n nh p t u êc êm ên êng êp êt êu",
    "y": "- êm ên êng êt êu ch t nh",
    "o": "- c i m n ng p t ong oc a ac ach ai am an ang anh ao ap at ay ăc ăm ăn ăng ăt e en eo et",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- a c i m n ng p t y ya ych yên yêt yn ynh yp yt yu ân âng ât ây ê êch ên ênh êt ơ ôc ôi ôm ôn ông ôt",
    "ư": "- a c i m n ng t u ơc ơi ơm ơn ơng ơp ơt ơu",
}
_RIME = "|".join(first + rest.replace("-", "") for first, rests in _RIMES.items() for rest in rests.split())
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RIME})")


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Whether a word is one syllable as Vietnamese spells them, with at most one tone, whatever its case."""
    if not any(character.isalpha() for character in word):
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [character for character in apart if character in _TONES]
    bare = unicodedata.normalize("NFC", "".join(character for character in apart if character not in _TONES))
    if len(tones) > 1 or _SYLLABLE.fullmatch(bare) is None:
        return False
    return not bare.endswith(("c", "ch", "p", "t")) or (bool(tones) and tones[0] in _STOPPED)
