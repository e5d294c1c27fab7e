"""A new machine gets what was tested: everything is pinned, and what is pinned is what runs here."""

import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[\w+\])?==([^\s;]+)")
COMMANDS = {"run": "serve --open", "start": "cds_tracker migrate", "test": "pytest", "bench": "-m benchmarks", "lint": "mypy"}


def requirements(name: str) -> list[str]:
    """The lines that ask for something."""
    lines = (CHECKOUT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r "))]


@pytest.mark.parametrize("line", requirements("requirements.txt") + requirements("requirements-dev.txt"))
def test_every_requirement_is_pinned_to_what_runs_here(line: str) -> None:
    pin = PIN.fullmatch(line)
    assert pin is not None, f"{line} is not pinned"
    assert version(pin[1]) == pin[2]


def test_the_product_does_not_need_the_tools() -> None:
    assert not set(requirements("requirements.txt")) & set(requirements("requirements-dev.txt"))
    assert [
        line for line in requirements("requirements.txt") if line.startswith(("pytest", "mypy", "ruff", "playwright"))
    ] == []


@pytest.mark.parametrize("target", COMMANDS)
def test_make_knows_every_command(target: str) -> None:
    said = subprocess.run(["make", "--dry-run", target], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert COMMANDS[target] in said.stdout


def test_the_real_beginning_has_no_demo() -> None:
    said = subprocess.run(["make", "--dry-run", "start"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert "demo" not in said.stdout


def test_continuous_integration_runs_the_readers_own_command() -> None:
    assert (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("make test")
