"""A box for each kind of field, and the canonical value of what somebody chose or wrote in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from cds_tracker.domain.people import Act, Person, Standing, act_for, may_do
from cds_tracker.domain.rollup import Rollup
from cds_tracker.domain.task import ACCOUNT, FIELDS, Status, Value
from cds_tracker.domain.values import LONGEST
from cds_tracker.style.words import Words
from cds_tracker.ui import data, identity, task_data
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_values import Names

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
TALL = ("title", "deliverable", "basis")


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of one form: their keys begin with ``key``; ``held`` is what stood in each field when it was opened."""

    page: Page
    key: str
    held: Mapping[str, Value]
    standing: Standing

    def of(self, name: str) -> str:
        """The key of a field's box."""
        return f"{self.key}-{name}"

    def draw(self, name: str) -> None:
        """The box of a field, filled with what stands there."""
        _DRAWN[FIELDS[name].kind](self, name)

    def written(self, names: Iterable[str]) -> dict[str, Value]:
        """What stands in the boxes now, for those that are there; the deadline as its words."""
        return {name: canonical(name, st.session_state[self.of(name)]) for name in names if self.of(name) in st.session_state}

    @property
    def names(self) -> Names:
        """How units, areas and people are called."""
        return task_data.names(self.page.filters, self.page.revision)

    @property
    def words(self) -> Words:
        """The reader's words."""
        return self.page.words


def canonical(name: str, chosen: object) -> Value:
    """The canonical value of what a box holds."""
    if isinstance(chosen, date):
        return chosen.isoformat()
    if isinstance(chosen, (list, tuple)):
        return [str(one) for one in chosen] or None
    if isinstance(chosen, float):
        return int(chosen) if chosen == int(chosen) else chosen
    return (str(chosen) or None) if isinstance(chosen, str) else chosen if isinstance(chosen, int) else None


def statuses(person: Person, held: Value, standing: Standing, rollup: Rollup) -> list[str]:
    """The states that this person may declare, and the present one."""
    def may(after: str) -> bool:
        return may_do(person, act_for("status", held, after), standing, rollup)

    return [one.value for one in Status if one.value == held or may(one.value)]


def _line(boxes: Boxes, name: str) -> None:
    held = boxes.held.get(name)
    st.text_input(_label(boxes, name), str(held or ""), key=boxes.of(name), max_chars=LONGEST)


def _text(boxes: Boxes, name: str) -> None:
    held = str(boxes.held.get(name) or "")
    st.text_area(_label(boxes, name), held, key=boxes.of(name), max_chars=LONGEST, height=96 if name in TALL else 72)


def _number(boxes: Boxes, name: str) -> None:
    held = boxes.held.get(name)
    value = float(held) if isinstance(held, (int, float)) else None
    most = max(100.0, value or 0.0) if name == "progress" else None
    label = _label(boxes, name) + (" (%)" if name == "progress" else "")
    st.number_input(label, 0.0, most, value, step=5.0 if most else 1.0, format="%g", key=boxes.of(name))


def _day(boxes: Boxes, name: str) -> None:
    held = boxes.held.get(name)
    value = date.fromisoformat(str(held)) if held else None
    first, last = (min(value, FIRST), max(value, LAST)) if value else (FIRST, LAST)
    st.date_input(_label(boxes, name), value, first, last, key=boxes.of(name), format="DD/MM/YYYY")


def _units(boxes: Boxes, name: str) -> None:
    page, registry = boxes.page, data.registry(boxes.page.revision)
    today = identity.rollup(page.revision).as_of
    held = _refs(boxes.held.get(name))
    valid = [code for code in registry.units if not registry.ended(code, today) and registry.end(code, today) == code]
    listed = [*held, *(code for code in sorted(valid, key=lambda code: registry.sort_key(code, today)) if code not in held)]
    _many(boxes, name, listed, held, registry.name)


def _people(boxes: Boxes, name: str) -> None:
    rollup, held = identity.rollup(boxes.page.revision), _refs(boxes.held.get(name))
    people = [account for account in data.people(boxes.page.revision).values() if account.active]
    near = [one for one in people if any(grant.unit and rollup.end(grant.unit) in boxes.standing.leads for grant in one.grants)]
    listed = [*held, *(ref for one in near if (ref := f"{ACCOUNT}{one.code}") not in held)]
    _many(boxes, name, listed, held, boxes.names.person)


def _many(boxes: Boxes, name: str, listed: list[str], held: list[str], said: Callable[[str], str]) -> None:
    hint = boxes.words("editing.choose")
    st.multiselect(_label(boxes, name), listed, held, format_func=said, key=boxes.of(name), placeholder=hint)


def _area(boxes: Boxes, name: str) -> None:
    held, areas = boxes.held.get(name), data.areas(boxes.page.revision)
    codes = sorted(areas.areas, key=areas.sort_key)
    listed = ["", *codes] if held in (None, *codes) else ["", str(held), *codes]
    blank = boxes.words("editing.blank")
    st.selectbox(
        _label(boxes, name), listed, listed.index(str(held or "")), key=boxes.of(name),
        format_func=lambda ref: boxes.names.area(ref) if ref else blank,
    )  # fmt: skip


def _status(boxes: Boxes, name: str) -> None:
    held, page = boxes.held.get(name), boxes.page
    allowed = statuses(page.person, held, boxes.standing, identity.rollup(page.revision))
    listed = allowed if held else ["", *allowed]
    blank = boxes.words("states.undeclared")
    st.selectbox(
        _label(boxes, name), listed, listed.index(str(held or "")), key=boxes.of(name),
        format_func=lambda state: boxes.words(f"states.{state}") if state else blank,
    )  # fmt: skip


def _deadline(boxes: Boxes, name: str) -> None:
    held = boxes.held.get(name)
    said = str(held.get("text") or "") if isinstance(held, Mapping) else ""
    hint = boxes.words("editing.deadline_hint")
    st.text_input(_label(boxes, name), said, key=boxes.of(name), max_chars=500, placeholder=hint)


def _label(boxes: Boxes, name: str) -> str:
    return boxes.words(f"fields.{name}")


def _refs(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


_DRAWN: Mapping[str, Callable[[Boxes, str], None]] = {
    "text": _text, "line": _line, "date": _day, "number": _number, "units": _units, "names": _people,
    "deadline": _deadline, "status": _status, "area": _area,
}  # fmt: skip


def editable(page: Page, standing: Standing, held: Mapping[str, Value], names: Iterable[str]) -> list[str]:
    """Those of the fields that this reader may change from what stands there."""
    return [name for name in names if page.may_do(_act(name, held), standing)]


def _act(name: str, held: Mapping[str, Value]) -> Act:
    """The least that one has to be allowed to do: a state that is settled asks for more to be left."""
    return act_for(name, held.get(name), held.get(name), held.get("status"))
