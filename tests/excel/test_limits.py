"""What the documents say of the limits is what holds, and each answer has its sentence."""

import re
from pathlib import Path

from cds_tracker.excel import markup
from cds_tracker.excel.forms import html_tables, html_tokens, web_pages
from cds_tracker.excel.limits import LIMITS
from cds_tracker.style.words import LANGUAGES, Words

CHECKOUT = Path(__file__).parents[2]
SAID = (CHECKOUT / "docs/limits.md").read_text(encoding="utf-8")


HELD: dict[str, list[float]] = {
    "upload": [LIMITS.upload // 1024**2],
    "parts of an archive": [LIMITS.parts, web_pages._PARTS],
    "one part, all parts": [LIMITS.part // 10**6, LIMITS.parts_together // 10**6],
    "inflated ÷ packed": [LIMITS.ratio_from // 10**6, LIMITS.ratio],
    "elements, tables nested": [markup._DEPTH, html_tables._DEPTH],
    "tags of a page": [html_tokens._MOST, html_tokens._LONGEST_TAG],
    "visible sheets": [LIMITS.visible_sheets, LIMITS.sheets],
    "rows with values": [LIMITS.rows],
    "columns": [LIMITS.columns],
    "cells with values": [LIMITS.cells],
    "characters in a cell": [LIMITS.text],
    "characters of all texts": [LIMITS.shared_text],
    "merged ranges": [LIMITS.merges, LIMITS.merge_area],
    "links": [LIMITS.links],
    "memory": [LIMITS.memory // 1024**3],
    "processor": [LIMITS.cpu_seconds, LIMITS.wall_seconds],
}


def test_the_document_says_the_limits_that_hold() -> None:
    for line, numbers in HELD.items():
        (found,) = [each for each in SAID.splitlines() if each.startswith(f"| {line}")]
        said = {int(number) for number in re.findall(r"\d+", re.sub(r"(?<=\d) (?=\d)", "", found))}
        assert said >= set(numbers), found


def test_every_answer_of_a_reader_has_its_sentence_in_both_languages() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "cds_tracker/excel").glob("*.py"))
    codes = set(re.findall(r"(?:Refused|Problem)\(\s*\"([a-z_]+)\"", source)) | set(re.findall(r"`([a-z_]+)`", SAID))
    sentences = {code for code in codes if "_" in code}
    for language in LANGUAGES:
        words = Words(language)
        rooms = ("problems_file", "problems", "problems_people")
        assert [code for code in sorted(sentences) if not any(words.has(f"{room}.{code}") for room in rooms)] == []
