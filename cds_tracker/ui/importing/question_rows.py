"""Questions of one kind, a row each with its box: names that nobody registered, colours. Some to a page, answered together."""

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from cds_tracker.domain.choices import Directions
from cds_tracker.domain.picture import Question
from cds_tracker.domain.task import Status
from cds_tracker.style.colour_names import colour_name, is_colour
from cds_tracker.style.formats import clamp, number
from cds_tracker.ui import data
from cds_tracker.ui.importing.answers import options, with_answer
from cds_tracker.ui.importing.question_words import answer_name, shown
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.page import Page

ROWS = 8  # to a page
Draw = Callable[[Page, Question], str]


def draw(page: Page, prefix: str, kind: str, questions: Sequence[Question], said: Directions) -> Directions:
    """The directions with the answers that are chosen in these rows; ``kind`` is ``name`` or ``colour``."""
    if not questions:
        return said
    words, pages, place_of = page.words, -(-len(questions) // ROWS), f"{prefix}_{kind}s"
    named: Draw = _name if kind == "name" else _colour
    with st.container(border=True, key=f"import_question_{place_of}"):
        title = text(words(f"import_questions.{kind}s", count=number(len(questions), page.lang)))
        show(f'<p class="cds-ask"><b>{title}</b></p><p class="cds-sub">{text(words(f"import_questions.{kind}s_sub"))}</p>')
        current = int(st.session_state.get(place_of) or 1)
        for place, question in enumerate(questions):
            key = f"{prefix}_{kind}{place}"
            if (current - 1) * ROWS <= place < current * ROWS:
                _row(page, key, question, named(page, question))
            chosen = st.session_state.get(f"kept_{key}", question.held)
            said = said if chosen == question.held else with_answer(said, question, chosen)
        if pages > 1:
            st.pagination(pages, key=place_of)
    return said


def _row(page: Page, key: str, question: Question, named: str) -> None:
    """One question; what is chosen is kept beside its box, which is gone on another page of the list."""
    known = _known(page, question.field) if question.code == "name" else ()
    listed = list(dict.fromkeys((*options(question), *known)))
    kept = st.session_state.get(f"kept_{key}", question.held)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_row"):
        show(named)
        st.selectbox(
            shown(page.words, question, ""),
            listed,
            listed.index(kept) if kept in listed else 0,
            format_func=lambda one: answer_name(page, question, one),
            key=key,
            label_visibility="collapsed",
            width=360,
            on_change=_keep,
            args=(key,),
        )


def _keep(key: str) -> None:
    st.session_state[f"kept_{key}"] = st.session_state.get(key)


def _name(page: Page, question: Question) -> str:
    words, told = page.words, [page.words(f"import_questions.kind.{question.field}")]
    if question.count:
        key = "import_questions.name_first" if question.samples else "import_questions.name_cells"
        said = {"count": number(question.count, page.lang), "cell": next(iter(question.samples), "")}
        told.append(words(key, **said))
    return _said(text(question.at), " · ".join(told))


def _colour(page: Page, question: Question) -> str:
    words = page.words
    name = colour_name(words, question.at)
    style = f"background:#{question.at}" if is_colour(question.at) else ""
    swatch = f'<i class="cds-swatch" style="{style}" aria-hidden="true"></i> '
    told = words("import_questions.colour_rows", count=number(question.count, page.lang))
    legend = words("import_questions.legend", hint=clamp(question.hint, 80)) if question.hint else ""
    samples = " · ".join(clamp(sample, 60) for sample in question.samples[:2])
    return _said(f"{swatch}{text(name)}", " · ".join(part for part in (told, legend, samples) if part))


def _said(name: str, told: str) -> str:
    return f'<div class="cds-column"><p><span>{name}</span><small class="cds-clamp">{text(told)}</small></p></div>'


def _known(page: Page, kind: str | None) -> Iterable[str]:
    """All that an unknown name may mean, in the order of the registers."""
    if kind == "status":
        return (*Status,)
    if kind == "area":
        areas = data.areas(page.revision)
        return sorted(areas.areas, key=areas.sort_key)
    registry = data.registry(page.revision)
    return sorted(registry.units, key=lambda ref: registry.sort_key(ref, page.as_of))
