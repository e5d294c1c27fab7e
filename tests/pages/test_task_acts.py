"""What people do on the page of a task: edit, bring evidence, contribute; two sessions at once."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cds_tracker.store import check, contributions, evidence, tasks
from cds_tracker.store.database import connect
from cds_tracker.style.words import LANGUAGES, Words
from tests.pages.shell import markup, opened
from tests.workflows.test_evidence import PDF, PNG

VI = Words("vi")



@pytest.fixture
def demo(demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A demo plan of one's own, to be written to."""
    place = tmp_path / "cds.db"
    with sqlite3.connect(demo_url.removeprefix("sqlite:///")) as held, sqlite3.connect(place) as own:
        held.backup(own)
    held.close()
    own.close()
    monkeypatch.setenv("CDS_DATABASE_URL", f"sqlite:///{place}")
    monkeypatch.setenv("CDS_DATA_DIR", str(tmp_path / "data"))
    return f"sqlite:///{place}"


def task_of(url: str, fits: Callable[[tasks.Task], bool]) -> int:
    """The first task of the demo that fits."""
    database = connect(url)
    with database.read() as connection:
        found = next(task.id for task in tasks.current(connection, 1) if fits(task))
    database.close()
    return found


def led_by_it(task: tasks.Task) -> bool:
    """By the unit that became the one of the demo head and staff (TTTT is CNTT today)."""
    return task["lead"] == ["TTTT"] and task["status"] == "in_progress" and not task["parent"] and not task["evidence"]


def helped_by_it(task: tasks.Task) -> bool:
    return "CNTT" in (task["coordinating"] or []) and task["lead"] == ["VP"]  # type: ignore[operator]


def press(app: AppTest, start: str) -> AppTest:
    """Click the only button whose key begins so."""
    [button] = [one for one in app.button if (one.key or "").startswith(start)]
    button.click().run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def box(app: AppTest, kind: str, end: str) -> object:
    """The only box of this kind whose key ends so."""
    [found] = [one for one in getattr(app, kind) if (one.key or "").endswith(end)]
    return found


def keys(app: AppTest) -> str:
    return " ".join(str(one.key) for kind in ("button", "text_area", "text_input", "selectbox") for one in getattr(app, kind))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_edits_what_the_unit_reports_and_sees_it_in_the_history(demo: str, language: str) -> None:
    number, words = task_of(demo, led_by_it), Words(language)
    app = press(opened("chi-tiet", "thutruong", id=str(number), lang=language), "edit-open")
    assert "-title" not in keys(app)
    box(app, "number_input", "-progress").set_value(55.0)  # type: ignore[attr-defined]
    box(app, "text_area", "-next_step").set_value("Trình <b>Bộ trưởng</b>")  # type: ignore[attr-defined]
    press(app, next(one.key for one in app.button if (one.key or "").endswith("-save")))
    shown = markup(app)
    assert words("editing.saved") in shown
    assert "Trình &lt;b&gt;Bộ trưởng&lt;/b&gt;" in shown
    assert words("tasks.kind.edit") in shown
    assert "Lê Quang Minh" in shown
    assert "thutruong" not in shown


def test_the_focal_unit_sees_how_a_deadline_is_read_before_it_is_saved_and_says_what_it_is(demo: str) -> None:
    number = task_of(demo, lambda task: led_by_it(task) and bool(task["deadline"]))
    app = press(opened("chi-tiet", id=str(number)), "edit-open")
    box(app, "text_input", "-deadline").set_value("Quý IV/2026").run()  # type: ignore[attr-defined]
    assert "31/12/2026" in markup(app)
    save = next(one.key for one in app.button if (one.key or "").endswith("-save"))
    press(app, save)
    assert VI("errors.refused") not in markup(app)
    assert VI("problems_evidence.deadline_nature") in markup(app)
    box(app, "radio", "-nature").set_value("extension").run()  # type: ignore[attr-defined]
    press(app, save)
    assert VI("editing.saved") in markup(app)
    app = press(app, "edit-open")
    box(app, "text_input", "-deadline").set_value("31/6/2026").run()  # type: ignore[attr-defined]
    assert VI("editing.sure") in [one.label for one in app.checkbox]


def test_two_sessions_edit_one_task_and_nothing_is_lost(demo: str) -> None:
    number = task_of(demo, led_by_it)
    minh, nam = (press(opened("chi-tiet", who, id=str(number)), "edit-open") for who in ("thutruong", "quantri"))
    for app, progress, field, said in ((minh, 61.0, "-result", "Lời của Minh"), (nam, 72.0, "-difficulty", "Lời của Nam")):
        box(app, "number_input", "-progress").set_value(progress)  # type: ignore[attr-defined]
        box(app, "text_area", field).set_value(said)  # type: ignore[attr-defined]
    for app in (minh, nam):
        press(app, next(one.key for one in app.button if (one.key or "").endswith("-save")))
    shown = markup(nam)
    assert VI("mine.conflict.title") in shown
    assert "61" in shown
    assert "72" in shown
    assert "Lê Quang Minh" in shown
    assert value(demo, number, "progress", "result", "difficulty") == (61, "Lời của Minh", "Lời của Nam")
    press(nam, f"edit-{number}-progress-mine")
    assert value(demo, number, "progress") == (72,)
    assert VI("mine.conflict.title") not in markup(nam)


def test_staff_bring_a_file_once_and_the_place_is_empty_again(demo: str, tmp_path: Path) -> None:
    number = task_of(demo, led_by_it)
    app = opened("chi-tiet", "thutruong", id=str(number))
    app.file_uploader(key=f"evidence-file-{number}-0").upload("Quyết định.pdf", PDF)
    box(app, "text_input", "-number").set_value("12/QĐ-CNTT")  # type: ignore[attr-defined]
    press(app, f"FormSubmitter:evidence-{number}")
    shown = markup(app)
    assert VI("evidence.added") in shown
    assert "12/QĐ-CNTT" in shown
    assert "Quyết định.pdf" in shown
    [piece] = pieces(demo, number)
    assert f'href="/minh-chung/{piece.id}"' in shown
    assert app.file_uploader(key=f"evidence-file-{number}-1").value is None
    press(app, f"evidence-go-{number}")
    assert VI("evidence.none") in markup(app)
    assert VI("tasks.kind.withdrawn") in markup(app)
    assert len(pieces(demo, number)) == 1


def test_a_file_that_is_not_what_it_says_is_refused_in_words(demo: str) -> None:
    number = task_of(demo, led_by_it)
    app = opened("chi-tiet", "thutruong", id=str(number))
    app.file_uploader(key=f"evidence-file-{number}-0").upload("anh.pdf", PNG)
    press(app, f"FormSubmitter:evidence-{number}")
    assert VI("problems_evidence.evidence_content", ending="pdf") in markup(app)
    press(app, f"FormSubmitter:evidence-{number}")
    assert VI("problems_evidence.evidence_none") in markup(app)
    assert pieces(demo, number) == []


def test_a_unit_that_helps_says_what_it_did_and_touches_nothing_else(demo: str) -> None:
    number = task_of(demo, helped_by_it)
    app = opened("chi-tiet", "chuyenvien", id=str(number))
    assert "edit-open" not in keys(app)
    assert "evidence" not in keys(app)
    box(app, "text_area", "-words").set_value("Đã góp ý dự thảo <script>")  # type: ignore[attr-defined]
    press(app, f"FormSubmitter:contribution-{number}")
    shown = markup(app)
    assert VI("evidence.contribution.sent") in shown
    assert "Đã góp ý dự thảo &lt;script&gt;" in shown
    assert "Nguyễn Thị Lan" in shown
    database = connect(demo)
    with database.read() as connection:
        [said] = contributions.of_task(connection, number)
        assert (said.unit, said.author, said.effective_on) == ("CNTT", "chuyenvien", date(2025, 9, 30))
        assert check.findings(connection) == []
    database.close()


@pytest.mark.parametrize("who", ["lanhdao", "nguoixem"])
def test_readers_find_nothing_to_do(demo: str, who: str) -> None:
    app = opened("chi-tiet", who, id=str(task_of(demo, led_by_it)))
    assert not [one for one in keys(app).split() if one.startswith(("edit", "evidence", "contribution", "cancel"))]
    assert "add-open" not in keys(opened("nhiem-vu", who))


def test_nothing_can_be_done_on_a_past_day(demo: str) -> None:
    app = opened("chi-tiet", id=str(task_of(demo, led_by_it)), as_of="2025-06-30")
    assert not [one for one in keys(app).split() if one.startswith(("edit", "evidence", "cancel"))]


def test_the_focal_unit_adds_a_task_and_cancels_it(demo: str) -> None:
    app = opened("nhiem-vu")
    box(app, "text_area", "-title").set_value("Nhiệm vụ mới của kế hoạch")  # type: ignore[attr-defined]
    box(app, "multiselect", "-lead").set_value(["CNTT"])  # type: ignore[attr-defined]
    press(app, next(one.key for one in app.button if (one.key or "").startswith("add-")))
    assert VI("editing.add.saved") in markup(app)
    number = task_of(demo, lambda task: task["title"] == "Nhiệm vụ mới của kế hoạch")
    app = opened("chi-tiet", id=str(number))
    press(app, f"cancel-go-{number}")
    assert VI("problems_evidence.reason_needed") in markup(app)
    box(app, "text_area", f"cancel-why-{number}").set_value("Trùng")  # type: ignore[attr-defined]
    press(app, f"cancel-go-{number}")
    assert VI("editing.cancel.saved") in markup(app)
    assert f"{VI('tasks.kind.cancel')}: Trùng" in markup(app)


def value(url: str, number: int, *names: str) -> tuple[object, ...]:
    database = connect(url)
    with database.read() as connection:
        task = tasks.some(connection, [number])[number]
        assert check.findings(connection) == []
    database.close()
    return tuple(task[name] for name in names)


def pieces(url: str, number: int) -> list[evidence.Piece]:
    database = connect(url)
    with database.read() as connection:
        found = evidence.of_task(connection, number)
    database.close()
    return found


