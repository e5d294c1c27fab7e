"""What a person decided about a workbook: how it is to be read, and what it may change. Plain JSON in and out, so that the
same decisions can be kept with an upload, remembered for a layout, downloaded, and given to the command line.

Nothing here is guessed: what is not said is asked (see ``domain.picture.Question``), and meanwhile the careful way holds.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self

from cds_tracker.domain.choice_forms import FORMS
from cds_tracker.domain.errors import TrackerError

Place = tuple[str, int]  # sheet and row
NEW, SKIP = "new", "skip"  # a row is a new task; a row is left out
NOTHING = ""  # a column, a colour or a word that means nothing

Blank = Literal["keep", "clear"]
Absent = Literal["keep", "cancel"]
Order = Literal["dmy", "mdy"]
Hidden = Literal["take", "leave"]


@dataclass(frozen=True, slots=True)
class Directions:
    """How a workbook is to be read. Every mapping is by sheet where sheets can differ.

    ``columns``: letter → field (``NOTHING``: leave it out). ``colours``: fill (``RRGGBB``) → status, or ``NOTHING``;
    ``struck``: what a struck title means, likewise. ``order``: letter → how its dates are written. ``parts``: numbered
    sub-tasks within one cell become tasks of their own. ``corrections``: address → what the cell is to say.
    ``names``: kind (``units``, ``area``, ``status``) → what is written → what is meant (a canonical reference or state).
    """

    sheets: tuple[str, ...] = ()
    all_sheets: bool = False
    headers: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hidden_rows: Hidden = "take"
    hidden_columns: Hidden = "take"
    colours: Mapping[str, str] = field(default_factory=dict)
    struck: str | None = None
    order: Mapping[str, Mapping[str, Order]] = field(default_factory=dict)
    parts: bool = False
    corrections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Only what was decided."""
        return _said(self)

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Raises ``TrackerError`` for what is no decision."""
        if not isinstance(said, Mapping):
            raise TrackerError("choices_form", value="directions")
        sheets = said.get("sheets", ())
        return cls(**_checked(cls, {**said, "sheets": tuple(sheets) if isinstance(sheets, (list, tuple)) else sheets}))


@dataclass(frozen=True, slots=True)
class Choices:
    """All decisions about a workbook.

    ``blank``: what an empty cell means; ``absent``: what a task means that no row is about. ``accept``: row → the task that
    it is about, ``NEW`` or ``SKIP``. ``conflicts``: (task, field) → whose value is to stand. ``applied`` leaves nothing open:
    a conflict that nobody decided keeps what stands.
    """

    directions: Directions = field(default_factory=Directions)
    blank: Blank = "keep"
    absent: Absent = "keep"
    accept: Mapping[Place, int | str] = field(default_factory=dict)
    conflicts: Mapping[tuple[int, str], Literal["file", "held"]] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Only what was decided; keys of two parts as lists."""
        said: dict[str, object] = {"directions": self.directions.to_json()} if self.directions != Directions() else {}
        said |= {name: value for name, value in (("blank", self.blank), ("absent", self.absent)) if value != "keep"}
        if self.accept:
            said["accept"] = [[*place, answer] for place, answer in self.accept.items()]
        if self.conflicts:
            said["conflicts"] = [[*which, whose] for which, whose in self.conflicts.items()]
        return said

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Raises ``TrackerError`` for what is no decision."""
        try:
            accept = {(sheet, row): answer for sheet, row, answer in said.get("accept", ())}
            conflicts = {(task, name): whose for task, name, whose in said.get("conflicts", ())}
            directions = Directions.from_json(said.get("directions", {}))
            return cls(**_checked(cls, {**said, "directions": directions, "accept": accept, "conflicts": conflicts}))
        except (TypeError, ValueError, AttributeError) as error:
            raise TrackerError("choices_form", value="accept, conflicts") from error


def _said(choices: Any) -> dict[str, object]:
    usual = asdict(type(choices)())
    return {name: value for name, value in asdict(choices).items() if value != usual[name]}


def _checked(cls: Any, said: Mapping[str, Any]) -> Mapping[str, Any]:
    known = {each.name for each in fields(cls)}
    wrong = [name for name, value in said.items() if name not in known or not FORMS.get(name, lambda _: True)(value)]
    if wrong:
        raise TrackerError("choices_form", value=str(wrong[0])[:60])
    return said
