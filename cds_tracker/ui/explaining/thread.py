"""What was asked about a task and what was answered, in the order in which it was said."""

from collections.abc import Sequence
from datetime import date

from cds_tracker.store.explanations import Answer, Question, Thread
from cds_tracker.style.formats import ABSENT, day, number
from cds_tracker.ui.markup import text
from cds_tracker.ui.page import Page
from cds_tracker.ui.requests.reading import name_of


def markup(page: Page, thread: Thread) -> str:
    """Questions and answers as one list, oldest first."""
    said: list[Question | Answer] = sorted((*thread.questions, *thread.answers), key=lambda one: one.recorded_at)
    items = "".join(_question(page, one) if isinstance(one, Question) else _answer(page, one) for one in said)
    return f'<ol class="cds-history cds-thread">{items}</ol>'


def waited(page: Page, asked_on: date) -> str:
    """How long a question has waited, in words."""
    days = max((page.acts_on - asked_on).days, 0)
    return page.words("explaining.waited", days=number(days, page.lang))


def facts(page: Page, answer: Answer) -> str:
    """The four parts of an answer."""
    words = page.words
    parts: Sequence[tuple[str, str]] = (
        ("cause", answer.cause),
        ("next_step", answer.next_step),
        ("who", answer.who or ABSENT),
        ("by_when", day(answer.by_when)),
    )
    rows = "".join(f"<dt>{text(words(f'explaining.{name}'))}</dt><dd>{text(said)}</dd>" for name, said in parts)
    return f'<dl class="cds-facts-list">{rows}</dl>'


def _question(page: Page, one: Question) -> str:
    words = page.words
    head = words("explaining.asked_by", by=name_of(page, one.author), day=day(one.on))
    due = f" · {words('explaining.wanted_by', day=day(one.due))}" if one.due else ""
    state = words("explaining.answered") if one.answered else waited(page, one.on)
    tag = f'<span class="cds-tag{"" if one.answered else " s-pending"}">{text(state)}</span>'
    return f'<li class="question"><p class="cds-sub">{text(head + due)} {tag}</p><p>{text(one.words or "")}</p></li>'


def _answer(page: Page, one: Answer) -> str:
    head = page.words("explaining.explained_by", by=name_of(page, one.author), day=day(one.on))
    return f'<li><p class="cds-sub">{text(head)}</p>{facts(page, one)}</li>'
