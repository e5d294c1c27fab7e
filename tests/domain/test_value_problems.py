"""Every doubt about a value has its sentence, in every language."""

import string

import pytest

from cds_tracker.domain import deadline, numbers, progress, status
from cds_tracker.domain.deadline import KINDS
from cds_tracker.domain.task import Status
from cds_tracker.domain.timeliness import Bucket
from cds_tracker.style.words import LANGUAGES, texts

CODES = deadline.PROBLEMS | status.PROBLEMS | progress.PROBLEMS | numbers.PROBLEMS
MORE = {"status_progress_conflict": {"value", "status", "progress"}, "money_unit_unknown": {"value", "read"}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence_that_names_what_was_written(language: str) -> None:
    sentences = {key.partition(".")[2]: text for key, text in texts(language).items() if key.startswith("problems_values.")}
    assert set(sentences) == CODES
    for code, sentence in sentences.items():
        due = {"due"} if code in deadline.PROBLEMS - deadline.ERRORS else set()
        assert {name for _, name, _, _ in string.Formatter().parse(sentence) if name} == MORE.get(code, {"value"} | due)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_kind_has_a_name(language: str) -> None:
    named = {f"states.{name}" for name in (*Status, *Bucket)} | {f"states.kind.{kind}" for kind in KINDS}
    named |= {f"states.flag.{flag}" for flag in deadline.FLAGS}
    assert named <= set(texts(language))
