"""Pages: the server's time for a run, beside an empty Streamlit page and beside the page's own floor."""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.process import measure
from benchmarks.serving import Served, serving
from benchmarks.steps import DAY
from benchmarks.tab import Tab
from benchmarks.tables import count, mib, ratio, seconds, table

SETTLING = 3  # runs before those that count: the first after a change of page draws what a rerun does not
HEAD = ("Page", "tasks", "cold", "÷ empty", "warm", "÷ empty", "**÷ floor**", "**÷ smallest plan**")


@dataclass(frozen=True)
class Measured:
    """Seconds of one page over a plan of one size; ``empty`` is the empty page's, beside all pages of that size."""

    page: str
    tasks: int
    cold: float
    warm: float
    floor: float
    empty: float


@dataclass(frozen=True)
class Memory:
    """Peak memory of the server over a plan of one size, after every page."""

    tasks: int
    peak_mib: float
    empty_mib: float


def run(sizes: Sequence[int], runs: int, folder: Path) -> tuple[list[Measured], list[Memory]]:
    """Every page over plans of every size."""
    empty = folder / "empty-pages.db"
    measure("migrate", empty)
    found: list[Measured] = []
    memory: list[Memory] = []
    for tasks in sizes:
        database = folder / f"pages-{tasks}.db"
        shutil.copy(empty, database)
        book = folder / f"pages-{tasks}.xlsx"
        measure("make", book, tasks)
        measure("ours", book, database)
        with ExitStack() as stack:
            servers = [stack.enter_context(serving(kind, database)) for kind in ("dashboard", "floor", "empty")]
            measured = [_page(slug, query, tasks, runs, database, servers) for slug, query in addresses(tasks)]
            nothing = median(one.empty for one in measured)
            found += [replace(one, empty=nothing) for one in measured]
            memory.append(Memory(tasks, servers[0].peak_mib, servers[2].peak_mib))
    return found, memory


def addresses(tasks: int) -> list[tuple[str, str]]:
    """Every page: its slug, and the query that it is read with."""
    from cds_tracker.ui.menu import registered

    read_in = f"plan=BENCH&as_of={DAY.isoformat()}&lang=vi"
    return [(entry.slug, f"{read_in}&id={tasks // 2}" if entry.slug == "chi-tiet" else read_in) for entry in registered()]


def _page(slug: str, query: str, tasks: int, runs: int, database: Path, servers: Sequence[Served]) -> Measured:
    """The three servers are asked in turn, so that all meet the same moments."""
    page = _asked_as(slug)
    with ExitStack() as stack:
        tabs = [stack.enter_context(Tab.open(server.url, server.cookie)) for server in servers]
        ours, floor, empty = tabs
        _new_revision(database)
        cold = ours.run(page, query)
        for _ in range(SETTLING):
            _round(ours, floor, empty, page, query)
        rounds = [_round(ours, floor, empty, page, query) for _ in range(runs)]
    warm, least, nothing = (median(each) for each in zip(*rounds, strict=True))
    return Measured(slug, tasks, cold, warm, least, nothing)


def _round(ours: Tab, floor: Tab, empty: Tab, page: str, query: str) -> tuple[float, float, float]:
    return ours.run(page, query), floor.run(page, query), empty.run()


def _asked_as(slug: str) -> str:
    """Streamlit knows the default page by no name."""
    from cds_tracker.ui.menu import DEFAULT

    return "" if slug == DEFAULT.slug else slug


def _new_revision(database: Path) -> None:
    """As after any write: nothing that was kept is true any longer."""
    from cds_tracker.store import ledger
    from cds_tracker.store.database import connect

    held = connect(f"sqlite:///{database}")
    with held.write() as connection:
        ledger.take(connection, "bench", "nothing")
    held.close()


def printed(measured: Sequence[Measured], memory: Sequence[Memory]) -> str:
    """The tables: times by page, and memory by size."""
    smallest = {one.page: one for one in reversed(measured)}
    order = list(dict.fromkeys(one.page for one in measured))
    rows = [_row(one, smallest[page]) for page in order for one in measured if one.page == page]
    peaks = [[count(one.tasks), mib(one.peak_mib), mib(one.empty_mib)] for one in memory]
    return f"{table(HEAD, rows)}\n\n{table(('Server over a plan of', 'peak memory', 'empty page'), peaks)}"


def _row(one: Measured, smallest: Measured) -> list[str]:
    return [
        one.page,
        count(one.tasks),
        seconds(one.cold),
        ratio(one.cold / one.empty),
        seconds(one.warm),
        ratio(one.warm / one.empty),
        f"**{ratio(one.warm / one.floor)}**",
        f"**{ratio(one.warm / smallest.warm)}**",
    ]
