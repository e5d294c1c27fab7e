"""Questions about a workbook and their answers, in plain words."""

from cds_tracker.domain.choices import NOTHING
from cds_tracker.domain.picture import Question
from cds_tracker.domain.task import UNREGISTERED
from cds_tracker.style.colour_names import colour_name
from cds_tracker.style.formats import number
from cds_tracker.style.words import Words
from cds_tracker.ui import data
from cds_tracker.ui.importing.answers import EVERY
from cds_tracker.ui.importing.picture import field_name
from cds_tracker.ui.page import Page


def shown(words: Words, question: Question, heading: str) -> str:
    """The question as a sentence; ``heading`` is that of the column that it is about."""
    return words(
        f"import_questions.ask.{question.code}",
        count=number(question.count, words.language),
        at=question.at,
        colour=colour_name(words, question.at) if question.code == "colour" else "",
        heading=heading,
    )


def answer_name(page: Page, question: Question, answer: str) -> str:
    """An answer in words."""
    words = page.words
    code = question.code if question.code != "name" else f"name_{question.field}"
    meant = "as_written" if answer.startswith(UNREGISTERED) else {NOTHING: "nothing", EVERY: "every"}.get(answer, answer)
    key = f"import_questions.answer.{code}.{meant}"
    if words.has(key):
        return words(key)
    if question.code == "column":
        return field_name(words, answer)
    if question.code == "sheets":
        return _sheet(words, question, answer)
    if question.field == "area":
        return data.areas(page.revision).name(answer)
    if question.field == "units":
        return data.registry(page.revision).name(answer)
    return words(f"states.{answer}") if words.has(f"states.{answer}") else answer


def _sheet(words: Words, question: Question, name: str) -> str:
    counts = dict(zip(question.options, question.samples, strict=False))
    return words("import_questions.sheet_tasks", name=name, count=counts[name]) if name in counts else name
