"""Nhiệm vụ and Chi tiết nhiệm vụ: the list behind every number, and everything about one task."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from cds_tracker.insights.filters import Filters
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.ui import data
from tests.pages.shell import Open, links, markup, said


def titles(shown: str) -> list[str]:
    """What the rows of the list are called, their numbers left out."""
    listed = [told for address, told in links(shown) if urlsplit(address).path == "/chi-tiet"]
    return [re.sub(r"^[\d.]+ ", "", told) for told in listed]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_opens_in_both_languages_and_says_how_many(open_demo: Open, language: str) -> None:
    shown = markup(open_demo("nhiem-vu", lang=language))
    assert Words(language)("tasks.shown", count=147, first=1, last=25) in shown
    assert len(titles(shown)) == 25


def test_words_without_marks_find_words_with_marks(open_demo: Open) -> None:
    found = titles(markup(open_demo("nhiem-vu", q="luu tru dien tu")))
    assert found
    assert all("lưu trữ" in title.lower() and "điện tử" in title.lower() for title in found)


def test_filters_are_chosen_in_boxes_and_stand_in_the_address(open_demo: Open) -> None:
    app = open_demo("nhiem-vu")
    app.selectbox(key="filter_timeliness").set_value("open_overdue").run()
    assert said(app, "timeliness") == "open_overdue"
    assert len(titles(markup(app))) == 14
    app.selectbox(key="filter_timeliness").set_value("").run()
    assert said(app, "timeliness") is None


def test_the_longest_overdue_can_stand_first(open_demo: Open) -> None:
    shown = markup(open_demo("nhiem-vu", sort="overdue", timeliness="open_overdue"))
    days = [int(told) for told in re.findall(r"quá hạn (\d+) ngày", shown)]
    assert days == sorted(days, reverse=True)
    assert len(days) == 14


def test_pages_of_the_list_hold_every_task_once(open_demo: Open) -> None:
    seen = [address for page in range(1, 7) for address, _ in links(markup(open_demo("nhiem-vu", page=str(page))))]
    tasks = [dict(parse_qsl(urlsplit(address).query))["id"] for address in seen if urlsplit(address).path == "/chi-tiet"]
    assert len(tasks) == len(set(tasks)) == 147


def test_a_list_without_tasks_says_what_to_do(open_demo: Open) -> None:
    assert Words("vi")("tasks.none") in markup(open_demo("nhiem-vu", q="không có chữ này"))


def test_headings_are_listed_when_asked_for(open_demo: Open) -> None:
    assert Words("vi")("tasks.left_out", count=1) in markup(open_demo("nhiem-vu"))
    assert Words("vi")("tasks.shown", count=148, first=1, last=25) in markup(open_demo("nhiem-vu", parts="yes"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_task_tells_what_is_assigned_reported_and_changed(open_demo: Open, language: str) -> None:
    words = Words(language)
    shown = markup(open_demo("chi-tiet", id=task("Thông tư mã số"), lang=language))
    assert "Thông tư mã số, chuẩn dữ liệu CBCCVC" in shown
    assert words("tasks.detail.extended", count=2) in shown
    for extension in ("Quý II/2025", "Tháng 8/2025", "Tháng 10/2025"):
        assert extension in shown
    assert words("tasks.detail.created") in shown


def test_a_past_day_shows_the_task_as_it_was_and_marks_what_came_later(open_demo: Open) -> None:
    shown = markup(open_demo("chi-tiet", id=task("Thông tư mã số"), as_of="2025-05-01"))
    assert "Quý II/2025 (hiểu là 30/06/2025)" in shown.split("cds-history")[0]
    assert Words("vi")("tasks.detail.later") in shown


def test_a_task_that_does_not_exist_is_told_kindly(open_demo: Open) -> None:
    for asked in ("999999", "abc", "-1", "1e9"):
        assert Words("vi")("tasks.detail.missing") in markup(open_demo("chi-tiet", id=asked))


def task(beginning: str) -> str:
    """The id of the demo task whose title begins so."""
    revision = data.revision()
    frame = data.frame(Filters(plan="KH-CDS-2025", as_of=data.opens_on(revision)), revision)
    return str(frame.loc[frame["title"].str.startswith(beginning), "id"].iloc[0])
