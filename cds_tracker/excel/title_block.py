"""What stands around a table: the title block, the plan's year in it, and marks of secrecy anywhere."""

import re
from functools import lru_cache

from cds_tracker.domain.text import clean, key
from cds_tracker.excel.header import cell_text
from cds_tracker.excel.workbook import Grid

_YEAR = re.compile(r"\bnam ((?:19|20)\d\d)\b(?!\s*(?:den|\d{4}))")
_DAY = re.compile(r"\b(?:thang \d{1,2}|ngay \d{1,2} \d{1,2}) nam (?:19|20)\d\d\b|\bgiai doan [\d ]+")
_BEFORE = r"(?<!BÍ )(?<!BẢO )(?<!CƠ )(?<!THÂN )(?<!CẨN )(?<!NỘI )(?<!BÍ\n)(?<!\w)"
_AFTER = r"(?!\w)(?!\s+(?:KHẨU|MÃ|ĐỘ|THƯ|THÁM|VỤ|THIẾT|NGHỊ|NHÀ NƯỚC))"
_MARK = re.compile(rf"(?<!\w)(?:TUYỆT|TỐI) MẬT(?!\w)|{_BEFORE}MẬT{_AFTER}")
_ALONE = re.compile(r"(?:(?:độ|mức độ|dấu)\s+mật\s*[:\-]?\s*)?(?:tuyệt mật|tối mật|mật)", re.IGNORECASE)


def headings(grid: Grid, top: int) -> tuple[str, ...]:
    """The texts above the header, top first; cells of one row are joined."""
    found = []
    for row in grid.rows:
        if row.number >= top:
            break
        texts = [text for cell in row.cells.values() if (text := cell_text(cell.value))]
        if texts:
            found.append(" ".join(texts))
    return tuple(found)


def plan_year(titles: tuple[str, ...]) -> int | None:
    """The one year that the title block names as the plan's; dates of documents and spans of years are none."""
    said = (_DAY.sub(" ", key(title)) for title in titles if not title.lstrip().startswith("("))
    years = {int(year) for title in said for year in _YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None


@lru_cache(maxsize=65_536)
def secrecy(text: str) -> str | None:
    """The mark of secrecy that a text bears: MẬT, TỐI MẬT, TUYỆT MẬT; not what merely speaks of secrets."""
    text = clean(text)
    found = _MARK.search(text)
    if found:
        return found[0]
    bare = text.strip(" .()[]*")
    return bare if len(bare) < 40 and _ALONE.fullmatch(bare) else None


def may_be_secret(text: str) -> bool:
    """A quick look that lets nearly every text go."""
    return "M" in text or "m" in text if len(text) < 40 else "M" in text
