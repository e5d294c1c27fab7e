"""The real server in a process of its own, under any of its launchers, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.signing import let_in

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0  # seconds until the port answers
COMMANDS: Mapping[str, list[str]] = {
    "serve": ["-m", "cds_tracker", "serve", "--port", "{port}"],
    "open to all": ["-m", "uvicorn", "dashboard:app", "--host", "0.0.0.0", "--port", "{port}"],
    "uvicorn": ["-m", "uvicorn", "dashboard:app", "--port", "{port}"],
    "streamlit": ["-m", "streamlit", "run", "dashboard.py", "--server.port", "{port}"],
}
LAUNCHERS = ("serve", "uvicorn", "streamlit")


@dataclass(frozen=True)
class Served:
    """A running server: its address, its log, and where it writes."""

    url: str
    port: int
    log: Path
    data_dir: Path

    def said(self, since: int = 0) -> str:
        """What it has written to its log from a place on."""
        return self.log.read_text(encoding="utf-8")[since:]


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of a server that writes under ``data_dir`` alone."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("STREAMLIT_", "CDS_"))}
    return {**ours, "CDS_DATA_DIR": str(data_dir), **more}


@contextmanager
def serving(
    data_dir: Path, launcher: str = "serve", checkout: Path = CHECKOUT, port: int | None = None, **variables: str
) -> Iterator[Served]:
    """Start, wait until it is healthy, sign people in (see ``signing``), and stop."""
    port = port or free_port()
    command = [sys.executable, *(part.format(port=port) for part in COMMANDS[launcher])]
    served = Served(f"http://127.0.0.1:{port}", port, data_dir / f"server-{port}.log", data_dir)
    with served.log.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=checkout, env=environment(data_dir, **variables), stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_until_healthy(served, process)
            let_in(variables.get("CDS_DATABASE_URL") or f"sqlite:///{data_dir / 'cds.db'}")
            yield served
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def wait_until_healthy(served: Served, process: subprocess.Popen[bytes]) -> None:
    """Until ``/healthz`` says so; fails with the log where the process ends or time runs out."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{served.url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start (exit code {process.poll()}):\n{served.said()}")
