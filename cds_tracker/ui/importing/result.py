"""The third and fourth step of an import: what will change, and what came of it."""

from dataclasses import replace

from cds_tracker.insights.filters import Filters
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.ui import links
from cds_tracker.ui.importing import lines
from cds_tracker.ui.importing.steps import UPLOAD, address
from cds_tracker.ui.markup import link, show, text
from cds_tracker.ui.notices import notice
from cds_tracker.ui.page import Page
from cds_tracker.ui.review import screen
from cds_tracker.workflows.uploading import Prepared

HISTORY = "lich-su-tai-len"


def draw(page: Page, prepared: Prepared) -> None:
    """What an upload would change, and the decision about it."""
    screen.draw(page, prepared)


def outcome(page: Page, upload: Upload) -> None:
    """What became of an upload."""
    words, counts = page.words, upload.counts
    kind = "error" if upload.state == "rejected" else "warning" if upload.state in ("pending", "undone") else ""
    said = {"count": number(int(counts.get("applied", 0)), page.lang), "counts": lines.counts(words, counts)}
    body = words(f"import_result.{upload.state}_body", **said)
    if counts.get("requests"):
        body += " " + words("importing.requested", count=number(int(counts["requests"]), page.lang))
    if left := lines.not_accepted(words, upload):
        body += " " + words("import_result.not_accepted", count=number(len(left), page.lang), rows=", ".join(left))
    again = link(address(page), text(words("importing.again")), "cds-more")
    listing = link(links.listing(_on(page, upload)), text(words("importing.open_list")), "cds-more")
    brought = links.address(HISTORY, {**page.filters.context().to_query(), UPLOAD: str(upload.number)})
    see = link(brought, text(words("import_result.see")), "cds-more")
    show(notice(words(f"import_result.{upload.state}"), body, kind, f"<p>{listing} · {see} · {again}</p>"))


def _on(page: Page, upload: Upload) -> Filters:
    return replace(page.filters.context(), plan=upload.plan, as_of=max(page.as_of, upload.effective_on))
