"""Columns that may mean several things are asked about; what a person says, now or last time, is followed."""

from typing import Any

from cds_tracker.domain.reading import Outcome
from tests.excel.asking import GREEN, PLAN, RESULT, asked, numbered, tasks
from tests.excel.tracking import codes, due, problem, under


def test_a_result_required_or_achieved_is_asked_where_the_values_leave_it_open() -> None:
    rows = numbered("Nâng cao chất lượng", "Phục vụ người dân", "Đúng tiến độ, hiệu quả")
    reading = under(RESULT, *rows)
    question = asked(reading, "column", "D")
    assert set(question.options) == {"deliverable", "result", ""}
    assert (question.held, question.count, question.samples[0]) == ("deliverable", 3, "Nâng cao chất lượng")
    assert reading.rows[0].values["deliverable"] == "Nâng cao chất lượng"
    answered = under(RESULT, *rows, columns={"Theo dõi": {"D": "result"}})
    assert answered.rows[0].values["result"] == "Nâng cao chất lượng"
    assert answered.questions == ()
    left = under(RESULT, *rows, columns={"Theo dõi": {"D": ""}})
    assert not {"result", "deliverable"} & left.rows[0].values.keys()
    assert left.rows[0].columns == {"stt", "title", "lead"}


def test_a_result_is_not_asked_about_where_its_values_or_the_other_columns_tell() -> None:
    assert under(RESULT, *numbered("Quyết định của Bộ trưởng", "Báo cáo", "Đề án")).questions == ()
    assert under(RESULT, *numbered("Đã ban hành Quyết định", "Đang lấy ý kiến", "Đã trình")).questions == ()
    beside = under([*RESULT, "Sản phẩm"], *[[*row, "Báo cáo"] for row in numbered("Nâng cao", "Tốt", "Khá")])
    assert (beside.questions, beside.rows[0].values["result"]) == ((), "Nâng cao")


def test_progress_that_is_deadlines_and_states_at_once_is_asked() -> None:
    head = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Tiến độ"]
    rows = numbered("Quý II/2025", "Hoàn thành", "6/2025", "Đang thực hiện")
    question = asked(under(head, *rows), "column", "D")
    assert (set(question.options), question.held) == ({"result", "status", "deadline", ""}, "result")  # nothing of it is lost
    answered = under(
        head, *numbered("Quý II/2025", "Hoàn thành", "6/2025", "Hoàn thành"), columns={"Theo dõi": {"D": "deadline"}}
    )
    assert due(answered.rows[0]) == "2025-06-30"
    assert under(head, *numbered("80%", "Hoàn thành", 0.5, "Đang thực hiện")).questions == ()


def test_a_unit_that_leads_or_measures_is_asked_where_half_are_units() -> None:
    head = ["TT", "Nhiệm vụ", "Đơn vị", "Thời hạn"]
    rows = [
        [1, "Một việc", "Văn phòng Bộ", 2025],
        [2, "Hai việc", "%", 2025],
        [3, "Ba việc", "Vụ Pháp chế", 2025],
        [4, "Bốn", "hồ sơ", 2025],
    ]
    assert asked(under(head, *rows), "column", "C").options[:2] == ("lead", "measure")
    assert under(head, *rows[::2]).questions == ()


def test_two_columns_for_one_field_are_asked_about_and_the_surer_name_holds() -> None:
    head = [*PLAN, "Hạn xử lý"]
    rows = [[*row, "31/12/2026"] for row in tasks(3)]
    reading = under(head, *rows)
    question = asked(reading, "column", "E")
    assert (question.options, question.held) == (("deadline", ""), "")
    assert due(reading.rows[0]) == "2025-12-31"
    moved = under(head, *rows, columns={"Theo dõi": {"E": "deadline"}})
    assert due(moved.rows[0]) == "2026-12-31"
    assert moved.sheets[0].columns["deadline"] == "E"


def remembered(rows: list[Any], **more: Any) -> dict[str, Any]:
    from cds_tracker.excel.layouts import layout_of

    reading = under(rows[0], *rows[1:], **more)
    return dict(layout_of(reading.sheets[0]))


ODD = ["TT", "Việc cần giao", "Ai làm", "Bao giờ xong", "Ghi chú"]
ODD_ROWS = [[n, f"Xây dựng hệ thống số {n}", "Văn phòng Bộ", "6/2025", "x"] for n in (1, 2, 3)]
MEANT = {"B": "title", "C": "lead", "D": "deadline", "E": ""}


def test_a_mapping_is_known_again_next_time_without_a_question() -> None:
    layout = remembered([ODD, *ODD_ROWS], headers={"Theo dõi": 1}, columns={"Theo dõi": MEANT})
    reading = under(ODD, *ODD_ROWS, layouts=[layout], headers={"Theo dõi": 1})
    assert reading.sheets[0].columns == {"stt": "A", "title": "B", "lead": "C", "deadline": "D"}
    assert {one.certainty for one in reading.sheets[0].picture.columns} == {"remembered"}  # type: ignore[union-attr]
    assert reading.outcome is Outcome.IMPORT


def test_one_changed_heading_is_pointed_out_and_the_others_are_still_known() -> None:
    head = [*PLAN, "Kết quả", "Ghi chú"]
    rows = [[*row, "Nâng cao", None] for row in tasks(3)]
    layout = remembered([head, *rows], columns={"Theo dõi": {"E": "result"}})
    changed = [*PLAN[:3], "Bao giờ xong", "Kết quả", "Ghi chú"]
    reading = under(changed, *rows, layouts=[layout])
    assert reading.sheets[0].columns["result"] == "E"
    found = problem(reading, "layout_changed")
    assert (found.values["missing"], found.values["added"]) == ("Thời hạn hoàn thành", "Bao giờ xong")
    column = next(one for one in reading.sheets[0].picture.columns if one.letter == "D")  # type: ignore[union-attr]
    assert (column.reason, column.field) == ("heading_changed", None)
    moved = under(
        [*PLAN[:3], "Kết quả", "Thời hạn hoàn thành", "Ghi chú"], *[[*r[:3], r[4], r[3], r[5]] for r in rows], layouts=[layout]
    )
    assert (moved.sheets[0].columns["result"], moved.sheets[0].columns["deadline"]) == ("D", "E")
    assert problem(moved, "layout_changed").values["moved"] in ("Kết quả", "Thời hạn hoàn thành")
    other = under(["TT", "Tên nhiệm vụ", "Chủ trì", "Hạn", "Kết quả"], *[row[:5] for row in rows], layouts=[layout])
    assert ("layout_changed", 1) not in codes(other)


def test_what_a_person_says_now_stands_above_what_is_remembered() -> None:
    layout = remembered([RESULT, *numbered("Nâng cao", "Tốt", "Khá")], columns={"Theo dõi": {"D": "result"}})
    layout["directions"] = {"colours": {GREEN: "done"}, "names": {"units": {"VPB xyz": "VP"}}}
    rows = [[1, "Một việc", "VPB xyz", "Nâng cao"], [2, "Hai việc", "VPB xyz", "Tốt"]]
    reading = under(RESULT, *rows, layouts=[layout], columns={"Theo dõi": {"D": "note"}})
    assert (reading.rows[0].values["note"], reading.rows[0].values["lead"]) == ("Nâng cao", ["VP"])
