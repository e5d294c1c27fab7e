"""Legacy Vietnamese encodings, known by the font of a cell: TCVN3 (``.VnTime``) and VNI (``VNI-Times``) to Unicode.

In TCVN3 the soft hyphen is the letter ư: text is converted before it is cleaned.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

Convert = Callable[[str], str]

_TCVN3_FROM = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§"
_TCVN3_TO = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_PLAIN_MARKS = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_CIRCUMFLEX_MARKS = {"â": "", "à": _GRAVE, "á": _ACUTE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_BREVE_MARKS = {"ê": "", "è": _GRAVE, "é": _ACUTE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}

_ALREADY_UNICODE = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")


def converter(font: str | None) -> Convert | None:
    """How text in this font becomes Unicode; ``None`` for a Unicode font."""
    if font is None:
        return None
    if font.startswith((".Vn", ".VN", ".vn")):
        return tcvn3_capitals if font.endswith("H") else tcvn3
    return vni if font[:4].upper() in ("VNI-", "VNI ") else None


def tcvn3(text: str) -> str:
    """TCVN3 as Unicode. Text that already is Vietnamese in Unicode, whatever its font, stays."""
    return text if _ALREADY_UNICODE.search(text) else text.translate(_TCVN3)


def tcvn3_capitals(text: str) -> str:
    """TCVN3 in a font that shows small letters as capitals (``.VnTimeH``)."""
    return tcvn3(text).upper()


def vni(text: str) -> str:
    """VNI as Unicode: a base letter followed by a letter that stands for the mark."""
    if text.isascii() or _ALREADY_UNICODE.search(text):
        return text
    pattern, meanings = _vni()
    return pattern.sub(lambda found: meanings[found[0]], text)


@lru_cache(maxsize=1)
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    small = {base + mark: base + accent for base in "aeouy" for mark, accent in _PLAIN_MARKS.items()}
    small |= {base + mark: base + "\u0302" + accent for base in "aeo" for mark, accent in _CIRCUMFLEX_MARKS.items()}
    small |= {"a" + mark: "a\u0306" + accent for mark, accent in _BREVE_MARKS.items()}
    small |= {base + mark: _VNI_SINGLE[base] + accent for base in "ôö" for mark, accent in _PLAIN_MARKS.items()}
    small |= _VNI_SINGLE
    meanings: dict[str, str] = {}
    for written, meant in small.items():
        letter = unicodedata.normalize("NFC", meant)
        meanings |= {written: letter, written.upper(): letter.upper(), written[0].upper() + written[1:]: letter.upper()}
    longest_first = sorted(meanings, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), meanings
