"""What only a person can say about a workbook: each question as a plain sentence with its answers, how much hangs on it, and
samples. Meanwhile the careful answer holds, and is marked."""

from collections.abc import Sequence

import streamlit as st

from cds_tracker.domain.choices import Directions
from cds_tracker.domain.picture import Question
from cds_tracker.domain.reading import Reading
from cds_tracker.style.formats import clamp, number
from cds_tracker.style.words import Words
from cds_tracker.ui.importing import question_rows
from cds_tracker.ui.importing.answers import is_open, named, options, with_answer
from cds_tracker.ui.importing.question_words import answer_name, shown
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page

ANCHOR = "cau-hoi"
IN_ROWS = ("colour", "name")  # asked together, a row each
SAMPLES = 3
FEW = 5  # answers beside each other; more of them in a box


def draw(page: Page, prefix: str, reading: Reading, said: Directions, before: Directions) -> Directions:
    """The directions with the answers that are chosen here: first what nobody has answered, then, folded, the rest, also what
    was answered ``before`` for the form of the file."""
    words, asked = page.words, open_questions(reading, said)
    closed = [*(question for question in reading.questions if question not in asked), *named(said, before, reading.questions)]
    if asked:
        title = words("import_questions.title", count=number(len(asked), page.lang))
        sub = words("import_questions.sub_refused" if reading.refused else "import_questions.sub")
        show(f'<h2 class="cds-title" id="{ANCHOR}">{text(title)}</h2><p class="cds-sub">{text(sub)}</p>')
        said = _listed(page, f"{prefix}_o", asked, reading, said)
    if closed:
        with st.expander(words("import_questions.closed", count=number(len(closed), page.lang)), key=f"{prefix}_closed"):
            said = _listed(page, f"{prefix}_c", closed, reading, said)
    return said


def open_questions(reading: Reading, said: Directions) -> list[Question]:
    """The questions that nobody has answered."""
    return [question for question in reading.questions if is_open(said, question, is_remembered(reading, question.sheet))]


def _listed(page: Page, prefix: str, questions: Sequence[Question], reading: Reading, said: Directions) -> Directions:
    for place, question in enumerate(questions):
        if question.code not in IN_ROWS:
            said = _asked(page, f"{prefix}{place}", question, reading, said)
    for kind in IN_ROWS:
        alike = [question for question in questions if question.code == kind]
        said = question_rows.draw(page, prefix, kind, alike, said)
    return said


def is_remembered(reading: Reading, sheet: str) -> bool:
    """Whether the form of a sheet is one that was confirmed before."""
    columns = [one for each in reading.sheets if each.name == sheet and each.picture for one in each.picture.columns]
    return any(column.certainty == "remembered" for column in columns)


def _asked(page: Page, key: str, question: Question, reading: Reading, said: Directions) -> Directions:
    words, listed = page.words, list(options(question))
    sentence = shown(words, question, _heading(reading, question))
    with st.container(border=True, key=f"import_question_{key}"):
        show(_told(words, question, sentence, several=len(reading.sheets) > 1))
        first = listed.index(question.held) if question.held in listed else None
        called = {one: answer_name(page, question, one) for one in listed}.__getitem__
        if len(listed) <= FEW:
            chosen = st.radio(sentence, listed, first, called, key, horizontal=True, label_visibility="collapsed")
        else:
            chosen = st.selectbox(sentence, listed, first, called, key, label_visibility="collapsed")
    return said if chosen is None or chosen == question.held else with_answer(said, question, chosen)


def _told(words: Words, question: Question, sentence: str, several: bool) -> str:
    """The sentence, why it is asked, and samples; safe markup."""
    sheet = f" <small>{text(question.sheet)}</small>" if several and question.sheet else ""
    why = text(words(f"import_questions.why.{question.code}"))
    found = dict.fromkeys(clamp(sample, 70) for sample in question.samples[:SAMPLES]) if question.code != "sheets" else {}
    listed = text(words("import_questions.samples", samples=" · ".join(found))) if found else ""
    samples = f'<p class="cds-sub"><span class="cds-clamp">{listed}</span></p>' if listed else ""
    return f'<p class="cds-ask"><b>{text(sentence)}</b>{sheet}</p><p class="cds-sub">{why}</p>{samples}'


def _heading(reading: Reading, question: Question) -> str:
    if question.code == "column":
        return question.hint
    for sheet in reading.sheets:
        if sheet.name == question.sheet and sheet.picture is not None:
            return next((one.heading for one in sheet.picture.columns if one.letter == question.at), "")
    return ""
