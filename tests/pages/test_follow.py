"""The pages of Theo dõi: they open in both languages, take their filters from the address, and keep every promise of count."""

import re
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from cds_tracker.insights.filters import Filters, from_query
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.ui import data
from cds_tracker.ui.menu import MENU
from tests.pages.shell import Open, links, markup, said

FOLLOW = ("tong-quan", "theo-don-vi", "theo-thoi-han", "theo-nen-tang")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", FOLLOW)
def test_every_page_opens_in_both_languages(open_demo: Open, slug: str, language: str) -> None:
    app = open_demo(slug, lang=language)
    words = Words(language)
    shown = markup(app)
    title = next(entry for entry in MENU if entry.slug == slug).key
    assert f"<h1>{words(f'pages.{title}.title')}</h1>" in shown
    assert words("ui.as_of_stamp", day="30/09/2025") in shown
    assert words("ui.demo") in shown
    assert not re.search(r">\s*(ui|charts|pages|areas|states)\.[a-z_]+\.?[a-z_]*\s*<", shown), "a key stands where words should"


@pytest.mark.parametrize("slug", FOLLOW)
def test_every_number_opens_a_list_of_as_many_tasks(open_demo: Open, slug: str) -> None:
    shown = markup(open_demo(slug))
    checked = 0
    for address, told in links(shown):
        parts = urlsplit(address)
        if parts.path != "/nhiem-vu" or not re.fullmatch(r"[\d.]+( \w+)?", told):
            continue
        filters, ignored = from_query(dict(parse_qsl(parts.query)))
        assert not ignored
        revision = data.revision()
        assert data.count(filters, revision) == int(told.split()[0].replace(".", "")), address
        checked += 1
    assert checked > 20


def test_the_five_numbers_are_links_to_their_lists(open_demo: Open) -> None:
    app = open_demo("tong-quan")
    cards = re.findall(r'<a class="cds-card[^"]*" href="([^"]+)".*?<span class="cds-num">([^<]+)</span>', markup(app))
    assert len(cards) == 5
    for address, told in cards:
        filters, _ = from_query(dict(parse_qsl(urlsplit(address.replace("&amp;", "&")).query)))
        assert data.count(filters, data.revision()) == int(told)


def test_the_address_says_plan_day_and_language_on_every_page(open_demo: Open) -> None:
    app = open_demo("tong-quan", lang="en", as_of="2025-08-31")
    assert said(app, "as_of") == "2025-08-31"
    assert said(app, "plan") == "KH-CDS-2025"
    app.query_params.clear()  # as a click in the menu does
    app.switch_page(str(next(entry for entry in MENU if entry.slug == "theo-don-vi").path)).run()
    assert said(app, "as_of") == "2025-08-31"
    assert said(app, "lang") == "en"
    assert "Figures as of 31/08/2025" in markup(app)


def test_filters_come_from_the_address_and_can_be_dropped_one_by_one(open_demo: Open) -> None:
    shown = markup(open_demo("tong-quan", unit="VP", timeliness="overdue"))
    assert "Văn phòng Bộ" in shown
    dropped = [dict(parse_qsl(urlsplit(address).query)) for address, told in links(shown) if told == "×"]
    assert [("unit" in query, "timeliness" in query) for query in dropped] == [(False, True), (True, False)]


def test_an_earlier_day_shows_the_plan_as_it_was_and_the_way_back(open_demo: Open) -> None:
    shown = markup(open_demo("tong-quan", as_of="2025-06-30"))
    assert "Số liệu tính đến ngày 30/06/2025" in shown
    assert any("as_of=2025-09-30" in address for address, told in links(shown) if told == "Về ngày 30/09/2025")


def test_choosing_a_day_changes_the_address(open_demo: Open) -> None:
    app = open_demo("tong-quan")
    app.date_input(key="as_of_box").set_value(date(2025, 3, 31)).run()
    assert said(app, "as_of") == "2025-03-31"
    assert "Số liệu tính đến ngày 31/03/2025" in markup(app)


def test_what_an_address_says_in_vain_is_told(open_demo: Open) -> None:
    shown = markup(open_demo("tong-quan", timeliness="sometime"))
    assert "timeliness=sometime" in shown


def test_a_unit_has_a_panel_of_its_own(open_demo: Open) -> None:
    app = open_demo("theo-don-vi", unit="CNTT")
    shown = markup(app)
    assert "Trung tâm Công nghệ thông tin" in shown
    assert "Phối hợp" in shown
    app.selectbox(key="unit_box").set_value("VP").run()
    assert said(app, "unit") == "VP"


def test_units_can_stand_in_the_order_of_what_is_overdue(open_demo: Open) -> None:
    app = open_demo("theo-don-vi", sort="overdue")
    rows = data.figures(Filters(plan="KH-CDS-2025", as_of=date(2025, 9, 30), lang="vi"), data.revision()).by_unit
    worst = max(rows, key=lambda row: row.counts["open_overdue"])
    bars = next(part for part in markup(app).split("cds-bars")[1:])
    assert bars.index(str(worst.name)) < 600


@pytest.mark.parametrize("slug", FOLLOW)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_plan_every_page_says_the_next_step(open_empty: Open, slug: str, language: str) -> None:
    shown = markup(open_empty(slug, lang=language))
    assert Words(language)("ui.no_plan.title") in shown
    assert any(address.startswith("/nhap-excel") for address, _ in links(shown))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("slug", ["tong-quan", "theo-thoi-han", "nhiem-vu", "chi-tiet"])
def test_a_link_to_a_day_at_the_end_of_the_calendar_is_ignored_and_told(open_demo: Open, slug: str, day: str) -> None:
    assert Words("vi")("ui.ignored.title") in markup(open_demo(slug, as_of=day, due_before=day, id="1"))


def test_the_audit_log_is_asked_for_such_days_too(open_demo: Open) -> None:
    assert "cds-table" in markup(open_demo("nhat-ky", since="0001-01-01", until="9999-12-31"))


def test_without_a_plan_a_reader_is_told_who_begins_and_sent_nowhere(open_empty: Open) -> None:
    shown = markup(open_empty("tong-quan", "nguoixem"))
    assert Words("vi")("ui.no_plan.wait") in shown
    assert "/nhap-excel" not in shown
