"""A plan given back as a workbook: to whom, which rows, in whose columns; brought again unchanged, it changes nothing."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import openpyxl
import pytest

from cds_tracker.domain.choices import Choices, Directions
from cds_tracker.domain.deadline import parse, to_value
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Person, operator
from cds_tracker.domain.reading import Reading
from cds_tracker.domain.task import Value
from cds_tracker.store import accounts, layouts, ledger, plans
from cds_tracker.store.database import Database
from cds_tracker.store.layouts import Layout
from cds_tracker.style.given import look
from cds_tracker.style.words import Words
from cds_tracker.workflows import exporting, importing
from cds_tracker.workflows.acting import Refused
from cds_tracker.workflows.exporting import Asked, Exported, Look
from cds_tracker.workflows.importing import Target
from tests.workflows import offices
from tests.workflows.offices import PEOPLE, opened
from tests.workflows.readings import line, reading

KH = Asked("KH")
SHADED = {"FFFFF4D6": "ask", "FFE9ECEF": "closed", "00000000": "free"}


def give(database: Database, who: str = "nam", asked: Asked = KH, language: str = "vi") -> Exported:
    words = Words(language)
    return exporting.export(database, PEOPLE[who], asked, Look(words, look(words)))


def sheet(given: Exported, name: str = "Nhiệm vụ") -> Any:
    return openpyxl.load_workbook(io.BytesIO(given.content))[name]


def table(given: Exported) -> list[dict[str, Any]]:
    """The rows that bear a mark, by heading."""
    rows = list(sheet(given).iter_rows())
    top = next(place for place, row in enumerate(rows) if str(row[-1].value).startswith("_cds"))
    heads = [cell.value for cell in rows[top]]
    return [dict(zip(heads, row, strict=True)) for row in rows[top + 1 :] if row[-1].value]


def titles(given: Exported) -> list[str]:
    return [row["Nhiệm vụ"].value for row in table(given)]


def read(database: Database, given: Exported) -> Reading:
    return importing.read(database, given.content, given.name, Target("KH"))


def changes(database: Database, given: Exported, who: str = "nam") -> Mapping[str, int]:
    choices = Choices(blank="clear")
    found = read(database, given)
    shown = importing.preview(database, found, Target("KH"), date(2026, 1, 31), present(database, who), choices=choices)
    assert (shown.changes, shown.requests, shown.conflicts) == ((), (), ())
    return shown.counts or {}


def present(database: Database, who: str) -> Person:
    """With the grants of today."""
    with database.read() as connection:
        held = accounts.find(connection, who)
    assert held is not None
    return held.person(None)


def test_each_gets_the_rows_that_they_may_read_and_a_unit_those_that_it_has(database: Database) -> None:
    opened(database)
    everything = [one["title"] for one in offices.LINES]
    assert titles(give(database)) == titles(give(database, "ha")) == titles(give(database, "xem")) == everything
    assert titles(give(database, "minh")) == titles(give(database, "nam", Asked("KH", "VP"))) == [
        "Nâng cấp cổng", "Quy chế chung", "Chuyển sang IPv6", "Phòng họp không giấy", "Thẩm định hồ sơ",
    ]  # fmt: skip
    assert titles(give(database, "lan", Asked("KH", "VP"))) == titles(give(database, "minh", Asked("KH", "VP")))
    assert offices.audited(database)[-1] == ("minh", "export", "done")


@pytest.mark.parametrize(
    ("who", "asked", "error"),
    [
        ("minh", Asked("KH", "PC"), Refused), ("lan", Asked("KH", "PC"), Refused), ("nghi", KH, Refused), ("cu", KH, Refused),
        ("nam", Asked("KHÁC"), TrackerError), ("nam", Asked("KH", "ZZ"), TrackerError),
    ],
)  # fmt: skip
def test_nobody_else_gets_anything_and_a_refusal_is_written_down(
    database: Database, who: str, asked: Asked, error: type[TrackerError]
) -> None:
    opened(database)
    before = offices.audited(database)
    with pytest.raises(error):
        give(database, who, asked)
    new = offices.audited(database)[len(before) :]
    assert new == ([(who, "export", "denied")] if error is Refused else [])


def test_what_its_reader_may_change_is_white_what_becomes_a_request_pale_what_is_refused_grey(database: Database) -> None:
    opened(database)
    rows = {row["Nhiệm vụ"].value: row for row in table(give(database, "minh"))}
    own, helped = rows["Nâng cấp cổng"], rows["Thẩm định hồ sơ"]

    def shade(row: dict[str, Any], heading: str) -> str:
        return SHADED[row[heading].fill.fgColor.rgb if row[heading].fill.fill_type else "00000000"]

    assert [shade(own, name) for name in ("Tiến độ (%)", "Kết quả đạt được", "Thời hạn", "Đơn vị chủ trì")] == [
        "free", "free", "ask", "ask",
    ]  # fmt: skip
    assert [shade(helped, name) for name in ("Tiến độ (%)", "Thời hạn")] == ["closed", "closed"]
    assert shade(own, "Đúng hạn hay quá hạn (hệ thống tính)") == "closed"
    assert {shade(row, "Thời hạn") for row in table(give(database))} == {"free"}
    assert {shade(row, "Tiến độ (%)") for row in table(give(database, "lan"))} == {"closed"}  # staff bring no files
    page = sheet(give(database, "minh"))
    warned = [rule for rule in page.data_validations.dataValidation if rule.type == "custom" and rule.formula1 == "FALSE"]
    assert {rule.errorStyle for rule in warned} == {"warning"}
    assert not page.protection.sheet


HARD: tuple[dict[str, Value], ...] = (
    line("=HYPERLINK(1)", lead="Văn phòng Bộ", stt="1.10", note="nt", section="I. Thể chế", deadline="Quý II/2026"),
    line(
        "Tổng cộng", lead="Văn phòng Bộ", stt="1.1", note="- a\n- b", section="I. Thể chế", deadline="30/6/2026", progress=33.3
    ),
    line("nt", lead="Đơn vị lạ; Vụ Pháp chế", deadline="Thường xuyên", code="007"),
    line("tiếp theo dòng trên", status="done", completed_on=date(2025, 12, 1), deadline="trước ngày 15/9/2026"),
    {"title": "Cắt", "result": "x" * 40_000, "deadline": to_value(parse("Quý IV", 2026)), "status": "done", "said": "late"},
    line("Phối hợp", coordinating="Các đơn vị thuộc Bộ", assignees=["Trần Văn B, chuyên viên"], budget=1234.5),
)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_brought_again_unchanged_it_changes_nothing(database: Database, form: str) -> None:
    opened(database)
    whoever = operator("test")
    more = importing.preview(database, reading(HARD, first=20), Target("KH"), date(2025, 6, 30), whoever)
    assert importing.carry_out(database, more, whoever) is not None
    for who, language in (("nam", "vi"), ("minh", "en")):
        counts = changes(database, give(database, who, Asked("KH", form=form), language), who)
        assert (counts["new"], counts["changed"], counts["unresolved"], counts["requested"], counts["refused"]) == (
            0,
            0,
            0,
            0,
            0,
        )
        assert counts["unchanged"] == counts["rows"] > 4


def test_a_unit_gets_its_own_columns_in_its_own_order_under_its_own_headings(database: Database) -> None:
    opened(database)
    theirs = [
        ("A", "Số TT", "stt"),
        ("B", "Kết quả", "result"),
        ("D", "Nội dung", "title"),
        ("E", "Phòng", ""),
        ("F", "Đơn vị", "lead"),
    ]
    columns = [{"letter": at, "heading": heading, "field": name} for at, heading, name in theirs]
    ours = [*columns, {"letter": "Z", "heading": "_cds1 stt=abcdef", "field": ""}]
    with database.write() as connection:
        ledger.lock(connection)
        plan = plans.find(connection, "KH")
        assert plan is not None
        layouts.remember(connection, plan.id, "VP", Layout("một", columns, Directions()), "minh")
        layouts.remember(connection, plan.id, "VP", Layout("hai", ours, Directions()), "minh")
    heads = list(table(give(database, "minh", Asked("KH", "VP")))[0])
    assert heads[:5] == ["Số TT", "Kết quả", "Nội dung", "Phòng", "Đơn vị"]
    assert heads[5:-2] == ["Chuyên viên", "Trạng thái", "Tiến độ (%)"]  # reported, and not in their file
    assert next(iter(table(give(database, "tuan", Asked("KH", "PC")))[0])) == "TT"
    changes(database, give(database, "minh", Asked("KH", "VP")), "minh")


def test_the_state_of_a_past_day_is_to_be_looked_at_only(database: Database) -> None:
    opened(database)
    offices.said(database, 1, progress=80)
    then = give(database, "nam", Asked("KH", as_of=date(2025, 7, 1)))
    page = sheet(then)
    assert any("không dùng để gửi lại" in str(row[0].value) for row in page.iter_rows(max_row=6))
    assert table(then) == []
    assert then.tasks == len(offices.LINES)
    assert {round(cell.value, 3) for row in page.iter_rows() for cell in row if isinstance(cell.value, float)} == {0.2}


def test_a_blank_form_has_headings_lists_and_rows_ready(database: Database) -> None:
    opened(database)
    form = give(database, "minh", Asked("KH", "VP", blank=True))
    page = sheet(form)
    assert form.name == "Mẫu theo dõi KH VP.xlsx"
    assert (form.tasks, page.max_row > 200) == (0, True)
    assert {rule.formula1 for rule in page.data_validations.dataValidation} >= {"CDS_UNITS", "CDS_AREAS", "CDS_STATES"}
    opened_again = openpyxl.load_workbook(io.BytesIO(form.content))
    assert [(one.title, one.sheet_state) for one in opened_again.worksheets] == [
        ("Nhiệm vụ", "visible"), ("Hướng dẫn", "visible"), ("_danh_muc", "hidden"), ("_cds", "veryHidden"),
    ]  # fmt: skip
    assert opened_again.custom_doc_props["cds_plan"].value == "KH"


def test_it_prints_on_a4_across_one_page_wide_with_its_header_on_each_page(database: Database) -> None:
    opened(database)
    page = sheet(give(database))
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$6:$6"
    assert "&P" in page.oddFooter.center.text
    assert page.auto_filter.ref.startswith("A6:")
    assert page.freeze_panes is not None
    assert page.column_dimensions[page.cell(6, page.max_column).column_letter].hidden
    assert [page.cell(row, 1).value for row in (2, 4)] == ["BẢNG THEO DÕI NHIỆM VỤ", f"Số liệu tính đến ngày {today()}"]


def today() -> str:
    return f"{ledger.today():%d/%m/%Y}"
