"""Accounts from a workbook: read, previewed, applied as a whole. Whoever has a doubtful cell is left out and named."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from cds_tracker import excel
from cds_tracker.domain.accounts import Account, refuse_bad_grants
from cds_tracker.domain.areas import Areas
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act, Grant, Person, Role
from cds_tracker.domain.reading import Problem, Reading, Row, Severity
from cds_tracker.store import accounts, credentials, units
from cds_tracker.store.database import Database
from cds_tracker.workflows.accounts import SUBJECT, put, tidy
from cds_tracker.workflows.acting import acting


@dataclass(frozen=True, slots=True)
class Preview:
    """What the file would do: accounts to make, those to change (as seen, as wanted), those as they are; and the doubts.

    The lines of an account replace its grants; a blank e-mail leaves the one that is there. ``left_out`` are the logins
    of whom a cell is in doubt.
    """

    new: tuple[Account, ...] = ()
    changed: tuple[tuple[Account, Account], ...] = ()
    unchanged: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether there is anything to apply."""
        return bool(self.new or self.changed)


def read(database: Database, data: bytes, name: str) -> Reading:
    """What the file says, read in a bounded process of its own."""
    with database.read() as connection:
        registry = units.load(connection)
    return excel.read(data, name, registry=registry, areas=Areas(()), people=True)


def preview(database: Database, reading: Reading) -> Preview:
    """What the file would do to the accounts as they are now. Writes nothing."""
    if reading.refused:
        return Preview(problems=reading.problems)
    with database.read() as connection:
        held = {one.code: one for one in accounts.listed(connection)}
    lines: dict[str, list[Row]] = {}
    for row in reading.rows:
        lines.setdefault(str(row.values.get("login") or ""), []).append(row)
    work = _Work(held, list(reading.problems))
    for login, rows in lines.items():
        work.take(login, rows)
    return work.preview()


def apply(database: Database, person: Person, shown: Preview) -> dict[str, str]:
    """Do what was shown, all or nothing: the one-time codes of new accounts, each to be shown once."""
    with acting(database, person, "account_import", SUBJECT) as doing:
        doing.demand(Act.ADMINISTER)
        for one in shown.new:
            if accounts.find(doing.connection, one.code):
                raise TrackerError("account_there", account=one.code)
        for seen, _ in shown.changed:
            if accounts.find(doing.connection, seen.code) != seen:
                raise TrackerError("account_changed", account=seen.code)
        wanted = [tidy(doing, one) for one in (*shown.new, *(after for _, after in shown.changed))]
        saved = put(doing, wanted)
        doing.detail |= {"new": len(shown.new), "changed": len(shown.changed)}
        return {one.code: credentials.issue_code(doing.connection, one.id) for one in saved[: len(shown.new)]}


@dataclass
class _Work:
    """A file being compared with the accounts that there are."""

    held: dict[str, Account]
    problems: list[Problem]
    new: list[Account] = field(default_factory=list)
    changed: list[tuple[Account, Account]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def take(self, login: str, rows: list[Row]) -> None:
        """The lines of one login."""
        before = len(self.problems)
        self._agree(rows, "name")
        self._agree(rows, "email")
        there = self.held.get(login)
        if there is not None and not there.active:
            self._wrong(rows[0], "login", "people_inactive", login)
        if len(self.problems) > before or not login or any(row.unreadable for row in rows):
            self.left_out += [login] if login else []
            return
        wanted = _account(login, rows, there)
        if there is None:
            self.new.append(wanted)
        elif there == wanted:
            self.unchanged.append(login)
        else:
            self.changed.append((there, wanted))

    def preview(self) -> Preview:
        """All that was found, the problems in the order of the lines."""
        found = tuple(sorted(self.problems, key=_place))
        return Preview(tuple(self.new), tuple(self.changed), tuple(self.unchanged), tuple(self.left_out), found)

    def _agree(self, rows: list[Row], name: str) -> None:
        first = next((row.values[name] for row in rows if row.values.get(name)), None)
        for row in rows:
            if row.values.get("login") and row.values.get(name) not in (None, first):
                self._wrong(row, name, "people_differs", str(row.values[name]), first=first)

    def _wrong(self, row: Row, name: str, code: str, value: str, **values: object) -> None:
        cell = row.cells.get(name)
        self.problems.append(Problem(code, Severity.ERROR, row.sheet, cell, row.row, None, name, value[:80], values))


def _account(login: str, rows: Iterable[Row], there: Account | None) -> Account:
    lines = [row.values for row in rows]
    grants = tuple(dict.fromkeys(_grant(one) for one in lines))
    refuse_bad_grants(grants)
    email = next((str(one["email"]) for one in lines if one.get("email")), there.email if there else None)
    return replace(there or Account(0, login, ""), name=str(lines[0]["name"]), email=email, grants=grants)


def _grant(said: object) -> Grant:
    values = said if isinstance(said, dict) else {}
    first, last = (date.fromisoformat(str(values[name])) if values.get(name) else None for name in ("from", "to"))
    return Grant(Role(values["role"]), values.get("unit"), first, last)


def _place(problem: Problem) -> tuple[int, str]:
    digits = "".join(character for character in problem.cell or "" if character.isdigit())
    return problem.row or int(digits or 0), problem.cell or ""
