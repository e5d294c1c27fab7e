"""The beginning of an import: which files, for which plan, speaking for which day and which unit."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cds_tracker import settings
from cds_tracker.domain.people import Act, Role, units_of
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.style.problems import refusal
from cds_tracker.ui import data, identity, telling
from cds_tracker.ui.act.report_draft import at
from cds_tracker.ui.importing import lines, steps
from cds_tracker.ui.importing.templates import downloads
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.workflows import uploading

NEW, ANY = "", ""
TURN = "import_turn"
PLACE = "import"  # where what came of bringing files is told
TYPES = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "html", "htm", "xml", "mht", "mhtml"]


@dataclass(frozen=True, slots=True)
class Brought:
    """What is said about files when they are brought."""

    plan: str
    create: bool
    issued_on: date | None
    effective_on: date
    unit: str | None


def draw(page: Page) -> None:
    """The form; a file goes on to its own journey, several to their lines."""
    words = page.words
    telling.shown(PLACE)
    if not page.plans and not page.may(Act.PLAN):
        show(notice(words("importing.no_plan"), words("importing.no_plan_body")))
        return
    with st.container(key="import_form", border=True):
        show(f'<p class="cds-secrecy">{text(words("importing.secrecy"))}</p>')
        turn = st.session_state.get(TURN, 0)  # once files are taken the box is a new one, and empty
        key = f"import_files_{turn}" if turn else "import_files"
        files = st.file_uploader(words("import_start.files"), TYPES, key=key, accept_multiple_files=True)
        with st.container(horizontal=True, vertical_alignment="bottom", key="import_about"):
            brought = _about(page)
        _known(page, files, brought)
        count = number(len(files), page.lang)
        label = words("import_start.read_many", count=count) if len(files) > 1 else words("import_start.read")
        ready = bool(files) and bool(brought.plan)
        st.button(label, type="primary", key="import_read", disabled=not ready, on_click=_bring, args=(page, files, brought))
        if files and not ready:
            show(f'<p class="cds-sub">{text(words("importing.need_code"))}</p>')
    show(downloads(page))


def folder() -> Path:
    """Where files and what was read of them are kept."""
    return settings.load().data_dir / uploading.FOLDER


def _about(page: Page) -> Brought:
    words = page.words
    names = {plan.code: plan.title or plan.number or plan.code for plan in page.plans}
    options = [*names, NEW] if page.may(Act.PLAN) else list(names)
    plan = st.selectbox(
        words("importing.plan"),
        options,
        index=options.index(page.filters.plan) if page.filters.plan in names else 0,
        format_func=lambda code: names.get(code, words("importing.new_plan")),
        key="import_plan",
        width=360,
    )
    code, issued_on = plan, None
    if plan == NEW:
        code = st.text_input(
            words("importing.plan_code"), placeholder=words("importing.plan_code_hint"), max_chars=60, key="import_code",
            width=220,
        ).strip()  # fmt: skip
        issued_on = st.date_input(
            words("importing.plan_date"), None, format="DD/MM/YYYY", help=words("importing.plan_date_help"),
            key="import_issued", width=220,
        )  # fmt: skip
    day = st.date_input(words("importing.effective_on"), page.acts_on, format="DD/MM/YYYY", key="import_day", width=220)
    return Brought(code, plan == NEW, issued_on if isinstance(issued_on, date) else None, day, _unit(page) or None)


def _unit(page: Page) -> str:
    """Whose files they are: one's own unit without a question; whoever has none is asked, and may leave it to the file."""
    own = units_of(page.person, identity.rollup(page.revision), (Role.HEAD,))
    if len(own) == 1 and not page.may(Act.PLAN):
        return own[0]
    registry = data.registry(page.revision)
    every = [code for code, unit in registry.units.items() if unit.kind == "unit" and not registry.ended(code, page.as_of)]
    listed = own if own and not page.may(Act.PLAN) else sorted(every, key=lambda ref: registry.sort_key(ref, page.as_of))
    chosen: str = st.selectbox(
        page.words("import_start.unit"),
        [ANY, *listed],
        format_func=lambda code: registry.name(code, page.as_of) if code else page.words("import_start.any_unit"),
        key="import_unit",
        width=280,
    )
    return chosen


def _known(page: Page, files: Sequence[UploadedFile], brought: Brought) -> None:
    """Files that were brought before, each with what came of it."""
    if brought.create:
        return
    known = []
    for file in files:
        held = uploading.same(data.database(), _digest(file), brought.plan)
        if held is not None:
            known.append(f"<li>{_told(page, file.name, held)}</li>")
    if known:
        title = page.words("import_start.known", count=number(len(known), page.lang))
        show(notice(title, page.words("import_start.known_body"), "warning", f'<ul class="cds-known">{"".join(known)}</ul>'))


def _told(page: Page, name: str, held: Upload) -> str:
    words = page.words
    told = words("import_start.known_one", file=name, at=at(held.recorded_at), counts=lines.counts(words, held.counts))
    see = link(steps.address(page, held.number), text(words("import_start.known_see")), "cds-more")
    return f"{text(told)} {see}"


def _digest(file: UploadedFile) -> str:
    """The SHA-256 of a file, computed once."""
    kept = st.session_state.setdefault("import_digests", {})
    if file.file_id not in kept:
        kept[file.file_id] = hashlib.sha256(file.getbuffer()).hexdigest()
    return str(kept[file.file_id])


def _bring(page: Page, files: Sequence[UploadedFile], brought: Brought) -> None:
    """Keep every file and begin to read it; one that cannot be kept does not hold up the others."""
    database, batch = data.database(), uploading.new_batch()
    given = ((file.name, file.getvalue()) for file in files)
    taken = uploading.receive_many(
        database, folder(), page.person, given, batch=batch, plan=brought.plan, effective_on=brought.effective_on,
        create=brought.create, issued_on=brought.issued_on, unit=brought.unit,
    )  # fmt: skip
    numbers = [one.number for one in taken if one.number is not None]
    failed = [one for one in taken if one.error is not None]
    for upload in numbers:
        uploading.start(database, folder(), upload, page.person)
    if failed:
        told = "".join(f"<li>{text(one.file)}: {text(refusal(page.words, one.error))}</li>" for one in failed if one.error)
        title = page.words("import_start.failed", count=number(len(failed), page.lang))
        telling.keep(PLACE, notice(title, kind="error", action=f'<ul class="cds-known">{told}</ul>'))
    if not failed:
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    if len(numbers) == 1 and not failed:
        st.query_params[steps.UPLOAD] = str(numbers[0])
    elif numbers:
        st.query_params[steps.BATCH] = batch
