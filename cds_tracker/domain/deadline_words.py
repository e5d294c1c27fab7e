"""The words around a deadline's dates: the form in which they are compared, and the patterns that give them a meaning.

The folded form is lower case without marks, ``i`` and ``y`` one letter ("quý", "quí", "Qúy" are ``qui``; "ngày" is
``ngai``), all dashes ``-``, a line break ``;``.
"""

import re
import unicodedata
from functools import lru_cache

from cds_tracker.domain.text import clean

_FOOTNOTES = re.compile(r"[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]|[\[(][\d*]{1,2}\]|\([1-9*]\)")
_DASHES = re.compile(r"[\u2010-\u2015\u2043\u2212\u02d7\ufe58\ufe63\uff0d\u223c~\u2192]|->|=>")
_BULLETS = re.compile(r"(?:\A|;)\s*[-+*•·]+\s+")
_OTHER = re.compile(r"[^a-z0-9/.,;:()&+\-]+")
_LOOSE_DASH = re.compile(r"\s*-\s*")
_CLOCK = re.compile(
    r"(?<=\d)[t ]\s?\d\d:\d\d(?::\d\d)?(?:\.\d+)?z?\b"
    r"|\b\d{1,2}(?::\d\d(?::\d\d)?| ?(?:h|gio)(?: ?\d\d(?: ?(?:phut|p)\b)?)?)(?![a-z\d]|[/.\-]\d)"
)
_WEEKDAY = re.compile(r"\b(?:chu nhat|thu (?:[2-7]|hai|ba|tu|sau|bai|nam(?! \d)))\b,?")
_DATE = r"\d{1,2}(?:[/.\-]\d{1,2}[/.\-]| thang \d{1,2} nam )\d{4}"
_REFERENCE = re.compile(
    r"(?:\bso )?\b\d+(?:/\d{4})?/(?!nam|thang|qui|q\d)[a-z]{2,}[a-z0-9/&\-]*(?:,? ngai " + _DATE + r")?"
    r"|(?:\bso )?\b\d+-[a-z]{2,}/[a-z]{2,}(?:,? ngai " + _DATE + r")?"
)
# Words that would be taken for others once their marks are gone: "sáu" is six, "sau" is after.
_HOMOGRAPHS = (("sáu", "6"), ("sâu", " "), ("mới", " "))

NOTHING = re.compile(
    r"[-./_]*|n/a|0|0?[01]/0?1/(?:1970|1900|70)|(?:1970|1900)-01-0[01]|3[01]/12/1899|1899-12-3[01]"
    r"|khong(?: co)?(?: qui dinh| xac dinh)?(?: thoi)?(?: han| gian)?(?: hoan thanh| cu the)?|chua co(?: thoi)? han"
)
RECURRING = re.compile(
    r"\bthuong xuien\b|\blien tuc\b|\bdinh ki\b|\btro di\b|\bve sau\b"
    r"|(?<!ngan )(?<!khach )\b(?:hang|moi) (?:ngai|tuan|thang|qui|nam|ki|6 thang|nua nam)\b"
    r"|\blan ?/ ?(?:nam|qui|thang|tuan)\b|\b(?:nam|qui|thang|tuan) ?/ ?lan\b"
    r"|(?:\A|\bva )nam (?:ke )?tiep\b|\b(?:nhung|cac) (?:nam|qui|thang|ki) (?:tiep|ke tiep|sau)\b"
)
CONDITIONAL = re.compile(
    r"\bsau khi\b|(?<!nam )(?<!qui )(?<!thang )\bsau\b(?! thang (?:dau|cuoi))"
    r"|\bke tu\b|\btui\b(?! nhien)|\bphu thuoc\b|\bdot xuat\b|\bchua (?:xac dinh|ro)\b"
    r"|\btheo (?:dung )?(?:tien do|lo trinh|chi dao|ke hoach|ieu cau)\b"
    r"|\b(?:truoc|ngai|den|cho den) khi\b|\bkhi (?:co|duoc|luat|nghi|hoan thanh|phat sinh|van ban|cap|bo|chinh phu)\b"
    r"|\btrong (?:thoi han |thoi gian |vong )?\d{1,3} (?:ngai|tuan|thang|nam)\b(?! (?:dau|cuoi|\d))"
)
ACCORDING = re.compile(r"\btheo\b")  # a condition where no date stands beside it
REPORTED = re.compile(r"\bda (?:hoan thanh|ban hanh|trinh|xong)\b")
EXTENDED = re.compile(r"\bgia han\b|\bdieu chinh\b|\blui (?:han|den|sang)\b|\b(?:han|moc) cu\b")
BEFORE = re.compile(r"\btruoc(?: thoi han| han| thoi diem| moc)?(?: ngai| thang| nam)?\s*[:(]?\s*\Z")
FROM = re.compile(
    r"(?:\b(?:bat dau|khoi cong)(?: tu)?|(?<!dau )(?<!thu )\btu|\bsau)(?: khoang)?(?: ngai| thang| nam)?\s*[:(]?\s*\Z"
)
FORMER = re.compile(r"\b(?:han cu|moc cu|ban dau|thai cho|thai vi)\s*[:(]?\s*(?:la|den)?\s*\Z")
OR = re.compile(r"\bhoac\b|\A\s*hai\s*\Z")
TO = re.compile(r"\A[\s,]*(?:-|(?:cho )?(?:den|toi)\b)\s*(?:het|cuoi|truoc|giua|dau)?\s*\Z")
AND = re.compile(
    r"\A\s*(?:[,;+&]|va\b)[\s,;]*(?:va|den|trong|het|cuoi|dau|giua|truoc|tam nhin|dinh huong|den nam|-)*\s*(?:den)?\s*\Z"
)
ROUGHLY = re.compile(r"\bkhoang\b")
OTHER_YEAR = re.compile(r"\bnam (?:truoc|sau|nai|toi|ngoai|ke|tiep)\b")
LUNAR = re.compile(r"\bam lich\b")
DURATION = re.compile(r"\b(?:them|gia han|keo dai|lui) \d{1,3} (?:thang|ngai|tuan|nam)\b")
ORDINAL = re.compile(r"\b(?:lan|giai doan|dot|buoc|ki hop|phu luc|muc) (?:thu )?\d{1,2}\b")
UNCONSUMED = re.compile(r"\b(?:qui|thang)\b|(?<!thuong )(?<!trung )(?<!ha )\btuan\b|\b(?:qui|q)\d|\d\s?[/.\-]\s?\d")
START_OF_PART = re.compile(r"\b(?<!bat )(?<!ban )(?P<part>dau|giua|cuoi|thuong tuan|trung tuan|ha tuan)(?: cua)?\s*\Z")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The form in which a deadline's words are compared; times of day, weekdays and document numbers become ``@``."""
    text = _FOOTNOTES.sub("", clean(text)).lower()
    for word, plain in _HOMOGRAPHS:
        text = text.replace(word, plain)
    text = _DASHES.sub("-", text.replace("đ", "d").replace("\n", " ; "))
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).replace("y", "i")
    text = _OTHER.sub(" ", _DASHES.sub("-", _BULLETS.sub("; ", text)))
    text = _LOOSE_DASH.sub("-", " ".join(text.split())).strip(" ,;:")
    text = _REFERENCE.sub("@", _WEEKDAY.sub(" ", text))
    text = _CLOCK.sub("@", text)
    return " ".join(text.split()).rstrip(".").strip(" ,;:")
