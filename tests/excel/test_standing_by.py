"""A reading process that waits for the next file."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cds_tracker.excel import standing_by
from tests.excel.test_reading import read, tracker


@pytest.fixture(autouse=True)
def nobody_waits_afterwards() -> Iterator[None]:
    yield
    standing_by.dismiss()


def test_the_process_that_waits_reads_the_next_file_and_another_takes_its_place() -> None:
    standing_by.stand_by(always=True)
    first = standing_by._waiting
    standing_by.stand_by()
    assert standing_by._waiting is first
    assert len(read(tracker()).rows) == 3
    assert first is not None
    assert first.returncode is not None
    assert standing_by._waiting not in (None, first)
    assert len(read(tracker(4)).rows) == 4


def test_one_that_died_while_it_waited_is_not_waited_for() -> None:
    standing_by.stand_by()
    waiting = standing_by._waiting
    assert waiting is not None
    waiting.kill()
    waiting.wait()
    assert read(tracker()).refused is None
    for pipe in (waiting.stdin, waiting.stdout):
        if pipe is not None:
            pipe.close()


def test_it_ends_with_the_process_that_started_it() -> None:
    """Even where that one is killed: the pipe from which it would have heard is closed then."""
    start = "import os, signal\nfrom cds_tracker.excel import standing_by as by\n"
    start += "by.stand_by()\nprint(by._waiting.pid, flush=True)\n"
    for end in ("", "os.kill(os.getpid(), signal.SIGKILL)"):
        starter = subprocess.run([sys.executable, "-W", "error", "-c", start + end], capture_output=True, timeout=30)
        assert starter.stderr == b""
        until = time.monotonic() + 20
        while _lives(int(starter.stdout)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not _lives(int(starter.stdout))


def _lives(process: int) -> bool:
    try:
        return "excel.worker" in Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return False
