"""One upload: what it was, what came of it, its file; and what this reader may still do about it."""

from cds_tracker.store.uploads import APPLIED, OPEN, PENDING, Upload
from cds_tracker.style.formats import number
from cds_tracker.style.problems import message
from cds_tracker.ui import data, links, telling
from cds_tracker.ui.act.report_draft import at
from cds_tracker.ui.importing import lines, steps, table, templates
from cds_tracker.ui.markup import block, link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.task_data import names
from cds_tracker.ui.task_proofs import file_size
from cds_tracker.ui.uploads import approval, undo
from cds_tracker.workflows import uploading
from cds_tracker.workflows.acting import Refused


def draw(page: Page, asked: int) -> None:
    """The upload of this number, if the reader may see it."""
    words = page.words
    back = link(links.address(page.entry.slug, page.filters.context().to_query()), text(words("uploads.back")), "cds-more")
    show(f"<p>{back}</p>")
    try:
        upload = uploading.find(data.database(), asked, page.person)
    except Refused:
        show(notice(words("importing.missing"), words("importing.missing_body"), "warning"))
        return
    telling.shown(table.place(upload.number))
    show(block(upload.file, _facts(page, upload) + _files(page, upload)))
    if upload.state == PENDING:
        approval.draw(page, upload)
    elif upload.state == APPLIED:
        undo.draw(page, upload)


def _facts(page: Page, upload: Upload) -> str:
    words, known = page.words, names(page.filters, page.revision)
    told = {
        "state": lines.badge(words, upload.state),
        "author": text(f"{known.author(upload.author)} · {at(upload.recorded_at)}"),
        "unit": lines.unit(page, upload),
        "day": text(f"{upload.effective_on:%d/%m/%Y} · {upload.plan}"),
        "counts": text(lines.counts(words, upload.counts)),
    }
    if upload.decided_by and upload.decided_at and upload.state != PENDING:  # what waits was sent, not decided
        told["decision"] = text(f"{known.author(upload.decided_by)} · {at(upload.decided_at)}")
    if upload.decision_reason:
        told["reason"] = text(upload.decision_reason)
    if left := lines.not_accepted(words, upload):
        told["left"] = text(", ".join(left))
    if upload.problem is not None:
        told["problem"] = text(message(words, upload.problem))
    size = file_size(upload.size, page.lang)
    told["file"] = text(words("uploads.kept", size=size, digest=upload.sha256[:16]))
    if upload.seconds is not None:
        told["took"] = text(words("uploads.seconds", count=number(upload.seconds, page.lang, 1)))
    rows = "".join(f"<div><dt>{text(words(f'uploads.fact.{name}'))}</dt><dd>{said}</dd></div>" for name, said in told.items())
    return f'<dl class="cds-facts-list">{rows}</dl>'


def _files(page: Page, upload: Upload) -> str:
    words = page.words
    to = {"original": templates.of_upload(upload.number, "goc")}
    if upload.state != "refused":
        to["errors"] = templates.of_upload(upload.number, "loi.xlsx")
        to["decisions"] = templates.of_upload(upload.number, "quyet-dinh.json")
    found = [link(address, text(words(f"uploads.download.{name}")), "cds-button") for name, address in to.items()]
    if upload.state in OPEN:
        go_on = links.address("nhap-excel", {**page.filters.context().to_query(), steps.UPLOAD: str(upload.number)})
        label = words("uploads.go_on" if upload.state != "refused" else "import_lines.act.refused")
        found.insert(0, link(go_on, text(label), "cds-button"))
    return f'<div class="cds-buttons">{"".join(found)}</div>'
