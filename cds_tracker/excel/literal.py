"""How a value stands in a cell of a workbook of ours, so that reading it gives the value again, whatever it says.

Where the ordinary wording would be read as something else (a name with a separator in it, words of a deadline that a person
explained), the cell says it between « and »; a text that no cell can hold ends with the count of what is missing.
"""

import re
from collections.abc import Callable, Iterable

from cds_tracker.domain.areas import Areas
from cds_tracker.domain.deadline import KINDS, Deadline, from_value
from cds_tracker.domain.task import UNREGISTERED
from cds_tracker.domain.text import clean, key
from cds_tracker.domain.units import Registry, UnitsRead
from cds_tracker.excel.cells import Manner
from cds_tracker.excel.cells import names as ordinary_names
from cds_tracker.excel.workbook import Cell

LONGEST = 32_767  # characters of a cell, as Excel counts them
_CUT = re.compile(r" \[…\+(\d+)\]\Z")
_QUOTED = re.compile(r"«((?:[^»]|»»)*)»(?!»)")
_TERMS = re.compile(
    r"(?:(?P<text>.*\S)\s+)?"
    r"«(?P<kind>[a-z_]+);(?P<start>[\d-]*);(?P<due>[\d-]*);(?P<precision>[a-z]*);(?P<hint>[\d-]*)»",
    re.DOTALL,
)
_PARENT = re.compile(r"«#\d+»\Z")
_FORMULA = re.compile(r"'*[\s\x00-\x20]*(?:[=+\-@\t\r＝＋－＠]|#[A-Z])")  # or for an error value


def fitting(text: str) -> str:
    """The text, cut where it is longer than a cell can hold; it then ends with the number of characters left out."""
    if len(text) * 2 <= LONGEST or _size(text) <= LONGEST:
        return text
    kept = text[: LONGEST - 16]
    while _size(kept) > LONGEST - 16:
        kept = kept[: -((_size(kept) - LONGEST + 17) // 2) or None]
    return f"{kept} [\u2026+{len(text) - len(kept)}]"


def is_cut(text: str) -> bool:
    """Whether a text of a cell is one that was cut."""
    return len(text) > LONGEST // 2 - 16 and bool(_CUT.search(text))


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def guarded(text: str) -> str:
    """For text files: with a quote before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Without the quote that ``guarded`` put there."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def quoted(text: str) -> str:
    """A text that is to be taken as it stands."""
    return f"«{text.replace('»', '»»')}»"


def parts(text: str) -> Iterable[tuple[str, bool]]:
    """The parts of a cell, and whether each is to be taken as it stands."""
    at = 0
    for found in _QUOTED.finditer(text):
        yield text[at : found.start()], False
        yield found[1].replace("»»", "»"), True
        at = found.end()
    yield text[at:], False


def units(text: str, registry: Registry) -> UnitsRead:
    """What a cell of units names."""
    found = UnitsRead([], [], [])
    for part, literal in parts(text):
        if literal:
            found.refs.append(part if part in registry.units else UNREGISTERED + part)
        else:
            read = registry.read(part)
            found.refs.extend(read.refs)
            found.unknown.extend(read.unknown)
            found.misspelt.extend(read.misspelt)
    return UnitsRead(list(dict.fromkeys(found.refs)), found.unknown, found.misspelt)


def names(text: str) -> list[str]:
    """The persons that a cell names."""
    found: list[str] = []
    for part, literal in parts(text):
        if literal:
            found.append(part)
        elif key(part):
            read = ordinary_names(Cell(part), Manner()).value
            found += [str(name) for name in read] if isinstance(read, list) else []
    return list(dict.fromkeys(found))


def area(text: str, areas: Areas) -> str:
    """The reference to the area that a cell names."""
    whole = _QUOTED.fullmatch(clean(text))
    if whole is None:
        return areas.ref(text)
    said = whole[1].replace("»»", "»")
    return said if said in areas.areas else UNREGISTERED + said


def listed(entries: Iterable[str], reads: Callable[[str], bool], alone: Callable[[str], bool], literal: Iterable[str]) -> str:
    """Names for a cell: as they are, else those between quotes that need it, else all of them."""
    plain, exact = list(entries), [quoted(one) for one in literal]
    some = [one if alone(one) else said for one, said in zip(plain, exact, strict=True)]
    tried = ("; ".join(plain), "; ".join(some))
    return next((text for text in tried if reads(text)), "; ".join(exact))


def terms(text: str) -> Deadline | None:
    """The deadline that a cell spells out between quotes."""
    found = _TERMS.fullmatch(text)
    if found is None or found["kind"] not in KINDS:
        return None
    days = {name: found[name] or None for name in ("start", "due", "hint")}
    try:
        return from_value({"text": found["text"], "kind": found["kind"], "precision": found["precision"] or None, **days})
    except ValueError:
        return None


def spelt(deadline: Deadline) -> str:
    """A deadline whose words alone would be understood in another way."""
    days = (day.isoformat() if day else "" for day in (deadline.start, deadline.due))
    said = ";".join([deadline.kind, *days, deadline.precision or "", deadline.hint.isoformat() if deadline.hint else ""])
    return f"{clean(deadline.text)} «{said}»".strip()


def parent(title: str, number: str) -> str:
    """The task above, by its title and number."""
    return f"{title} «#{number}»".strip()


def is_parent(text: str) -> bool:
    """Whether a cell tells the task above as ``parent`` does: which one it is, is not read from here."""
    return bool(_PARENT.search(text))
