"""Workbooks: ours beside the like of it, beside merely reading them, and beside as little as an import can be."""

import math
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks import peer
from benchmarks.process import Cost, measure, middle
from benchmarks.tables import count, mib, ratio, seconds, table

OURS = ("ours", "again", "changed")
NEVER = "–"
TIMES = (
    "Workbook", "read", "preview", "apply", "**total**", "django-import-export", "**÷**", "in bulk", "÷", "limit", "**÷**",
    "bare limit", "÷", "openpyxl reads", "**÷**",
)  # fmt: skip
AGAIN = ("Again", "first time", "same file", "÷ first", "1 % changed", "**÷ first**", "django-import-export, 1 % changed", "÷")
PEAKS = (
    "Peak memory", "reading process", "read", "preview", "apply", "1 % changed", "django-import-export", "limit", "openpyxl",
)  # fmt: skip
GROWTH = ("Growth", "time", "time, 1 % changed", "memory", "memory of the reading process")


@dataclass(frozen=True)
class Measured:
    """What each step over one size of workbook cost, by its name; the peer has none where it would take minutes."""

    rows: int
    costs: Mapping[str, Cost]


def run(sizes: Sequence[int], runs: int, folder: Path) -> list[Measured]:
    """Measure every size, ``runs`` times each (the largest once). What is compared runs in turn: all meet the same moments."""
    empty = folder / "empty.db"
    measure("migrate", empty)
    return [_one(rows, runs if rows <= peer.LARGEST else 1, folder, empty) for rows in sizes]


def _one(rows: int, runs: int, folder: Path, empty: Path) -> Measured:
    book, changed = folder / f"{rows}.xlsx", folder / f"{rows}-changed.xlsx"
    measure("make", book, rows)
    measure("make", changed, rows, max(rows // 100, 1))
    taken: dict[str, list[Cost]] = {}
    for number in range(runs):
        database = folder / f"{rows}-{number}.db"
        shutil.copy(empty, database)
        for name, step, asked in _steps(folder / f"{rows}-{number}", book, changed, database, rows, number):
            print(f"  {count(rows)} rows, {number + 1} of {runs}: {name}", file=sys.stderr, flush=True)
            taken.setdefault(name, []).append(measure(step, *asked))
        for path in folder.glob(f"{rows}-{number}*.db*"):
            path.unlink()
    return Measured(rows, {name: middle(each) for name, each in taken.items()})


def _steps(
    base: Path, book: Path, changed: Path, database: Path, rows: int, number: int
) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    """Each step's name, and what is run for it. The peer is slow: of large workbooks one run has to do."""
    yield "openpyxl", "openpyxl", (book,)
    yield "bare", "bare", (book, f"{base}-bare.db")
    yield "limit", "limit", (book, f"{base}-limit.db")
    yield "ours", "ours", (book, database)
    yield "again", "ours", (book, database)
    yield "changed", "ours", (changed, database)
    if peer.is_here() and rows <= peer.LARGEST and (number == 0 or rows <= peer.LARGEST // 10):
        yield "peer", "peer", (book, f"{base}-peer.db")
        yield "peer, changed", "peer", (changed, f"{base}-peer.db")
        yield "peer in bulk", "peer", (book, f"{base}-bulk.db", "quick")


def printed(measured: Sequence[Measured]) -> str:
    """The tables, and how time and memory grow with the rows."""
    tables = [
        table(TIMES, [_times(one) for one in measured]),
        table(AGAIN, [_again(one) for one in measured]),
        table(PEAKS, [_peaks(one) for one in measured]),
    ]
    if len(measured) > 1:
        tables.append(table(GROWTH, [_growth(small, large) for small, large in pairwise(measured)]))
    return "\n\n".join(tables)


def started(folder: Path) -> str:
    """What a read costs where no process waits for the file."""
    book = folder / "small.xlsx"
    measure("make", book, 20)
    took = measure("start", book).phases
    return f"A read where no process waits: {seconds(took['started'] - took['waiting'])} more"


def growth(small: Measured, large: Measured, name: str = "ours", what: str = "seconds") -> float:
    """The exponent: 1 is in proportion to the rows."""
    of = {one.rows: float(getattr(one.costs[name], what)) for one in (small, large)}
    return math.log(of[large.rows] / of[small.rows]) / math.log(large.rows / small.rows)


def _total(one: Measured, name: str) -> float | None:
    return one.costs[name].seconds if name in one.costs else None


def _beside(one: Measured, ours: str, other: str, times: bool = False) -> list[str]:
    """What another took, and ours in parts of it; ``times``: how many times longer it took."""
    theirs, own = _total(one, other), one.costs[ours].seconds
    if theirs is None:
        return [NEVER, NEVER]
    return [seconds(theirs), ratio(theirs / own if times else own / theirs)]


def _times(one: Measured) -> list[str]:
    ours = one.costs["ours"]
    slow, by = _beside(one, "ours", "peer", times=True)
    limit, of_limit = _beside(one, "ours", "limit")
    reading, of_reading = _beside(one, "ours", "openpyxl")
    return [
        f"{count(one.rows)} rows",
        *(seconds(ours.phases[name]) for name in ("read", "preview", "apply")),
        f"**{seconds(ours.seconds)}**",
        slow, f"**{by}**", *_beside(one, "ours", "peer in bulk", times=True),
        limit, f"**{of_limit}**", *_beside(one, "ours", "bare"),
        reading, f"**{of_reading}**",
    ]  # fmt: skip


def _again(one: Measured) -> list[str]:
    first, same, changed = (one.costs[name].seconds for name in OURS)
    slow = _beside(one, "changed", "peer, changed", times=True)
    return [
        f"{count(one.rows)} rows", seconds(first), seconds(same), ratio(same / first), seconds(changed),
        f"**{ratio(changed / first)}**", *slow,
    ]  # fmt: skip


def _peaks(one: Measured) -> list[str]:
    ours = one.costs["ours"]
    others = (one.costs.get(name) for name in ("changed", "peer", "limit", "openpyxl"))
    return [
        f"{count(one.rows)} rows",
        mib(ours.child_mib),
        *(mib(ours.peaks[name]) for name in ("read", "preview", "apply")),
        *(mib(cost.peak_mib) if cost else NEVER for cost in others),
    ]


def _growth(small: Measured, large: Measured) -> list[str]:
    exponents = (("ours", "seconds"), ("changed", "seconds"), ("ours", "peak_mib"), ("ours", "child_mib"))
    names = f"{count(small.rows)} to {count(large.rows)} rows"
    return [names, *(f"∝ rows^{growth(small, large, name, what):.2f}" for name, what in exponents)]
