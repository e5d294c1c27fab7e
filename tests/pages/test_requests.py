"""Gia hạn và yêu cầu, and what the page of a task says about deadlines."""

import re

import pytest

from cds_tracker.demo import build
from cds_tracker.store import requests
from cds_tracker.store.database import connect
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.ui import data
from tests.pages import people_at_odds as people
from tests.pages.shell import Open, links, markup

VI = Words("vi")


def state(number: int) -> str:
    with data.database().read() as connection:
        found = requests.find(connection, number)
    assert found is not None
    return found.state


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", ["thutruong", "lanhdao", "quantri"])
def test_a_request_is_listed_with_everything_that_a_decision_needs(open_own: Open, person: str, language: str) -> None:
    task = people.open_task("CNTT")
    people.request(task)
    shown = markup(open_own("gia-han", person, lang=language))
    words = Words(language)
    for told in (words("requests.state.pending"), "31/12/2026", "12/TTr-CNTT, 29/09/2025", "Lê Quang Minh"):
        assert told in shown
    assert "Chờ thẩm định &lt;b&gt;giá&lt;/b&gt;" in shown
    assert any(address.startswith("/chi-tiet") and f"id={task}" in address for address, _ in links(shown))


@pytest.mark.parametrize("person", ["chuyenvien", "nguoixem"])
def test_whoever_neither_asks_nor_decides_does_not_open_the_page(open_own: Open, person: str) -> None:
    with pytest.raises(ValueError, match="gia_han"):
        open_own("gia-han", person)


def test_leadership_accepts_on_the_page_with_reason_and_document(open_own: Open) -> None:
    number = people.request(people.open_task("CNTT"))
    app = open_own("gia-han", "lanhdao")
    app.button(key=f"decide_{number}_accept").click().run()
    assert VI("problems_requests.reason_needed") in markup(app)
    assert state(number) == "pending"
    app.text_area(key=f"decide_{number}_reason").input("Đồng ý")
    app.text_input(key=f"decide_{number}_number").input("45/QĐ-BNV")
    app.text_input(key=f"decide_{number}_deadline").input("30/11/2026").run()
    assert VI("requests.read_as", day="30/11/2026") in markup(app)
    app.button(key=f"decide_{number}_accept").click().run()
    shown = markup(app)
    assert state(number) == "applied"
    for told in (VI("requests.accepted"), VI("requests.granted"), "45/QĐ-BNV", "Trần Thu Hà"):
        assert told in shown


def test_a_refusal_is_told_with_its_reason_and_a_second_decision_is_not_taken(open_own: Open) -> None:
    number = people.request(people.open_task("CNTT"))
    app, late = open_own("gia-han", "lanhdao"), open_own("gia-han", "quantri")
    app.text_area(key=f"decide_{number}_reason").input("Không đủ căn cứ").run()
    app.button(key=f"decide_{number}_refuse").click().run()
    assert state(number) == "rejected"
    assert "Không đủ căn cứ" in markup(app)
    late.text_area(key=f"decide_{number}_reason").input("Đồng ý")
    late.button(key=f"decide_{number}_accept").click().run()
    assert VI("problems_requests.request_decided", by="Trần Thu Hà") in markup(late)
    assert state(number) == "rejected"


def test_heads_have_no_buttons_of_decision_and_take_back_their_own(open_own: Open) -> None:
    number = people.request(people.open_task("CNTT"))
    app = open_own("gia-han", "thutruong")
    keys = [button.key for button in app.button]
    assert f"withdraw_{number}" in keys
    assert f"decide_{number}_accept" not in keys
    app.button(key=f"withdraw_{number}").click().run()
    assert state(number) == "withdrawn"
    assert VI("requests.state.withdrawn") in markup(app)


def test_requests_of_other_units_are_not_shown_to_a_head(open_own: Open) -> None:
    task = people.open_task("VP")
    number = people.request(task, people.ADMIN, reason="Chuyện của Văn phòng")
    frame = data.frame(people.Filters(plan=people.PLAN, as_of=people.TODAY), data.revision())
    row = frame.loc[frame["id"] == task].iloc[0]
    assert "CNTT" not in (*row["lead_held"].group, *row["coordinating_held"].own, *row["coordinating_held"].group)
    assert "Chuyện của Văn phòng" not in markup(open_own("gia-han", "thutruong"))
    app = open_own("gia-han", "quantri")
    assert "Chuyện của Văn phòng" in markup(app)
    assert f"decide_{number}_accept" not in [button.key for button in app.button]  # nobody decides about their own


def test_state_and_unit_narrow_the_list(open_own: Open) -> None:
    people.request(people.open_task("CNTT"))
    assert VI("requests.none") in markup(open_own("gia-han", state="applied"))
    assert VI("requests.none") in markup(open_own("gia-han", unit="VP"))
    assert VI("requests.state.pending") in markup(open_own("gia-han", state="pending", unit="CNTT"))


def test_a_head_asks_on_the_page_of_the_task_and_every_reader_sees_it(open_own: Open) -> None:
    task = str(people.open_task("CNTT"))
    app = open_own("chi-tiet", "thutruong", id=task)
    key = f"extend_{task}"
    app.text_input(key=f"{key}_deadline").input("quý IV/2026").run()
    assert VI("requests.read_as", day="31/12/2026") in markup(app)
    app.text_area(key=f"{key}_reason").input("Chờ thẩm định giá").run()
    app.button(key=f"{key}_send").click().run()
    assert VI("requests.sent") in markup(app)
    for person in ("thutruong", "chuyenvien", "nguoixem", "lanhdao"):
        shown = markup(open_own("chi-tiet", person, id=task))
        assert VI("requests.mark.requested") in shown
        assert "Chờ thẩm định giá" in shown
    assert f"{key}_send" not in [button.key for button in open_own("chi-tiet", "nguoixem", id=task).button]


def test_an_unclear_deadline_is_asked_for_again(open_own: Open) -> None:
    task = str(people.open_task("CNTT"))
    app = open_own("chi-tiet", "thutruong", id=task)
    app.text_input(key=f"extend_{task}_deadline").input("sớm").run()
    assert VI("problems_requests.deadline_unclear", value="sớm") in markup(app)
    app.text_area(key=f"extend_{task}_reason").input("Vì").run()
    app.button(key=f"extend_{task}_send").click().run()
    assert VI("requests.not_done") in markup(app)


def test_the_focal_unit_marks_a_change_as_correction_in_the_history(open_own: Open) -> None:
    frame = data.frame(people.Filters(plan=people.PLAN, as_of=people.TODAY), data.revision())
    task = str(frame.loc[frame["extensions"] == 2, "id"].iloc[0])
    app = open_own("chi-tiet", "quantri", id=task)
    assert VI("requests.mark.original", day="30/06/2025") in markup(app)
    boxes = [box.key for box in app.segmented_control if str(box.key).startswith(f"mark_{task}_")]
    assert len(boxes) == 2
    app.segmented_control(key=boxes[0]).set_value("correction").run()
    shown = markup(app)
    assert VI("requests.nature_correction") in shown
    assert VI("tasks.detail.extended", count=1) in shown
    assert VI("requests.mark.original", day="31/08/2025") in shown
    assert not [box for box in open_own("chi-tiet", "lanhdao", id=task).segmented_control if str(box.key).startswith("mark_")]


def test_tong_quan_tells_deciders_what_waits_and_both_rates(open_own: Open) -> None:
    people.request(people.open_task("CNTT"))
    told = VI("requests.waiting_for_you", count=2)  # one waits in the demo
    shown = markup(open_own("tong-quan", "lanhdao"))
    assert told in [text for _, text in links(shown)]
    assert told not in markup(open_own("tong-quan", "thutruong"))
    plain = re.sub(r"<[^>]+>", "", shown)
    rates = VI("requests.rates", on_time="81,03\u00a0%", originally="81,03\u00a0%")
    assert rates.replace("[a]", "47").replace("[b]", "58").replace("[c]", "47") in plain


def test_each_rate_lists_what_it_counts(open_own: Open) -> None:
    counts = data.figures(people.Filters(plan=people.PLAN, as_of=people.TODAY), data.revision()).counts
    for kind, rate in (("done_on_time", counts.on_time), ("done_on_time_originally", counts.originally)):
        assert data.count(counts.of(kind), data.revision()) == rate.numerator
        assert data.count(counts.of("done"), data.revision()) == rate.denominator


def test_the_demo_is_entered_once(demo_url: str) -> None:
    database = connect(demo_url)
    assert build.enter(database) is False
    database.close()
