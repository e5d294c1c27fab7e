"""Numbered sub-tasks within one cell: "(1) …; (2) …", "a) …". Each can become a task beneath the row's own."""

import re
from collections.abc import Iterator

from cds_tracker.domain.choices import Directions
from cds_tracker.domain.reading import place_of_part
from cds_tracker.domain.units import Registry
from cds_tracker.excel.cells import written
from cds_tracker.excel.entries import Entry
from cds_tracker.excel.findings import Findings
from cds_tracker.excel.mapped import Columns
from cds_tracker.excel.numbering import Number
from cds_tracker.excel.row_kinds import Line
from cds_tracker.excel.workbook import Cell

_SIGN = re.compile(r"(?:(?<=^)|(?<=[\s;:,.]))\(?(\d{1,2}|[a-zđ]|[ivx]{1,5})\)(?=\s*\S)", re.MULTILINE)
_BRACKET = re.compile(r"\(([^()]{4,200})\)\s*[.;,]?\s*$")
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ORDERS = (tuple(map(str, range(1, 100))), _ROMAN, tuple(_ALPHABET), tuple(_LATIN))
_MOST = 49  # of a row; beside that, tables beside each other have rows of one number
_OWN = ("lead", "coordinating", "deadline", "deliverable")


def parts_of(text: str) -> dict[str, str]:
    """Sign → text of the numbered parts of a cell, in order; empty where there are not at least two that follow each other."""
    if not (("2)" in text and "1)" in text) or ("b)" in text and "a)" in text) or "ii)" in text):
        return {}
    signs = list(_SIGN.finditer(text))
    for order in _ORDERS:
        found = _following(signs, order)
        if len(found) > 1:
            ends = [sign.start() for sign in found[1:]] + [len(text)]
            said = {sign[1]: text[sign.end() : end].strip(" \n;,") for sign, end in zip(found, ends, strict=True)}
            if all(said.values()):
                return said
    return {}


def _following(signs: list[re.Match[str]], order: tuple[str, ...]) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for sign in signs:
        if len(found) < len(order) and sign[1] == order[len(found)]:
            found.append(sign)
    return found[:_MOST]


def with_parts(
    entries: list[Entry], columns: Columns, directions: Directions, registry: Registry, findings: Findings
) -> list[Entry]:
    """The tasks, each followed by the parts of its title where a person wants them as tasks; else they are asked about."""
    title = columns.fields["title"]
    having = [(entry, parts) for entry in entries if len(parts := parts_of(entry.line.title)) > 1 and title in entry.line.cells]
    if not having:
        return entries
    count = sum(len(parts) for _, parts in having)
    said = [text for _, parts in having for text in list(parts.values())[:3]]
    findings.ask("parts", "", ("no", "yes"), "yes" if directions.parts else "no", count, said)
    if not directions.parts:
        return entries
    beneath = {id(entry): list(_children(entry, parts, columns, registry)) for entry, parts in having}
    for entry, _ in having:
        findings.row("row_has_parts", entry.line.number, entry.line.title, count=len(beneath[id(entry)]))
    return [each for entry in entries for each in (entry, *beneath.get(id(entry), ()))]


def _children(entry: Entry, parts: dict[str, str], columns: Columns, registry: Registry) -> Iterator[Entry]:
    line = entry.line
    title = columns.fields["title"]
    named: dict[str, dict[str, str]] = {}
    for name in _OWN:
        cell = line.cells.get(columns.fields.get(name, 0))
        said = parts_of(written(cell)) if cell is not None else {}
        if said.keys() <= parts.keys():
            named[name] = said
    for place, (sign, text) in enumerate(parts.items(), 1):
        cells = {title: line.cells[title]._replace(value=text)}
        for name, said in named.items():
            if sign in said:
                cells[columns.fields[name]] = Cell(said[sign])
        origins = {column: entry.at(column) for column in cells}
        lead = columns.fields.get("lead")
        if lead and lead not in cells and (own := _in_brackets(text, registry)):
            cells[lead], origins[lead] = Cell(own), entry.at(title)
        if "stt" in columns.fields:
            origins[columns.fields["stt"]] = entry.at(title)
        number = Number("other", f"({sign})", f"({sign})")
        child = Line(place_of_part(line.number, place), cells, line.hidden, stt=number, title=text, origins=origins)
        yield Entry(child, entry.section, entry, is_part=True)


def _in_brackets(text: str, registry: Registry) -> str | None:
    """The units that a part names in brackets at its end, if these are all that stands there."""
    found = _BRACKET.search(text)
    if found is None:
        return None
    read = registry.read(found[1])
    return found[1] if read.refs and not read.unknown else None
