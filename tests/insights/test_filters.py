"""A link carries whatever a reader can choose, and nothing else."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_tracker.insights import filters as module
from cds_tracker.insights.filters import Filters, from_query, narrow

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
YES = st.none() | st.booleans()
FILTERS = st.builds(
    Filters,
    plan=st.none() | WORDS,
    unit=st.none() | WORDS,
    role=st.sampled_from(module.ROLES),
    via=st.none() | st.sampled_from(module.VIAS),
    area=st.none() | WORDS,
    section=st.none() | WORDS,
    status=st.none() | st.sampled_from(("done", "open", "none", "paused")),
    timeliness=st.none() | st.sampled_from(module.TIMELINESS),
    due=st.none() | st.sampled_from(("none", "2025", "2025-Q2", "2025-06", "2025-06-30")),
    due_before=st.none() | DAYS,
    assignee=st.none() | WORDS,
    q=st.none() | WORDS,
    reported=YES,
    evidence=YES,
    assumed=YES,
    explained=YES,
    extended=YES,
    side=st.none() | st.sampled_from(module.SIDES),
    pillar=st.none() | WORDS,
    parts=st.booleans(),
    as_of=st.none() | DAYS,
    lang=st.none() | st.sampled_from(("vi", "en")),
    known_at=st.none() | st.integers(0, 10**9),
)


@given(FILTERS)
def test_what_a_reader_chose_comes_back_from_the_link(chosen: Filters) -> None:
    assert from_query(chosen.to_query()) == (chosen, {})


def test_the_strategy_above_tries_every_filter() -> None:
    wide = Filters(**{f.name: ("x" if f.default is None else f.default) for f in fields(Filters)})  # type: ignore[arg-type]
    assert set(wide.to_query()) | {"role", "parts", "adjusted"} == set(module.NAMES)


def test_nothing_chosen_is_an_empty_link() -> None:
    assert Filters().to_query() == {}


def test_unknown_names_and_bad_values_are_left_out_and_listed() -> None:
    query = {"unit": "VP", "as_of": "31/12/2025", "status": "xong", "color": "red", "due": "2025-13", "id": "7", "lang": "fr"}
    chosen, ignored = from_query(query, also=("id",))
    assert chosen == Filters(unit="VP")
    assert ignored == {"as_of": "31/12/2025", "status": "xong", "color": "red", "due": "2025-13", "lang": "fr"}


@pytest.mark.parametrize("text", ["2025-02-30", "2025-2", "2025-Q5", "0000", "năm 2025", "2025-06-", "٢٠٢٥"])
def test_a_period_that_is_not_in_the_calendar_is_ignored(text: str) -> None:
    assert from_query({"due": text}) == (Filters(), {"due": text})


def test_two_choices_of_timeliness_meet_in_what_they_share() -> None:
    overdue, soon = Filters(timeliness="overdue"), Filters(timeliness="due_soon")
    assert narrow(overdue, {"timeliness": "official"}) in (Filters(timeliness="open_overdue"), overdue)
    assert narrow(overdue, {"timeliness": "done"}) is None
    assert narrow(soon, {"timeliness": "open_in_time"}) == soon
    assert narrow(Filters(timeliness="judged"), {"timeliness": "due_soon"}) == soon
    assert narrow(Filters(status="open"), {"status": "in_progress"}) == Filters(status="in_progress")
    assert narrow(Filters(status="open"), {"status": "done"}) is None
