"""Answers about a workbook, put into its directions: a pure step from what was decided to what is decided then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cds_tracker.domain.choices import NOTHING, Directions
from cds_tracker.domain.picture import Question
from cds_tracker.domain.task import UNREGISTERED

EVERY = "*"  # all sheets that look alike
_HIDDEN = ("hidden_rows", "hidden_columns")


def with_column(said: Directions, sheet: str, letter: str, field: str) -> Directions:
    """A column carries this field (``NOTHING``: none)."""
    return replace(said, columns=_within(said.columns, sheet, letter, field))


def with_header(said: Directions, sheet: str, row: int) -> Directions:
    """The header stands in this row; what was said about the columns under another one is not true any more."""
    columns = {name: held for name, held in said.columns.items() if name != sheet}
    order = {name: held for name, held in said.order.items() if name != sheet}
    return replace(said, headers={**said.headers, sheet: row}, columns=columns, order=order)


def with_sheets(said: Directions, sheets: tuple[str, ...], every: bool) -> Directions:
    """Only these sheets are read, or all that look alike."""
    return replace(said, sheets=() if every else sheets, all_sheets=every)


def with_answer(said: Directions, question: Question, answer: str) -> Directions:
    """What a question comes to; ``answer`` is one of its options, or ``NOTHING``."""
    if question.code == "column":
        return with_column(said, question.sheet, question.at, answer)
    if question.code == "colour":
        return replace(said, colours={**said.colours, question.at: answer})
    if question.code == "struck":
        return replace(said, struck=answer)
    if question.code == "order":
        return replace(said, order=_within(said.order, question.sheet, question.at, answer))  # type: ignore[arg-type]
    if question.code == "parts":
        return replace(said, parts=answer == "yes")
    if question.code in _HIDDEN:
        return replace(said, **{question.code: answer})  # type: ignore[arg-type]
    if question.code == "name":
        return replace(said, names=_within(said.names, question.field or "", question.at, answer))
    return with_sheets(said, (answer,), answer == EVERY)


def is_open(said: Directions, question: Question, remembered: bool) -> bool:
    """Whether nobody has said anything to a question: neither now nor, where the form of the file is ``remembered``, when it
    was confirmed. A new colour, or a column that can mean several things, is open even then."""
    if answered(said, question) is not None:
        return False
    return question.held == NOTHING if remembered and question.code in ("colour", "column") else not remembered


def answered(said: Directions, question: Question) -> str | None:
    """The answer that was given already; ``None`` where there is none, or none that could be told from leaving it as it is."""
    by_sheet: Mapping[str, Mapping[str, Mapping[str, str]]] = {"column": said.columns, "order": said.order}
    if question.code in by_sheet:
        return by_sheet[question.code].get(question.sheet, {}).get(question.at)
    if question.code == "colour":
        return said.colours.get(question.at)
    if question.code == "struck":
        return said.struck
    if question.code in _HIDDEN or question.code == "parts":
        usual = question.held in ("take", "no")
        return None if usual else question.held
    if question.code == "name":
        return said.names.get(question.field or "", {}).get(question.at)
    return None


def named(said: Directions, before: Directions, questions: Sequence[Question]) -> list[Question]:
    """The names that were answered, now or ``before``, and are therefore not asked about any more, as questions to be answered
    otherwise."""
    asked = {(question.field, question.at) for question in questions if question.code == "name"}
    meant: dict[tuple[str, str], str] = {}
    for kind, names in (*before.names.items(), *said.names.items()):
        meant |= {(kind, written): ref for written, ref in names.items()}
    return [
        Question("name", "", written, (UNREGISTERED + written, NOTHING), ref, field=kind)
        for (kind, written), ref in meant.items()
        if (kind, written) not in asked
    ]


def options(question: Question) -> tuple[str, ...]:
    """All answers that there are, the one by which the file was read meanwhile among them."""
    if question.code == "sheets":
        return (*question.options, EVERY)
    found = tuple(one for one in question.options if one != NOTHING)
    held = (question.held,) if question.held not in (*found, NOTHING) else ()
    nothing = (NOTHING,) if NOTHING in (*question.options, question.held) else ()
    return (*held, *found, *nothing)


def _within(held: Mapping[str, Mapping[str, str]], first: str, second: str, value: str) -> dict[str, dict[str, str]]:
    """A mapping of mappings with one more value."""
    found = {name: dict(inner) for name, inner in held.items()}
    found.setdefault(first, {})[second] = value
    return found
