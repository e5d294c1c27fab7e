"""Platform areas: names, sides, pillars."""

from cds_tracker.domain.areas import PILLARS, SEED, VERSIONS, Area, Areas
from cds_tracker.style.words import LANGUAGES, Words

AREAS = Areas(SEED)


def test_an_area_is_found_by_name_short_name_alias_and_number() -> None:
    assert AREAS.find("An toàn thông tin") == "security"
    assert AREAS.find("ATTT") == "security"
    assert AREAS.find("dvc trực tuyến") == "services"
    assert AREAS.find("P1") == "portal"
    assert AREAS.find("p7") == "training"
    assert AREAS.find("3. Nền tảng phân tích, xử lý dữ liệu tổng hợp tập trung") == "analytics"
    assert AREAS.find("Thứ khác hẳn") is None


def test_an_unregistered_area_is_kept_as_written() -> None:
    assert AREAS.ref("Đô thị  thông minh") == "~Đô thị thông minh"
    assert AREAS.name("~Đô thị thông minh") == "Đô thị thông minh"


def test_training_awareness_and_institutions_are_the_first_side_and_the_unclassified_is_neither() -> None:
    assert {area.code for area in SEED if area.side == "first"} == {"training", "awareness", "institutions"}
    assert sum(area.side == "second" for area in SEED) == 9
    assert AREAS.side(None) is None
    assert AREAS.side("~x") is None


def test_each_area_has_one_of_the_six_pillars_in_both_versions() -> None:
    assert len(PILLARS) == 6
    assert all(set(area.pillars) == set(VERSIONS) and set(area.pillars.values()) <= set(PILLARS) for area in SEED)


def test_a_name_of_two_areas_finds_neither() -> None:
    twins = Areas([Area("a", "Một", 1, aliases=("X",)), Area("b", "Hai", 2, aliases=("X",))])
    assert twins.find("X") is None


def test_every_area_and_pillar_has_words_in_both_languages() -> None:
    for language in LANGUAGES:
        words = Words(language)
        assert all(words.has(f"areas.name.{area.code}") and words.has(f"areas.short.{area.code}") for area in SEED)
        assert all(words.has(f"areas.pillar.{pillar}") for pillar in PILLARS)
    assert [Words("vi")(f"areas.name.{area.code}") for area in SEED] == [area.name for area in SEED]


def test_the_areas_survive_the_way_to_another_process() -> None:
    assert Areas.from_json(AREAS.to_json()).areas == AREAS.areas
