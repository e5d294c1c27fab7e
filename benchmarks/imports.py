"""Workbooks: ours beside what it takes openpyxl merely to read them, and beside the least that Python can do."""

import math
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.process import Cost, measure, middle
from benchmarks.tables import count, mib, ratio, seconds, table

HEAD = (
    "Workbook", "openpyxl reads", "limit", "ours: read", "preview", "apply", "**total**", "÷ openpyxl", "÷ limit",
    "same again", "÷ openpyxl", "peak: ours", "openpyxl", "limit",
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """One size of workbook: openpyxl's reading, the limit, our import into an empty plan, and the same file once more."""

    rows: int
    openpyxl: Cost
    limit: Cost
    ours: Cost
    again: Cost


def run(sizes: Sequence[int], runs: int, folder: Path) -> list[Measured]:
    """Measure every size, ``runs`` times each; what is compared is run in turn, so that all meet the same moments."""
    empty = folder / "empty.db"
    measure("migrate", empty)
    return [_one(rows, runs, folder, empty) for rows in sizes]


def _one(rows: int, runs: int, folder: Path, empty: Path) -> Measured:
    book = folder / f"{rows}.xlsx"
    measure("make", book, rows)
    taken: dict[str, list[Cost]] = {"openpyxl": [], "limit": [], "ours": [], "again": []}
    for number in range(runs):
        database, raw = folder / f"{rows}-{number}.db", folder / f"{rows}-{number}-raw.db"
        shutil.copy(empty, database)
        taken["openpyxl"].append(measure("openpyxl", book))
        taken["limit"].append(measure("limit", book, raw))
        taken["ours"].append(measure("ours", book, database))
        taken["again"].append(measure("ours", book, database))
        for path in folder.glob(f"{rows}-{number}*.db*"):
            path.unlink()
    costs: Mapping[str, Cost] = {name: middle(each) for name, each in taken.items()}
    return Measured(rows, costs["openpyxl"], costs["limit"], costs["ours"], costs["again"])


def printed(measured: Sequence[Measured]) -> str:
    """The table, and how the total grows with the rows."""
    lines = [table(HEAD, [_row(each) for each in measured])]
    for small, large in pairwise(measured):
        lines.append(f"\nGrowth from {count(small.rows)} to {count(large.rows)} rows: total ∝ rows^{growth(small, large):.2f}")
    return "\n".join(lines)


def growth(small: Measured, large: Measured) -> float:
    """The exponent: 1 is time in proportion to the rows."""
    return math.log(large.ours.seconds / small.ours.seconds) / math.log(large.rows / small.rows)


def _row(one: Measured) -> list[str]:
    phases = one.ours.phases
    return [
        f"{count(one.rows)} rows",
        seconds(one.openpyxl.seconds),
        seconds(one.limit.seconds),
        *(seconds(phases[name]) for name in ("read", "preview", "apply")),
        f"**{seconds(one.ours.seconds)}**",
        f"**{ratio(one.ours.seconds / one.openpyxl.seconds)}**",
        ratio(one.ours.seconds / one.limit.seconds),
        seconds(one.again.seconds),
        ratio(one.again.seconds / one.openpyxl.seconds),
        *(mib(cost.peak_mib) for cost in (one.ours, one.openpyxl, one.limit)),
    ]
