"""The addresses of signing in, and which addresses are pages to which one may be sent on."""

import re

from cds_tracker.ui.menu import DEFAULT, registered

SIGN_IN, SIGN_OUT, PASSWORD, PRESENCE = "/dang-nhap", "/dang-xuat", "/doi-mat-khau", "/phien"
OIDC = "/oidc/dang-nhap"
_PAGE = re.compile(r"/[a-z0-9-]*")
_QUERY = re.compile(r"[!-~]{0,2000}")
_NEXT = re.compile(r"(/[a-z0-9-]*)(?:\?([!-~]*))?")


def is_page(path: str) -> bool:
    """Whether an address has the form of a page's."""
    return _PAGE.fullmatch(path) is not None


def next_in(path: str, query: str) -> str:
    """The address of a page that there is, with its query; the default page for anything else."""
    slug = path.removeprefix("/")
    if slug not in {entry.slug for entry in registered()} | {""} or not _QUERY.fullmatch(query):
        return "/"
    base = "/" if slug == DEFAULT.slug else path
    return f"{base}?{query}" if query else base


def safe_next(written: str | None) -> str:
    """Where to go after signing in: only a page of ours, whatever was written."""
    found = _NEXT.fullmatch(written or "")
    return next_in(found[1], found[2] or "") if found else "/"
