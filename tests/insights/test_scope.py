"""What a reader may see of a frame is what the rules about people say, task by task."""

from datetime import date

import pytest

from cds_tracker.domain.people import Act, Grant, Person, Role, may_do, standing_of, units_of
from cds_tracker.domain.rollup import Rollup
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.scope import Scope
from cds_tracker.insights.selection import apply
from tests.insights.plans import REGISTRY, frame_of, some_tasks

TODAY = Rollup(REGISTRY, date(2025, 12, 1))
FRAME = frame_of(*some_tasks(400))


@pytest.mark.parametrize("role", [Role.HEAD, Role.STAFF])
@pytest.mark.parametrize("units", [("VP",), ("PC",), ("TTTT",), ("CNTT", "TGCP"), ()])
def test_the_rows_within_a_scope_are_those_that_the_person_may_read(role: Role, units: tuple[str, ...]) -> None:
    lan = Person("lan", "Lan", tuple(Grant(role, unit) for unit in units))
    scope = Scope(units_of(lan, TODAY))
    columns = (FRAME["lead"], FRAME["coordinating"], FRAME["assigned"])
    expected = [may_do(lan, Act.READ, standing_of(*lists, TODAY), TODAY) for lists in zip(*columns, strict=True)]
    assert scope.mask(FRAME, TODAY).tolist() == expected
    assert len(scope.within(FRAME, TODAY)) == sum(expected)
    assert any(expected) is bool(units)


def test_filters_and_scope_can_be_applied_in_either_order() -> None:
    scope, chosen = Scope(("PC",)), Filters(unit="VP", timeliness="open")
    first = apply(scope.within(FRAME, TODAY), chosen, REGISTRY)["id"].tolist()
    assert first == scope.within(apply(FRAME, chosen, REGISTRY), TODAY)["id"].tolist()
    assert first


def test_counts_are_of_the_whole_plan_unless_filters_speak_of_texts_or_people() -> None:
    mine = Scope(("PC",))
    for plain in (Filters(), Filters(unit="VP", due="2025", explained=True)):
        assert mine.of_counts(plain).whole
    for telling in (Filters(q="cổng"), Filters(assignee="@lan"), Filters(section="I. Thể chế")):
        assert mine.of_counts(telling) == mine
        assert Scope().of_counts(telling).whole


def test_equal_scopes_have_equal_keys_and_unequal_ones_do_not() -> None:
    assert Scope(("PC", "VP")).key == Scope(("VP", "PC")).key
    assert len({Scope().key, Scope(()).key, Scope(("PC",)).key, Scope(("VP",)).key}) == 4
