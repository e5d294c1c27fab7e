"""The servers that are measured: ``python -m benchmarks.serving dashboard|floor|empty``, each saying its address first."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import ROOT, peak_of
from benchmarks.steps import DAY


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    process: int
    cookie: str

    @property
    def peak_mib(self) -> float:
        """The most memory that it has held so far."""
        return peak_of(self.process)


@contextmanager
def serving(kind: str, database: Path) -> Iterator[Served]:
    """A server on a free port of this machine, over a database; ended afterwards."""
    folder = database.with_suffix(f".{kind}")
    environment = os.environ | {"CDS_DATABASE_URL": f"sqlite:///{database}", "CDS_DATA_DIR": str(folder)}
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.serving", kind],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise RuntimeError(f"the server did not start: {kind}")
            yield Served(line.strip(), process.pid, "" if kind == "empty" else signed_in(database))
        finally:
            process.terminate()


def signed_in(database: Path) -> str:
    """The cookie of somebody who reads everything, entered into the database: signing in is not what is measured."""
    from cds_tracker.domain.accounts import Account
    from cds_tracker.domain.people import Grant, Role
    from cds_tracker.store import accounts
    from cds_tracker.store.database import connect
    from cds_tracker.store.ledger import Cause
    from cds_tracker.workflows.signing_in import open_session

    held = connect(f"sqlite:///{database}")
    with held.write() as connection:
        accounts.save(connection, [Account(0, "bench", "Bench", grants=(Grant(Role.ADMIN),))], Cause("account", "bench", DAY))
        found = accounts.find(connection, "bench")
        token = open_session(connection, found.id if found else 0, "local", "127.0.0.1", None)
    held.close()
    return f"cds_session={token}"


def main(kind: str) -> None:
    """Serve until ended."""
    from cds_tracker.web import server

    listening = server.bind("127.0.0.1", 0)
    if kind == "floor":
        from benchmarks import floor

        floor.install()
    if kind == "empty":
        import uvicorn

        config = uvicorn.Config(
            "benchmarks.empty:app",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            access_log=False,
            timeout_graceful_shutdown=5,
        )
        server.Server(config, lambda: print(server.url(listening), flush=True)).run(sockets=[listening])
    else:
        server.run(listening, lambda address: print(address, flush=True))


if __name__ == "__main__":
    main(sys.argv[1])
