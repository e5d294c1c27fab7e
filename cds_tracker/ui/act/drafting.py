"""What is being written in the form of a report: kept in the database whenever a field is left, under the writer's account.

A draft holds only the fields that its writer changed, each with what stood there when they began. All that runs here as a
callback asks again who is acting, and calls a workflow.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person
from cds_tracker.domain.task import Value
from cds_tracker.store import drafts
from cds_tracker.store.drafts import Kept
from cds_tracker.ui import data, identity
from cds_tracker.ui.act.conflict import same
from cds_tracker.workflows import reporting

FIELDS = (*reporting.FIELDS, *reporting.DOCUMENT)
DAYS = ("completed_on", "document.issued_on")
REFUSAL = "report_refusal"  # why the last act was refused, and what was typed then
_MISSING = object()


def key(number: int, field: str) -> str:
    """The widget of a field."""
    return f"report-{number}-{field}"


def begun(number: int) -> str:
    """Where the session notes that the draft about this task is the one in the form."""
    return f"report-{number}-begun"


def find(person: Person, number: int) -> Kept | None:
    """The reader's own draft about a task."""
    with data.database().read() as connection:
        return drafts.find(connection, person.account, number)


def mine(person: Person) -> dict[int, Kept]:
    """All of the reader's own drafts, by task."""
    with data.database().read() as connection:
        return drafts.of_account(connection, person.account)


def actor() -> Person:
    """Who acts in a callback: asked anew, for callbacks run before any guard."""
    return identity.current(data.revision())


def put(number: int, field: str, value: Value) -> None:
    """Let a box show a value; one that shows it already is left alone, so that nobody's typing is overwritten."""
    shown = _shown(field, value)
    if st.session_state.get(key(number, field), _MISSING) != shown:
        st.session_state[key(number, field)] = shown


def collect(number: int, seen: Mapping[str, Value], base: int) -> Kept:
    """The draft with what stands in the boxes now; ``seen`` is what the reader had before them, at revision ``base``."""
    kept = find(actor(), number) or Kept(number, {}, {}, base)
    values, before = dict(kept.values), dict(kept.before)
    for field in FIELDS:
        held = st.session_state.get(key(number, field), _MISSING)
        if held is _MISSING:
            continue
        written = _written(field, held)
        origin = before[field] if field in before else seen.get(field)
        if (field == "status" and written is None) or same(written, origin):
            values.pop(field, None)
            before.pop(field, None)
        else:
            values[field] = written
            before.setdefault(field, origin)
    return Kept(number, values, before, kept.base)


def leave(number: int, seen: Mapping[str, Value], base: int) -> None:
    """Callback: a field was left."""
    kept = collect(number, seen, base)
    st.session_state[begun(number)] = True
    attempt(kept, lambda: reporting.keep(data.database(), actor(), kept))


def adopt(number: int) -> None:
    """Callback: go on with the draft that was found."""
    st.session_state[begun(number)] = True


def drop(number: int) -> None:
    """Callback: forget the draft; the boxes show again what stands in the task."""
    reporting.drop(data.database(), actor(), number)
    forget(number)


def forget(number: int) -> None:
    """Clear what the session knows about the form."""
    for name in (begun(number), *(key(number, field) for field in FIELDS)):
        st.session_state.pop(name, None)


def choose(number: int, field: str, own: bool, now: Value) -> None:
    """Callback: in a field that somebody else changed, keep one's own value or take theirs."""
    person = actor()
    kept = find(person, number)
    if kept is None:
        return
    values, before = dict(kept.values), dict(kept.before)
    if own:
        before[field] = now
    else:
        values.pop(field, None)
        before.pop(field, None)
        put(number, field, now)
    attempt(kept, lambda: reporting.keep(data.database(), person, Kept(number, values, before, kept.base)))


def attempt(kept: Kept, act: Any) -> Any:
    """What ``act`` gives; where it is refused, ``None``, and the reason stands with what was typed until it is shown."""
    try:
        return act()
    except TrackerError as error:
        st.session_state[REFUSAL] = (kept, error)
        return None


def _shown(field: str, value: Value) -> object:
    if field in DAYS:
        return date.fromisoformat(str(value)) if value else None
    if field == "progress":
        return float(value) if isinstance(value, int | float) else None
    return value if field == "status" else str(value or "")


def _written(field: str, held: Any) -> Value:
    if isinstance(held, date):
        return held.isoformat()
    if isinstance(held, float):
        return int(held) if held == int(held) else held
    return str(held) if held else None
