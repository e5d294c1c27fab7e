"""Days, numbered parts and unknown names are asked about, and the answer is followed."""

import datetime

import pytest

from cds_tracker.domain.reading import Outcome, place_of_part
from tests.excel.asking import PLAN, asked, numbered, tasks
from tests.excel.tracking import codes, due, titles, under

JUNE_FIFTH = (datetime.date(2025, 6, 5), "dd/mm/yyyy")


def test_dates_that_excel_may_have_turned_round_are_asked_about_as_a_whole() -> None:
    rows = numbered("25/06/2025", JUNE_FIFTH, "30/9/2025")
    reading = under(PLAN, *rows)
    question = asked(reading, "order", "D")
    assert (question.options, question.held, question.samples, question.field) == (
        ("dmy", "mdy"),
        "dmy",
        ("05/06/2025",),
        "deadline",
    )
    assert [due(row) for row in reading.rows] == ["2025-06-25", "2025-06-05", "2025-09-30"]
    turned = under(PLAN, *rows, order={"Theo dõi": {"D": "mdy"}})
    assert [due(row) for row in turned.rows] == ["2025-06-25", "2025-05-06", "2025-09-30"]
    kept = under(PLAN, *rows, order={"Theo dõi": {"D": "dmy"}})
    assert ([due(row) for row in kept.rows][1], codes(kept)) == ("2025-06-05", [])


def test_a_day_above_twelve_anywhere_decides_for_the_column() -> None:
    sure = under(PLAN, *numbered("05/06/2025", (datetime.date(2025, 6, 25), "dd/mm/yyyy"), JUNE_FIFTH))
    assert sure.questions == ()
    american = under(PLAN, *numbered("06/25/2025", "06/07/2025", "trước 09/30/2025"))
    assert [due(row) for row in american.rows] == ["2025-06-25", "2025-06-07", "2025-09-29"]
    assert american.rows[0].values["deadline"]["text"] == "06/25/2025"  # type: ignore[index, call-overload]
    assert codes(american) == [("dates_month_first", "D1")]
    assert american.questions == ()


def test_a_column_that_contradicts_itself_is_asked_about() -> None:
    rows = numbered("06/25/2025", "25/06/2025", "06/07/2025")
    reading = under(PLAN, *rows)
    assert asked(reading, "order", "D").samples == ("06/07/2025",)
    assert ("deadline_unreadable", "D2") in codes(reading)
    turned = under(PLAN, *rows, order={"Theo dõi": {"D": "mdy"}})
    assert [due(row) for row in turned.rows] == ["2025-06-25", "2025-06-25", "2025-06-07"]


def test_numbered_parts_of_a_cell_are_offered_and_become_tasks_beneath_it() -> None:
    title = "Hoàn thiện thể chế: (1) Luật Dữ liệu (Bộ Công an); (2) Nghị định về kết nối; (3) Thông tư hướng dẫn"
    lead = "(1) Bộ Công an; (2) Bộ Tư pháp; (3) Văn phòng Bộ"
    rows = [[1, title, "Văn phòng Bộ", "2025"], [2, "Việc sau: (1) một mình", "Vụ Pháp chế", "2025"]]
    reading = under(PLAN, *rows)
    question = asked(reading, "parts")
    assert (question.options, question.held, question.count) == (("no", "yes"), "no", 3)
    assert len(reading.rows) == 2
    split = under(PLAN, *rows, parts=True)
    assert [row.row for row in split.rows] == [2, *(place_of_part(2, n) for n in (1, 2, 3)), 3]
    assert titles(split)[1:4] == ["Luật Dữ liệu (Bộ Công an)", "Nghị định về kết nối", "Thông tư hướng dẫn"]
    assert [row.parent_row for row in split.rows] == [None, 2, 2, 2, None]
    assert [row.values.get("lead") for row in split.rows[1:4]] == [["BCA"], None, None]
    assert split.rows[1].cells["lead"] == split.rows[1].cells["title"] == "B2"
    assert (split.rows[0].values["title"], split.rows[1].columns) == (title, {"stt", "title", "lead"})
    named = under(PLAN, [1, title, lead, "(1) 6/2025; (2) 9/2025; (3) 12/2025"], parts=True)
    assert [row.values.get("lead") for row in named.rows[1:]] == [["BCA"], ["BTP"], ["VP"]]
    assert [due(row) for row in named.rows[1:]] == ["2025-06-30", "2025-09-30", "2025-12-31"]
    assert named.rows[2].cells == {"stt": "B2", "title": "B2", "lead": "C2", "deadline": "D2"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a) Khảo sát; b) Xây dựng; c) Vận hành", ["Khảo sát", "Xây dựng", "Vận hành"]),
        ("Gồm:\n1) Khảo sát\n2) Xây dựng", ["Khảo sát", "Xây dựng"]),
        ("a) A; b) B; c) C; d) D; đ) Đ; e) E", ["A", "B", "C", "D", "Đ", "E"]),
        ("(i) Khảo sát; (ii) Xây dựng", ["Khảo sát", "Xây dựng"]),
        ("Theo điểm a) khoản 2 và (ii)", []),
        ("Luật (sửa đổi) và Nghị định (2) quy định", []),
        ("Giai đoạn (2) rồi (1)", []),
    ],
)
def test_parts_are_those_whose_signs_follow_each_other(text: str, found: list[str]) -> None:
    from cds_tracker.excel.parts import parts_of

    assert list(parts_of(text).values()) == found


def test_unknown_units_are_asked_once_for_all_rows_and_read_as_answered() -> None:
    rows = [[n, f"Nhiệm vụ thứ {n}", "Vụ KHTC xyz; Vụ Pháp chế", "2025"] for n in (1, 2, 3)]
    reading = under(PLAN, *rows)
    question = asked(reading, "name")
    assert (question.at, question.count, question.held, question.field) == ("Vụ KHTC xyz", 3, "~Vụ KHTC xyz", "units")
    answered = under(PLAN, *rows, names={"units": {"Vụ KHTC xyz": "KHTC"}})
    assert all(row.values["lead"] == ["KHTC", "PC"] for row in answered.rows)
    assert (answered.questions, answered.outcome) == ((), Outcome.IMPORT)
    nobody = under(PLAN, *rows, names={"units": {"Vụ KHTC xyz": ""}})
    assert nobody.rows[0].values["lead"] == ["PC"]


def test_unknown_areas_and_states_are_asked_and_read_as_answered() -> None:
    head = [*PLAN, "Trạng thái", "Lĩnh vực"]
    rows = tasks(2, "Tồn đọng", "Xã hội số 5.0")
    reading = under(head, *rows)
    assert {(one.field, one.at, one.count) for one in reading.questions} == {
        ("status", "Tồn đọng", 2),
        ("area", "Xã hội số 5.0", 2),
    }
    meant = {"status": {"tồn đọng": "in_progress"}, "area": {"Xã hội số 5.0": "awareness"}}
    answered = under(head, *rows, names=meant)
    assert [(row.values["status"], row.values["area"]) for row in answered.rows] == [("in_progress", "awareness")] * 2
    assert answered.outcome is Outcome.IMPORT
    assert answered.rows[0].values["result"] == "Tồn đọng"
