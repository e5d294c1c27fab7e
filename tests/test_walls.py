"""The walls of the house: imports only go down, each library has one home, and the application is found by Streamlit."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

CHECKOUT = Path(__file__).resolve().parents[1]
BELOW: dict[str, set[str]] = {
    "domain": set(),
    "style": {"domain"},
    "store": {"domain"},
    "excel": {"domain"},
    "workflows": {"excel", "store", "domain"},
    "insights": {"style", "domain"},
    "reports": {"insights", "style", "domain"},
    "ui": {"insights", "reports", "workflows", "store", "style", "domain", "settings"},
}
EDGES = {"dashboard", "pages", "cli", "demo", "web", "settings", "__main__", "__init__"}
HOMES: dict[str, set[str]] = {
    "streamlit": {"dashboard", "ui", "pages", "web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "typer": {"cli", "__main__"},
    "rich": {"cli"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "argon2": {"store"},
    "zxcvbn": {"store"},
    "authlib": {"web"},
    "joserfc": {"web"},
    "httpx": {"web"},
    "openpyxl": {"excel", "reports"},
    "python_calamine": {"excel", "reports"},
    "xlsxwriter": {"excel", "reports"},
    "xlrd": {"excel"},
    "olefile": {"excel"},
    "rapidfuzz": {"excel"},
    "orjson": {"excel", "store"},
    "defusedxml": {"excel"},
    "msoffcrypto": {"excel"},
    "pandas": {"insights", "ui", "reports"},  # made in insights; its values may pass through the other two
    "pyarrow": {"insights"},
    "plotly": {"insights", "ui"},
    "docx": {"reports"},
    "pptx": {"reports"},
}
NO_ROOM_IS_CALLED = {"utils", "helpers", "common", "manager", "core"}


def sources() -> list[PurePosixPath]:
    """Every module of the product, as a path from the checkout."""
    found = [CHECKOUT / "dashboard.py"]
    for folder in ("pages", "cds_tracker"):
        found += sorted((CHECKOUT / folder).rglob("*.py"))
    return [PurePosixPath(path.relative_to(CHECKOUT).as_posix()) for path in found]


def room(place: PurePosixPath) -> str:
    """The room that a file stands in: the first name under ``cds_tracker``, else the top-level name."""
    parts = place.with_suffix("").parts
    return parts[1] if parts[0] == "cds_tracker" else parts[0]


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Line and whole name of everything that is imported, at the top or anywhere else; a relative import is ``.``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{'.' * node.level}{node.module or ''}.{alias.name}") for alias in node.names)


def trespasses(place: PurePosixPath, source: str) -> Iterator[str]:
    """Every import that breaks a wall, with file, line and stranger."""
    here = room(place)
    for line, name in imports(source):
        top, _, rest = name.partition(".")
        if top == "":
            yield f"{place}:{line}: relative import"
        elif top == "cds_tracker":
            there = rest.partition(".")[0]
            if here in BELOW and there not in BELOW[here] | {here, "__version__"}:
                yield f"{place}:{line}: {here} may not import cds_tracker.{there}"
        elif here == "domain" and top not in sys.stdlib_module_names:
            yield f"{place}:{line}: domain stands on the standard library alone, not on {top}"
        elif here not in HOMES.get(top, {here}):
            yield f"{place}:{line}: {top} is at home in {', '.join(sorted(HOMES[top]))}, not in {here}"


@pytest.mark.parametrize("place", sources(), ids=str)
def test_imports_only_go_down_and_each_library_has_one_home(place: PurePosixPath) -> None:
    assert list(trespasses(place, (CHECKOUT / place).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("place", "source", "named"),
    [
        ("cds_tracker/domain/task.py", "import pandas", "domain stands on the standard library alone, not on pandas"),
        ("cds_tracker/domain/task.py", "from cds_tracker.store import tasks", "domain may not import cds_tracker.store"),
        (
            "cds_tracker/insights/frame.py",
            "def f():\n    import cds_tracker.store.tasks",
            "insights may not import cds_tracker.store",
        ),
        (
            "cds_tracker/excel/tracker.py",
            "import streamlit as st",
            "streamlit is at home in dashboard, pages, ui, web, not in excel",
        ),
        ("pages/follow/overview.py", "from sqlmodel import Session", "sqlmodel is at home in store, not in pages"),
        ("cds_tracker/store/plans.py", "from . import tasks", "relative import"),
    ],
)
def test_a_stranger_is_named_with_its_file(place: str, source: str, named: str) -> None:
    line = len(source.splitlines())
    assert list(trespasses(PurePosixPath(place), source)) == [f"{place}:{line}: {named}"]


def test_every_room_is_known_and_none_is_a_lumber_room() -> None:
    assert {room(place) for place in sources()} <= set(BELOW) | EDGES
    assert [str(place) for place in sources() if NO_ROOM_IS_CALLED & set(place.with_suffix("").parts)] == []


def test_streamlit_run_discovers_the_gated_application() -> None:
    found = discover_asgi_app(CHECKOUT / "dashboard.py")
    assert (found.is_asgi_app, found.app_name, found.import_string) == (True, "app", "dashboard:app")


def test_no_pages_folder_stands_beside_the_script() -> None:
    assert not (CHECKOUT / "cds_tracker" / "ui" / "pages").exists()


# Whoever writes is asked who they are and what they may, and it is written down. These few write otherwise, for a reason:
UNASKED = {
    "cds_tracker/workflows/acting.py": "it is the asking",
    "cds_tracker/workflows/signing_in.py": "nobody is anybody yet",
    "cds_tracker/workflows/coming_in.py": "nobody is anybody yet",
    "cds_tracker/workflows/first_admin.py": "the first admin, on the server itself",
    "cds_tracker/workflows/reporting.py": "drafts, which nobody else sees",
    "cds_tracker/workflows/evidence.py": "sweeping files that no act finished with",
    "cds_tracker/workflows/bringing.py": "sweeping files that no act finished with",
    "cds_tracker/workflows/preparing.py": "what reading a file came to",
    "cds_tracker/web/gate.py": "a sign of life of a session",
    "cds_tracker/demo/build.py": "the invented plan",
    "cds_tracker/store/migrating.py": "tables",
}


def test_nothing_is_written_but_by_somebody_who_was_asked() -> None:
    opening = re.compile(r"\bdatabase(?:\(\))?\.write\(\)")
    writers = {str(place) for place in sources() if opening.search((CHECKOUT / place).read_text(encoding="utf-8"))}
    assert writers == set(UNASKED)
