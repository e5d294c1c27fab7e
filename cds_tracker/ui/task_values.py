"""A canonical value as a reader says it: units by name, days as 30/06/2025, a deadline with what it was read as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from cds_tracker.domain.task import ACCOUNT, FIELDS
from cds_tracker.style.formats import day, number
from cds_tracker.style.words import Words


@dataclass(frozen=True, slots=True)
class Names:
    """How units and areas are called, by reference; how people are, by account."""

    unit: Callable[[str], str]
    area: Callable[[str], str]
    author: Callable[[str], str] = str

    def person(self, ref: str) -> str:
        """An assignee: an account by its name, any other as written."""
        return self.author(ref.removeprefix(ACCOUNT)) if ref.startswith(ACCOUNT) else ref


def value_text(words: Words, name: str, value: object, names: Names) -> str:
    """Plain text; not yet escaped for markup."""
    if value is None or value in ([], ()):
        return words("tasks.detail.absent")
    kind = FIELDS[name].kind
    if kind == "units" and isinstance(value, (list, tuple)):
        return "; ".join(names.unit(str(ref)) for ref in value)
    if kind == "names" and isinstance(value, (list, tuple)):
        return ", ".join(names.person(str(ref)) for ref in value)
    if kind == "deadline" and isinstance(value, Mapping):
        return _deadline(words, value)
    if kind == "number" and isinstance(value, (int, float)):
        places = 0 if value == int(value) else 2
        return number(value, words.language, places) + ("\u00a0%" if name == "progress" else "")
    if kind == "area":
        return names.area(str(value))
    if kind == "date":
        return day(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))
    if kind == "status":
        return words(f"states.{value}")
    if kind == "said":
        return words(f"tasks.said.{value}")
    return str(value)


def _deadline(words: Words, value: Mapping[str, object]) -> str:
    written, due, hint = str(value.get("text") or ""), _day(value.get("due")), _day(value.get("hint"))
    if due and _padded(written) != due:
        read = words("tasks.detail.read_as", day=due)
        return f"{written} ({read})" if written else due
    if hint:
        return f"{written} ({words('tasks.detail.hint', day=hint)})"
    return written or words("ui.timeliness.no_deadline")


def _padded(written: str) -> str:
    """``2/7/2025`` is 02/07/2025 and needs no reading."""
    return "/".join(part.strip().zfill(2) for part in written.split("/"))


def _day(value: object) -> str | None:
    return day(date.fromisoformat(str(value))) if value else None
