"""Workbooks to take away: the blank template of a plan, its table as it stands, the files of an upload."""

from urllib.parse import quote

from cds_tracker.domain.people import Role, units_of
from cds_tracker.ui import identity, links
from cds_tracker.ui.markup import text
from cds_tracker.ui.page import Page

TEMPLATE, TABLE, UPLOAD = "tai-ve/mau", "tai-ve/ke-hoach", "tai-ve/tep"


def downloads(page: Page) -> str:
    """Two buttons, for the reader's unit where there is one; safe markup."""
    if page.plan is None:
        return ""
    words, own = page.words, units_of(page.person, identity.rollup(page.revision), (Role.HEAD,))
    said = {"lang": page.lang, **({"unit": own[0]} if len(own) == 1 else {})}
    code = quote(page.plan.code, safe="")
    blank = links.address(f"{TEMPLATE}/{code}.xlsx", said)
    filled = links.address(f"{TABLE}/{code}.xlsx", {**said, "as_of": page.as_of.isoformat()})
    buttons = "".join(
        f'<a class="cds-button" href="{text(to)}" download>{text(words(f"import_start.{name}"))}</a>'
        for name, to in (("template", blank), ("current", filled))
    )
    return f'<div class="cds-take"><p>{text(words("import_start.take"))}</p><p class="cds-buttons">{buttons}</p></div>'


def of_upload(number: int, name: str) -> str:
    """The address of a file that belongs to an upload: ``goc``, ``loi.xlsx``, ``quyet-dinh.json``."""
    return links.address(f"{UPLOAD}/{number}/{name}", {})
