"""The demo plan as its command leaves it: entered once in a run of the tests, for whoever needs it to copy."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.serving import CHECKOUT, environment


def entered(factory: pytest.TempPathFactory) -> Path:
    """The folder of data, the same for all workers of this run; the first that comes fills it while the others wait."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, filled = shared / "the-demo", shared / "the-demo.filled"
    with (shared / "the-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not filled.exists():
            subprocess.run([sys.executable, "-m", "cds_tracker", "demo"], cwd=CHECKOUT, env=environment(folder), check=True)
            filled.touch()
    return folder
