"""As little as an import can be: every text normalised, every wording and share understood once, every cell checked.

Nothing is matched with what stands there, nothing kept as history, nobody is asked, and one bad cell would be a message.
"""

import sqlite3
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from cds_tracker.domain.deadline import parse

CODE, TITLE, DEADLINE, PROGRESS, DONE = 1, 2, 5, 9, 10  # places of the columns
HEADER = 3
COLUMNS = "stt, code, title, lead, coordinating, deadline, deliverable, area, status, progress, completed_on, evidence, more"

Task = tuple[object, ...]


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """NFC, single blanks, trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=65_536)
def due(wording: str) -> tuple[str, str | None]:
    """What a wording of a deadline comes to."""
    read = parse(wording)
    return read.kind, read.due.isoformat() if read.due else None


def checked(rows: Sequence[Sequence[object]]) -> tuple[list[Task], list[str]]:
    """The tasks below the header, and what is wrong with them."""
    tasks: list[Task] = []
    problems: list[str] = []
    seen: set[object] = set()
    for number, row in enumerate(rows[HEADER + 1 :], HEADER + 2):
        cells = [clean(cell) if isinstance(cell, str) else cell.isoformat() if isinstance(cell, date) else cell for cell in row]
        deadline, share = row[DEADLINE], cells[PROGRESS]
        kind, day = ("exact", deadline.isoformat()) if isinstance(deadline, date) else due(str(deadline))
        if not cells[TITLE] or cells[CODE] in seen:
            problems.append(f"{number}: title or code")
        if not isinstance(share, float) or not 0 <= share <= 100:
            problems.append(f"{number}: progress")
        if kind == "unreadable" or not (cells[DONE] == "" or isinstance(row[DONE], date)):
            problems.append(f"{number}: day")
        seen.add(cells[CODE])
        tasks.append((*cells, kind, day))
    return tasks, problems


def write(tasks: Sequence[Task], database: str) -> None:
    """One table, a unique index, one ``executemany``."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"CREATE TABLE task (id INTEGER PRIMARY KEY, {COLUMNS}, note, kind, due)")
    connection.execute("CREATE UNIQUE INDEX one_code ON task (code)")
    places = ",".join("?" * len(tasks[0]))
    connection.executemany(f"INSERT INTO task ({COLUMNS}, note, kind, due) VALUES ({places})", tasks)
    connection.commit()
    connection.close()
