"""What the cells of a column look like: enough to tell a deadline from a state, a share from a result."""

import datetime
import re
from dataclasses import dataclass, field

from cds_tracker.domain.deadline import parse
from cds_tracker.domain.progress import read_percent
from cds_tracker.domain.status import read_status
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.units import Registry
from cds_tracker.excel.workbook import Cell

_SAMPLE = 400
_DOCUMENT = re.compile(
    r"\b(?:quyet dinh|ke hoach|bao cao|de an|nghi dinh|thong tu|luat|van ban|to trinh|nghi quyet|cong van|chuong trinh|ho so"
    r"|san pham|phan mem|he thong|co so du lieu|csdl|danh muc|huong dan|quy che|chi thi|tai lieu|nen tang|hoi nghi|bien ban)\b"
)
_DONE_DEED = re.compile(r"(?:da|dang|hien|tiep tuc|hoan thanh|chua|co ban)\b")
MARKS = frozenset({"x", "v", "✓", "✔", "☑", "✅", "có"})


@dataclass(slots=True)
class Profile:
    """A sample of the cells of a column that say something; shares are between 0 and 1."""

    cells: list[Cell] = field(default_factory=list)

    def take(self, cell: Cell) -> None:
        if len(self.cells) < _SAMPLE:
            self.cells.append(cell)

    @property
    def texts(self) -> list[str]:
        return [text for cell in self.cells if isinstance(cell.value, str) and (text := clean(cell.value))]

    def share(self, hits: int) -> float:
        return hits / len(self.cells) if self.cells else 0.0

    def text(self) -> float:
        return self.share(len(self.texts))

    def days(self) -> float:
        """Whole days: typed dates, or texts that name one."""
        return self.share(sum(_is_date(cell) or _deadline_kind(cell) == "exact" for cell in self.cells))

    def deadlines(self) -> float:
        return self.share(sum(_is_date(cell) or _deadline_kind(cell) not in ("none", "unreadable") for cell in self.cells))

    def states(self) -> float:
        """Words that are a state and nothing else."""
        return self.share(sum(_is_state(text) for text in self.texts))

    def shares(self) -> float:
        """Percentages."""
        return self.share(sum(_is_share(cell) for cell in self.cells))

    def marks(self) -> float:
        return self.share(sum(text.lower() in MARKS for text in self.texts))

    def units(self, registry: Registry) -> float:
        def registered(text: str) -> bool:
            read = registry.read(text)
            return len(read.unknown) < len(read.refs)

        return self.share(sum(registered(text) for text in self.texts))

    def documents(self) -> float:
        """Names of documents and other things to be made, rather than deeds."""
        return self.share(sum(bool(_DOCUMENT.search(key(text)[:80])) and not _is_deed(text) for text in self.texts))

    def deeds(self) -> float:
        return self.share(sum(_is_deed(text) for text in self.texts))


def _is_deed(text: str) -> bool:
    return bool(_DONE_DEED.match(key(text)))


def _is_date(cell: Cell) -> bool:
    return isinstance(cell.value, datetime.date)


def _deadline_kind(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer() and (1990 <= value <= 2100 or value > 36_000):
        return "period_end"
    return parse(clean(value)).kind if isinstance(value, str) and len(value) < 120 else "unreadable"


def _is_state(text: str) -> bool:
    if len(text) > 80:
        return False
    read = read_status(text)
    return read.code == "status_derived" or (read.status is not None and (not read.text_kept or len(text) < 30))


def _is_share(cell: Cell) -> bool:
    value = cell.value
    if isinstance(value, float):
        return "%" in cell.format or 0 <= value <= 100
    return isinstance(value, str) and len(value) < 40 and read_percent(value).progress is not None
