"""Names of people in files: a name never becomes an account, and an account that is named by its own name stays."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cds_tracker.domain.reading import Row
from cds_tracker.domain.task import ACCOUNT, Task, Value
from cds_tracker.domain.text import clean, narrow


def plain(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with names only: what a file writes as a reference to an account loses the mark that makes it one."""
    return tuple(_plain(row) for row in rows)


def assigned(row: Row, task: Task | None, people: Mapping[str, str], before: Value = None) -> Row:
    """The row with the accounts that its task has already, or had when the file was written (``before``), where the file
    calls them by their names (``people``)."""
    held = list(dict.fromkeys((*_names(task["assignees"]), *_names(before)))) if task else []
    accounts = [ref for ref in held if ref.startswith(ACCOUNT)]
    if not accounts or "assignees" not in row.values:
        return row
    called = {name: [ref for ref in accounts if _called(ref, people) == name] for name in _names(row.values["assignees"])}
    refs = [ref for name, found in called.items() for ref in (found or [name])]
    return replace(row, values={**row.values, "assignees": list(dict.fromkeys(refs))})


def _called(ref: str, people: Mapping[str, str]) -> str:
    code = ref.removeprefix(ACCOUNT)
    return clean(people.get(code, code))


def _plain(row: Row) -> Row:
    names = _names(row.values.get("assignees"))
    if not any(narrow(name).lstrip().startswith(ACCOUNT) for name in names):
        return row
    left = [bare for name in names if (bare := clean(narrow(name).lstrip(f"{ACCOUNT} ")))]
    values = {name: value for name, value in row.values.items() if name != "assignees"}
    return replace(row, values={**values, "assignees": left} if left else values)


def _names(value: object) -> list[str]:
    return [clean(str(name)) for name in value] if isinstance(value, list) else []
