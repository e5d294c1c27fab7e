"""Deadlines: the words as written, and what they mean."""

import json
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_tracker.domain.deadline import (
    FLAGS,
    KINDS,
    PROBLEMS,
    Deadline,
    from_value,
    parse,
    problems,
    same_meaning,
    to_value,
)
from tests.domain.deadline_phrases import IN_A_PLAN_OF_2025, VARIANTS, WORDINGS, Phrase

DATED = ("exact", "before", "period_end", "range")
_WORDS = (
    "quý q tháng T ngày năm nam 6 30 2025 2026 12 31 29 02 25 I IV V / - . , ; ( ) – trước từ đến hết và hoặc đầu giữa cuối "
    "gia-hạn hạn-cũ sau khi hằng định-kỳ 45838 1: 17h00 /NQ-CP ½ ² ٣ 6/2025 30/6/2025 18-26/9/2025 nửa trung-tuần"
)
FRAGMENTS = _WORDS.split()


def _read(phrase: Phrase, year: int | None = None) -> Phrase:
    read = parse(phrase[0], year)
    dates = (str(read.start or ""), str(read.due or ""))
    return (read.text, read.kind, *dates, read.precision or "", ",".join(read.flags), str(read.hint or ""))


@pytest.mark.parametrize("phrase", WORDINGS, ids=lambda phrase: phrase[0] or "blank")
def test_a_wording_of_a_real_document_means_what_it_says(phrase: Phrase) -> None:
    assert _read(phrase) == phrase


@pytest.mark.parametrize("phrase", VARIANTS, ids=lambda phrase: phrase[0])
def test_a_variant_or_a_mistake_is_read_or_refused(phrase: Phrase) -> None:
    assert _read(phrase) == phrase


@pytest.mark.parametrize("phrase", IN_A_PLAN_OF_2025, ids=lambda phrase: phrase[0])
def test_a_period_without_a_year_takes_the_plans_and_says_so(phrase: Phrase) -> None:
    assert _read(phrase, 2025) == phrase


@pytest.mark.parametrize("phrase", WORDINGS, ids=lambda phrase: phrase[0] or "blank")
def test_the_form_of_the_letters_makes_no_difference(phrase: Phrase) -> None:
    text = phrase[0]
    unmarked = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    forms = {
        unicodedata.normalize("NFD", text),
        text.upper(),
        text.lower(),
        text.replace(" ", "\u00a0"),
        text.replace(" ", "  "),
        text.replace("-", "–"),
        f"\u200b {text}\n",
        text.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
        "".join(letter for letter in unmarked if not unicodedata.combining(letter)),
        text.replace("quý", "qúy").replace("Quý", "Quí"),
    }
    for form in forms:
        read = parse(form)
        assert (read.text, *_read((form, *phrase[1:]))[1:]) == (form, *phrase[1:])


def test_a_setting_makes_before_a_day_mean_that_day_too() -> None:
    assert parse("trước ngày 07/9/2026", before_is_inclusive=True).due == date(2026, 9, 7)
    assert parse("trước quý 2/2025", before_is_inclusive=True).due == date(2025, 6, 30)
    assert parse("trước ngày 07/9/2026", before_is_inclusive=True).kind == "before"


def test_a_plan_year_that_cannot_be_one_is_not_taken() -> None:
    assert parse("Quý II", 0).kind == "unreadable"
    assert parse("Quý II", 99_999).kind == "unreadable"


@given(st.text() | st.lists(st.sampled_from(FRAGMENTS)).map(" ".join) | st.lists(st.sampled_from(FRAGMENTS)).map("".join))
def test_no_text_makes_it_fail_and_none_is_lost(text: str) -> None:
    for year in (None, 2025):
        read = parse(text, year)
        assert read.text == text
        assert read.kind in KINDS
        assert set(read.flags) <= set(FLAGS)
        assert (read.due is not None) == (read.kind in DATED) == (read.precision is not None)
        assert read.due is None or read.start is None or read.start <= read.due
        assert read.hint is None or read.kind in ("recurring", "conditional")
        assert set(problems(read)) <= PROBLEMS


@given(
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.sampled_from(
        ["{0.day}/{0.month}/{0.year}", "{0:%d-%m-%Y}", "{0:%Y-%m-%d}", "{0:%d.%m.%Y}", "ngày {0:%d tháng %m năm %Y}"]
    ),
)
def test_day_and_month_never_swap(day: date, form: str) -> None:
    assert parse(form.format(day)).due == day


@given(st.sampled_from([*WORDINGS, *VARIANTS]))
def test_a_deadline_survives_the_ledger(phrase: Phrase) -> None:
    value = to_value(parse(phrase[0]))
    assert json.loads(json.dumps(value)) == value
    assert to_value(from_value(value)) == value
    assert same_meaning(from_value(value), parse(phrase[0]))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("6/2025", "Tháng 06 năm 2025", True),
        ("30/6/2025", "đến hết ngày 30/06/2025", True),
        ("Hằng năm", "hàng năm", True),
        ("-", "", True),
        ("2025", "31/12/2025", False),
        ("30/6/2025", "30/9/2025", False),
        ("Thường xuyên", "Hằng năm", False),
        ("Sau khi Luật A được ban hành", "Sau khi Luật B được ban hành", False),
        ("trước 01/7/2025", "30/6/2025", False),
    ],
)
def test_deadlines_are_compared_by_what_they_mean(one: str, other: str, same: bool) -> None:
    assert same_meaning(parse(one), parse(other)) is same
    assert same_meaning(to_value(parse(one)), to_value(parse(other))) is same


def test_what_somebody_should_look_at_has_a_code() -> None:
    assert problems(parse("31/6/2025")) == ("deadline_unreadable",)
    assert problems(parse("Quý II", 2025)) == ("deadline_year_assumed",)
    assert problems(parse("30/6/2025 (gia hạn đến 30/9/2025)")) == ()
    assert problems(Deadline("")) == ()
