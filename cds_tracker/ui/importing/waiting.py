"""Below the form: the files that came together, those that wait for their author, and what came of the last ones."""

from collections.abc import Mapping, Sequence

import streamlit as st

from cds_tracker.domain.people import Person
from cds_tracker.store.uploads import Upload
from cds_tracker.style.formats import number
from cds_tracker.ui import data, identity, links
from cds_tracker.ui.importing import lines, start, steps
from cds_tracker.ui.markup import link, text
from cds_tracker.ui.page import Page
from cds_tracker.workflows import uploading
from cds_tracker.workflows.uploading import Progress

DONE = ("pending", "applied", "nothing", "rejected", "undone")
MOST, FEW = 200, 5
HISTORY = "lich-su-tai-len"


def batch(page: Page) -> None:
    """The files that were brought together, a line each."""
    asked = st.query_params.get(steps.BATCH, "")
    if not asked:
        return

    def listed() -> Sequence[Upload]:
        return _resumed(page, uploading.listed(data.database(), _now(), batch=asked, count=MOST)[::-1])

    def head(found: Sequence[Upload], now: Mapping[int, Progress]) -> str:
        refused = sum(one.state == "refused" for one in found)
        counts = {"count": len(found), "read": len(found) - len(now) - refused, "now": len(now), "refused": refused}
        said = {name: number(count, page.lang) for name, count in counts.items()}
        return _head(page.words("import_lines.batch", **said), page.words("import_lines.batch_sub", **said))

    lines.draw(page, listed, head)


def draw(page: Page) -> None:
    """One's own files that wait for a decision, and the last that were decided."""
    asked = st.query_params.get(steps.BATCH, "")

    def waiting() -> Sequence[Upload]:
        found = uploading.listed(data.database(), _now(), author=page.person.account, states=steps.OPEN, count=MOST)
        return _resumed(page, [one for one in found if not asked or one.batch != asked])

    def done() -> Sequence[Upload]:
        return uploading.listed(data.database(), _now(), states=DONE, count=FEW)

    words = page.words
    head = _head(words("import_lines.waiting"), words("import_lines.waiting_sub"))
    lines.draw(page, waiting, lambda *_: head, folded=True)
    every = link(links.address(HISTORY, page.filters.context().to_query()), text(words("import_lines.history")), "cds-more")
    last = _head(words("import_lines.done"), words("import_lines.done_sub"), every)
    lines.draw(page, done, lambda *_: last)


def _resumed(page: Page, found: Sequence[Upload]) -> Sequence[Upload]:
    """The uploads; what a restart of the server left unread is begun again."""
    for one in found:
        unread = one.state == "waiting" and not one.counts and uploading.progress(one.number) is None
        if unread and one.author == page.person.account:
            uploading.start(data.database(), start.folder(), one.number, page.person)
    return found


def _now() -> Person:
    """The reader with the grants of this moment: the lines are renewed without a run of the whole page."""
    return identity.current(data.revision())


def _head(title: str, sub: str, action: str = "") -> str:
    return f'<h2 class="cds-title">{text(title)}</h2><p class="cds-sub">{text(sub)} {action}</p>'
