"""Which columns a workbook has: those of the unit's own files in their order, where they are known, else the usual ones."""

from collections.abc import Callable, Collection, Mapping, Sequence

from cds_tracker.domain.task import FIELDS, REPORTED
from cds_tracker.domain.text import clean
from cds_tracker.excel.own import COMPUTED, META, Column

USUAL = (
    "stt", "section", "title", "lead", "coordinating", "deadline", "deliverable", "area", "status", "progress", "completed_on",
    "result", "evidence", "difficulty", "proposal", "next_step", "note",
)  # fmt: skip
_WITHIN = frozenset({"said"})  # told by the words of another column
_NEEDED = frozenset({"section", "deadline"})  # what one wants to see of a plan, also where their own files do not say it
Say = Callable[[str], str]


def columns(known: Sequence[Mapping[str, str]], filled: Collection[str], say: Say) -> list[Column]:
    """The columns; ``filled``: the fields that hold a value in some row. The computed one comes last."""
    theirs = _theirs(known)
    has = {column.field for column in theirs}
    if "title" not in has:
        theirs, has = [], set()
    more = [name for name in FIELDS if name not in has and name not in _WITHIN and _is_wanted(name, filled, bool(theirs))]
    taken = {clean(column.heading).lower() for column in theirs}
    ours = [_named(name, taken, say) for name in more]
    return [*theirs, *ours, Column(say("workbook.head.computed"), COMPUTED)]


def is_ours(known: Sequence[Mapping[str, str]]) -> bool:
    """Whether this is the layout of a workbook that we gave back, not one of the unit's own."""
    return any((one.get("heading") or "").startswith(META) for one in known)


def _is_wanted(name: str, filled: Collection[str], theirs: bool) -> bool:
    if theirs:
        return name in filled and (name in REPORTED or name in _NEEDED)
    return name in USUAL or (name in filled and name != "parent")  # what is above a task, its number tells


def _named(name: str, taken: Collection[str], say: Say) -> Column:
    """Under our own heading; told apart from one of theirs that is called the same."""
    heading = say(f"workbook.head.{name}")
    return Column(heading if heading.lower() not in taken else f"{heading} (CDS)", name)


def _theirs(known: Sequence[Mapping[str, str]]) -> list[Column]:
    """Their columns; of two for one field, or of one whose field we do not keep, only the heading."""
    found: list[Column] = []
    taken: set[str] = set()
    for one in known:
        heading, name = " ".join(clean(one.get("heading") or "").split()), one.get("field") or ""
        name = name if name in FIELDS and name not in taken and name not in _WITHIN else ""
        taken.add(name)
        if heading:
            found.append(Column(heading, name))
    return found
