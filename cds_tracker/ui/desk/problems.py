"""What was wrong in the last workbook that the unit's own people brought into the plan."""

from cds_tracker.store.uploads import LastUpload, last_upload
from cds_tracker.style.formats import day
from cds_tracker.ui import data, links
from cds_tracker.ui.desk.desk import Desk
from cds_tracker.ui.desk.lists import anchor, nothing
from cds_tracker.ui.importing import problems
from cds_tracker.ui.markup import link, text


def draw(desk: Desk) -> None:
    """The problems by cell, with the file and its day."""
    desk.page.show(f"desk {desk.unit} problems", lambda: markup(desk))


def markup(desk: Desk) -> str:
    """The same as markup."""
    words, found = desk.page.words, upload(desk)
    if found is None:
        return nothing("problems", words("desk.none.upload"), text(words("desk.none.upload_body")))
    people = data.people(desk.page.revision)
    by = people[found.author].name if found.author in people else found.author
    told = words("desk.problems.file", file=found.file or words("desk.problems.unnamed"), day=day(found.effective_on), by=by)
    if not found.problems:
        return nothing("problems", words("desk.none.problems"), text(told))
    address = links.address("nhap-excel", desk.page.filters.context().to_query())
    again = link(address, text(words("desk.problems.again")), "cds-more")
    line = f'<p class="cds-sub">{text(told)} · {again}</p>'
    return anchor("problems", line + problems.markup(words, found.problems))


def upload(desk: Desk) -> LastUpload | None:
    """The last workbook of this plan that one of the unit's people brought."""
    page, authors = desk.page, [one.code for one in desk.people]

    def make() -> LastUpload | None:
        if page.plan is None:
            return None
        with data.database().read() as connection:
            return last_upload(connection, page.plan.id, authors)

    return data.kept(f"last upload {desk.unit}", page.filters.context(), page.revision, make)
