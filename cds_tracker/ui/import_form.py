"""The first step of an import: which file, for which plan, speaking for which day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from cds_tracker import settings
from cds_tracker.domain.choices import Choices, Directions
from cds_tracker.domain.errors import TrackerError
from cds_tracker.domain.people import Act
from cds_tracker.domain.reading import Problem
from cds_tracker.style.formats import number
from cds_tracker.style.problems import message
from cds_tracker.style.problems import refusal as refusal_of
from cds_tracker.ui import data
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import uploading
from cds_tracker.workflows.importing import Target
from cds_tracker.workflows.uploading import Prepared

NEW = ""
REFUSAL = "import_refusal"
TYPES = ["xlsx", "xlsm", "xls", "ods", "xlsb", "csv", "tsv", "html", "htm", "mht", "xml", "fods"]


def draw(page: Page) -> None:
    """The form; a file that can be read goes on to the preview, another says why not."""
    words = page.words
    show(f'<p class="cds-sub">{text(words("importing.secrecy"))}</p>')
    if not page.plans and not page.may(Act.PLAN):
        show(notice(words("importing.no_plan"), words("importing.no_plan_body")))
        return
    with st.container(key="import_form", width=720):
        upload = st.file_uploader(words("importing.file"), type=TYPES, key="import_file")
        plan, create, issued_on = _plan(page)
        day = st.date_input(words("importing.effective_on"), page.as_of, format="DD/MM/YYYY", key="import_day", width=240)
        refusal = _refusal(upload.file_id if upload else None)
        options = _options(page, refusal)
        asked = st.button(words("importing.read"), type="primary", key="import_read")
    if not asked:
        if refusal:
            show(notice(words("importing.refused"), message(words, refusal.problem), "error"))
        return
    if upload is None or not plan or not isinstance(day, date):
        show(notice(words("importing.need_file" if upload is None else "importing.need_code"), kind="warning"))
        return
    try:
        number, prepared = _read(page, upload.getvalue(), upload.name, Target(plan, create, issued_on), day, *options)
    except TrackerError as error:
        show(notice(words("importing.refused"), refusal_of(words, error), "error"))
        return
    if prepared.preview.reading.refused:
        st.session_state[REFUSAL] = Refusal(upload.file_id, prepared.preview.problems[0])
    else:
        st.query_params["ref"] = str(number)
    st.rerun()


def folder() -> Path:
    """Where workbooks are kept."""
    return settings.load().data_dir / uploading.FOLDER


def _plan(page: Page) -> tuple[str, bool, date | None]:
    words = page.words
    names = {plan.code: plan.title or plan.number or plan.code for plan in page.plans}
    options = [*names, NEW] if page.may(Act.PLAN) else list(names)
    chosen = st.selectbox(
        words("importing.plan"),
        options,
        index=options.index(page.filters.plan) if page.filters.plan in names else 0,
        format_func=lambda code: names.get(code, words("importing.new_plan")),
        key="import_plan",
    )
    if chosen != NEW:
        return chosen, False, None
    code = st.text_input(
        words("importing.plan_code"), placeholder=words("importing.plan_code_hint"), max_chars=60, key="import_code"
    )
    issued_on = st.date_input(
        words("importing.plan_date"), None, format="DD/MM/YYYY", help=words("importing.plan_date_help"), key="import_issued"
    )
    return code.strip(), True, issued_on if isinstance(issued_on, date) else None


def _options(page: Page, refusal: "Refusal | None") -> tuple[str, str]:
    """The sheet (``*``: all, blank: found by itself) and the password; asked for where the last answer named them."""
    words, sheet, password = page.words, "", ""
    if refusal and refusal.sheets:
        labels = {"": words("importing.sheet_auto"), "*": words("importing.all_sheets")}
        listed = ["", "*", *refusal.sheets]
        sheet = st.selectbox(words("importing.sheet"), listed, format_func=lambda one: labels.get(one, one), key="import_sheet")
    if refusal and refusal.password:
        password = st.text_input(words("importing.password"), type="password", key="import_password")
    return sheet, password


def _read(
    page: Page, content: bytes, name: str, target: Target, day: date, sheet: str, password: str
) -> tuple[int, Prepared]:
    words = page.words
    with st.spinner(words("importing.reading")):
        bar = st.empty()

        def told(_: str, done: int, total: int | None) -> None:
            said = words("importing.reading_rows", count=number(done, page.lang))
            bar.progress(min(1.0, done / total) if total else 0.0, said)

        directions = Directions((sheet,) if sheet not in ("", "*") else (), sheet == "*")
        brought = uploading.receive(
            data.database(), folder(), page.person, name, content, plan=target.code, effective_on=day,
            create=target.create, issued_on=target.issued_on, choices=Choices(directions),
        )  # fmt: skip
        prepared = uploading.prepare(data.database(), folder(), brought, page.person, password or None, told)
        bar.empty()
    return brought, prepared


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file could not be taken, and what would help: one of these sheets, a password."""

    upload: str
    problem: Problem

    @property
    def sheets(self) -> tuple[str, ...]:
        named = self.problem.values.get("sheets", ())
        return tuple(map(str, named)) if isinstance(named, (list, tuple)) else ()

    @property
    def password(self) -> bool:
        return self.problem.code.startswith("password")


def _refusal(upload: str | None) -> Refusal | None:
    """The answer to the file that is chosen, if it was refused."""
    last = st.session_state.get(REFUSAL)
    return last if isinstance(last, Refusal) and last.upload == upload else None
