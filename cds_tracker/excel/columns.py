"""Which field each column carries. Names that stand for several fields are decided by the values, or reported."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cds_tracker.domain.status import read_status
from cds_tracker.domain.task import Status
from cds_tracker.domain.units import Registry
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.header import Header, Heading
from cds_tracker.excel.profile import Profile
from cds_tracker.excel.synonyms import NOT_KEPT, rank_of
from cds_tracker.excel.workbook import letter

_FITS = 0.5  # of the values


@dataclass(slots=True)
class Columns:
    """field → column; ``marks``: columns of crosses, each under the name of a state; ``unmapped``: letter → heading."""

    fields: dict[str, int] = field(default_factory=dict)
    headings: dict[int, Heading] = field(default_factory=dict)
    marks: dict[int, Status] = field(default_factory=dict)
    unmapped: dict[str, str] = field(default_factory=dict)
    hidden_marks: int | None = None  # the column of the marks of rows that we wrote

    def letters(self) -> dict[str, str]:
        """field → letter, in the order of the columns."""
        letters = {name: letter(column) for name, column in sorted(self.fields.items(), key=lambda item: item[1])}
        if self.marks and "status" not in letters:
            letters["status"] = letter(min(self.marks))
        return letters


def map_columns(header: Header, seen: Mapping[int, Profile], registry: Registry, findings: Findings) -> Columns:
    """Every heading to at most one field, every field to at most one column."""
    return _Mapping(header, seen, registry, findings).columns()


class _Mapping:
    """One table at work."""

    def __init__(self, header: Header, seen: Mapping[int, Profile], registry: Registry, findings: Findings) -> None:
        self._headings = _widest(header, seen)
        self._header = header
        self._seen = seen
        self._registry = registry
        self._findings = findings
        self._taken = Columns(headings=dict(self._headings))
        self._lost: list[int] = []

    def columns(self) -> Columns:
        self._marks()
        open_columns = [c for c in self._headings if c not in self._taken.marks]
        sure = [c for c in open_columns if not self._headings[c].named.guessed]
        single = [c for c in sure if len(self._headings[c].named.fields) == 1]
        for column in sorted(single, key=lambda c: (rank_of(self._headings[c].named.text), c)):
            self._take(column, self._headings[column].named.fields[0])
        for column in [c for c in sure if len(self._headings[c].named.fields) > 1]:
            self._decide(column)
        for column in [c for c in open_columns if self._headings[c].named.guessed]:
            self._guess(column)
        self._leave_out()
        return self._taken

    def _profile(self, column: int) -> Profile:
        return self._seen.get(column) or Profile()

    def _marks(self) -> None:
        """Columns such as "Hoàn thành | Đang thực hiện" in which a cross says which state holds."""
        for column, heading in self._headings.items():
            read = read_status(heading.texts[-1])
            if read.status and not read.text_kept and self._profile(column).marks() > _FITS:
                self._taken.marks[column] = read.status

    def _take(self, column: int, name: str) -> None:
        if name in self._taken.fields or (name == "status" and self._taken.marks):
            self._lost.append(column)
        else:
            self._taken.fields[name] = column

    def _decide(self, column: int) -> None:
        fields = self._headings[column].named.fields
        free = [name for name in fields if name not in self._taken.fields and not (name == "status" and self._taken.marks)]
        profile = self._profile(column)
        if "deadline" in free and "completed_on" in free:
            self._due_or_done(column, fields[0])
            return
        fits = {name: self._fit(name, profile) for name in free}
        if not profile.cells and free:
            self._take(column, "progress" if "%" in self._headings[column].text and "progress" in free else free[0])
        elif fits and max(fits.values()) >= _FITS:
            self._take(column, max(free, key=lambda name: fits[name]))
        else:
            self._lost.append(column)

    def _fit(self, name: str, profile: Profile) -> float:
        """How well the values go with a field; the order of ``fields`` decides between equals."""
        if name == "deadline":
            return profile.deadlines()
        if name == "completed_on":
            return profile.days()
        if name == "progress":
            return profile.shares() + (0.01 if profile.shares() >= profile.states() else 0)
        if name == "status":
            return profile.states()
        if name == "lead":
            return profile.units(self._registry)
        if name == "measure":
            return 0.51 if profile.units(self._registry) < _FITS else 0.0
        others = max(profile.states(), profile.shares(), profile.deadlines())
        if name == "result":
            return 0.9 * profile.text() if profile.deeds() > profile.documents() else 0.59 * (1 - others)
        if name == "deliverable":
            return 0.6 * profile.text() + (0.2 if profile.documents() >= profile.deeds() else -0.2) if others < 0.8 else 0.0
        return 0.5

    def _due_or_done(self, column: int, first: str) -> None:
        """A "Ngày hoàn thành" alone: wordings, or days in every row, are due; days in some rows are done."""
        profile = self._profile(column)
        if first == "deadline" or (profile.cells and profile.days() < 0.8 <= profile.deadlines()):
            self._take(column, "deadline")
            return
        longest = max((len(self._profile(c).cells) for c in self._headings), default=0)
        filled = len(profile.cells) / longest if longest else 0.0
        self._take(column, "deadline" if filled >= 0.9 else "completed_on")
        self._report("column_ambiguous", column, "deadline" if filled >= 0.9 else "completed_on")

    def _guess(self, column: int) -> None:
        name = self._headings[column].named.fields[0]
        if name in self._taken.fields or name in ("id", "code"):
            self._lost.append(column)
            return
        self._taken.fields[name] = column
        self._report("column_guessed", column, name)

    def _report(self, code: str, column: int, name: str | None) -> None:
        heading = self._headings[column]
        self._findings.at(code, heading.row, heading.group, name, heading.text)

    def _leave_out(self) -> None:
        taken = self._taken
        for name in NOT_KEPT & set(taken.fields):
            del taken.fields[name]
        used = {*taken.fields.values(), *taken.marks}
        for column in sorted({*self._headings, *self._seen} - used):
            heading = self._headings.get(column)
            if heading is not None:
                taken.unmapped[letter(column)] = heading.text
            if column not in self._seen:
                continue
            if heading is None:
                self._findings.at("column_without_heading", self._header.bottom, column)
            elif column in self._lost and not NOT_KEPT & set(heading.named.fields):
                self._report("column_ambiguous", column, None)
            else:
                self._report("column_ignored", column, None)


def _widest(header: Header, seen: Mapping[int, Profile]) -> dict[int, Heading]:
    """One column for every heading: of those that a merged heading covers, the one in which the most is written."""
    groups: dict[tuple[int, int], list[int]] = {}
    for column, heading in header.columns.items():
        groups.setdefault((heading.row, heading.group), []).append(column)

    def written(column: int) -> int:
        return sum(len(str(cell.value)) for cell in seen[column].cells) if column in seen else 0

    return {(best := max(columns, key=written)): header.columns[best] for columns in groups.values()}
