"""Money as people write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cds_tracker.domain.numbers import PROBLEMS, Money, has_decimals, read_money, unit_of

MILLION = Decimal(1)


@pytest.mark.parametrize(
    ("header", "millions"),
    [
        ("Tổng mức đầu tư (Triệu đồng)", "1"),
        ("Kinh phí (tỷ đồng)", "1000"),
        ("Kinh phí (tỉ)", "1000"),
        ("Dự toán (nghìn đồng)", "0.001"),
        ("Dự toán (1.000 đồng)", "0.001"),
        ("Dự toán (1.000.000 đồng)", "1"),
        ("Dự toán (đồng)", "0.000001"),
        ("Kinh phí", None),
    ],
)
def test_the_header_names_the_unit(header: str, millions: str | None) -> None:
    assert unit_of(header) == (Decimal(millions) if millions else None)


@pytest.mark.parametrize(
    ("value", "decimals", "amount", "code"),
    [
        ("1.109.000", False, 1_109_000, None),
        ("1.109.000", True, 1_109_000, None),
        ("96.898", False, 96_898, None),
        ("96.898", True, 96_898, "money_dot_doubtful"),
        ("1.2", True, 1.2, None),
        ("1,5", False, 1.5, None),
        ("1.234,5", False, 1234.5, None),
        ("1,200,000", False, 1_200_000, None),
        ("1 200 000", False, 1_200_000, None),
        ("1,2 tỷ", False, 1200, None),
        ("1.200.000.000 đồng", False, 1200, None),
        ("500 triệu đồng", False, 500, None),
        ("250 nghìn", False, 0.25, None),
        (10.0, True, 10, None),
        (1500, False, 1500, None),
        ("NSNN", False, None, None),
        ("-", False, None, None),
        (None, False, None, None),
        ("-5", False, None, "money_negative"),
        ("12abc", False, None, "money_unreadable"),
        ("1.2.3", False, None, "money_unreadable"),
        (True, False, None, "money_unreadable"),
        (float("nan"), False, None, "money_unreadable"),
        (1e299, False, None, "money_unreadable"),
        ("9" * 400, False, None, "money_unreadable"),
    ],
)
def test_money_is_read_in_millions(value: object, decimals: bool, amount: float | None, code: str | None) -> None:
    read = read_money(value, MILLION, decimals)
    assert (read.amount, read.code) == (amount, code)


def test_full_width_digits_are_digits() -> None:
    assert read_money("１.２００.０００", MILLION).amount == 1_200_000


def test_the_source_of_the_money_is_kept_as_words() -> None:
    assert read_money("NSNN").text_kept
    assert not read_money("-").text_kept


def test_an_amount_without_any_unit_is_doubted_and_a_named_unit_wins() -> None:
    assert read_money(1500) == Money(1500, "money_unit_unknown")
    assert read_money("1.200.000.000") == Money(1200, "money_unit_unknown")
    assert read_money("1,2 tỷ", unit_of("(đồng)")).amount == 1200
    assert read_money(2_000_000, unit_of("(đồng)")).amount == 2


def test_a_column_with_real_fractions_makes_a_single_dot_doubtful() -> None:
    assert has_decimals([10.0, 96.5])
    assert not has_decimals([10.0, 96, "96.898", None])


@given(st.text() | st.floats() | st.integers(), st.booleans())
def test_nothing_in_a_cell_makes_it_fail(value: object, decimals: bool) -> None:
    read = read_money(value, MILLION, decimals)
    assert read.amount is None or read.amount >= 0
    assert read.code is None or read.code in PROBLEMS
