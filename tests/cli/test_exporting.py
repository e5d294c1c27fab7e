"""``export``: a file that can be filled in and brought again; nothing that is there is written over unasked."""

from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_commands import LAW, PORTAL, Place, bring


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_plan_given_back_and_brought_again_changes_nothing(place: Place) -> None:
    bring(place, place.file(PORTAL, LAW))
    out = place.folder / "trả lại.xlsx"
    code, told = place.ask("export", "--plan", "KH", str(out))
    assert (code, told["plan"], told["tasks"]) == (0, "KH", 2)
    code, again = place.ask("import", str(out), "--plan", "KH", "--dry-run")
    assert (again["counts"]["unchanged"], again["changes"], again["sheets"][0]["name"]) == (2, [], "Nhiệm vụ")
    kept = out.read_bytes()
    code, refused = place.ask("export", str(out))
    assert (code, refused["error"]["code"], out.read_bytes()) == (2, "export_exists", kept)
    assert place.run("export", str(out), "--template", "--force", "--lang", "en").returncode == 0
    assert openpyxl.load_workbook(out).sheetnames[:2] == ["Tasks", "Instructions"]
    assert [path.name for path in place.folder.iterdir() if path.name.startswith(".")] == []


def test_text_by_the_name_of_the_file_one_unit_and_what_cannot_be_written(place: Place) -> None:
    bring(place, place.file(PORTAL, LAW))
    out = place.folder / "vp.csv"
    code, told = place.ask("export", "--plan", "KH", "--unit", "VP", str(out))
    assert (code, told["tasks"], told["unit"]) == (0, 1, "VP")
    assert "Vụ Pháp chế" not in out.read_text("utf-8-sig")
    for name, arguments in {
        "export_form": ["a.docx"],
        "export_not_written": ["khong/co/a.xlsx"],
        "unit_unknown": ["--unit", "ZZ", "a.xlsx"],
    }.items():
        code, refused = place.ask("export", *arguments[:-1], str(place.folder / arguments[-1]))
        assert (code, refused["error"]["code"]) == (2, name)
    assert not (place.folder / "a.xlsx").exists()
