"""A cell that names units, cut into words: each with its comparison form and with what stands before it."""

import re
from dataclasses import dataclass
from enum import IntEnum

from cds_tracker.domain.text import key

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"[A-ZĐ]+[0-9]*\Z")
_ENDS = re.compile(r"[;()\[\]{}:|•●▪◦➢]|\n\s*[-+*–—]")
_COMMA = re.compile(r"[,/、]|\s\+\s|\s\*\s")

AND = "va"
GROUP_FILLERS = frozenset({"các", "cac", "và", "va", "những", "có"})


def _words(listed: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(name.split("_")) for name in listed.split())


# The words that begin the name of a unit, with their marks: 'sở' is one, 'số' is not.
UNIT_WORDS = _words(
    "bộ sở ban cục vụ viện trung_tâm văn_phòng thanh_tra tổng_cục chi_cục phòng hội hiệp_hội liên_hiệp liên_đoàn "
    "liên_minh ủy_ban uỷ_ban ubnd hđnd hội_đồng trường học_viện đại_học tập_đoàn tổng_công_ty công_ty ngân_hàng báo "
    "tạp_chí nhà_xuất_bản kho_bạc tòa_án toà_án mặt_trận quỹ bệnh_viện đài thông_tấn_xã đoàn đảng_ủy đảng_uỷ "
    "kiểm_toán bảo_hiểm bộ_tư_lệnh đơn_vị cơ_quan tỉnh thành_phố xã phường"
)
# Units that are usually part of another body: the body named after them is then no unit of its own.
PARTS = _words("vụ cục trung_tâm phòng viện ban văn_phòng thanh_tra tổng_cục chi_cục đơn_vị trường tạp_chí sở báo")
# The words that begin a group, and those that do so where a comma follows ('Tập đoàn, doanh nghiệp…').
GROUP_OPENERS = _words("các một_số những toàn_bộ tất_cả mọi mỗi từng địa_phương doanh_nghiệp")
GENERIC = frozenset({"bộ", "sở", "ban", "ngành", "tỉnh", "cục", "vụ", "viện", "hội", "trường", "tập", "đơn", "cơ", "tổ"})


class Gap(IntEnum):
    """What stands between two words, from nothing to speak of to the end of a name."""

    BLANK = 0
    GLUE = 1  # '&', '-' or '.' inside an abbreviation: KH&CN, LĐ-TB&XH
    DASH = 2
    COMMA = 3
    LINE = 4
    END = 5


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its comparison form (y as i), the word in lower case with its marks, where it stands, and the gap before it."""

    key: str
    word: str
    start: int
    end: int
    gap: Gap
    capital: bool
    acronym: bool


def tokens(text: str) -> list[Token]:
    """The words of a text in its stored form (see ``text.clean``); '&' between full words is read as 'và'."""
    found: list[Token] = []
    last = 0
    for match in _WORD.finditer(text):
        word, between = match[0], text[last : match.start()]
        folded = key(word).replace(" ", "").replace("y", "i")
        if not folded:
            continue
        acronym = bool(_ACRONYM.match(word))
        gap = _gap(between, word, acronym and found[-1].acronym) if found else Gap.END
        if found and "&" in between and gap in (Gap.BLANK, Gap.DASH):
            found.append(Token(AND, "và", last, last, Gap.BLANK, capital=False, acronym=False))
            gap = Gap.BLANK
        found.append(Token(folded, word.lower(), match.start(), match.end(), gap, word[0].isupper(), acronym))
        last = match.end()
    return found


def _gap(between: str, word: str, acronyms: bool) -> Gap:
    if _ENDS.search(between):
        return Gap.END
    if _COMMA.search(between):
        return Gap.COMMA
    if "\n" in between:
        return Gap.BLANK if word[0].islower() else Gap.LINE
    if acronyms and (between.strip() == "&" or between in ("-", ".")):
        return Gap.GLUE
    return Gap.DASH if between.strip() else Gap.BLANK


def exact(found: list[Token]) -> tuple[str, ...]:
    """The comparison forms, word for word."""
    return tuple(token.key for token in found)


def merged(found: list[Token]) -> tuple[str, ...]:
    """The same with abbreviations glued together: LĐ-TB&XH as ldtbxh."""
    joined: list[str] = []
    for index, token in enumerate(found):
        if index and token.gap is Gap.GLUE:
            joined[-1] += token.key
        else:
            joined.append(token.key)
    return tuple(joined)


def reduced(found: list[Token]) -> tuple[str, ...]:
    """The comparison forms without the words that groups are written with or without: các, và, có."""
    return tuple(token.key for token in found if token.word not in GROUP_FILLERS)


def begins(found: list[Token], at: int, words: frozenset[tuple[str, ...]]) -> bool:
    """Whether one of these words, of one to three syllables, stands at ``at``."""
    return any(tuple(token.word for token in found[at : at + size]) in words for size in (1, 2, 3))


def begins_name(found: list[Token], at: int) -> bool:
    """Whether a unit word stands here with a name of its own after it ('Sở Nội vụ', not 'sở, ngành' or 'cục thuộc Bộ')."""
    for size in (3, 2, 1):
        if tuple(token.word for token in found[at : at + size]) in UNIT_WORDS:
            after = at + size
            return after < len(found) and found[after].gap < Gap.COMMA and found[after].capital
    return False
