"""Finding tasks by what their titles say."""

from hypothesis import given
from hypothesis import strategies as st

from cds_tracker.domain.text import clean, key
from cds_tracker.insights.filters import Filters
from cds_tracker.insights.search import fold
from cds_tracker.insights.selection import apply

from .plans import REGISTRY, frame_of

TITLES = (
    "Xây dựng kế hoạch chuyển đổi số",
    "Chuyên đề về đội ngũ công chức",
    "CHUYỂN ĐỔI SỐ ngành nội vụ",
    "Đạt tỷ lệ 100% hồ sơ trực tuyến (a.b)",
    "Chuyen doi so: ban ghi cu",
)
FRAME = frame_of(*({"title": title, "code": f"NV-{place}"} for place, title in enumerate(TITLES, start=1)))


def found(query: str) -> list[int]:
    return apply(FRAME, Filters(q=query), REGISTRY)["id"].tolist()


def test_a_search_without_marks_finds_words_with_marks() -> None:
    assert found("chuyen doi so") == [1, 3, 5]
    assert found("CHUYEN  DOI") == [1, 2, 3, 5]


def test_a_search_with_marks_puts_the_same_marks_first() -> None:
    assert found("đổi") == [1, 3, 2, 5]


def test_all_words_must_occur_and_a_word_may_be_unfinished() -> None:
    assert found("ke chuyen") == [1]
    assert found("uyen") == []


def test_a_pattern_is_taken_literally() -> None:
    assert found("%") == [4]
    assert found(".*") == []
    assert found("(a.b)") == [4]
    assert found("[") == []


def test_a_code_is_found_too() -> None:
    assert found("nv-3") == [3]


@given(st.lists(st.text(max_size=60), max_size=5))
def test_many_texts_fold_as_one_does(texts: list[str]) -> None:
    cleaned = [clean(text) for text in texts]
    assert [" ".join(line.split()) for line in fold(cleaned)] == [key(text) for text in cleaned]
