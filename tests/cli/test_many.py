"""Several workbooks at once, and a folder that is watched: one line of result each, nothing twice, nothing half."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import Mock

import pytest

from cds_tracker.cli import import_watch
from cds_tracker.cli.saying import Voice
from tests.cli.test_commands import CHECKOUT, LAW, PORTAL, Place

GIVEN = ("--plan", "KH", "--as-of", "2025-03-31")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    assert made.run("import", made.file(PORTAL, LAW), *GIVEN, "--create-plan").returncode == 0
    return made


def watching(place: Place, folder: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "CDS_DATA_DIR": str(place.folder / "data"), "PYTHONWARNINGS": "ignore"}
    environment.pop("CDS_DATABASE_URL", None)
    command = [sys.executable, "-m", "cds_tracker", "import", "--watch", str(folder), *GIVEN, "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=CHECKOUT, env=environment)


def until(condition: object, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


def progress(place: Place) -> list[object]:
    return [task["progress"] for task in place.ask("tasks")[1]]


def test_several_files_are_one_document_and_none_stops_the_others(place: Place) -> None:
    folder = place.folder / "tuần 13"
    folder.mkdir()
    (folder / "~$dang-mo.xlsx").write_bytes(b"Excel")
    (folder / "hỏng.xlsx").write_bytes(b"no workbook")
    Path(place.file((*PORTAL[:5], "55"), name="vp.xlsx")).rename(folder / "vp.xlsx")
    code, told = place.ask("import", str(folder), place.file(LAW, name="pc.xlsx"), "nowhere.xlsx", *GIVEN)
    assert (code, told["outcome"]) == (2, "reject")
    assert [(one["file"], one["outcome"], one["applied"]) for one in told["files"]] == [
        ("hỏng.xlsx", "reject", False), ("vp.xlsx", "import", True), ("pc.xlsx", "import", True),
        ("nowhere.xlsx", "reject", False),
    ]  # fmt: skip
    assert progress(place) == [55, 100]
    listed = place.ask("uploads", "--plan", "KH")[1]
    assert [(one["file"], one["state"]) for one in listed] == [
        ("pc.xlsx", "applied"), ("vp.xlsx", "applied"), ("hỏng.xlsx", "refused"), ("theo-doi.xlsx", "applied"),
    ]  # fmt: skip
    assert len({one["batch"] for one in listed[:3]}) == 1
    text = place.run("import", str(folder), *GIVEN).stdout
    assert [word for word in ("vp.xlsx", "hỏng.xlsx", "không nhận") if word not in text] == []


def test_decisions_are_those_of_the_page_and_options_say_them_too(place: Place) -> None:
    file = place.file((*PORTAL[:5], ""), name="trong.xlsx")
    decisions = place.folder / "quyet-dinh.json"
    decisions.write_text(json.dumps({"accept": [["Theo dõi", 5, "skip"]], "blank": "clear"}), encoding="utf-8")
    code, told = place.ask("import", file, *GIVEN, "--decisions", str(decisions), "--blank", "keep", "--dry-run")
    assert code == 0
    assert place.ask("import", file, *GIVEN, "--absent", "sometimes")[1]["problems"][0]["code"] == "choices_form"
    decisions.write_text("[1]", encoding="utf-8")
    assert place.ask("import", file, *GIVEN, "--decisions", str(decisions))[1]["problems"][0]["code"] == "choices_form"
    assert told["applied"] is False


def test_a_watched_folder_takes_each_file_once_whatever_ends_the_watching(place: Place) -> None:
    folder = place.folder / "nhan"
    folder.mkdir()
    running = watching(place, folder)
    try:
        Path(place.file((*PORTAL[:5], "61"), name="a.xlsx")).rename(folder / "a.xlsx")
        until(lambda: list((folder / "dang-nhap").glob("*.a.xlsx")) or (folder / "xong" / "a.xlsx").exists())
    finally:
        running.kill()  # in the middle, with nobody to tidy up
        running.communicate()
    (folder / "b.xlsx").write_bytes(b"no workbook")
    again = watching(place, folder)
    try:
        until(lambda: (folder / "xong" / "a.xlsx").exists() and (folder / "loi" / "b.xlsx").exists())
        again.send_signal(signal.SIGTERM)
        said, _ = again.communicate(timeout=30)
        assert again.returncode == 0
    finally:
        again.kill()
    assert progress(place) == [61, 100]
    listed = place.ask("uploads", "--plan", "KH")[1]
    assert [(one["file"], one["state"]) for one in listed[:-1]] == [("b.xlsx", "refused"), ("a.xlsx", "applied")]
    assert json.loads((folder / "xong" / "a.xlsx.json").read_text(encoding="utf-8"))["upload"] == listed[1]["upload"]
    assert json.loads((folder / "loi" / "b.xlsx.json").read_text(encoding="utf-8"))["problems"][0]["message"]
    assert list((folder / "dang-nhap").iterdir()) == []
    assert '"b.xlsx"' in said
    assert place.run("check").returncode == 0


def test_no_name_and_no_link_ends_the_watching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    def work(order: object, voice: object, folder: Path, claimed: Path) -> None:
        if not taken:
            os.kill(os.getpid(), signal.SIGTERM)
        taken.append(claimed.name.partition(".")[2])
        raise OSError("the disk is full")

    monkeypatch.setattr(import_watch, "work", work)
    (tmp_path / f"{'Kế hoạch ' * 18}.xlsx").write_bytes(b"x")
    (tmp_path / "bí-mật.xlsx").symlink_to("/etc/passwd")
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        assert import_watch.watch(Mock(), Voice("vi", as_json=True), tmp_path, today=False, every=0.01) == 0
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)
    assert [name[:8] + name[-5:] for name in taken] == ["Kế hoạch.xlsx"]
    assert (tmp_path / "bí-mật.xlsx").is_symlink()
