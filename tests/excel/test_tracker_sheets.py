"""Which sheets of a workbook hold tasks."""



from cds_tracker.domain.reading import Outcome
from tests.excel.tracking import HEAD, TASK, codes, problem, read, read_book, registry, sheets_of, under

TARGETS = [
    ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi"],
    [1, "Tỷ lệ hồ sơ xử lý trực tuyến", "%", 80, "Văn phòng Bộ"],
]
SUMMARY = [["TT", "Đơn vị", "Tổng số nhiệm vụ", "Hoàn thành", "Quá hạn", "Tỷ lệ"], [1, "Văn phòng Bộ", 12, 10, 2, "83%"]]


def test_the_one_sheet_with_tasks_is_taken_and_the_others_are_named() -> None:
    reading = read_book(sheets_of(ChiTieu=TARGETS, NhiemVu=[HEAD, TASK], TongHop=SUMMARY))
    assert [sheet.name for sheet in reading.sheets] == ["NhiemVu"]
    assert [(p.code, p.sheet) for p in reading.problems] == [("sheet_ignored", "ChiTieu"), ("sheet_ignored", "TongHop")]


def test_empty_sheets_are_no_problem() -> None:
    reading = read_book(sheets_of(Sheet2=[], NhiemVu=[HEAD, TASK], Sheet3=[]))
    assert reading.outcome is Outcome.IMPORT


def test_several_sheets_with_tasks_are_asked_about() -> None:
    sheets = sheets_of(**{"Năm 2024": [HEAD, TASK], "Năm 2025": [HEAD, TASK]})
    reading = read_book(sheets)
    assert reading.outcome is Outcome.REJECT_WITH_ADVICE
    assert reading.problems[0].values["sheets"] == ["Năm 2024", "Năm 2025"]
    assert (len(reading.problems), reading.rows) == (1, ())
    assert [sheet.name for sheet in read_book(sheets, sheet="Năm 2025").sheets] == ["Năm 2025"]
    assert len(read_book(sheets, all_sheets=True).rows) == 2


def test_every_sheet_has_columns_of_its_own() -> None:
    turned = [["Trạng thái", "Nhiệm vụ", "Đơn vị chủ trì"], ["Hoàn thành", "Tập huấn kỹ năng số", "Vụ Pháp chế"]]
    reading = read_book(sheets_of(A=[HEAD, TASK], B=turned), all_sheets=True)
    assert [sheet.columns["title"] for sheet in reading.sheets] == ["B", "B"]
    assert [sheet.columns["status"] for sheet in reading.sheets] == ["F", "A"]


def test_hidden_sheets_are_named_and_taken_only_by_name() -> None:
    sheets = sheets_of(NhiemVu=[HEAD, TASK], Cu=[HEAD, TASK, [2, *TASK[1:]]])
    sheets["Cu"].sheet_state = "hidden"
    reading = read_book(sheets)
    assert [(p.code, p.sheet) for p in reading.problems] == [("sheet_hidden", "Cu")]
    assert [sheet.name for sheet in read_book(sheets, all_sheets=True).sheets] == ["NhiemVu"]
    asked = read_book(sheets, sheet="Cu")
    assert (len(asked.rows), asked.outcome) == (2, Outcome.IMPORT)


def test_tasks_in_hidden_sheets_alone_are_asked_about() -> None:
    sheets = sheets_of(GioiThieu=[["Xin chào"]], NhiemVu=[HEAD, TASK])
    sheets["NhiemVu"].sheet_state = "hidden"
    reading = read_book(sheets)
    assert reading.outcome is Outcome.REJECT_WITH_ADVICE
    assert problem(reading, "only_hidden_sheets").values["sheets"] == ["NhiemVu"]


def test_an_unknown_sheet_is_refused_with_the_names_there_are() -> None:
    reading = read_book(sheets_of(A=[HEAD, TASK]), sheet="B")
    assert reading.outcome is Outcome.REJECT_WITH_ADVICE
    assert problem(reading, "sheet_unknown").values["sheets"] == ["A"]


def test_a_sheet_is_known_by_its_name_without_marks() -> None:
    assert read_book(sheets_of(**{"Nhiệm vụ": [HEAD, TASK]}), sheet="nhiem vu").sheets[0].name == "Nhiệm vụ"


def test_a_workbook_without_a_task_table_is_refused() -> None:
    for rows in (TARGETS, SUMMARY, [["Kính gửi"], ["Nhiệm vụ"]]):
        reading = read_book(sheets_of(A=rows))
        assert (reading.outcome, codes(reading)) == (Outcome.REJECT_WITH_ADVICE, [("no_header", None)]), rows


def test_an_empty_workbook_is_refused() -> None:
    assert read().outcome is Outcome.REJECT


def test_a_header_without_tasks_is_refused() -> None:
    assert codes(under(HEAD)) == [("no_tasks", None)]


def test_marks_of_secrecy_are_warned_of() -> None:
    assert problem(read(["TỐI MẬT"], HEAD, TASK), "secrecy_mark").cell == "A1"
    assert problem(under(HEAD, [*TASK[:7], "Công văn số 12 (MẬT)"]), "secrecy_mark").cell == "H2"
    assert problem(read_book(sheets_of(**{"Mật": [HEAD, TASK]})), "secrecy_mark").sheet == "Mật"


def test_speaking_of_secrets_bears_no_mark() -> None:
    for words in (
        "BẢO ĐẢM BÍ MẬT NHÀ NƯỚC",
        "Quản lý bí mật nhà nước",
        "TĂNG CƯỜNG BẢO MẬT",
        "ĐỔI MẬT KHẨU",
        "Rà soát bảo mật",
    ):
        assert under(HEAD, [*TASK[:7], words]).outcome is Outcome.IMPORT, words


def test_a_thousand_problems_are_listed_and_the_rest_counted() -> None:
    rows = [[n, f"Việc số {n} cần làm", "Văn phòng Bộ", None, "31/6/2025"] for n in range(1, 1_201)]
    reading = under(HEAD, *rows)
    assert len(reading.rows) == 1_200
    assert (reading.problems[-1].code, reading.problems[-1].values["count"]) == ("more_problems", 200)
    assert len(reading.problems) == 1_001
    assert reading.outcome is Outcome.WITH_ERRORS


def test_an_unregistered_unit_is_one_problem_over_all_sheets() -> None:
    other = [*TASK[:2], "Cục Thủy lợi Hành tinh", *TASK[3:]]
    reading = read_book(sheets_of(A=[HEAD, other, other], B=[HEAD, other]), all_sheets=True)
    found = problem(reading, "unit_unregistered")
    assert (found.sheet, found.cell, found.values["count"]) == ("A", "C2", 3)
    assert reading.rows[0].values["lead"] == ["~Cục Thủy lợi Hành tinh"]
    assert registry().find("Cục Thủy lợi Hành tinh") is None


def test_a_table_that_counts_tasks_holds_none() -> None:
    counts = [
        ["TT", "Đơn vị", "Nhiệm vụ", "Hoàn thành", "Trạng thái"],
        [1, "Văn phòng Bộ", 12, 10, 2],
        [2, "Vụ Pháp chế", 3, 1, 2],
    ]
    reading = read_book(sheets_of(NhiemVu=[HEAD, TASK], TongHop=counts))
    assert [sheet.name for sheet in reading.sheets] == ["NhiemVu"]
