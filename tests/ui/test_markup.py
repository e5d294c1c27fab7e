"""Markup of our own: nothing of a workbook is taken for markup, and every part of a bar opens what it counts."""

from cds_tracker.insights.filters import Filters
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.bars import Bar, Segment, bars
from cds_tracker.ui.markup import block, link, text

EVIL = '<img src=x onerror="alert(1)">'


def test_text_of_a_workbook_never_becomes_markup() -> None:
    bar = Bar(EVIL, (Segment("open_overdue", 3, Filters(unit=EVIL)),), Filters(unit=EVIL))
    for written in (text(EVIL), link(f'/x?q="{EVIL}', "a", label=EVIL), block(EVIL, ""), bars(Words("vi"), [bar])):
        assert "<img" not in written


def test_a_segment_says_in_words_what_it_opens() -> None:
    bar = Bar("Văn phòng Bộ", (Segment("open_overdue", 4, Filters(unit="VP", timeliness="overdue")),), Filters(unit="VP"))
    written = bars(Words("vi"), [bar])
    assert 'href="/nhiem-vu?unit=VP&amp;timeliness=overdue"' in written
    assert 'aria-label="Văn phòng Bộ: 4 nhiệm vụ quá hạn"' in written


def test_nothing_to_list_is_no_link() -> None:
    assert link(links.listing(None), "0") == "0"


def test_addresses_say_page_and_filters() -> None:
    assert links.address("tong-quan", {}) == "/"
    assert links.address("theo-don-vi", {"unit": "~Sở Nội vụ"}) == "/theo-don-vi?unit=~S%E1%BB%9F+N%E1%BB%99i+v%E1%BB%A5"
    assert links.task(7, Filters(plan="A", unit="VP")) == "/chi-tiet?id=7&plan=A"
