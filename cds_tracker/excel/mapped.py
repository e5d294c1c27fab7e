"""Which column carries which field, and what speaks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cds_tracker.domain.picture import Certainty
from cds_tracker.domain.task import Status
from cds_tracker.excel.cells import written
from cds_tracker.excel.header import Header, Heading
from cds_tracker.excel.profile import Profile
from cds_tracker.excel.workbook import letter


@dataclass(frozen=True, slots=True)
class Why:
    """How sure a column's field is, and what speaks for it (``picture.reason.<reason>``)."""

    certainty: Certainty
    reason: str
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class Columns:
    """field → column; ``marks``: columns of crosses, each under the name of a state; ``unmapped``: letter → heading."""

    fields: dict[str, int] = field(default_factory=dict)
    headings: dict[int, Heading] = field(default_factory=dict)
    marks: dict[int, Status] = field(default_factory=dict)
    unmapped: dict[str, str] = field(default_factory=dict)
    why: dict[int, Why] = field(default_factory=dict)
    first_deadline: int | None = None  # the column of the deadline that held before another was set

    def under_title(self, header: Header) -> list[int]:
        """The other columns that the merged heading of the titles covers: titles may be moved to the right."""
        title = self.fields["title"]
        heading = self.headings[title]
        same = ((other.row, other.group) == (heading.row, heading.group) for other in header.columns.values())
        return [column for column, is_same in zip(header.columns, same, strict=True) if is_same and column != title]

    def letters(self) -> dict[str, str]:
        """field → letter, in the order of the columns."""
        letters = {name: letter(column) for name, column in sorted(self.fields.items(), key=lambda item: item[1])}
        if self.marks and "status" not in letters:
            letters["status"] = letter(min(self.marks))
        return letters


def samples(profile: Profile, most: int = 3) -> list[str]:
    """A few different texts of a column, as they are written."""
    found: dict[str, None] = {}
    for cell in profile.cells:
        if text := written(cell) or (cell.error or ""):
            found.setdefault(text.replace("\n", " "))
        if len(found) == most:
            break
    return list(found)


def widest(header: Header, seen: Mapping[int, Profile]) -> dict[int, Heading]:
    """One column for every heading: of those that a merged heading covers, the one in which the most is written."""
    groups: dict[tuple[int, int], list[int]] = {}
    for column, heading in header.columns.items():
        groups.setdefault((heading.row, heading.group), []).append(column)

    def amount(column: int) -> int:
        return sum(len(str(cell.value)) for cell in seen[column].cells) if column in seen else 0

    return {(best := max(columns, key=amount)): header.columns[best] for columns in groups.values()}
