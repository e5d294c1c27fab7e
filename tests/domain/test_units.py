"""Finding units in what people write."""

import csv
import random
from datetime import date
from pathlib import Path

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.unit_rows import units_from_csv
from cds_tracker.domain.units import Registry, Unit
from cds_tracker.store.registry import shipped, shipped_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
PLAN = SHARED / "data" / "nq03-phu-luc-2-nhiem-vu.xlsx"
UNITS = SHARED / "domain" / "units.csv"

BEFORE, AFTER = date(2025, 2, 28), date(2025, 3, 1)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(shipped())


READ = [
    ("Bộ Công an", ["BCA"]),
    ("Bộ Công An", ["BCA"]),
    ("Bộ tài nguyên và môi trường", ["BTNMT"]),
    ("Bộ Văn hoá, Thể thao và Du lịch", ["BVHTTDL"]),
    ("Ngân hàng nhà nước Việt Nam", ["NHNN"]),
    # abbreviations
    ("Bộ KHCN", ["BKHCN"]),
    ("Bộ KH&CN", ["BKHCN"]),
    ("KH&CN", ["BKHCN"]),
    ("KHCN", ["BKHCN"]),
    ("Bộ GD&ĐT", ["BGDDT"]),
    ("Bộ LĐTBXH", ["BLDTBXH"]),
    ("Bộ LĐ-TB&XH", ["BLDTBXH"]),
    ("NHNN", ["NHNN"]),
    ("BTC", ["BTC"]),
    ("BNG", ["BNG"]),
    ("VPCP", ["VPCP"]),
    ("UBND", ["NUB"]),
    ("TTCNTT", ["CNTT"]),
    ("TT CNTT", ["CNTT"]),
    ("Vụ TCCB", ["TCCB"]),
    ("VP Bộ", ["VP"]),
    ("BỘ KHOA HỌC & CÔNG NGHỆ", ["BKHCN"]),
    # a short name is never found inside a longer one
    ("Bộ TTTT", ["BTTTT"]),
    ("TT&TT", ["BTTTT"]),
    ("TTTT", ["TTTT"]),
    ("Trung tâm TTTT XYZ", ["~Trung tâm TTTT XYZ"]),
    ("Văn phòng Bộ Công an", ["~Văn phòng Bộ Công an"]),
    ("Ban Tôn giáo và Dân tộc", ["~Ban Tôn giáo và Dân tộc"]),
    ("Báo", ["~Báo"]),
    ("VP, PC", ["VP", "PC"]),
    ("Vụ PC Bộ Tài chính", ["~Vụ PC Bộ Tài chính"]),
    ("Vụ Pháp chế Bộ Nội vụ", ["PC"]),
    # separators, within names and between them
    ("Vụ Tổ chức - Biên chế, Cục Văn thư và Lưu trữ nhà nước", ["TCBC", "VTLTNN"]),
    ("Bộ Văn hóa, Thể thao và Du lịch, Bộ Y tế", ["BVHTTDL", "BYT"]),
    ("Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ", ["BTTTT", "BKHCN"]),
    ("Chính phủ (Bộ Công an, Bộ TTTT)", ["CP", "BCA", "BTTTT"]),
    ("- Bộ Công an\n- Bộ Quốc phòng", ["BCA", "BQP"]),
    ("+ VTV\n+ VOV", ["VTV", "VOV"]),
    ("Bộ Khoa học và\nCông nghệ", ["BKHCN"]),
    ("Văn phòng Chính phủ; Bộ Công an", ["VPCP", "BCA"]),
    ("Vụ TCCB và Vụ KHTC", ["TCCB", "KHTC"]),
    ("Bộ Công an, Bộ Công An", ["BCA"]),
    # groups
    ("Các bộ, ngành, địa phương", ["NBND"]),
    ("Bộ, ngành, địa phương", ["NBND"]),
    ("Các bộ, ngành và địa phương", ["NBND"]),
    ("Các bộ, các ngành, các địa phương", ["NBND"]),
    ("Các bộ, ngành", ["NBN"]),
    ("Các bộ, ngành có liên quan", ["NBNLQ"]),
    ("Các địa phương", ["NDP"]),
    ("Các bộ, ngành, địa phương liên quan", ["NBNDLQ"]),
    ("các đơn vị liên quan", ["NDVLQ"]),
    ("Các đơn vị thuộc, trực thuộc Bộ", ["NDV"]),
    ("các cơ quan", ["NCQ"]),
    ("doanh nghiệp", ["NDN"]),
    ("VTV, VOV, TTXVN, các địa phương", ["VTV", "VOV", "TTXVN", "NDP"]),
    ("Bộ Khoa học và Công nghệ và các địa phương", ["BKHCN", "NDP"]),
    ("Ban Tuyên giáo Trung ương; các bộ, ngành, địa phương; VTV, VOV, TTXVN", ["BTGTW", "NBND", "VTV", "VOV", "TTXVN"]),
    # nobody
    ("Không", []),
    ("Không có", []),
    ("-", []),
    ("", []),
]

WHOLE = [
    "Các bộ, ngành, địa phương là chủ quản CSDLQG, CSDL chuyên ngành",
    "Các thành phố trực thuộc Trung ương và một số tỉnh đủ điều kiện",
    "Tập đoàn, doanh nghiệp công nghệ số",
    "Địa phương được lựa chọn",
    "các địa phương Bắc Ninh, Bình Dương, An Giang",
    "Cục Quản lý nợ và kinh tế đối ngoại",
]


@pytest.mark.parametrize(("written", "refs"), READ)
def test_a_cell_is_read_as_the_units_it_names(registry: Registry, written: str, refs: list[str]) -> None:
    assert registry.read(written).refs == refs


@pytest.mark.parametrize("written", WHOLE)
def test_a_phrase_that_nobody_registered_stays_one_value_as_written(registry: Registry, written: str) -> None:
    read = registry.read(written)
    assert read.refs == ["~" + written]
    assert [unknown.text for unknown in read.unknown] == [written]


def test_an_unknown_name_is_cut_off_at_va_only_before_a_unit_word(registry: Registry) -> None:
    assert registry.read("Bộ Tài chính và Hội Tin học Việt Nam").refs == ["BTC", "~Hội Tin học Việt Nam"]
    assert registry.read("Sở Du lịch và Sở Nội vụ").refs == ["~Sở Du lịch", "~Sở Nội vụ"]
    assert registry.read("Sở Du lịch và Thương mại").refs == ["~Sở Du lịch và Thương mại"]


def test_an_unknown_name_comes_with_at_most_three_near_ones(registry: Registry) -> None:
    (unknown,) = registry.read("Cục Văn thư lưu trữ").unknown
    assert unknown.nearest[0] == "Cục Văn thư và Lưu trữ nhà nước"
    assert len(unknown.nearest) <= 3


def test_a_name_without_its_marks_is_found_and_told(registry: Registry) -> None:
    read = registry.read("Bo Cong an")
    assert read.refs == ["BCA"]
    assert read.misspelt == [("Bo Cong an", "Bộ Công an")]
    assert registry.read("BỘ CÔNG AN").misspelt == []


def test_a_name_of_two_units_is_reported_and_not_guessed() -> None:
    twins = Registry([Unit("A", "Vụ Đất đai", 1, short_names=("VĐĐ",)), Unit("B", "Vụ Đê điều", 2, short_names=("VĐĐ",))])
    read = twins.read("VĐĐ")
    assert read.refs == ["~VĐĐ"]
    assert read.unknown[0].ambiguous
    assert read.unknown[0].nearest == ("Vụ Đất đai", "Vụ Đê điều")
    assert twins.find("VĐĐ") is None


def test_a_name_carried_on_by_the_successor_is_one_unit() -> None:
    chain = Registry([Unit("A1", "Ban A", 1, valid_to=BEFORE, successor="A2"), Unit("A2", "Ban A", 2, valid_from=AFTER)])
    assert chain.read("Ban A").refs == ["A2"]


def test_reading_a_cell_again_gives_a_list_of_its_own(registry: Registry) -> None:
    registry.read("Bộ Công an").refs.append("spoilt")
    assert registry.read("Bộ Công an").refs == ["BCA"]


def test_every_shipped_name_finds_its_unit_also_in_any_company(registry: Registry) -> None:
    chance = random.Random(7)
    units = [unit for unit in registry.units.values() if unit.kind != "group"]
    for unit in units:
        assert registry.find(unit.name) == unit
        other = chance.choice(units)
        assert registry.read(f"{unit.name}; {other.name}").refs == list(dict.fromkeys([unit.code, other.code]))


def test_a_merged_unit_ends_in_its_successor_and_keeps_its_name_before(registry: Registry) -> None:
    assert registry.end("BTTTT") == "BKHCN"
    assert registry.end("BTTTT", BEFORE) == "BTTTT"
    assert registry.end("BTTTT", AFTER) == "BKHCN"
    assert registry.same(["BKHDT", "BCA"], ["BCA", "BTC"])
    assert not registry.same(["BKHDT"], ["BXD"])


def test_text_as_written_joins_its_unit_once_that_is_registered(registry: Registry) -> None:
    assert registry.end("~Bộ TT&TT") == "BKHCN"
    assert registry.same(["~Hội Tin học  VIỆT NAM"], ["~Hội tin học Việt Nam"])


def test_a_unit_that_ended_with_no_successor_comes_after_the_others(registry: Registry) -> None:
    refs = ["~Hội A", "TGCP", "NDV", "VP", "TCBC"]
    assert sorted(refs, key=lambda ref: registry.sort_key(ref, AFTER)) == ["TCBC", "VP", "NDV", "TGCP", "~Hội A"]
    assert registry.ended("TGCP", AFTER)
    assert not registry.ended("TGCP", BEFORE)


def test_the_group_of_all_units_has_the_members_of_the_day(registry: Registry) -> None:
    assert len(registry.members("NDV", AFTER)) == 22
    assert "TTTT" in registry.members("NDV", BEFORE)
    assert registry.members("NBND", AFTER) == []
    assert registry.is_group("NBND")
    assert not registry.is_group("VP")


def test_a_circle_of_successors_is_refused() -> None:
    with pytest.raises(TrackerError, match="units_successor_circle"):
        Registry([Unit("A", "Ban A", 1, successor="B"), Unit("B", "Ban B", 2, successor="A")])
    with pytest.raises(TrackerError, match="units_successor_unknown"):
        Registry([Unit("A", "Ban A", 1, successor="C")])


def test_the_registry_survives_the_way_to_another_process(registry: Registry) -> None:
    assert Registry.from_json(registry.to_json()).units == registry.units


@pytest.mark.parametrize(
    ("rows", "key", "line"),
    [
        ("1,A,Ban A,,30/02/2025,,,\n", "units_day_unreadable", 2),
        ("1,A,Ban A,,,,,\n2,,Ban B,,,,,\n", "units_cell_missing", 3),
        ("1,A,Ban A,,,,,\n2,A,Ban B,,,,,\n", "units_code_twice_at", 3),
        ("x,A,Ban A,,,,,\n", "units_order_unreadable", 2),
        ("1,A,Ban A,,2025-03-01,2025-02-01,,\n", "units_days_reversed", 2),
    ],
)
def test_a_wrong_line_of_a_units_file_is_named(rows: str, key: str, line: int) -> None:
    with pytest.raises(TrackerError) as refused:
        units_from_csv("order,code,name,short_names,valid_from,valid_to,successor,basis\n" + rows)
    assert refused.value.key == key
    assert refused.value.values["line"] == line


def test_the_shipped_tables_are_sound() -> None:
    codes = [unit.code for unit in shipped()]
    assert len(codes) == len(set(codes))
    Registry(units_from_csv(shipped_text("central")))
    own = [unit for unit in units_from_csv(shipped_text("home_affairs")) if unit.kind == "unit"]
    assert sum(unit.valid_to is None for unit in own) == 22
    assert sum(unit.valid_to is not None for unit in own) == 7


@pytest.mark.skipif(not UNITS.exists(), reason="the facts about the ministry's units are not beside the project")
def test_the_shipped_units_agree_with_the_facts() -> None:
    rows = list(csv.reader(shipped_text("home_affairs").splitlines()))
    facts = list(csv.reader(UNITS.read_text(encoding="utf-8").splitlines()))
    assert [row[:8] for row in rows[: len(facts)]] == facts


@pytest.mark.skipif(not PLAN.exists(), reason="the real plan is not beside the project")
def test_every_ministry_of_the_real_plan_is_known(registry: Registry) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(PLAN).worksheets[0]
    cells = {str(cell.value) for column in "CD" for cell in sheet[column][5:] if cell.value}
    left = {ref for cell in cells for ref in registry.read(cell).refs if ref.startswith("~")}
    assert len(cells) > 50
    assert not [ref for ref in left if ref.startswith(("~Bộ", "~Văn phòng", "~Viện", "~Ban", "~Ngân hàng", "~Bảo hiểm"))]
    assert len(left) <= 6
