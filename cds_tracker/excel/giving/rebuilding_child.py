"""The process in which a file is given back with its flaws marked: ``python -m cds_tracker.excel.giving.rebuilding_child``.

Standard input: one line of JSON, then the file. Standard output: one line of JSON, then the workbook.
"""

import gc
import json
import sys
from typing import Any

import xlsxwriter  # noqa: F401 — before the doors are closed

from cds_tracker.domain.reading import Severity
from cds_tracker.excel.bounds import bound, close_the_doors
from cds_tracker.excel.forms.opening import open_workbook, prepare, prepare_texts
from cds_tracker.excel.giving.rebuilding import Flaw
from cds_tracker.excel.giving.rebuilt import rebuilt
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.refusal import Refused


def main() -> None:
    """Marks one file and ends."""
    prepare_texts()
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    bound(limits)
    data = sys.stdin.buffer.read()
    gc.disable()  # nothing here is cyclic, and the process is short
    try:
        made = _made(data, limits, asked)
    except Refused as refused:
        _say({"refused": refused.code, "outcome": refused.outcome, "values": refused.values})
    except MemoryError:
        gc.collect()
        _say({"refused": "over_memory", "outcome": Refused("over_memory").outcome, "values": {}})
    else:
        _say({"made": len(made)})
        sys.stdout.buffer.write(made)


def _made(data: bytes, limits: Limits, asked: dict[str, Any]) -> bytes:
    prepare(data)
    close_the_doors()
    book = open_workbook(data, asked["name"], limits, password=asked["password"])
    flaws = [Flaw(**{**flaw, "severity": Severity(flaw["severity"])}) for flaw in asked["flaws"]]
    return rebuilt(book, flaws, asked["words"], asked["headers"])


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer, default=str).encode() + b"\n")


if __name__ == "__main__":
    main()
