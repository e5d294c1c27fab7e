"""What the README and the documents say is there, is there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8")):
        assert not target.startswith("http"), f"{target}: ministries' networks are closed"
        assert (document.parent / target).exists(), target


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_every_make_target_named_exists() -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake (run|start|test|bench|[a-z]+)\b(?=`|\s+#)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_command_named_exists() -> None:
    named = set(re.findall(r"-m cds_tracker (\w+)", README)) | {"deadline", "tasks", "migrate", "check", "units"}
    told = subprocess.run(
        [sys.executable, "-m", "cds_tracker", "--help"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    assert named <= set(re.findall(r"[a-z]+", told))


def test_the_plain_commands_are_those_of_make() -> None:
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    for command in ("-m cds_tracker demo", "-m cds_tracker serve", "serve --real"):
        assert command in README
        assert command in makefile


def test_ci_calls_the_readmes_own_test_command() -> None:
    assert "make test" in README
    assert (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("make test")


def test_every_file_that_the_architecture_names_is_there() -> None:
    told = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_0-9]+)+\.(?:py|toml))`", told))
    assert len(named) > 30
    rooms = (CHECKOUT, CHECKOUT / "cds_tracker")
    assert [name for name in sorted(named) if not any((room / name).exists() for room in rooms)] == []


def test_decisions_are_numbered_one_after_the_other() -> None:
    names = sorted(path.name for path in (CHECKOUT / "docs" / "adr").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
