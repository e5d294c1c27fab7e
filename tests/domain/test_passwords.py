"""What may be a password."""

import unicodedata

import pytest

from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.passwords import normal, refuse_weak

COMMON = {"password", "iloveyou", "sunshine", "qwertyuiop", "dragon", "abc"}
CONTEXT = ("lan.nguyen", "Nguyễn Thị Lan", "Lan", "CNTT", "Bộ Nội vụ")


def refused(password: str) -> str | None:
    """The key of the refusal, if any."""
    try:
        refuse_weak(password, CONTEXT, COMMON.__contains__)
    except TrackerError as error:
        return error.key
    return None


@pytest.mark.parametrize(
    "password",
    [
        "con mèo ngủ trưa",
        "cà phê sữa đá 5 giờ",
        "Lan thích phở bò Nam Định",
        "xK3!vT9#qL2m",
        "a" * 3 + "mười hai bến nước" * 3,
        "日本語のパスワードです長い",
    ],
)
def test_a_long_password_of_whatever_characters_is_taken(password: str) -> None:
    assert refused(password) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("ngắn quá", "password_short"),
        ("mèo" * 90, "password_long"),
        ("password2026", "password_common"),
        ("123!sunshine", "password_common"),
        ("aaaaaaaaaaaaaaaa", "password_common"),
        ("abc1abc1abc1abc1", "password_common"),
        ("123456789012", "password_common"),
        ("qwertyuiop123", "password_common"),
        ("Bộ Nội Vụ 2026", "password_context"),
        ("bonoivu@cntt1", "password_context"),
        ("lan.nguyen2026", "password_context"),
        ("CDS Tracker 1!", "password_context"),
        ("MatKhau@CNTT26", "password_context"),
    ],
)
def test_what_everybody_tries_first_is_refused_with_the_reason(password: str, why: str) -> None:
    assert refused(password) == why


def test_a_password_of_64_characters_and_more_is_allowed() -> None:
    assert refused("bảy nổi ba chìm với nước non " * 3) is None


def test_minh_types_the_same_password_on_any_keyboard() -> None:
    written = "đường về nhà Minh"
    assert normal(unicodedata.normalize("NFD", written)) == unicodedata.normalize("NFC", written)
