"""States and shares as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_tracker.domain import progress, status
from cds_tracker.domain.progress import Scale, conflict, decide_scale, read_percent, read_status


@pytest.mark.parametrize(
    ("text", "state", "said"),
    [
        *((text, "done", None) for text in ("Hoàn thành", "Đã hoàn thành", "Hoàn thành 100%", "HT", "Xong", "ĐÃ HOÀN THÀNH")),
        *((text, "done", "on_time") for text in ("Hoàn thành đúng hạn", "Đúng hạn", "Hoàn thành trước hạn", "Trước hạn")),
        *((text, "done", "late") for text in ("Hoàn thành quá hạn", "Hoàn thành (chậm)", "Hoàn thành chậm")),
        *((text, "in_progress", None) for text in ("Đang thực hiện", "Đang triển khai", "Đang xử lý", "Đang TH")),
        *((text, "in_progress", None) for text in ("Đang thực hiện trong hạn", "Đang thực hiện quá hạn", "Chưa hoàn thành")),
        *((text, "in_progress", None) for text in ("Chưa ban hành", "Cơ bản hoàn thành", "Theo lộ trình", "Hoàn thành 80%")),
        *(
            (text, "in_progress", None)
            for text in ("Đã trình Chính phủ", "Đã gửi xin ý kiến", "Đang lập hồ sơ", "Đã thẩm định")
        ),
        *(
            (text, "in_progress", None)
            for text in ("Không hoàn thành", "Không hoàn thành đúng hạn", "Sẽ hoàn thành trong tháng 6")
        ),
        *((text, "not_started", None) for text in ("Chưa thực hiện", "Chưa triển khai", "Chưa bắt đầu", "chưa thực hiện")),
        *((text, "awaiting_confirmation", None) for text in ("Chờ xác nhận",)),
        *((text, "paused", None) for text in ("Tạm dừng", "Dừng thực hiện (theo văn bản số 12)")),
        *((text, "cancelled", None) for text in ("Hủy", "Huỷ", "Bãi bỏ", "Không tiếp tục xây dựng", "Rút khỏi chương trình")),
        *(
            (text, None, None)
            for text in ("Quá hạn", "Chậm tiến độ", "Sắp đến hạn", "Chưa đến hạn", "Chưa có hạn", "Trong hạn")
        ),
        *((text, None, None) for text in ("", "Chưa cập nhật", "x", "X", "v", "✓", "Quyết định số 12", "Không đúng hạn")),
    ],
)
def test_words_name_a_state_or_none(text: str, state: str | None, said: str | None) -> None:
    read = read_status(text)
    assert (read.status, read.said) == (state, said)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Không hoàn thành", "status_not_achieved"),
        ("Dừng thực hiện", "status_paused_or_cancelled"),
        ("Cơ bản hoàn thành", "status_near_done"),
        ("Quá hạn", "status_derived"),
        ("✓", "status_mark"),
        ("Vụ Pháp chế", "status_unreadable"),
        ("Đang thực hiện", None),
        ("", None),
    ],
)
def test_what_was_taken_with_a_doubt_is_said(text: str, code: str | None) -> None:
    assert read_status(text).code == code


def test_words_that_say_more_than_a_state_are_kept() -> None:
    assert read_status("Đã chuyển Vụ Pháp chế tổng hợp").text_kept
    assert read_status("Quá hạn").text_kept
    assert not read_status("Hoàn thành đúng hạn").text_kept
    assert not read_status("Tạm dừng").text_kept


@pytest.mark.parametrize(
    ("value", "form", "scale", "share", "code"),
    [
        (0.8, "0%", Scale.PERCENT, 80, None),
        (1.0, "0.00%", Scale.PERCENT, 100, None),
        (0.8, "", Scale.FRACTION, 80, None),
        (1, "", Scale.FRACTION, 100, None),
        (0, "", Scale.FRACTION, 0, None),
        (80, "", Scale.PERCENT, 80, None),
        (0, "", Scale.PERCENT, 0, None),
        (1, "", Scale.PERCENT, None, "progress_scale_doubtful"),
        (0.5, "", Scale.PERCENT, 0.5, "progress_below_one"),
        ("0,5", "", Scale.FRACTION, 50, None),
        ("0,5", "", Scale.PERCENT, 0.5, "progress_below_one"),
        ("80%", "", Scale.FRACTION, 80, None),
        ("80,5 %", "", Scale.PERCENT, 80.5, None),
        ("khoảng 80%", "", Scale.PERCENT, 80, "progress_approximate"),
        ("đạt 80% KH", "", Scale.PERCENT, 80, None),
        ("70-80%", "", Scale.PERCENT, 70, "progress_low_bound"),
        ("70% – 80%", "", Scale.PERCENT, 70, "progress_low_bound"),
        ("12/15", "", Scale.PERCENT, 80, None),
        ("+ 22/22 bộ", "", Scale.PERCENT, None, "progress_unreadable"),
        ("15/12", "", Scale.PERCENT, None, "progress_out_of_range"),
        ("3/0", "", Scale.PERCENT, None, "progress_unreadable"),
        ("5O%", "", Scale.PERCENT, None, "progress_unreadable"),
        (-5, "", Scale.PERCENT, None, "progress_out_of_range"),
        ("120%", "", Scale.PERCENT, None, "progress_out_of_range"),
        (1.2, "0%", Scale.PERCENT, None, "progress_out_of_range"),
        ("Hoàn thành", "", Scale.PERCENT, None, "status_in_progress_column"),
        ("-", "", Scale.PERCENT, None, None),
        (None, "", Scale.PERCENT, None, None),
        (True, "", Scale.PERCENT, None, "progress_unreadable"),
    ],
)
def test_a_share_is_read_by_its_format_its_sign_or_its_columns_scale(
    value: object, form: str, scale: Scale, share: float | None, code: str | None
) -> None:
    read = read_percent(value, form, scale)
    assert (read.progress, read.code) == (share, code)


def test_the_scale_is_decided_once_per_column() -> None:
    assert decide_scale([0.5, 1, 0, None, "Hoàn thành"]) is Scale.FRACTION
    assert decide_scale(["0,5", "80%"]) is Scale.FRACTION
    assert decide_scale([0.5, 80]) is Scale.PERCENT
    assert decide_scale([0.5, 1], header="Tiến độ (%)") is Scale.PERCENT
    assert decide_scale(["80%", None]) is Scale.NONE


def test_a_state_written_among_percents_is_handed_on() -> None:
    assert read_percent("Chưa thực hiện").status_text == "Chưa thực hiện"
    assert read_percent("Hoàn thành 80%").status_text == "Hoàn thành 80%"


def test_state_and_share_that_contradict_each_other_are_named() -> None:
    assert conflict("done", 80) == "status_progress_conflict"
    assert conflict("in_progress", 100) == "status_progress_conflict"
    assert conflict("not_started", 10) == "status_progress_conflict"
    assert conflict("done", 100) is None
    assert conflict("in_progress", 0) is None
    assert conflict("done", None) is None
    assert conflict(None, 50) is None


@given(st.text() | st.floats() | st.integers(), st.sampled_from(list(Scale)), st.sampled_from(["", "0%"]))
def test_nothing_in_a_cell_makes_it_fail(value: object, scale: Scale, form: str) -> None:
    read = read_percent(value, form, scale)
    assert read.progress is None or 0 <= read.progress <= 100
    assert read.code is None or read.code in progress.PROBLEMS
    assert read_status(str(value)).code in {None, *status.PROBLEMS}


def test_full_width_digits_are_digits() -> None:
    assert read_percent("８０％").progress == 80
    assert decide_scale(["０,５", "１"]) is Scale.FRACTION
