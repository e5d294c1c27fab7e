"""Which field each column carries. Names that stand for several fields are decided by the values, or asked about."""

from collections.abc import Mapping

from cds_tracker.domain.choices import NOTHING
from cds_tracker.domain.status import read_status
from cds_tracker.domain.units import Registry
from cds_tracker.excel.collisions import FITS, fit, rivals
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.guidance import Decided
from cds_tracker.excel.header import Header, Heading
from cds_tracker.excel.mapped import Columns, Why, samples, widest
from cds_tracker.excel.naming import Named
from cds_tracker.excel.profile import Profile
from cds_tracker.excel.synonyms import NOT_KEPT, rank_of
from cds_tracker.excel.workbook import letter


def map_columns(
    header: Header, seen: Mapping[int, Profile], registry: Registry, findings: Findings, decided: Decided | None = None
) -> Columns:
    """Every heading to at most one field, every field to at most one column; ``decided`` stands above all that is found."""
    return _Mapping(header, seen, registry, findings, decided or {}).columns()


class _Mapping:
    """One table at work."""

    def __init__(
        self, header: Header, seen: Mapping[int, Profile], registry: Registry, findings: Findings, decided: Decided
    ) -> None:
        self._headings = widest(header, seen)
        self._header = header
        self._seen = seen
        self._registry = registry
        self._findings = findings
        self._taken = Columns(headings=dict(self._headings))
        self._why = self._taken.why
        self._decided = {self._standing(c) if said[1] == "remembered" else c: said for c, said in decided.items()}

    def columns(self) -> Columns:
        self._take_decided()
        if "status" not in self._taken.fields:
            self._marks()
        open_columns = [c for c in self._headings if c not in self._why]
        sure = [c for c in open_columns if not self._headings[c].named.guessed]
        single = [c for c in sure if len(self._headings[c].named.fields) == 1]
        for column in sorted(single, key=lambda c: (rank_of(self._headings[c].named.text), c)):
            self._take(column, self._headings[column].named.fields[0], Why("exact", "name"))
        for column in [c for c in sure if len(self._headings[c].named.fields) > 1]:
            self._decide(column)
        for column in [c for c in open_columns if self._headings[c].named.guessed]:
            self._guess(column)
        self._leave_out()
        return self._taken

    def _profile(self, column: int) -> Profile:
        return self._seen.get(column) or Profile()

    def _standing(self, column: int) -> int:
        """Of the columns that a merged heading covers, the one in which the most is written."""
        heading = self._header.columns.get(column)
        return next((c for c, other in self._headings.items() if other is heading), column)

    def _take_decided(self) -> None:
        for column, (name, certainty) in self._decided.items():
            if column not in self._headings:
                if certainty != "chosen":
                    continue
                heading = self._header.columns.get(column) or Heading((), self._header.bottom, Named(), column)
                self._headings[column] = self._taken.headings[column] = heading
            if name != NOTHING and name not in self._taken.fields:
                self._taken.fields[name] = column
                self._why[column] = Why(certainty, str(certainty))
            else:
                self._why[column] = Why(certainty, {"none": "hidden", "remembered": "remembered"}.get(certainty, "left_out"))

    def _marks(self) -> None:
        """Columns such as "Hoàn thành | Đang thực hiện" in which a cross says which state holds."""
        for column, heading in self._headings.items():
            read = read_status(heading.texts[-1]) if heading.texts and column not in self._why else None
            if read and read.status and not read.text_kept and self._profile(column).marks() > FITS:
                self._taken.marks[column] = read.status
                self._why[column] = Why("likely", "marks")

    def _is_free(self, name: str) -> bool:
        return name not in self._taken.fields and not (name == "status" and self._taken.marks)

    def _take(self, column: int, name: str, why: Why) -> None:
        if self._is_free(name):
            self._taken.fields[name] = column
            self._why[column] = why
            return
        self._why[column] = Why("none", "double", (name,))
        if name not in NOT_KEPT and name != "stt" and column in self._seen:
            self._ask(column, (name, NOTHING))

    def _ask(self, column: int, options: tuple[str, ...]) -> None:
        held = next((name for name, own in self._taken.fields.items() if own == column), NOTHING)
        profile = self._profile(column)
        said, heading = samples(profile), self._headings[column].text
        self._findings.ask("column", letter(column), options, held, len(profile.cells), said, hint=heading)

    def _decide(self, column: int) -> None:
        fields = self._headings[column].named.fields
        free = tuple(name for name in fields if self._is_free(name))
        profile = self._profile(column)
        if "deadline" in free and "completed_on" in free:
            self._due_or_done(column, fields[0])
            return
        fits = {name: fit(name, free, profile, self._registry) for name in free}
        if not profile.cells and free:
            in_percent = "%" in self._headings[column].text and "progress" in free
            self._take(column, "progress" if in_percent else free[0], Why("guessed", "empty", free))
        elif fits and max(fits.values()) >= FITS:
            best = max(free, key=lambda name: fits[name])
            others = rivals(best, free, profile, self._registry)
            self._take(column, best, Why("guessed" if others else "likely", "open" if others else "values", free))
            if others:
                self._ask(column, (best, *others, NOTHING))
        else:
            self._why[column] = Why("none", "open", free)
            if free and set(free) - NOT_KEPT:
                self._ask(column, (*free, NOTHING))

    def _due_or_done(self, column: int, first: str) -> None:
        """A "Ngày hoàn thành" alone: wordings, or days in every row, are due; days in some rows are done."""
        profile = self._profile(column)
        if first == "deadline" or (profile.cells and profile.days() < 0.8 <= profile.deadlines()):
            self._take(column, "deadline", Why("likely", "values", ("deadline", "completed_on")))
            return
        longest = max((len(self._profile(c).cells) for c in self._headings), default=0)
        filled = len(profile.cells) / longest if longest else 0.0
        name = "deadline" if filled >= 0.9 else "completed_on"
        self._take(column, name, Why("guessed", "open", ("deadline", "completed_on")))
        self._report("column_ambiguous", column, name)
        self._ask(column, ("deadline", "completed_on", NOTHING))

    def _guess(self, column: int) -> None:
        name = self._headings[column].named.fields[0]
        if name in self._taken.fields or name in ("id", "code"):
            self._why[column] = Why("none", "double" if name in self._taken.fields else "open", (name,))
            return
        self._taken.fields[name] = column
        self._why[column] = Why("guessed", "similar", (name,))
        self._report("column_guessed", column, name)

    def _report(self, code: str, column: int, name: str | None) -> None:
        heading = self._headings[column]
        self._findings.at(code, heading.row, heading.group, name, heading.text)

    def _leave_out(self) -> None:
        taken = self._taken
        first = taken.fields.get("first_deadline")
        if first is not None and "deadline" not in taken.fields:
            taken.fields["deadline"] = taken.fields.pop("first_deadline")
        elif first is not None:
            taken.first_deadline = first
        for name in NOT_KEPT & set(taken.fields):
            self._why[taken.fields.pop(name)] = Why("exact", "not_kept" if name != "first_deadline" else "first_deadline")
        used = {*taken.fields.values(), *taken.marks}
        indented = taken.under_title(self._header) if "title" in taken.fields else []
        for column in sorted({*self._headings, *self._seen} - used):
            heading = self._headings.get(column)
            why = self._why.setdefault(column, Why("none", "unknown" if heading else "no_heading"))
            if heading is not None:
                taken.unmapped[letter(column)] = heading.text
            if column not in self._seen or column == taken.first_deadline or column in indented:
                continue
            if why.certainty in ("chosen", "remembered") or why.reason == "hidden":
                continue
            if heading is None:
                self._findings.at("column_without_heading", self._header.bottom, column)
            elif why.reason in ("double", "open") and not NOT_KEPT & set(heading.named.fields):
                self._report("column_ambiguous", column, None)
            else:
                self._report("column_ignored", column, None)
