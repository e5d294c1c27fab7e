"""Plan, day and language: the address first, then what was chosen before, then what the plan opens with."""

from datetime import date

from cds_tracker.domain.plan import Plan
from cds_tracker.ui.context import kept, read

PLANS = (Plan(1, "A"), Plan(2, "B"))
TODAY = date(2025, 9, 30)


def test_a_first_visit_opens_the_first_plan_today_in_vietnamese() -> None:
    settled, ignored = read({}, {}, PLANS, TODAY)
    assert (settled.plan, settled.as_of, settled.lang, ignored) == ("A", TODAY, "vi", {})


def test_what_was_chosen_before_holds_until_the_address_says_otherwise() -> None:
    memory: dict[str, object] = {}
    read({"plan": "B", "as_of": "2025-06-30", "lang": "en", "unit": "VP"}, memory, PLANS, TODAY)
    again, _ = read({}, memory, PLANS, TODAY)
    assert (again.plan, again.as_of, again.lang) == ("B", date(2025, 6, 30), "en")
    assert again.unit is None, "a filter belongs to the page that it was chosen on"
    other, _ = read({"plan": "A"}, memory, PLANS, TODAY)
    assert (other.plan, other.as_of) == ("A", date(2025, 6, 30))


def test_a_plan_that_does_not_exist_is_told_and_the_first_one_opens() -> None:
    settled, ignored = read({"plan": "X"}, {}, PLANS, TODAY)
    assert (settled.plan, ignored) == ("A", {"plan": "X"})


def test_without_plans_there_is_none() -> None:
    assert read({}, {}, (), TODAY)[0].plan is None


def test_the_address_keeps_what_belongs_to_the_page() -> None:
    settled, ignored = read({"id": "7", "unit": "VP"}, {}, PLANS, TODAY)
    assert not ignored
    assert kept({"id": "7", "unit": "VP"}, settled) == {
        "id": "7", "plan": "A", "unit": "VP", "as_of": "2025-09-30", "lang": "vi",
    }  # fmt: skip
