"""Every problem that the reading of trackers can name has words for it, in both languages."""

import re
from pathlib import Path

import pytest

import cds_tracker.excel
from cds_tracker.domain import deadline, numbers, progress, status
from cds_tracker.domain.reading import Problem, Severity
from cds_tracker.domain.task import FIELDS
from cds_tracker.style.problems import message
from cds_tracker.style.words import LANGUAGES, Words

_NAMED = re.compile(r"""(?:\.at|\.row|\.whole|\.meet|Refusal|Problem|_report|Read|Repair)\([^"()]*"([a-z]+_[a-z_]+)\"""")
_CODES = sorted(
    {code for path in Path(cds_tracker.excel.__file__).parent.glob("*.py") for code in _NAMED.findall(path.read_text("utf-8"))}
    - set(FIELDS)
    | deadline.PROBLEMS
    | status.PROBLEMS
    | progress.PROBLEMS
    | numbers.PROBLEMS
    | {f"row_skipped_{reason}" for reason in ("total", "note", "signature", "repeated_header", "numbering", "stray")}
    | {"several_sheets", "several_sheets_earlier", "sheet_earlier", "rows_hidden", "rows_hidden_left", "column_hidden_left"}
    | {"stt_was_date", "stt_was_number", "completed_not_done", "completed_without_status", "cell_error"}
    | {"date_ambiguous", "date_year_assumed", "date_serial", "code_duplicate", "id_duplicate", "unit_unregistered"}
)


def test_the_codes_are_found() -> None:
    assert {"title_missing", "lead_missing", "section_stray", "several_sheets", "stt_was_date"} <= set(_CODES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", _CODES)
def test_every_code_has_a_sentence(code: str, language: str) -> None:
    said = message(Words(language), Problem(code, Severity.WARNING, "A", value="x"))
    assert said != code
    assert "{" not in said
