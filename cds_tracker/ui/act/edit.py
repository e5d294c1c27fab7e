"""Changing a task on its page, field by field: whoever may change a field finds it here."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from cds_tracker.domain.deadline import same_meaning
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act
from cds_tracker.domain.task import Value
from cds_tracker.store.proposals import Stale
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, telling
from cds_tracker.ui.act import conflict
from cds_tracker.ui.act.deadline_box import reading
from cds_tracker.ui.act.edit_fields import Boxes, editable
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import Record
from cds_tracker.workflows import hand
from cds_tracker.workflows.editing import BY_HAND, Edit

UNIT = ("status", "progress", "completed_on", "result", "evidence", "difficulty", "proposal", "next_step", "note", "assignees")
PLAN = ("title", "lead", "coordinating", "deadline", "area", "section", "start", "sponsor", "budget", "code", "stt",
        "deliverable", "basis")  # fmt: skip
SHORT = ("status", "progress", "completed_on", "area", "section", "start", "sponsor", "budget", "code", "stt")


@dataclass(frozen=True, slots=True)
class Opened:
    """A form that is open: the revision and the values that its reader sees, whatever others do meanwhile."""

    base: int
    seen: Mapping[str, Value]


def button(page: Page, task: Record) -> None:
    """Opens the form, for those who may change some field; nothing where it is open."""
    number, standing = int(task["id"]), page.standing(task)
    able = any(page.may_do(act, standing) for act in (Act.REPORT, Act.ASSIGN, Act.PLAN))
    if able and _opened(number) is None:
        label = page.words("editing.open")
        st.button(label, icon=":material/edit:", key=f"edit-open-{number}", on_click=_open, args=(page, number))


def form(page: Page, task: Record) -> None:
    """The form, where it is open."""
    number = int(task["id"])
    opened = _opened(number)
    if opened is not None:
        _form(page, number, opened, Boxes(page, f"edit-{number}-{opened.base}", opened.seen, page.standing(task)))


def _opened(number: int) -> Opened | None:
    held = st.session_state.get(f"edit-{number}")
    return held if isinstance(held, Opened) else None


def _open(page: Page, number: int) -> None:
    """With what stands in the database at this moment, and its revision."""
    held = conflict.as_stored(number)
    if held is not None:
        st.session_state[f"edit-{number}"] = Opened(data.revision(), {name: held.values.get(name) for name in BY_HAND})


def _form(page: Page, number: int, opened: Opened, boxes: Boxes) -> None:
    words = page.words
    with st.container(border=True, key=f"edit-form-{number}"):
        show(f'<h2 class="cds-title">{text(words("editing.title"))}</h2>')
        names = []
        for side, fields in (("unit", UNIT), ("plan", PLAN)):
            own = editable(page, boxes.standing, opened.seen, fields)
            names += own
            if own:
                show(f'<p class="cds-sub">{text(words(f"editing.{side}"))}</p>')
                group(boxes, own)
        st.text_input(words("editing.reason"), key=boxes.of("reason"), max_chars=hand.REASON)
        with st.container(horizontal=True):
            args = (page, number, opened, boxes, tuple(names))
            st.button(words("editing.save"), type="primary", key=boxes.of("save"), on_click=_save, args=args)
            st.button(words("editing.close"), key=boxes.of("close"), on_click=_close, args=(number,))


def group(boxes: Boxes, names: list[str]) -> None:
    """The boxes in their order, short ones side by side; under the deadline how it is read."""
    for short, run in groupby(names, lambda name: name in SHORT):
        listed = list(run)
        if short:
            _rows(boxes, listed)
            continue
        for name in listed:
            boxes.draw(name)
            if name == "deadline":
                reading(boxes)


def _rows(boxes: Boxes, names: list[str]) -> None:
    for first in range(0, len(names), 3):
        for name, column in zip(names[first : first + 3], st.columns(3), strict=False):
            with column:
                boxes.draw(name)


def _save(page: Page, number: int, opened: Opened, boxes: Boxes, names: tuple[str, ...]) -> None:
    """Runs past whatever the page drew: the workflow asks again who this is and what they may."""
    words, state = page.words, st.session_state
    after = {name: value for name, value in boxes.written(names).items() if _differs(name, value, opened.seen.get(name))}
    nature, sure, reason = (state.get(boxes.of(name)) for name in ("nature", "sure", "reason"))
    try:
        applied = hand.edit(
            data.database(), page.person, Edit(number, after, opened.seen),
            base=opened.base, effective_on=page.acts_on, reason=reason, nature=nature, sure=bool(sure),
        )  # fmt: skip
    except TrackerError as error:
        telling.tell(f"edit-{number}", words("editing.refused"), refusal(words, error), "error")
        return
    _close(number)
    state[f"edit-stale-{number}"], state[f"edit-nature-{number}"] = applied.stale, nature
    if applied.applied:
        telling.tell(f"edit-{number}", words("editing.saved"), words("editing.saved_body", count=applied.applied))


def _differs(name: str, written: Value, seen: Value) -> bool:
    """Whether a box says something else than what stood there; a deadline as its words."""
    if name == "deadline":
        held = str(seen.get("text") or "") if isinstance(seen, dict) else ""
        return (written or "") != held
    return not conflict.same(written, seen)


def _close(number: int) -> None:
    st.session_state.pop(f"edit-{number}", None)


def conflicts(page: Page, number: int) -> None:
    """What somebody else changed while the form was open: both values, one to be chosen."""
    stale = st.session_state.get(f"edit-stale-{number}") or ()

    def choose(field: str, mine: bool, theirs: Value) -> None:
        _choose(page, number, field, mine, theirs)

    conflict.draw(page, conflict.left_out(page, stale), choose, f"edit-{number}")


def _choose(page: Page, number: int, field: str, mine: bool, theirs: Value) -> None:
    """Take what stands there, or put one's own in its place: expecting what was shown."""
    listed: tuple[Stale, ...] = tuple(st.session_state.get(f"edit-stale-{number}") or ())
    own = next((one for one in listed if one.change.field == field), None)
    rest = tuple(one for one in listed if one.change.field != field)
    if own is not None and mine:
        wanted = Edit(number, {field: own.change.after}, {field: theirs})
        moved = field == "deadline" and isinstance(theirs, dict) and _moved(theirs, own.change.after)
        try:
            applied = hand.edit(
                data.database(), page.person, wanted, base=data.revision(), effective_on=page.acts_on,
                nature=(st.session_state.get(f"edit-nature-{number}") or hand.NATURES[0]) if moved else None, sure=True,
            )  # fmt: skip
        except TrackerError as error:
            telling.tell(f"edit-{number}", page.words("editing.refused"), refusal(page.words, error), "error")
            return
        rest += applied.stale
    st.session_state[f"edit-stale-{number}"] = rest


def _moved(theirs: Mapping[str, object], mine: Value) -> bool:
    return not (isinstance(mine, dict) and same_meaning(theirs, mine))
