"""``python -m benchmarks.corpus FOLDER``: every workbook below a folder, read under the limits, and what came of it.

Each file is read to the last cell by a process of its own, with the memory of the reading process, no file to open, and 20
seconds. Where calamine opens it too, the text of all cells is compared. Nothing is written.
"""

import argparse
import json
import os
import resource
import select
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from benchmarks.comparing import differences
from benchmarks.process import peak_of
from cds_tracker.excel.forms.opening import open_workbook, prepare, prepare_texts
from cds_tracker.excel.limits import LIMITS
from cds_tracker.excel.refusal import Refused
from cds_tracker.excel.workbook import Grid

SECONDS = 20.0
FORMS = ("xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "xlsb", "ods", "fods", "csv", "tsv", "htm", "html", "mht", "xml")


@dataclass(frozen=True)
class Answer:
    """What came of one file: ``read``, the code of its refusal, ``death``, ``over 20 s`` or an exception's name."""

    file: Path
    result: str
    seconds: float
    peak_mib: float
    differing: int | None = None  # cells whose text is not calamine's; ``None`` where it was not compared

    @property
    def form(self) -> str:
        """The ending of its name."""
        return self.file.suffix.lower().lstrip(".")


def answers(folder: Path, forms: frozenset[str], at_once: int) -> Iterator[Answer]:
    """One answer for each file, in the order of their names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower().lstrip(".") in forms)
    with get_context("spawn").Pool(at_once) as pool:  # processes without threads, which may fork
        yield from pool.imap(answer, files)


def answer(file: Path) -> Answer:
    """Reads one file in a process of its own."""
    listening, telling = os.pipe()
    start = monotonic()
    child = os.fork()
    if child == 0:
        os.close(listening)
        _tell(file, telling)
    os.close(telling)
    lines = _lines(listening, child)
    os.waitpid(child, 0)
    said = json.loads(lines[0]) if lines else {}
    took = said.get("seconds", monotonic() - start)
    result = said.get("result") or ("over 20 s" if took >= SECONDS else "death")
    return Answer(file, result, took, said.get("peak_mib", 0.0), json.loads(lines[1]) if len(lines) > 1 else None)


def _lines(listening: int, child: int) -> list[bytes]:
    """What the process tells until it ends, or is ended: each of its two lines may take the whole time."""
    said = b""
    with os.fdopen(listening, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], SECONDS)[0]:
            if not (some := pipe.read(65_536)):
                return said.splitlines()
            said += some
    os.kill(child, signal.SIGKILL)
    return said.splitlines()


def _tell(file: Path, telling: int) -> None:
    """In the child: what comes of the file, then how far its text is calamine's. Never returns."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory, LIMITS.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    start = monotonic()
    data = file.read_bytes()
    result, grids = _read(data, file.name)
    said = {"result": result, "seconds": monotonic() - start, "peak_mib": peak_of(os.getpid())}
    os.write(telling, json.dumps(said).encode() + b"\n")
    if result == "read" and file.suffix.lower() not in (".csv", ".tsv", ".xml", ".htm", ".html", ".mht", ".fods"):
        found = differences(data, grids)
        os.write(telling, json.dumps(found).encode() + b"\n")
    os._exit(0)


def _read(data: bytes, name: str) -> tuple[str, dict[str, Grid]]:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    try:
        prepare_texts()
        prepare(data)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, most))  # as in the reading process: nothing can be opened from here on
        book = open_workbook(data, name, LIMITS)
        return "read", {sheet.name: book.grid(sheet.name) for sheet in book.sheets}
    except Refused as refused:
        return refused.code, {}
    except MemoryError:
        return "over_memory", {}
    except BaseException as error:  # noqa: BLE001  a crash is a result here
        return f"crash: {type(error).__name__}", {}
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def printed(found: list[Answer]) -> str:
    """One line for each form, then the refusals by reason."""
    heads = "form", "files", "opened", "refused", "died, hung, crashed", "text as calamine's", "worst time", "worst memory"
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for form in [*sorted({each.form for each in found}), "all"]:
        of_form = [each for each in found if form in (each.form, "all")]
        opened = sum(each.result == "read" for each in of_form)
        bad = sum(_is_bad(each) for each in of_form)
        compared = [each.differing for each in of_form if each.differing is not None]
        slowest = max(each.seconds for each in of_form)
        largest = max(each.peak_mib for each in of_form)
        lines.append(
            f"| {form} | {len(of_form)} | {opened} ({opened / len(of_form):.1%}) | {len(of_form) - opened - bad} | {bad} "
            f"| {compared.count(0)} of {len(compared)} | {slowest:.1f} s | {largest:.0f} MiB |"
        )
    counted = Counter(each.result for each in found if each.result != "read")
    return "\n".join([*lines, "", *(f"- {code}: {count}" for code, count in counted.most_common())])


def _is_bad(each: Answer) -> bool:
    return each.result in ("death", "over 20 s") or each.result.startswith("crash")


def main(arguments: list[str] | None = None) -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--forms", default=",".join(FORMS), help="endings of the names to read")
    parser.add_argument("--at-once", type=int, default=2, help="files read at once")
    parser.add_argument("--names", action="store_true", help="name each file that did not open, or differs")
    asked = parser.parse_args(arguments)
    found = []
    for each in answers(asked.folder, frozenset(asked.forms.split(",")), asked.at_once):
        found.append(each)
        if asked.names and (each.result != "read" or each.differing):
            print(each.result, each.differing or "", each.file.relative_to(asked.folder), sep="\t", flush=True)
    print(printed(found) if found else "No workbook there.")


if __name__ == "__main__":
    main()
