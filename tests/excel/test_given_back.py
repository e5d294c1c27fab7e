"""Reading what we wrote gives what we had: whatever a task says, in every form, layout and language, also after sorting."""

import io
import random
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cds_tracker.domain.areas import SEED
from cds_tracker.domain.deadline import KINDS, Deadline, parse, to_value
from cds_tracker.domain.task import FIELDS, Status
from cds_tracker.domain.text import clean, key
from cds_tracker.excel.literal import LONGEST
from cds_tracker.excel.marked import STATES
from cds_tracker.style.words import LANGUAGES, Words
from tests.excel.given_books import Values, as_text, as_workbook, book_of, changed, read, resaved, shuffled
from tests.excel.tracking import registry

ODD = [
    "Tổng cộng", "nt", "-nt-", '"', "như trên", "Ghi chú", "Nhiệm vụ", "Đơn vị chủ trì", "Nơi nhận:", "tiếp theo dòng trên",
    "I.", "(1)", "a)", "=1+1", "+84", "-5", "@nam", "'=x", "''", "＝1", "1.10", "007", "1/2", "TRUE", "#REF!", "x", "-", "0",
    "_x0041_", "_cds1", "CDS1-1-1-00000000000000000000", "« »", "«»», »", "a\nb\n\n- c", "HOÀN THÀNH", "10/6", "\uffff",
    "Ngày 1, và Vụ Pháp chế", "Số TT;Kết quả", '"; "', "\t=1", "Hoa\u0300", "…[…+3]", "Vụ Tổ chức - Biên chế", "MẬT",
    "KT. BỘ TRƯỞNG",
]  # fmt: skip
texts = st.one_of(st.sampled_from(ODD), st.text(max_size=60), st.text(st.characters(codec="utf-8"), max_size=12)).map(clean)
lines = texts.map(lambda text: " ".join(text.split()))
days = st.dates(date(1000, 1, 1), date(9999, 12, 31)).map(date.isoformat)
refs = st.one_of(st.sampled_from(sorted(registry().units)), lines.filter(bool).map("~{}".format))
shares = st.one_of(st.integers(0, 100), st.sampled_from([33.3, 0.5, 99.99, 1e-05, 66.66666666666667]))
amounts = st.one_of(st.integers(0, 10**9), st.floats(0, 10**6).map(lambda value: round(value, 6)), st.just(1234.567))
worded = st.sampled_from([
    "30/6/2025", "ngày 9 tháng 9 năm 2026", "trước ngày 28/5/2025", "Quý II/2025", "6/2025", "2025", "2025 - 2026",
    "Thường xuyên", "2025 và những năm tiếp theo", "Theo chỉ đạo của Lãnh đạo Bộ", "-", "01/01/1970", "Quý II", "31/6/2025",
    "cuối tháng 6/2025", "30/6/2025 (gia hạn đến 30/9/2025)", "12/2026 hoặc 1/2027 (tuỳ thời điểm)",
    "nt", "Tổng cộng",
])  # fmt: skip
spelt = st.builds(
    Deadline, texts, st.none() | st.dates(), st.none() | st.dates(), st.sampled_from([None, "day", "month", "year"]),
    st.sampled_from(KINDS), st.just(()), st.none() | st.dates(),
)  # fmt: skip
deadlines = st.one_of(worded.map(parse), worded.map(lambda text: parse(text, 2025)), texts.map(parse), spelt).map(to_value)
people = lines.filter(bool).filter(lambda name: name[0] not in "@＠")
OF_KIND: dict[str, st.SearchStrategy[Any]] = {
    "text": texts, "line": lines, "date": days, "units": st.lists(refs, max_size=4, unique=True),
    "names": st.lists(st.one_of(st.just("@lan"), people), max_size=3, unique=True),
    "deadline": deadlines, "status": st.sampled_from([str(one) for one in Status]),
    "said": st.sampled_from(["on_time", "late"]),
    "area": st.one_of(st.sampled_from([one.code for one in SEED]), lines.filter(bool).map("~{}".format)),
}  # fmt: skip
OWN = {"progress": shares, "budget": amounts, "parent": st.one_of(texts, st.sampled_from(["1", "999"]))}
tasks = st.fixed_dictionaries(
    {}, optional={name: OWN[name] if name in OWN else OF_KIND[one.kind] for name, one in FIELDS.items()}
)
some = st.lists(tasks, min_size=1, max_size=4)
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def called(values: Values) -> Values:
    """With accounts under the names by which the file calls them: whose they are is asked elsewhere (``naming``)."""
    people = values.get("assignees")
    named = [clean(name.replace("@lan", "Nguyễn Lan, CVC")) for name in people] if isinstance(people, list) else people
    return {**values, "assignees": named}


@pytest.mark.parametrize(("language", "theirs"), [("vi", False), ("vi", True), ("en", False)])
@CALM
@given(some)
def test_whatever_a_task_says_comes_back_from_a_workbook(language: str, theirs: bool, said: list[Values]) -> None:
    data = as_workbook(book_of(said, language, theirs))
    assert changed([*map(called, said)], read(data)) == []


@pytest.mark.parametrize(("language", "theirs"), [("vi", True), ("en", False)])
@CALM
@given(some, st.randoms(use_true_random=False))
def test_and_from_a_text_file_in_any_order(language: str, theirs: bool, said: list[Values], chance: random.Random) -> None:
    order = list(range(len(said)))
    chance.shuffle(order)
    data = shuffled(as_text(book_of(said, language, theirs)), order)
    assert changed([*map(called, said)], read(data, "tra-lai.csv")) == []


FULL: Values = {
    "stt": "1.10", "code": "007", "section": "I. Thể chế", "title": "Tổng cộng", "lead": ["VP", "PC"], "status": "done",
    "coordinating": ["~Phòng Y; Ban Z"], "assignees": ["Trần B, chuyên viên", "@lan"], "start": "2026-01-05", "said": "late",
    "deadline": to_value(parse("Quý II/2026")), "deliverable": "=1+1\n- nt", "budget": 1234.5, "progress": 33.3,
    "completed_on": "2026-07-01", "result": "Kết quả", "note": "nt",
}  # fmt: skip
BLANK: Values = {"title": "tiếp theo của dòng trên", "note": "như trên"}
THREE = [FULL, BLANK, {**FULL, "title": "Nhiệm vụ", "stt": "2", "code": "008"}]


def without_hidden(opened: openpyxl.Workbook) -> None:
    for page in opened.worksheets[1:]:
        opened.remove(page)
    opened.defined_names.clear()


def turned(opened: openpyxl.Workbook) -> None:
    """Rows sorted the other way round, columns moved, a heading renamed, a row of the unit's own between them."""
    page = opened.worksheets[0]
    top = next(row[0].row for row in page.iter_rows() if row[0].value == "TT")
    body = [[(cell.value, cell.number_format) for cell in row] for row in page.iter_rows(top, top + 3)]
    head, tasks = body[0], body[1:]
    place = next(at for at, (value, _) in enumerate(head) if value == "Trạng thái")
    head[place] = ("Đến nay ra sao", "General")
    lines = [head, tasks[2], [("", "General")] * len(head), tasks[1], tasks[0]]
    lines[2][next(at for at, (value, _) in enumerate(head) if value == "Nhiệm vụ")] = ("dòng mới của đơn vị", "General")
    for number, line in enumerate(lines, top):
        for column, (value, form) in enumerate(line[3:] + line[:3], 1):
            cell = page.cell(number, column)
            cell.value, cell.number_format = value or None, form
            if isinstance(value, str):
                cell.data_type = "s"


@pytest.mark.parametrize("theirs", [False, True])
def test_a_workbook_without_its_hidden_sheets_is_read_alike(theirs: bool) -> None:
    data = resaved(as_workbook(book_of(THREE, theirs=theirs)), without_hidden)
    assert changed([*map(called, THREE)], read(data)) == []


def test_rows_sorted_columns_moved_headings_renamed_and_a_row_of_ones_own_between() -> None:
    reading = read(resaved(as_workbook(book_of(THREE)), turned))
    assert [row.mark is not None for row in reading.rows] == [True, False, True, True]
    assert reading.rows[1].values == {"title": "dòng mới của đơn vị"}
    ours = [found for found in changed([*map(called, THREE)], reading) if found[0] != "stranger"]
    assert ours == []


def test_nothing_is_said_about_what_we_put_into_the_workbook_ourselves() -> None:
    reading = read(as_workbook(book_of([{"title": "Xây dựng kế hoạch.", "lead": ["VP"], "deadline": to_value(parse("2026"))}])))
    assert (reading.problems, reading.skipped, reading.questions) == ((), (), ())


def test_a_column_of_ours_that_somebody_took_out_is_named() -> None:
    def without_progress(book: Any) -> None:
        page = book.worksheets[0]
        [column] = {cell.column for row in page.iter_rows() for cell in row if cell.value == "Tiến độ (%)"}
        page.delete_cols(column)

    said: list[Values] = [{"title": "Xây dựng kế hoạch.", "lead": ["VP"], "progress": 20, "result": "Đã họp"}]
    reading = read(resaved(as_workbook(book_of(said)), without_progress))
    assert [(one.code, one.field) for one in reading.problems] == [("column_gone", "progress")]
    assert reading.rows[0].values["result"] == "Đã họp"
    assert "progress" not in reading.rows[0].columns


@pytest.mark.parametrize(("form", "name"), [(as_workbook, "a.xlsx"), (as_text, "a.csv")])
def test_a_text_of_the_longest_length_comes_back_and_a_longer_one_is_said_to_be_cut(form: Any, name: str) -> None:
    said: list[Values] = [{"title": "=" + "đ" * (LONGEST - 1), "result": "😀" * 40_000, "note": "a" * 40_000, "lead": ["VP"]}]
    reading = read(form(book_of(said)), name)
    assert changed(said, reading) == []
    assert reading.rows[0].values["title"] == said[0]["title"]
    assert [(one.code, one.field) for one in reading.problems if one.code == "text_cut"] == [
        ("text_cut", "result"), ("text_cut", "note"),
    ]  # fmt: skip
    assert reading.rows[0].unreadable >= {"result", "note"}


def test_a_cell_of_text_is_never_a_formula_and_in_a_text_file_has_a_quote_before_it() -> None:
    signs = [{"title": f"{sign}HYPERLINK(1)", "lead": ["VP"]} for sign in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'=")]
    opened = openpyxl.load_workbook(io.BytesIO(as_workbook(book_of(signs))))
    assert {cell.data_type for row in opened.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    written = as_text(book_of(signs)).decode("utf-8-sig")
    assert all(f"'{one['title']}" in written for one in signs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_that_we_write_is_known_again(language: str) -> None:
    known = {name: STATES[key(Words(language)(f"states.{name}"))] for name in (*map(str, Status), "done_on_time", "done_late")}
    assert {name: str(state.status) for name, state in known.items()} == {
        **{str(one): str(one) for one in Status}, "done_on_time": "done", "done_late": "done",
    }  # fmt: skip
    assert [known[name].said for name in ("done", "done_on_time", "done_late")] == [None, "on_time", "late"]


def test_shares_whose_formats_another_program_lost_are_still_shares() -> None:
    said: list[Values] = [{"title": "Một", "progress": 1, "lead": ["VP"]}, {"title": "Hai", "progress": 33.3, "lead": ["VP"]}]

    def plain(opened: openpyxl.Workbook) -> None:
        for row in opened.worksheets[0].iter_rows():
            for cell in row:
                cell.number_format = "General"

    assert changed(said, read(resaved(as_workbook(book_of(said)), plain))) == []
