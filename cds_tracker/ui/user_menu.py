"""Who is signed in, and the way out: beside the languages on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cds_tracker.ui import identity, links
from cds_tracker.ui.markup import link, text
from cds_tracker.ui.menu import BY_SLUG

if TYPE_CHECKING:
    from cds_tracker.ui.page import Page

SIGN_OUT = "/dang-xuat"


def markup(page: Page) -> str:
    """The reader's name, a link to what is theirs, and a form that signs out; nothing for a run without a reader."""
    if not page.person.account:
        return ""
    name = f"<span>{text(page.person.name)}</span>"
    mine = BY_SLUG["cua-toi"]
    if mine.path.is_file():
        address = links.address(mine.slug, page.filters.context().to_query())
        name = link(address, name, "name", page.words("signin.mine"))
    held = f'<input type="hidden" name="csrf" value="{text(identity.form_token())}">'
    held += f'<input type="hidden" name="lang" value="{text(page.lang)}">'
    button = f'<button type="submit">{text(page.words("signin.sign_out"))}</button>'
    return f'<span class="cds-user">{name}<form method="post" action="{SIGN_OUT}">{held}{button}</form></span>'
