"""Somebody changed a field while the reader was writing it: both values, who and when; the reader takes one, field by field.

A form keeps, for each field that its reader changes, what the reader wrote (``mine``) and what stood there when they began
(``seen``). ``found`` compares that with the task as it stands; ``draw`` shows what does not fit, and asks.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from cds_tracker.domain.task import FIELDS, Task, Value
from cds_tracker.domain.text import clean
from cds_tracker.store import tasks
from cds_tracker.store.history import Moment
from cds_tracker.store.proposals import Stale
from cds_tracker.ui import data, task_data
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_values import value_text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
Choose = Callable[[str, bool, Value], None]
"""Called as a callback with the field, whether the reader's own value is kept, and what stood there when they chose."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """``seen`` stood in the field when the reader began; ``theirs`` stands there now, said by ``by`` at ``at``.

    ``later``: it speaks for a later day than the reader, and stays.
    """

    field: str
    seen: Value
    mine: Value
    theirs: Value
    by: str = ""
    at: str = ""
    later: bool = False


def as_stored(number: int) -> Task | None:
    """The task as it stands at this instant, in canonical values: what a form begins from and is compared with."""
    with data.database().read() as connection:
        return tasks.some(connection, [number]).get(number)


def same(one: Value, other: Value) -> bool:
    """Whether two values of a field say the same; blank is ``None``, 0 is a value."""
    return _bare(one) == _bare(other)


def found(page: Page, task: Task, mine: Mapping[str, Value], seen: Mapping[str, Value]) -> list[Conflict]:
    """The fields that somebody else set to something else since the reader saw them; those agreed upon are none."""
    fields = [name for name in FIELDS if name in mine]
    apart = [name for name in fields if not same(task[name], seen.get(name)) and not same(task[name], mine[name])]
    return _told(page, task.id, [Conflict(name, seen.get(name), mine[name], task[name]) for name in apart])


def left_out(page: Page, stale: Iterable[Stale]) -> list[Conflict]:
    """What a write left out (all of one task)."""
    listed = list(stale)
    conflicts = [
        Conflict(one.change.field, one.change.before, one.change.after, one.now, later=one.code == "speaks_for_earlier_day")
        for one in listed
    ]
    return _told(page, listed[0].change.task, conflicts) if listed else []


def draw(page: Page, conflicts: Iterable[Conflict], choose: Choose, key: str) -> None:
    """Each field with both values and a button for each; ``choose`` runs as a callback."""
    listed = list(conflicts)
    if not listed:
        return
    words = page.words
    with st.container(border=True, key=f"conflict-{key}"):
        head = f"<h2>{text(words('mine.conflict.title'))}</h2><p>{text(words('mine.conflict.body'))}</p>"
        show(f'<div class="cds-notice warning" role="alert">{head}</div>')
        for one in listed:
            _one(page, one, choose, f"{key}-{one.field}")


def _one(page: Page, one: Conflict, choose: Choose, key: str) -> None:
    words, names = page.words, task_data.names(page.filters, page.revision)
    show(f'<h3 class="cds-title">{text(words(f"fields.{one.field}"))}</h3>')
    sides = st.columns(2, gap="small")
    with sides[0]:
        show(_side(words("mine.conflict.mine"), value_text(words, one.field, one.mine, names)))
        if one.later:
            show(f'<p class="cds-sub">{text(words("mine.conflict.later"))}</p>')
        else:
            keep = words("mine.conflict.keep_mine")
            st.button(keep, key=f"{key}-mine", on_click=choose, args=(one.field, True, one.theirs), width="stretch")
    with sides[1]:
        who = words("mine.conflict.theirs", by=one.by, at=one.at) if one.by else words("mine.conflict.now")
        show(_side(who, value_text(words, one.field, one.theirs, names)))
        take = words("mine.conflict.take_theirs")
        st.button(take, key=f"{key}-theirs", on_click=choose, args=(one.field, False, one.theirs), width="stretch")


def _side(who: str, value: str) -> str:
    return f'<p class="cds-sub">{text(who)}</p><p class="cds-said">{text(value)}</p>'


def _told(page: Page, number: int, conflicts: list[Conflict]) -> list[Conflict]:
    if not conflicts:
        return []
    latest: dict[str, Moment] = {}
    for moment in reversed(task_data.moments(number, page.filters, page.revision)):
        latest |= {step.field: moment for step in moment.steps}
    people = data.people(page.revision)

    def told(one: Conflict) -> Conflict:
        moment = latest.get(one.field)
        if moment is None:
            return one
        at = datetime.fromisoformat(moment.recorded_at).astimezone(ZONE)
        held = people.get(moment.author)
        return replace(one, by=held.name if held else moment.author, at=f"{at:%H:%M %d/%m/%Y}")

    return [told(one) for one in conflicts]


def _bare(value: Value) -> Value:
    if isinstance(value, str):
        return clean(value) or None
    return None if value in ([], {}) else value
