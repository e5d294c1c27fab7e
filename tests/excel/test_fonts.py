"""Legacy Vietnamese text becomes Unicode, letter by letter."""

import unicodedata

import pytest

from cds_tracker.excel.fonts import converter, tcvn3, tcvn3_capitals, vni


@pytest.mark.parametrize(
    ("legacy", "unicode"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("NhiÖm vô träng t©m chuyÓn ®æi sè, \u00adu tiªn", "Nhiệm vụ trọng tâm chuyển đổi số, ưu tiên"),
        ("§¬n vÞ chñ tr×", "Đơn vị chủ trì"),
        ("Kh«ng cã g× quý h¬n ®éc lËp tù do", "Không có gì quý hơn độc lập tự do"),
        ("Quý II/2025", "Quý II/2025"),
    ],
)
def test_tcvn3_in_which_the_soft_hyphen_is_a_letter(legacy: str, unicode: str) -> None:
    assert tcvn3(legacy) == unicode


def test_all_letters_of_tcvn3_have_their_own() -> None:
    codes = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ"
    letters = [tcvn3(code) for code in codes]
    assert len(set(letters)) == len(codes) == 67
    assert all(unicodedata.decomposition(letter) or letter == "đ" for letter in letters)


def test_fonts_of_capitals_show_small_letters_as_capitals() -> None:
    assert tcvn3_capitals("kÕ ho¹ch") == "KẾ HOẠCH"


@pytest.mark.parametrize(
    ("legacy", "unicode"),
    [
        ("Nhieäm vuï troïng taâm chuyeån ñoåi soá, öu tieân", "Nhiệm vụ trọng tâm chuyển đổi số, ưu tiên"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ñöôïc ngöôøi nghó lyù kyõ thuaät, nhöõng naêm tôùi", "được người nghĩ lý kỹ thuật, những năm tới"),
        ("Ñaø Naüng, Haø Noäi, baèng, Bæ, vì", "Đà Nẵng, Hà Nội, bằng, Bỉ, vì"),
    ],
)
def test_vni_in_which_a_letter_stands_for_the_mark(legacy: str, unicode: str) -> None:
    assert vni(legacy) == unicode


@pytest.mark.parametrize("text", ["Đơn vị chủ trì", "chuyển đổi số", "Plain text 100%"])
def test_text_that_already_is_unicode_stays_whatever_its_font(text: str) -> None:
    assert (tcvn3(text), vni(text)) == (text, text)


@pytest.mark.parametrize(
    ("font", "convert"),
    [(".VnTime", tcvn3), (".VnArial Narrow", tcvn3), (".VnTimeH", tcvn3_capitals), ("VNI-Times", vni), ("VNI-Helve", vni)],
)
def test_the_font_decides(font: str, convert: object) -> None:
    assert converter(font) is convert


@pytest.mark.parametrize("font", [None, "", "Times New Roman", "Calibri", "Vni", "VnTime"])
def test_other_fonts_are_unicode(font: str | None) -> None:
    assert converter(font) is None
