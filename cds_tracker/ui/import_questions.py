"""What only a person can say about a workbook: each question as a plain sentence with its answers, how much hangs on it, and
samples. Meanwhile the careful answer holds, and is marked."""

from collections.abc import Iterable, Sequence

import streamlit as st

from cds_tracker.domain.choices import NOTHING, Directions
from cds_tracker.domain.picture import Question
from cds_tracker.domain.reading import Reading
from cds_tracker.domain.task import UNREGISTERED, Status
from cds_tracker.style.colour_names import colour_name, is_colour
from cds_tracker.style.formats import clamp, number
from cds_tracker.style.words import Words
from cds_tracker.ui import data
from cds_tracker.ui.import_answers import EVERY, answered, options, with_answer
from cds_tracker.ui.import_picture import field_name
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page

NAMES = 8  # unknown names to a page
SAMPLES = 4
FEW = 5  # answers beside each other; more of them in a box


def draw(page: Page, prefix: str, reading: Reading, said: Directions) -> Directions:
    """The directions with the answers that are chosen here."""
    questions = [one for one in reading.questions if one.code != "name"]
    names = [one for one in reading.questions if one.code == "name"]
    if not questions and not names:
        return said
    words = page.words
    count = number(len(questions) + len(names), page.lang)
    title = f'<h2 class="cds-title">{text(words("import_questions.title", count=count))}</h2>'
    show(f'{title}<p class="cds-sub">{text(words("import_questions.sub"))}</p>')
    for place, question in enumerate(questions):
        said = _asked(page, f"{prefix}_q{place}", question, reading, said)
    return _names(page, prefix, names, said)


def open_count(reading: Reading, said: Directions) -> int:
    """How many questions nobody has answered."""
    return sum(answered(said, question) is None for question in reading.questions)


def _asked(page: Page, key: str, question: Question, reading: Reading, said: Directions) -> Directions:
    words, listed = page.words, list(options(question))
    with st.container(border=True, key=f"import_question_{key}"):
        show(_sentence(words, question, reading))
        label = sentence(words, question, reading)
        first = listed.index(question.held) if question.held in listed else None
        names = {one: option(page, question, one) for one in listed}
        called = names.__getitem__
        if len(listed) <= FEW:
            chosen = st.radio(label, listed, first, called, key, horizontal=True, label_visibility="collapsed")
        else:
            chosen = st.selectbox(label, listed, first, called, key, label_visibility="collapsed")
    return said if chosen is None or chosen == question.held else with_answer(said, question, chosen)


def _names(page: Page, prefix: str, names: Sequence[Question], said: Directions) -> Directions:
    """Unknown names, each once for all its rows; some to a page, all of them answered together."""
    if not names:
        return said
    words, pages = page.words, -(-len(names) // NAMES)
    with st.container(border=True, key=f"import_question_{prefix}_names"):
        count = number(len(names), page.lang)
        told = text(words("import_questions.names_sub"))
        show(f'<p class="cds-ask"><b>{text(words("import_questions.names", count=count))}</b></p><p class="cds-sub">{told}</p>')
        current = int(st.session_state.get(f"{prefix}_names") or 1)
        for place, question in enumerate(names):
            key = f"{prefix}_n{place}"
            if (current - 1) * NAMES <= place < current * NAMES:
                _name(page, key, question)
            chosen = st.session_state.get(f"kept_{key}", question.held)
            said = said if chosen == question.held else with_answer(said, question, chosen)
        if pages > 1:
            st.pagination(pages, key=f"{prefix}_names")
    return said


def _name(page: Page, key: str, question: Question) -> None:
    """One unknown name; what is chosen is kept beside the box, which is gone on another page of the list."""
    listed = list(dict.fromkeys((question.held, *options(question), *_known(page, question.field))))
    kept = st.session_state.get(f"kept_{key}", question.held)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_row"):
        told = page.words("import_questions.name_cells", count=number(question.count, page.lang))
        kind = page.words(f"import_questions.kind.{question.field}")
        show(f'<div class="cds-column"><p><span>{text(question.at)}</span><small>{text(kind)} · {text(told)}</small></p></div>')
        st.selectbox(
            page.words("import_questions.name_label", name=question.at),
            listed,
            listed.index(kept) if kept in listed else 0,
            format_func=lambda one: option(page, question, one),
            key=key,
            label_visibility="collapsed",
            width=360,
            on_change=_keep,
            args=(key,),
        )


def _keep(key: str) -> None:
    st.session_state[f"kept_{key}"] = st.session_state.get(key)


def _known(page: Page, kind: str | None) -> Iterable[str]:
    """All that an unknown name may mean, in the order of the registers."""
    if kind == "status":
        return (*Status,)
    if kind == "area":
        areas = data.areas(page.revision)
        return sorted(areas.areas, key=areas.sort_key)
    registry = data.registry(page.revision)
    return sorted(registry.units, key=lambda ref: registry.sort_key(ref, page.as_of))


def option(page: Page, question: Question, answer: str) -> str:
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
        return answer
    if question.field == "area":
        return data.areas(page.revision).name(answer)
    if question.field == "units":
        return data.registry(page.revision).name(answer)
    return words(f"states.{answer}") if words.has(f"states.{answer}") else answer


def sentence(words: Words, question: Question, reading: Reading) -> str:
    """The question in plain words."""
    return words(
        f"import_questions.ask.{question.code}",
        count=number(question.count, words.language),
        at=question.at,
        colour=colour_name(words, question.at) if question.code == "colour" else "",
        heading=question.hint if question.code == "column" else _heading(reading, question),
        sheet=question.sheet,
    )


def _sentence(words: Words, question: Question, reading: Reading) -> str:
    """With its swatch, why it is asked, and samples; safe markup."""
    shown = question.code == "colour" and is_colour(question.at)
    swatch = f'<i class="cds-swatch" style="background:#{question.at}" aria-hidden="true"></i> ' if shown else ""
    sheet = f" <small>{text(question.sheet)}</small>" if len(reading.sheets) > 1 and question.sheet else ""
    why = text(words(f"import_questions.why.{question.code}"))
    listed = " · ".join(clamp(sample, 90) for sample in question.samples[:SAMPLES])
    samples = f'<p class="cds-sub">{text(words("import_questions.samples", samples=listed))}</p>' if listed else ""
    if question.code == "colour" and question.hint:
        why = text(words("import_questions.legend", hint=clamp(question.hint, 120)))
    asked = f'<p class="cds-ask">{swatch}<b>{text(sentence(words, question, reading))}</b>{sheet}</p>'
    return f'{asked}<p class="cds-sub">{why}</p>{samples}'


def _heading(reading: Reading, question: Question) -> str:
    for sheet in reading.sheets:
        if sheet.name == question.sheet and sheet.picture is not None:
            return next((one.heading for one in sheet.picture.columns if one.letter == question.at), "")
    return ""
