"""Giải trình: what is owed, asked and answered; on its page and on the page of a task."""

import pytest

from cds_tracker.demo.story import TODAY
from cds_tracker.store import explanations
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.ui import data
from cds_tracker.ui.explaining import listing, owing
from tests.pages import people_at_odds as people
from tests.pages.shell import Open, links, markup

VI = Words("vi")


def thread(task: int) -> explanations.Thread:
    with data.database().read() as connection:
        return explanations.of_task(connection, task)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", ["lanhdao", "thutruong", "chuyenvien", "quantri"])
def test_the_page_opens_for_everybody_who_asks_or_explains(open_own: Open, person: str, language: str) -> None:
    shown = markup(open_own("giai-trinh", person, lang=language))
    assert Words(language)("explaining.lately") in shown


def test_a_viewer_does_not_open_the_page(open_own: Open) -> None:
    with pytest.raises(ValueError, match="giai_trinh"):
        open_own("giai-trinh", "nguoixem")


def test_leadership_asks_about_several_at_once_and_the_units_see_how_long_it_waits(open_own: Open) -> None:
    app = open_own("giai-trinh", "lanhdao")
    boxes = [box for box in app.checkbox if str(box.key).startswith("pick_")]
    assert len(boxes) == len(people.late("", explained=False))
    keys = [box.key for box in boxes if not box.disabled]  # about the other a question waits already
    assert len(keys) == len(boxes) - 1
    for key in keys[:2]:
        app.checkbox(key=key).check()
    app.run()
    app.text_area(key="ask_several_words").input("Vì sao <i>chậm</i>?").run()
    app.button(key="ask_several_send").click().run()
    shown = markup(app)
    assert VI("explaining.asked") in shown
    assert VI("explaining.unanswered", count=3) in shown
    assert "Vì sao &lt;i&gt;chậm&lt;/i&gt;?" in shown
    assert VI("explaining.waited", days=0) in shown
    asked = [int(str(key).removeprefix("pick_")) for key in keys[:2]]
    assert [len(thread(task).open) for task in asked] == [1, 1]


def test_the_unit_answers_in_the_task_and_nothing_is_owed_any_more(open_own: Open) -> None:
    task = people.late("CNTT")[-1]
    people.ask(task)
    app = open_own("chi-tiet", "thutruong", id=str(task))
    assert "Vì sao &lt;i&gt;chậm&lt;/i&gt;?" in markup(app)
    key = f"explain_{task}"
    app.button(key=f"{key}_send").click().run()
    assert VI("problems_requests.explanation_cause") in markup(app)
    app.text_area(key=f"{key}_cause").input("Chờ thẩm định <b>giá</b>")
    app.text_area(key=f"{key}_next_step").input("Trình hồ sơ")
    app.text_input(key=f"{key}_who").input("Phòng Kế hoạch")
    app.date_input(key=f"{key}_by_when").set_value(TODAY).run()
    app.button(key=f"{key}_send").click().run()
    shown = markup(app)
    assert VI("explaining.sent") in shown
    assert "Chờ thẩm định &lt;b&gt;giá&lt;/b&gt;" in shown
    assert thread(task).open == ()
    for person in ("nguoixem", "lanhdao"):
        assert "Phòng Kế hoạch" in markup(open_own("chi-tiet", person, id=str(task)))
    assert "Phòng Kế hoạch" in markup(open_own("giai-trinh", "lanhdao"))


def test_the_forms_are_there_for_those_alone_who_may(open_own: Open) -> None:
    task = people.late("CNTT")[-1]

    def keys(person: str) -> set[str]:
        return {str(button.key) for button in open_own("chi-tiet", person, id=str(task)).button}

    explain, ask = f"explain_{task}_send", f"ask_{task}_send"
    people_of = ("thutruong", "lanhdao", "quantri", "nguoixem", "chuyenvien")
    offered = {person: keys(person) & {explain, ask} for person in people_of}
    assert offered == {
        "thutruong": {explain}, "lanhdao": {ask}, "quantri": {explain, ask}, "nguoixem": set(),
        "chuyenvien": {explain},
    }  # fmt: skip


def test_heads_see_their_scope_alone(open_own: Open) -> None:
    frame = data.frame(people.Filters(plan=people.PLAN, as_of=TODAY), data.revision())
    held = zip(frame["id"], frame["lead_held"], frame["coordinating_held"], strict=True)
    theirs = {task for task, lead, helps in held if "CNTT" in (*lead.own, *lead.group, *helps.own, *helps.group)}
    task = next(task for task in people.late("") if task not in theirs)
    people.ask(task, "Chuyện của đơn vị khác")
    assert "Chuyện của đơn vị khác" in markup(open_own("giai-trinh", "lanhdao"))
    assert "Chuyện của đơn vị khác" not in markup(open_own("giai-trinh", "thutruong"))
    assert VI("explaining.unanswered", count=1) in markup(open_own("giai-trinh", "thutruong"))


def test_the_red_list_says_what_was_asked(open_own: Open) -> None:
    unexplained = people.late("", explained=False)
    for task in unexplained:
        if not thread(task).open:
            people.ask(task)
    shown = markup(open_own("tong-quan", "lanhdao", explained="no"))
    assert VI("requests.red_asked") in shown
    assert VI("ui.red.nothing_said") not in shown
    assert VI("explaining.waiting", count=len(unexplained)) in shown


@pytest.mark.parametrize("person", ["lanhdao", "chuyenvien"])
def test_more_than_can_be_drawn_are_counted_and_a_link_leads_to_all(
    open_own: Open, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = links(markup(open_own("giai-trinh", person)))
    monkeypatch.setattr(owing, "SHOWN", 2)
    monkeypatch.setattr(listing, "PICKED", 2)
    shown = links(markup(open_own("giai-trinh", person)))
    tasks, all_tasks = ([address for address, _ in found if address.startswith("/chi-tiet")] for found in (shown, whole))
    assert len(set(tasks)) < len(set(all_tasks))
    [every] = [address for address, _ in shown if address.startswith("/nhiem-vu?") and "explained=no" in address]
    assert "timeliness=open_overdue" in every
    assert not [address for address, _ in whole if "explained=no" in address]
