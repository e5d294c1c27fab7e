"""Legacy text known by its spelling where no font tells, and no other text taken for it."""

import csv
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import pytest

from cds_tracker.excel.fonts import _TCVN3_FROM, _TCVN3_TO, _vni
from cds_tracker.excel.forms.legacy import mended
from cds_tracker.excel.forms.opening import open_workbook
from cds_tracker.excel.forms.syllables import is_syllable
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.workbook import Grid
from tests.excel.raw import first_grid, parts, rows, zipped
from tests.excel.test_other_forms import ods
from tests.excel.tracking import registry


@cache
def vietnamese() -> list[str]:
    """The texts of the demo plan, and the names of the units that the product ships."""
    with (files("cds_tracker.demo") / "tasks.csv").open(encoding="utf-8", newline="") as file:
        found = {value for row in csv.reader(file) for value in row if not value.isascii()}
    found |= {unit.name for unit in registry().units.values()}
    return sorted(unicodedata.normalize("NFC", text) for text in found)


def in_tcvn3(text: str) -> str:
    letters = dict(zip(_TCVN3_TO, _TCVN3_FROM, strict=True))
    return "".join(letters.get(letter) or letters.get(letter.lower(), letter) for letter in text)


def in_vni(text: str) -> str:
    letters: dict[str, str] = {}
    for written, meant in sorted(_vni()[1].items(), key=lambda pair: len(pair[0])):
        letters.setdefault(meant, written)
    return "".join(letters.get(letter, letter) for letter in text)


def column(grid: Grid, number: int = 1) -> list[object]:
    return [row.cells[number].value for row in grid.rows if number in row.cells]


def codes(grid: Grid) -> list[str]:
    return [problem.code for problem in grid.problems]


@pytest.mark.parametrize(("encoding", "write"), [("TCVN3", in_tcvn3), ("VNI", in_vni)])
def test_a_column_of_legacy_text_becomes_what_was_meant_and_says_so(encoding: str, write: Callable[[str], str]) -> None:
    grid = mended(Grid.of("S", [[write(text)] for text in vietnamese()]))
    assert [str(text).lower() for text in column(grid)] == [text.lower() for text in vietnamese()]
    (problem,) = grid.problems
    after = str(column(grid)[0])[:80]
    assert (problem.code, problem.values["encoding"], problem.values["after"]) == ("legacy_text", encoding, after)


@pytest.mark.parametrize("write", [in_tcvn3, in_vni])
def test_a_text_alone_is_converted_rightly_or_left(write: Callable[[str], str]) -> None:
    told = 0
    for text in vietnamese():
        after = column(mended(Grid.of("S", [[write(text)]])))[0]
        assert str(after).lower() in (text.lower(), write(text).lower())
        told += str(after).lower() == text.lower()
    assert told > 0.7 * len(vietnamese())  # names such as "Vụ" could be either


OTHERS = """\
Ministère de l'Intérieur, où êtes-vous ?
À l'été, déjà à l'île : un café, un résumé naïf, Noël
le goût d'août, côté cour
Straße für Öl, große Größen, Müller
año, niño, más, mañana
São Paulo não é coração
thé, né, où
Zoë, Renée, naïve, smörgåsbord
Hà Nam, Thanh tra, Công an, Hòa Bình
§ 5 Abs. 2, 5 µm và 10 µm, ± 3 °C, 3 × 4 m², ¼, ½
«Nam», «an», “Xây”, · ¬ 1
© 2024 Word® của Microsoft
10 ¥, 5 £, 3 ¢, n° 5, nº 6, 1ª
NFD: Công nghê\u0323 thông tin""".splitlines()


def test_no_other_text_is_taken_for_legacy_text() -> None:
    for texts in ([text] for text in [*vietnamese(), *OTHERS]):
        grid = mended(Grid.of("S", [texts]))
        assert (column(grid), codes(grid)) == (texts, [])
    for texts in (vietnamese(), OTHERS, [*vietnamese(), *OTHERS]):
        grid = mended(Grid.of("S", [[text] for text in texts]))
        assert (column(grid), codes(grid)) == (texts, [])


def test_short_names_follow_their_sheet() -> None:
    grid = mended(Grid.of("S", [["NhiÖm vô träng t©m", "Vô", "25 µm"], ["Tæ chøc c¸n bé", "Côc", "Hµ Néi"]]))
    assert (column(grid), column(grid, 2)) == (["Nhiệm vụ trọng tâm", "Tổ chức cán bộ"], ["Vụ", "Cục"])


def test_where_a_column_mixes_encodings_what_could_be_either_stays_and_is_counted() -> None:
    grid = mended(Grid.of("S", [["NhiÖm vô träng t©m"], ["Đơn vị chủ trì"], ["Vô"], ["Tæ chøc c¸n bé"]]))
    assert column(grid) == ["Nhiệm vụ trọng tâm", "Đơn vị chủ trì", "Vô", "Tổ chức cán bộ"]
    assert codes(grid) == ["legacy_text", "legacy_text_unsure"]
    assert (grid.problems[1].values["count"], grid.problems[1].values["texts"]) == (1, "Vô")


def test_it_is_known_in_every_form() -> None:
    text, meant = "NhiÖm vô träng t©m, \u00adu tiªn", "Nhiệm vụ trọng tâm, ưu tiên"
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    assert column(first_grid(ods(f"<table:table-row>{cell}</table:table-row>"))) == [meant]
    assert column(first_grid(zipped(parts(rows('<c r="A1" t="s"><v>0</v></c>'), strings=f"<si><t>{text}</t></si>")))) == [meant]
    for data in (f"{text};x".encode(), f"{text};x".encode("cp1252"), f"<table><tr><td>{text}<td>x</table>".encode()):
        book = open_workbook(data, "a.csv", LIMITS)
        assert column(book.grid(book.sheets[0].name)) == [meant]


def test_vietnamese_words_are_syllables_and_others_are_none() -> None:
    words = "Nghiêng giềng gì quyết khuỷu huỳnh tuý thúy hoà oải ước Quốc thuở xoong NHIỆM"
    others = "été naïve Ministère NhiÖm tôct thiêp 5 µ·"
    assert [word for word in words.split() if not is_syllable(word)] == []
    assert [word for word in others.split() if is_syllable(word)] == []
