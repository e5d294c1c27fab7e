"""The steps that are timed, each in its own process: ``python -m benchmarks.steps STEP ARGUMENTS``."""

import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.process import Watch

DAY = date(2025, 9, 30)


def make(path: str, rows: str, changed: str = "0") -> None:
    """A tracker to read."""
    from benchmarks.workbooks import tracker

    watch = Watch()
    with watch("make"):
        tracker(Path(path), int(rows), int(changed))
    watch.say()


def openpyxl(path: str) -> None:
    """Merely reading the cells, as pandas does."""
    import openpyxl as _  # noqa: F401  imports are not timed
    import pandas as pd

    watch = Watch()
    with watch("read"):
        pd.read_excel(path, engine="openpyxl", header=None)
    watch.say()


def bare(path: str, database: str) -> None:
    """The least that Python can do: a reader in Rust, one ``executemany``, nothing understood."""
    from python_calamine import CalamineWorkbook

    watch = Watch()
    with watch("read"):
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    with watch("write"):
        connection = sqlite3.connect(database)
        connection.execute("PRAGMA journal_mode=WAL")
        columns = ",".join(f"c{number}" for number in range(len(rows[0])))
        connection.execute(f"CREATE TABLE raw ({columns})")
        places = ",".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO raw VALUES ({places})", ([_plain(cell) for cell in row] for row in rows))
        connection.commit()
    watch.say()


def limit(path: str, database: str) -> None:
    """As little as an import can be: read in Rust, texts normalised, wordings known, cells checked, one ``executemany``."""
    from python_calamine import CalamineWorkbook

    from benchmarks import checking

    watch = Watch()
    with watch("read"):
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    with watch("check"):
        tasks, problems = checking.checked(rows)
    if problems:
        raise SystemExit(f"refused: {problems[:3]}")
    with watch("write"):
        checking.write(tasks, database)
    watch.say()


def peer(path: str, database: str, quick: str = "") -> None:
    """django-import-export: reading, preview, import."""
    from benchmarks import peer

    peer.run(Path(path), Path(database), bool(quick)).say()


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell


def migrate(database: str) -> None:
    """An empty database with what the product ships."""
    from cds_tracker.store.database import connect
    from cds_tracker.store.migrating import migrate as bring_up

    watch = Watch()
    with watch("migrate"):
        bring_up(connect(f"sqlite:///{database}"))
    watch.say()


def ours(path: str, database: str, day: str = DAY.isoformat()) -> None:
    """The real import: read in the process that waits for a file, preview, submit and apply."""
    from cds_tracker import excel

    excel.stand_by()  # as the dashboard does while it starts
    from cds_tracker.domain.people import operator
    from cds_tracker.store import areas, units
    from cds_tracker.store.database import connect
    from cds_tracker.workflows import importing
    from cds_tracker.workflows.importing import Target

    held = connect(f"sqlite:///{database}")
    with held.read() as connection:
        registry, known = units.load(connection), areas.load(connection)
    data = Path(path).read_bytes()
    watch = Watch()
    with watch("read"):
        reading = excel.read(data, Path(path).name, registry=registry, areas=known)
    if reading.refused:
        raise SystemExit(f"refused: {reading.problems}")
    with watch("preview"):
        shown = importing.preview(held, reading, Target("BENCH", create=True), date.fromisoformat(day), operator("bench"))
    with watch("apply"):
        importing.carry_out(held, shown, operator("bench"))
    watch.say()


def start(path: str) -> None:
    """Reading a small file where no process waits for it, and where one does."""
    from time import sleep

    from cds_tracker import excel
    from cds_tracker.domain.areas import Areas
    from cds_tracker.domain.units import Registry

    data = Path(path).read_bytes()
    watch = Watch()
    with watch("started"):
        excel.read(data, "a.xlsx", registry=Registry(), areas=Areas(()))
    excel.stand_by()
    sleep(2)
    with watch("waiting"):
        excel.read(data, "a.xlsx", registry=Registry(), areas=Areas(()))
    watch.say()


STEPS: dict[str, Callable[..., None]] = {
    "make": make, "openpyxl": openpyxl, "bare": bare, "limit": limit, "peer": peer, "migrate": migrate, "ours": ours,
    "start": start,
}  # fmt: skip

if __name__ == "__main__":
    STEPS[sys.argv[1]](*sys.argv[2:])
