"""``python -m benchmarks``: one table from one run. See docs/benchmarks.md."""

import argparse
import os
import platform
import tempfile
from pathlib import Path

from benchmarks import imports, pages

ROWS = "1000,10000,100000"
TASKS = "140,10000,100000"
RERUNS = 25


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory(prefix="cds-bench-") as name:
        folder = Path(name)
        print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}\n")
        if asked.rows:
            print(imports.printed(imports.run(asked.rows, 1 if asked.quick else asked.runs, folder)), flush=True)
            print("\n" + imports.started(folder), flush=True)
        if asked.tasks:
            print("\n" + pages.printed(*pages.run(asked.tasks, 5 if asked.quick else RERUNS, folder)), flush=True)


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    none = "'' for none"
    parser.add_argument("--rows", type=_sizes, default=ROWS, help=f"rows of the workbooks (default {ROWS}; {none})")
    parser.add_argument("--tasks", type=_sizes, default=TASKS, help=f"tasks behind the pages (default {TASKS}; {none})")
    parser.add_argument("--runs", type=int, default=3, help="runs of each import, of which the median counts (default 3)")
    parser.add_argument("--quick", action="store_true", help="one run of each import, few reruns of each page")
    return parser.parse_args(arguments)


def _sizes(text: str) -> list[int]:
    return sorted(int(part) for part in text.split(",") if part)


if __name__ == "__main__":
    main()
